"""What the engine knows of work itself: occupations in their hierarchy, skills, how rare and how related
they are.

A world is built by a pure function from a vocabulary, so the same vocabulary always gives the same world.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Bytes = NDArray[np.uint8]

RARITY_UNIT = 256
"""Rarity is ln(1 + M / df) in steps of 1/256, kept whole so that weights are exact on every machine."""

LICENCES = ("AM", "A", "B", "BE", "C", "CE", "D", "T", "forklift", "VCA", "BHV", "code95")
"""Licences and certificates a world knows unless it is told otherwise."""

RELATED_MOST = 6
RELATED_LEAST, RELATED_TOP = 51, 179
"""A skill credits at most six others, between 20 and 70 percent."""


class UnknownCode(ValueError):
    """A record names an occupation, skill or licence that this world does not have."""

    def __init__(self, kind: str, code: str) -> None:
        """Keep what kind of code it was and the code itself."""
        super().__init__(f"{kind}: {code!r} is not in this vocabulary")
        self.kind, self.code = kind, code


@dataclass(frozen=True, eq=False)
class World:
    """A vocabulary, ready for counting. Positions below index these arrays; codes are the caller's own."""

    occupations: tuple[str, ...]
    skills: tuple[str, ...]
    unit: Ints
    """int32[occupations]: ISCO unit group (4 digits) of each occupation; -1 unknown."""
    minor: Ints
    """int32[occupations]: minor group (3 digits)."""
    submajor: Ints
    """int32[occupations]: sub-major group (2 digits)."""
    major: Ints
    """int32[occupations]: major group (1 digit)."""
    related_ptr: NDArray[np.int64]
    """int64[skills + 1]: where the related skills of each skill start."""
    related_skill: Ints
    """int32[n]: skill that is credited to who holds the skill of this row, ascending within a row."""
    related_credit: Bytes
    """uint8[n]: how much of it, in 255ths."""
    rarity: Ints
    """int32[skills]: ln(1 + M / df) in steps of 1/256, at least 1."""
    licences: tuple[str, ...] = LICENCES

    def __post_init__(self) -> None:
        """Refuse a world whose parts do not fit together."""
        if len(set(self.occupations)) != len(self.occupations) or len(set(self.skills)) != len(self.skills):
            raise ValueError("a code occurs twice")
        if len(self.licences) > 31:
            raise ValueError("licences: at most 31")
        if self.related_ptr.shape != (len(self.skills) + 1,) or self.rarity.shape != (len(self.skills),):
            raise ValueError("related skills and rarity need one entry for each skill")

    @cached_property
    def occupation_at(self) -> dict[str, int]:
        """Position of each occupation code."""
        return {code: at for at, code in enumerate(self.occupations)}

    @cached_property
    def skill_at(self) -> dict[str, int]:
        """Position of each skill code."""
        return {code: at for at, code in enumerate(self.skills)}

    @cached_property
    def licence_bit(self) -> dict[str, int]:
        """Bit of each licence."""
        return {name: 1 << at for at, name in enumerate(self.licences)}

    @cached_property
    def credited_by(self) -> tuple[NDArray[np.int64], Ints, Bytes]:
        """The related skills turned round: (ptr, holder, credit) per credited skill, holders ascending."""
        holder = np.repeat(np.arange(len(self.skills), dtype=np.int32), np.diff(self.related_ptr))
        order = np.lexsort((holder, self.related_skill))
        ptr = np.zeros(len(self.skills) + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.related_skill, minlength=len(self.skills)), out=ptr[1:])
        return ptr, holder[order], self.related_credit[order]

    @cached_property
    def hash(self) -> str:
        """64 hex digits over codes, hierarchy, relations and rarity: the version of the vocabulary."""
        digest = hashlib.sha256(repr((self.occupations, self.skills, self.licences)).encode())
        for part in (self.unit, self.minor, self.submajor, self.major, self.related_ptr,
                     self.related_skill, self.related_credit, self.rarity):  # fmt: skip
            digest.update(np.ascontiguousarray(part).tobytes())
        return digest.hexdigest()

    def occupation(self, code: str) -> int:
        """Give the position of an occupation; UnknownCode when there is none."""
        try:
            return self.occupation_at[code]
        except KeyError:
            raise UnknownCode("occupation", code) from None

    def skill(self, code: str) -> int:
        """Give the position of a skill; UnknownCode when there is none."""
        try:
            return self.skill_at[code]
        except KeyError:
            raise UnknownCode("skill", code) from None

    def licence_bits(self, names: Iterable[str]) -> int:
        """Give the bits of licence names together; UnknownCode when one is not known."""
        bits = 0
        for name in names:
            try:
                bits |= self.licence_bit[name]
            except KeyError:
                raise UnknownCode("licence", name) from None
        return bits

    @cached_property
    def _related(self) -> dict[int, dict[int, int]]:
        """What `related` was asked before."""
        return {}

    def related(self, skill: int) -> dict[int, int]:
        """Give credit in 255ths for each skill that holding this one credits."""
        if skill not in self._related:
            row = slice(self.related_ptr[skill], self.related_ptr[skill + 1])
            credits = zip(self.related_skill[row].tolist(), self.related_credit[row].tolist(), strict=True)
            self._related[skill] = dict(credits)
        return self._related[skill]


def build_world(
    occupations: Mapping[str, str],
    relations: Iterable[tuple[str, str, bool]],
    groups: Mapping[str, str],
    *,
    licences: Sequence[str] = LICENCES,
    frequencies: Mapping[str, int] | None = None,
    documents: int | None = None,
) -> World:
    """Build a world from a vocabulary.

    occupations: code -> ISCO-08 code (1 to 4 digits; "" when unknown).
    relations: (occupation code, skill code, essential).
    groups: skill code -> code of its skill group; skills in relations without a group stand alone.
    frequencies, documents: in how many of how many vacancies a skill is asked; without them the occupations
    count as the documents. Freeze them for a run: they decide the weights.

    Two skills of one group are related when the same occupations ask for both: credit = 51 + 128 x the
    cosine of their occupations, for the six nearest. Raises ValueError on a relation of an unknown
    occupation.
    """
    codes = sorted(occupations)
    at = {code: position for position, code in enumerate(codes)}
    asked: dict[str, set[int]] = defaultdict(set)
    for occupation, skill, _ in relations:
        if occupation not in at:
            raise UnknownCode("occupation", occupation)
        asked[skill].add(at[occupation])
    skills = sorted(set(asked) | set(groups))
    skill_at = {code: position for position, code in enumerate(skills)}
    total = documents if documents is not None else max(1, len(codes))
    counts = frequencies if frequencies is not None else {code: len(users) for code, users in asked.items()}
    rows = _related_rows(skills, skill_at, asked, groups)
    ptr = np.zeros(len(skills) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    flat = [pair for row in rows for pair in row]
    hierarchy = [_isco_groups(occupations[code]) for code in codes]
    return World(
        occupations=tuple(codes),
        skills=tuple(skills),
        unit=np.array([h[0] for h in hierarchy], dtype=np.int32),
        minor=np.array([h[1] for h in hierarchy], dtype=np.int32),
        submajor=np.array([h[2] for h in hierarchy], dtype=np.int32),
        major=np.array([h[3] for h in hierarchy], dtype=np.int32),
        related_ptr=ptr,
        related_skill=np.array([skill for skill, _ in flat], dtype=np.int32),
        related_credit=np.array([credit for _, credit in flat], dtype=np.uint8),
        rarity=rarity(np.array([counts.get(code, 0) for code in skills], dtype=np.int64), total),
        licences=tuple(licences),
    )


def rarity(frequencies: NDArray[np.int64], documents: int) -> Ints:
    """Give ln(1 + M / df) in whole steps of 1/256 as int32 of the same shape; a skill never asked counts as
    df 1."""
    value = np.log1p(documents / np.maximum(frequencies, 1))
    return np.asarray(np.maximum(1, np.rint(value * RARITY_UNIT)), dtype=np.int32)


def _isco_groups(code: str) -> tuple[int, int, int, int]:
    """Give unit, minor, sub-major and major group of an ISCO code; -1 for levels the code does not reach."""
    digits = code.strip().removeprefix("C")
    if not digits.isdigit():
        return (-1, -1, -1, -1)
    return (
        int(digits[:4]) if len(digits) >= 4 else -1,
        int(digits[:3]) if len(digits) >= 3 else -1,
        int(digits[:2]) if len(digits) >= 2 else -1,
        int(digits[:1]),
    )


def _related_rows(
    skills: list[str], at: dict[str, int], asked: dict[str, set[int]], groups: Mapping[str, str]
) -> list[list[tuple[int, int]]]:
    """Give for each skill its related ones with credit, by position ascending."""
    members: dict[str, list[str]] = defaultdict(list)
    for skill in skills:
        if skill in groups:
            members[groups[skill]].append(skill)
    rows: list[list[tuple[int, int]]] = [[] for _ in skills]
    for group in members.values():
        for skill in group:
            mine = asked.get(skill, set())
            near = []
            for other in group:
                shared = len(mine & asked.get(other, set())) if other != skill else 0
                if shared:
                    cosine = shared / math.sqrt(len(mine) * len(asked[other]))
                    span = RELATED_TOP - RELATED_LEAST
                    near.append((RELATED_LEAST + math.floor(span * cosine), at[other]))
            near.sort(key=lambda pair: (-pair[0], pair[1]))
            rows[at[skill]] = sorted((other, credit) for credit, other in near[:RELATED_MOST])
    return rows
