"""Records turned into columns: what the engine counts with. Built from records, or straight from arrays in
bulk."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from passend.records import FULL, Id, Job, Seeker
from passend.world import World

Longs = NDArray[np.int64]
Ints = NDArray[np.int32]
Keys = NDArray[np.uint64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

MASK = 2**64 - 1


class DuplicateId(ValueError):
    """Two records carry the same id."""


def mix(value: int) -> int:
    """Scramble 64 bits into 64 others, one to one (the finaliser of splitmix64)."""
    value = (value + 0x9E3779B97F4A7C15) & MASK
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & MASK
    return value ^ (value >> 31)


def mix_array(values: Keys) -> Keys:
    """Do `mix` for each of uint64[n]."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def key_of(identity: Id) -> int:
    """Give the 64-bit key of an id: whole numbers one to one, texts by BLAKE2b."""
    if isinstance(identity, int):
        return mix(identity & MASK)
    return int.from_bytes(hashlib.blake2b(identity.encode(), digest_size=8).digest(), "little")


def keys_of(ids: Sequence[Id]) -> Keys:
    """Give the keys of many ids as uint64[n]; DuplicateId when two are the same."""
    keys = np.fromiter((key_of(identity) for identity in ids), dtype=np.uint64, count=len(ids))
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(keys[order][1:] == keys[order][:-1])
    if same.size:
        raise DuplicateId(f"id {ids[int(order[same[0]])]!r} is used twice")
    return keys


def normalise(ptr: Longs, values: Longs) -> Bytes:
    """Scale the values of each row to whole weights of at least 1 that sum to exactly 255.

    ptr: int64[rows + 1]; values: int64[ptr[-1]], positive; rows of at most 255 values. Gives uint8 of the
    same length. Largest remainder; of equal remainders the earlier one wins. A surplus made by the floor of
    1 comes off the heaviest of the row.
    """
    counts = np.diff(ptr)
    row = np.repeat(np.arange(len(counts)), counts)
    sums = np.zeros(len(counts), dtype=np.int64)
    np.add.at(sums, row, values)
    share, rest = np.divmod(values * FULL, sums[row] if len(row) else values)
    floor = np.maximum(share, 1)
    rest = np.where(share == 0, -1, rest)
    taken = np.zeros(len(counts), dtype=np.int64)
    np.add.at(taken, row, floor)
    left = np.where(counts > 0, FULL - taken, 0)
    order = np.lexsort((-rest, row))
    rank = np.empty(len(row), dtype=np.int64)
    rank[order] = np.arange(len(row)) - np.repeat(ptr[:-1], counts)
    weights = floor + (rank < left[row])
    for at in np.flatnonzero(left < 0):
        part = weights[ptr[at] : ptr[at + 1]]
        for _ in range(-int(left[at])):
            part[np.argmax(part)] -= 1
    return weights.astype(np.uint8)


def take_rows(ptr: Longs, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], Longs]:
    """Give the flat positions of some rows of a CSR layout, and the ptr of just those rows."""
    counts = ptr[rows + 1] - ptr[rows]
    new = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum(counts, out=new[1:])
    flat = np.arange(new[-1]) + np.repeat(ptr[rows] - new[:-1], counts)
    return flat, new


@dataclass(frozen=True, eq=False)
class Table:
    """Columns shared by both sides; all arrays have one entry per record unless they follow a ptr."""

    ids: Sequence[Id]
    keys: Keys
    """uint64: 64-bit key of each id."""
    x: Ints
    y: Ints
    hours_min: Ints
    hours_max: Ints
    licences: Ints
    """int32: licence bits."""
    language: Ints
    education: Ints
    skill_ptr: Longs
    skill: Ints
    """int32[skill_ptr[-1]]: skill positions, ascending within a record."""

    def __len__(self) -> int:
        """Give the number of records."""
        return len(self.keys)

    @cached_property
    def position(self) -> dict[Id, int]:
        """Row of each id."""
        return {identity: row for row, identity in enumerate(self.ids)}

    @cached_property
    def numbered(self) -> bool:
        """True when every id is a whole number of 0 or more, so that ids of several tables compare as they
        are."""
        return isinstance(self.ids, range) or all(isinstance(one, int) and one >= 0 for one in self.ids)

    @cached_property
    def rank_by_id(self) -> Longs:
        """int64: what orders the records by id; the id itself when `numbered`, else numbers before texts."""
        if self.numbered:
            return np.fromiter(self.ids, dtype=np.int64, count=len(self))
        order = sorted(range(len(self)), key=lambda row: (isinstance(self.ids[row], str), self.ids[row]))
        rank = np.empty(len(self), dtype=np.int64)
        rank[order] = np.arange(len(self))
        return rank

    def take(self, rows: NDArray[np.intp]) -> Self:
        """Give a table of just these rows, in this order."""
        columns: dict[str, Any] = {"ids": [self.ids[row] for row in rows.tolist()]}
        flats: dict[str, tuple[NDArray[np.intp], Longs]] = {}
        for name in self._ragged():
            flats[name] = take_rows(getattr(self, f"{name}_ptr"), rows)
        for field in fields(self):
            if field.name in columns:
                continue
            column = getattr(self, field.name)
            owner = self._owner(field.name)
            if owner is None:
                columns[field.name] = column[rows]
            elif field.name.endswith("_ptr"):
                columns[field.name] = flats[owner][1]
            else:
                columns[field.name] = column[flats[owner][0]]
        return type(self)(**columns)

    def join(self, other: Self) -> Self:
        """Give a table of the rows of both; DuplicateId when they share an id."""
        if set(self.position) & set(other.position):
            raise DuplicateId("an id is in both tables")
        columns: dict[str, Any] = {"ids": [*self.ids, *other.ids]}
        for field in fields(self):
            if field.name in columns:
                continue
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            if field.name.endswith("_ptr"):
                columns[field.name] = np.concatenate((mine, theirs[1:] + mine[-1]))
            else:
                columns[field.name] = np.concatenate((mine, theirs))
        return type(self)(**columns)

    @classmethod
    def _ragged(cls) -> tuple[str, ...]:
        """Names of the layouts with a ptr."""
        return tuple(f.name.removesuffix("_ptr") for f in fields(cls) if f.name.endswith("_ptr"))

    @classmethod
    def _owner(cls, column: str) -> str | None:
        """Name of the ptr a column follows; None for one entry per record."""
        return next((name for name in cls._ragged() if column.startswith(name)), None)


@dataclass(frozen=True, eq=False)
class JobTable(Table):
    """Jobs as columns."""

    skill_raw: Ints
    """int32[skill_ptr[-1]]: weight as asked (3 must, 2 nice, 1 mentioned)."""
    skill_weight: Bytes
    """uint8[skill_ptr[-1]]: weight x rarity, normalised to a sum of 255 per job."""
    occupation: Ints
    start: Ints
    published: Ints
    open: Flags

    @classmethod
    def from_records(cls, jobs: Iterable[Job], world: World) -> "JobTable":
        """Encode jobs in their order; UnknownCode or DuplicateId when a record does not fit the world."""
        jobs = list(jobs)
        skills = [sorted((world.skill(code), weight) for code, weight in job.skills) for job in jobs]
        ptr, skill, raw = _csr(skills)
        return cls(
            ids=[job.id for job in jobs],
            keys=keys_of([job.id for job in jobs]),
            **_shared(jobs, world),
            skill_ptr=ptr,
            skill=skill,
            skill_raw=raw,
            skill_weight=normalise(ptr, raw.astype(np.int64) * world.rarity[skill]),
            occupation=_ints(world.occupation(job.occupation) for job in jobs),
            start=_ints(job.start for job in jobs),
            published=_ints(job.published for job in jobs),
            open=np.array([job.open for job in jobs], dtype=np.bool_),
        )

    def record(self, row: int, world: World) -> Job:
        """Give one row back as a record."""
        part = slice(self.skill_ptr[row], self.skill_ptr[row + 1])
        return Job(
            id=self.ids[row],
            occupation=world.occupations[self.occupation[row]],
            skills=tuple(
                (world.skills[s], w)
                for s, w in zip(self.skill[part].tolist(), self.skill_raw[part].tolist(), strict=True)
            ),
            licences=_licence_names(int(self.licences[row]), world),
            open=bool(self.open[row]),
            **{name: int(getattr(self, name)[row]) for name in (*_SHARED, "start", "published")},
        )


@dataclass(frozen=True, eq=False)
class SeekerTable(Table):
    """Seekers as columns."""

    skill_level: Bytes
    """uint8[skill_ptr[-1]]: level held."""
    minutes: Ints
    """int32[n, 4]: most minutes per mode."""
    available: Ints
    active: Flags
    salt: Keys
    wanted_ptr: Longs
    wanted: Ints
    """int32[wanted_ptr[-1]]: wanted occupations, ascending within a record."""
    excluded_ptr: Longs
    excluded: Keys
    """uint64[excluded_ptr[-1]]: keys of jobs not to show, ascending within a record."""

    @classmethod
    def from_records(cls, seekers: Mapping[Id, Seeker], world: World) -> "SeekerTable":
        """Encode seekers by id in their order; UnknownCode when a record does not fit the world."""
        rows = list(seekers.values())
        skill_ptr, skill, level = _csr([sorted((world.skill(c), v) for c, v in row.skills) for row in rows])
        wanted_ptr, wanted, _ = _csr([sorted((world.occupation(c), 0) for c in row.wanted) for row in rows])
        excluded = [sorted(key_of(identity) for identity in row.excluded) for row in rows]
        excluded_ptr = np.zeros(len(rows) + 1, dtype=np.int64)
        np.cumsum([len(row) for row in excluded], out=excluded_ptr[1:])
        return cls(
            ids=list(seekers),
            keys=keys_of(list(seekers)),
            **_shared(rows, world),
            skill_ptr=skill_ptr,
            skill=skill,
            skill_level=level.astype(np.uint8),
            minutes=np.array([row.minutes for row in rows], dtype=np.int32).reshape(len(rows), 4),
            available=_ints(row.available for row in rows),
            active=np.array([row.active for row in rows], dtype=np.bool_),
            salt=np.array([row.salt for row in rows], dtype=np.uint64),
            wanted_ptr=wanted_ptr,
            wanted=wanted,
            excluded_ptr=excluded_ptr,
            excluded=np.array([key for row in excluded for key in row], dtype=np.uint64),
        )


_SHARED = ("x", "y", "hours_min", "hours_max", "language", "education")


def _shared(rows: Sequence[Job] | Sequence[Seeker], world: World) -> dict[str, Any]:
    """Give the columns that both sides have."""
    columns: dict[str, Any] = {name: _ints(getattr(row, name) for row in rows) for name in _SHARED}
    columns["licences"] = _ints(world.licence_bits(row.licences) for row in rows)
    return columns


def _licence_names(bits: int, world: World) -> frozenset[str]:
    """Give the names of licence bits."""
    return frozenset(name for name, bit in world.licence_bit.items() if bits & bit)


def _ints(values: Iterable[int]) -> Ints:
    """Give int32[n]."""
    return np.fromiter(values, dtype=np.int32)


def _csr(rows: list[list[tuple[int, int]]]) -> tuple[Longs, Ints, Ints]:
    """Give ptr, positions and values of rows of pairs."""
    ptr = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    first = np.array([pair[0] for row in rows for pair in row], dtype=np.int32)
    second = np.array([pair[1] for row in rows for pair in row], dtype=np.int32)
    return ptr, first, second
