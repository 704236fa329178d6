"""The jobs once more, laid out for speed: packed records in lists by place and kind of work, best bound first.

Two orders share one set of 32-byte records. *Near* lists hold the jobs of one cell and major group, the highest
static bound first, so that a scan may stop early. *Kin* lists hold the jobs of one cell and minor group, for the few
groups in which a person has skills or wishes. Whatever the lists, the answer is the exhaustive one: they only decide
what need not be looked at.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend.rulesets import Kind, Ruleset
from passend.scoring import recency
from passend.tables import JobTable, SeekerTable, take_rows
from passend.world import World

RECORD = np.dtype(
    [
        ("need", np.uint64),  # licence bits, then language and education as thermometers
        ("x", np.int32),
        ("y", np.int32),
        ("skills", np.uint32),  # where its skills start
        ("occupation", np.uint16),
        ("group", np.uint16),
        ("recency", np.uint16),
        ("start", np.int16),  # days after the base day
        ("hours_min", np.uint8),
        ("hours_max", np.uint8),
        ("own", np.uint8),  # weight of the skills that are at home in the job's own group
        ("count", np.uint8),  # number of skills
    ]
)
CELL = 1_000
"""Side of a cell: 10 km."""

KINDS: tuple[Kind, ...] = ("coverage", "use", "wish", "radius", "minutes", "hours", "recency")


class Unsuited(Exception):
    """This ruleset or world cannot use the packed layout; NumPy computes it instead."""


@dataclass(frozen=True, eq=False)
class Groups:
    """Minor groups made dense, and the group in which each skill is at home."""

    of_occupation: NDArray[np.int32]
    """int32[occupations]: dense number of the (minor, sub-major, major) an occupation lies in."""
    minor: NDArray[np.int32]
    submajor: NDArray[np.int32]
    major: NDArray[np.int32]
    major_list: NDArray[np.int32]
    """int32[groups]: dense number of the major group."""
    home: NDArray[np.int32]
    """int32[skills]: group in which most jobs that ask the skill lie; -1 when no group has half of them."""


@dataclass(frozen=True, eq=False)
class JobLayout:
    """Open jobs, packed. Positions index `records`; `row` leads back to the table."""

    records: NDArray[Any]
    skill: NDArray[np.uint16]
    weight: NDArray[np.uint8]
    row: NDArray[np.int32]
    keys: NDArray[np.uint64]
    rank: NDArray[np.int32]
    """int32: place of the id among ids, for ties by id; empty when ties are shuffled."""
    near_ptr: NDArray[np.int32]
    """int32[cells x majors + 1]: positions of each near list; a list is a stretch of `records`."""
    kin_ptr: NDArray[np.int32]
    """int32[groups x cells + 1]: where each kin list starts in `kin`; the cells of a row lie side by side."""
    kin: NDArray[np.int32]
    """int32: positions, by group and cell."""
    grid: NDArray[np.int64]
    """x and y of the corner, cells across, cells up, side, majors, groups, base day."""
    groups: Groups
    weights: NDArray[np.int64]
    """int64[7]: weight of each kind, in the order of KINDS."""

    @cached_property
    def nbytes(self) -> int:
        """Bytes of the index: everything that grows with the jobs."""
        arrays = (self.records, self.skill, self.weight, self.row, self.keys, self.rank,
                  self.near_ptr, self.kin_ptr, self.kin)  # fmt: skip
        return sum(array.nbytes for array in arrays)


def lay_out(jobs: JobTable, world: World, rules: Ruleset, today: int) -> JobLayout:
    """Lay out the jobs; Unsuited when the rules or the world need more than the packed records hold."""
    _check(jobs, world, rules)
    groups = _groups(jobs, world)
    rows = np.flatnonzero(jobs.open) if "open" in rules.constraints else np.arange(len(jobs))
    weights = np.zeros(len(KINDS), dtype=np.int64)
    for part in rules.components:
        weights[KINDS.index(part.kind)] += part.weight
    flat, ptr = take_rows(jobs.skill_ptr, rows)
    group = groups.of_occupation[jobs.occupation[rows]]
    owner = np.repeat(np.arange(len(rows)), np.diff(ptr))
    inside = groups.home[jobs.skill[flat]] == group[owner]
    own = np.zeros(len(rows), dtype=np.int64)
    np.add.at(own, owner[inside], jobs.skill_weight[flat[inside]])
    fresh = recency(jobs.published[rows], today, rules)
    filled = np.diff(ptr) > 0
    bound = weights[0] * np.where(filled, 255 - own, 0) * 255 + weights[6] * fresh
    grid = _grid(jobs.x[rows], jobs.y[rows], len(groups.minor), int(groups.major_list.max(initial=0)) + 1)
    base = int(jobs.start[rows].min(initial=0))
    grid[7] = base
    cell = _cells(jobs.x[rows], jobs.y[rows], grid)
    majors, count = int(grid[5]), int(grid[6])
    near = cell * majors + groups.major_list[group]
    order = np.lexsort((rows, -bound, near))
    rows, group, cell = rows[order], group[order], cell[order]
    near_ptr = _ptr(near[order], int(grid[2] * grid[3]) * majors)
    kin_key = group * int(grid[2] * grid[3]) + cell
    flat, ptr = take_rows(jobs.skill_ptr, rows)
    records = np.zeros(len(rows), dtype=RECORD)
    records["need"] = needs(jobs.licences[rows], jobs.language[rows], jobs.education[rows], rules)
    records["x"], records["y"] = jobs.x[rows], jobs.y[rows]
    records["skills"] = ptr[:-1]
    records["occupation"] = jobs.occupation[rows]
    records["group"] = group
    records["recency"] = fresh[order]
    records["start"] = np.minimum(jobs.start[rows].astype(np.int64) - base, 32_767)
    records["hours_min"], records["hours_max"] = jobs.hours_min[rows], jobs.hours_max[rows]
    records["own"] = own[order]
    records["count"] = np.diff(ptr)
    by_id = rules.tie == "id"
    return JobLayout(
        records=records,
        skill=jobs.skill[flat].astype(np.uint16),
        weight=jobs.skill_weight[flat],
        row=rows.astype(np.int32),
        keys=jobs.keys[rows],
        rank=jobs.rank_by_id[rows].astype(np.int32) if by_id else np.zeros(0, dtype=np.int32),
        near_ptr=near_ptr,
        kin_ptr=_ptr(kin_key, int(grid[2] * grid[3]) * count),
        kin=np.argsort(kin_key, kind="stable").astype(np.int32),
        grid=grid,
        groups=groups,
        weights=weights,
    )


def needs(
    licences: NDArray[np.int32], language: NDArray[np.int32], education: NDArray[np.int32], rules: Ruleset
) -> NDArray[np.uint64]:
    """Give uint64: licence bits, language and education as runs of ones, zero for a constraint that is off.

    What a job needs is covered exactly when needs & ~has is 0, with `has` from the same function.
    """
    on = rules.constraints
    bits = np.zeros(len(licences), dtype=np.uint64)
    if "licences" in on:
        bits |= licences.astype(np.uint64)
    if "language" in on:
        bits |= ((np.uint64(1) << language.astype(np.uint64)) - np.uint64(1)) << np.uint64(31)
    if "education" in on:
        bits |= ((np.uint64(1) << education.astype(np.uint64)) - np.uint64(1)) << np.uint64(37)
    return bits


def reach(seekers: SeekerTable, rules: Ruleset) -> NDArray[np.int32]:
    """Give int32[n]: the farthest straight distance, in units of 10 m, at which any mode is within its limit."""
    if rules.by_radius:
        return (seekers.minutes.max(axis=1) * 100).astype(np.int32)
    best = np.full(len(seekers), -1, dtype=np.int64)
    for at, mode in enumerate(rules.travel):
        limit = seekers.minutes[:, at].astype(np.int64)
        per = mode.metres_per_minute * 10
        room = (limit - mode.start_minutes + 1) * per - per // 2 - 1
        best = np.maximum(best, np.where((limit > 0) & (limit >= mode.start_minutes), room // mode.detour_percent, -1))
    return best.astype(np.int32)


def _check(jobs: JobTable, world: World, rules: Ruleset) -> None:
    """Raise Unsuited when something does not fit in the packed records."""
    kinds = [part.kind for part in rules.components]
    if "travel" not in rules.constraints or len(set(kinds)) != len(kinds):
        raise Unsuited("a ruleset without the travel constraint, or with a kind twice")
    if len(world.skills) > 65_535 or len(world.occupations) > 65_535 or not len(jobs):
        raise Unsuited("a vocabulary too large, or no jobs")
    if jobs.start.max() - jobs.start.min() > 32_000 or not _nested(world):
        raise Unsuited("starts too far apart, or groups that do not nest")


def _nested(world: World) -> bool:
    """Tell whether each group lies in one group of the level above."""
    levels = (world.unit, world.minor, world.submajor, world.major)
    for inner, outer in zip(levels, levels[1:], strict=False):
        known = inner >= 0
        pairs = np.unique(np.stack((inner[known], outer[known])), axis=1)
        if pairs.shape[1] != len(np.unique(inner[known])):
            return False
    return True


def _groups(jobs: JobTable, world: World) -> Groups:
    """Number the groups and find where each skill is at home."""
    triples = np.stack((world.minor, world.submajor, world.major))
    unique, dense = np.unique(triples, axis=1, return_inverse=True)
    dense = dense.reshape(-1).astype(np.int32)
    count, skills = unique.shape[1], len(world.skills)
    owner = np.repeat(dense[jobs.occupation], np.diff(jobs.skill_ptr))
    asked = np.bincount(jobs.skill.astype(np.int64) * count + owner, minlength=skills * count)
    asked = asked.reshape(skills, count)
    home = np.argmax(asked, axis=1).astype(np.int32)
    home[asked.max(axis=1, initial=0) * 2 < asked.sum(axis=1)] = -1
    return Groups(
        of_occupation=dense,
        minor=unique[0].astype(np.int32),
        submajor=unique[1].astype(np.int32),
        major=unique[2].astype(np.int32),
        major_list=np.unique(unique[2], return_inverse=True)[1].reshape(-1).astype(np.int32),
        home=home,
    )


def _grid(x: NDArray[np.int32], y: NDArray[np.int32], groups: int, majors: int) -> NDArray[np.int64]:
    """Give the grid over these places: few enough cells that the lists stay small beside the jobs."""
    side = CELL
    low_x, low_y = int(x.min(initial=0)), int(y.min(initial=0))
    wide, high = int(x.max(initial=0)) - low_x, int(y.max(initial=0)) - low_y
    while (wide // side + 1) * (high // side + 1) * groups > 4 * len(x) + 100_000:
        side *= 2
    return np.array(
        [low_x, low_y, wide // side + 1, high // side + 1, side, majors, groups, 0], dtype=np.int64
    )


def _cells(x: NDArray[np.int32], y: NDArray[np.int32], grid: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the cell of each place."""
    return np.asarray((y - grid[1]) // grid[4] * grid[2] + (x - grid[0]) // grid[4])


def _ptr(keys: NDArray[np.int64], count: int) -> NDArray[np.int32]:
    """Give where each key starts among these."""
    ptr = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(keys, minlength=count), out=ptr[1:])
    return ptr


__all__ = ["KINDS", "RECORD", "Groups", "JobLayout", "Unsuited", "lay_out", "needs", "reach"]
