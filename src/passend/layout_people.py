"""The people laid out by place, for the search from a job; the mirror of `layout`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from passend.layout import MOST_LICENCES, Groups, Unsuited, needs, padded, reach
from passend.rulesets import Ruleset
from passend.tables import Longs, SeekerTable
from passend.world import World

SIDE = 1_000


@dataclass(frozen=True, eq=False)
class SeekerLayout:
    """Active people by cell. Positions are places in that order; `row` leads back to the table."""

    table: SeekerTable
    """The table of just these people, in this order."""
    row: NDArray[np.int32]
    has: NDArray[np.uint32]
    x: NDArray[np.uint16]
    y: NDArray[np.uint16]
    reach: NDArray[np.uint16]
    start: NDArray[np.int16]
    """First day on which a job may start, after the base day."""
    hours_min: NDArray[np.uint8]
    hours_max: NDArray[np.uint8]
    ptr: NDArray[np.int32]
    wide: int
    high: int
    side: int
    groups: NDArray[np.uint64]
    """uint64: which groups, modulo 64, have a skill that the person is credited for."""
    wishes: NDArray[np.uint64]
    """uint64: hashed sub-major (low half) and major groups (high half) of the wanted occupations."""
    rank: NDArray[np.int64]
    corner: tuple[int, int]
    base: int


def lay_out_people(seekers: SeekerTable, world: World, rules: Ruleset, groups: Groups) -> SeekerLayout:
    """Lay out the people; Unsuited when they need more than the columns hold."""
    if "travel" not in rules.constraints or "hours" not in rules.constraints:
        raise Unsuited("a ruleset without the travel or hours constraint")
    if len(world.licences) > MOST_LICENCES:
        raise Unsuited("a list of licences too large")
    if not len(seekers) or max(np.ptp(seekers.x), np.ptp(seekers.y)) > 65_535 or np.ptp(seekers.available) > 32_000:
        raise Unsuited("no people, or people too far apart in place or time")
    far = reach(seekers, rules)
    if far.max() > 65_000:
        raise Unsuited("people who reach too far")
    ready = far > 0 if rules.by_radius else far >= 0
    if "active" in rules.constraints:
        ready &= seekers.active
    corner = (int(seekers.x.min()), int(seekers.y.min()))
    x, y = seekers.x - corner[0], seekers.y - corner[1]
    side = SIDE
    wide, high = int(x.max()) // side + 1, int(y.max()) // side + 1
    key = (y // side).astype(np.int64) * wide + x // side
    row = np.flatnonzero(ready)
    row = row[np.argsort(key[row], kind="stable")]
    ptr = np.zeros(wide * high + 1, dtype=np.int32)
    np.cumsum(np.bincount(key[row], minlength=wide * high), out=ptr[1:])
    base = int(seekers.available.min())
    table = seekers.take(row)
    return SeekerLayout(
        table=table,
        row=row.astype(np.int32),
        has=padded(needs(table.licences, table.language, table.education, rules)),
        x=padded(x[row].astype(np.uint16)),
        y=padded(y[row].astype(np.uint16)),
        reach=padded(far[row].astype(np.uint16)),
        start=padded(
            (table.available - base if "available" in rules.constraints else table.available * 0).astype(np.int16)
        ),
        hours_min=padded(table.hours_min.astype(np.uint8)),
        hours_max=padded(table.hours_max.astype(np.uint8)),
        ptr=ptr,
        wide=wide,
        high=high,
        side=side,
        groups=_groups_of(table, world, groups),
        wishes=_or_rows(wish_bits(groups)[groups.of_occupation[table.wanted]], table.wanted_ptr),
        rank=seekers.rank_by_id[row] if rules.tie == "id" else np.zeros(0, dtype=np.int64),
        corner=corner,
        base=base,
    )


def wish_bits(groups: Groups) -> NDArray[np.uint64]:
    """Give uint64[groups]: bits by which a group may be told apart from those of another sub-major or major
    group.

    A group whose sub-major or major group is unknown has all bits: nothing may be concluded from it.
    """
    one = np.uint64(1)
    near = np.where(groups.submajor < 0, np.uint64(2**32 - 1), one << (groups.submajor % 32).astype(np.uint64))
    far = np.where(groups.major < 0, np.uint64(2**32 - 1), one << (groups.major % 32).astype(np.uint64))
    return np.asarray(near | (far << np.uint64(32)), dtype=np.uint64)


def _groups_of(table: SeekerTable, world: World, groups: Groups) -> NDArray[np.uint64]:
    """Give for each person the groups of the skills they are credited for, as 64 bits."""
    bit = np.where(groups.home < 0, 0, np.uint64(1) << (groups.home & 63).astype(np.uint64)).astype(np.uint64)
    widened = bit.copy()
    holder = np.repeat(np.arange(len(world.skills)), np.diff(world.related_ptr))
    np.bitwise_or.at(widened, holder, bit[world.related_skill])
    return _or_rows(widened[table.skill], table.skill_ptr)


def _or_rows(values: NDArray[np.uint64], ptr: Longs) -> NDArray[np.uint64]:
    """Give the bits of each row of a CSR layout together."""
    result = np.zeros(len(ptr) - 1, dtype=np.uint64)
    filled = np.flatnonzero(np.diff(ptr))
    if filled.size:
        result[filled] = np.bitwise_or.reduceat(values, ptr[:-1][filled])
    return result
