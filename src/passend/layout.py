"""The jobs once more, laid out for speed: columns that a processor can sift many at a time, in lists by
place.

*Kin* order holds the jobs by minor group and cell, for the few groups in which a person has skills or
wishes. *Near* order holds them by class of static bound and cell, for all the others. The cells of a row
lie side by side in both, so that what lies within reach is a few stretches. The lists only decide what need
not be looked at; the answer is the exhaustive one.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend.rulesets import Kind, Ruleset
from passend.scoring import recency
from passend.tables import JobTable, SeekerTable, take_rows
from passend.world import World

HEAD = 6
"""So many of the heaviest skills of a job stand in its record: they decide most pairs, and cost no second look-up."""
FIT = np.dtype(
    [
        ("skills", np.uint32),  # where its further skills start
        ("occupation", np.uint16),
        ("group", np.uint16),
        ("recency", np.uint16),
        ("x", np.uint16),
        ("y", np.uint16),
        ("hours_min", np.uint8),
        ("hours_max", np.uint8),
        ("own", np.uint8),  # weight of its further skills that are at home in the job's own group
        ("count", np.uint8),  # number of skills, the heaviest HEAD of them included
        ("row", np.int32),  # row in the table
        *((f"skill{at}", np.uint16) for at in range(HEAD)),
        *((f"share{at}", np.uint8) for at in range(HEAD)),
    ]
)
STRIDE = 64
"""Jobs are sifted in runs of this length; columns are padded with as many jobs that fit nobody."""
KIN_SIDE = 2_000
"""Side of the cells in kin order: 20 km."""
MANY = 100_000
"""From so many jobs on, finer lists pay: runs of jobs are then long enough."""
NEAR = {False: (4, 1_000), True: (8, 500)}
"""Classes of static bound, and the side of the cells, for fewer and for many jobs."""
MOST_LICENCES = 18

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
    home: NDArray[np.int32]
    """int32[skills]: group in which most jobs that ask the skill lie; -1 when no group has half of them."""


@dataclass(frozen=True, eq=False)
class Columns:
    """What the constraints of jobs look at, in one order, with the lists of that order."""

    need: NDArray[np.uint32]
    x: NDArray[np.uint16]
    """From the corner of the grid."""
    y: NDArray[np.uint16]
    start: NDArray[np.int16]
    """Days after the base day."""
    hours_min: NDArray[np.uint8]
    hours_max: NDArray[np.uint8]
    ptr: NDArray[np.int32]
    """int32[lists x cells + 1]: where each list starts; the cells of a row lie side by side."""
    wide: int
    high: int
    side: int

    @property
    def nbytes(self) -> int:
        """Bytes of all columns."""
        arrays = (self.need, self.x, self.y, self.start, self.hours_min, self.hours_max, self.ptr)
        return sum(array.nbytes for array in arrays)


@dataclass(frozen=True, eq=False)
class JobLayout:
    """Open jobs, laid out. Positions are places in kin order."""

    kin: Columns
    near: Columns
    near_position: NDArray[np.int32]
    near_group: NDArray[np.uint16]
    near_bound: NDArray[np.uint16]
    """uint16: coverage outside the own group plus recency, in steps of `step`, rounded up."""
    class_bound: NDArray[np.int64]
    """int64[classes]: largest bound of each class."""
    step: int
    fit: NDArray[np.void]
    """FIT[jobs], in kin order."""
    skill: NDArray[np.uint16]
    """uint16[n]: what a job asks beyond the skills in its record."""
    weight: NDArray[np.uint8]
    keys: NDArray[np.uint64]
    """uint64[rows of the table]: the table's own column."""
    rank: NDArray[np.int64]
    """int64[rows of the table]: the table's own order of ids, for ties by id; empty when ties are
    shuffled."""
    corner: tuple[int, int]
    base: int
    groups: Groups
    weights: NDArray[np.int64]
    """int64[7]: weight of each kind, in the order of KINDS."""

    @cached_property
    def nbytes(self) -> int:
        """Bytes of the index: everything it adds to the table of jobs."""
        arrays = (self.near_position, self.near_group, self.near_bound, self.fit, self.skill, self.weight)
        return self.kin.nbytes + self.near.nbytes + sum(array.nbytes for array in arrays)


def lay_out(jobs: JobTable, world: World, rules: Ruleset, today: int) -> JobLayout:
    """Lay out the jobs; Unsuited when the rules or the world need more than the columns hold."""
    _check(jobs, world, rules)
    groups = find_groups(jobs.occupation, jobs.skill_ptr, jobs.skill, world)
    rows = np.flatnonzero(jobs.open) if "open" in rules.constraints else np.arange(len(jobs))
    weights = np.zeros(len(KINDS), dtype=np.int64)
    for part in rules.components:
        weights[KINDS.index(part.kind)] += part.weight
    corner = (int(jobs.x[rows].min(initial=2**30)), int(jobs.y[rows].min(initial=2**30)))
    base = int(jobs.start[rows].min(initial=2**30))
    group = groups.of_occupation[jobs.occupation[rows]]
    x, y = jobs.x[rows] - corner[0], jobs.y[rows] - corner[1]
    order, ptr, grid = _lists(x, y, group, len(groups.minor), KIN_SIDE)
    rows, group = rows[order], group[order]
    kin = _columns(jobs, rows, rules, corner, base, ptr, grid)
    flat, skill_ptr = take_rows(jobs.skill_ptr, rows)
    fit = np.zeros(len(rows), dtype=FIT)
    further, further_ptr = _heads(jobs, flat, skill_ptr, fit)
    fit["occupation"] = jobs.occupation[rows]
    fit["group"] = group
    fit["recency"] = recency(jobs.published[rows], today, rules)
    fit["x"], fit["y"] = kin.x[: len(rows)], kin.y[: len(rows)]
    fit["hours_min"], fit["hours_max"] = jobs.hours_min[rows], jobs.hours_max[rows]
    fit["row"] = rows
    fit["own"] = _own_share(jobs, further, further_ptr, group, groups)
    fit["count"] = np.diff(skill_ptr)
    outside = np.where(fit["count"] > 0, 255 - _own_share(jobs, flat, skill_ptr, group, groups), 0)
    bound = weights[0] * outside * 255 + weights[6] * fit["recency"]
    step = int(bound.max(initial=0)) // 65_535 + 1
    classes, side = NEAR[len(rows) >= MANY]
    bars = np.quantile(bound, np.arange(1, classes) / classes) if len(bound) else np.zeros(classes - 1)
    level = classes - 1 - np.searchsorted(bars, bound, side="right")
    order, ptr, grid = _lists(fit["x"], fit["y"], level, classes, side)
    return JobLayout(
        kin=kin,
        near=_columns(jobs, rows[order], rules, corner, base, ptr, grid),
        near_position=order.astype(np.int32),
        near_group=group[order].astype(np.uint16),
        near_bound=padded((-(-bound[order] // step)).astype(np.uint16)),
        class_bound=np.array([bound[level == at].max(initial=-1) for at in range(classes)], dtype=np.int64),
        step=step,
        fit=fit,
        skill=jobs.skill[further].astype(np.uint16),
        weight=jobs.skill_weight[further],
        keys=jobs.keys,
        rank=jobs.rank_by_id if rules.tie == "id" else np.zeros(0, dtype=np.int64),
        corner=corner,
        base=base,
        groups=groups,
        weights=weights,
    )


def _heads(
    jobs: JobTable, flat: NDArray[np.intp], ptr: NDArray[np.int64], fit: NDArray[np.void]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Put the heaviest skills of each job in its record, and give the others: (flat, ptr)."""
    owner = np.repeat(np.arange(len(fit)), np.diff(ptr))
    flat = flat[np.lexsort((-jobs.skill_weight[flat].astype(np.int64), owner))]
    nth = np.arange(len(flat)) - ptr[owner]
    for at in range(HEAD):
        here = nth == at
        fit[f"skill{at}"][owner[here]] = jobs.skill[flat[here]]
        fit[f"share{at}"][owner[here]] = jobs.skill_weight[flat[here]]
    further = np.concatenate(([0], np.cumsum(np.maximum(0, np.diff(ptr) - HEAD))))
    fit["skills"] = further[:-1]
    return flat[nth >= HEAD], further


def _own_share(
    jobs: JobTable,
    flat: NDArray[np.intp],
    ptr: NDArray[np.int64],
    group: NDArray[np.int32],
    groups: Groups,
) -> NDArray[np.int64]:
    """Give the weight of the skills of each job that are at home in its own group."""
    owner = np.repeat(np.arange(len(group)), np.diff(ptr))
    inside = groups.home[jobs.skill[flat]] == group[owner]
    return np.bincount(owner[inside], jobs.skill_weight[flat[inside]], len(group)).astype(np.int64)


def _columns(
    jobs: JobTable,
    rows: NDArray[np.intp],
    rules: Ruleset,
    corner: tuple[int, int],
    base: int,
    ptr: NDArray[np.int32],
    grid: tuple[int, int, int],
) -> Columns:
    """Give the columns of these rows, in this order."""
    return Columns(
        need=padded(needs(jobs.licences[rows], jobs.language[rows], jobs.education[rows], rules)),
        x=padded((jobs.x[rows] - corner[0]).astype(np.uint16)),
        y=padded((jobs.y[rows] - corner[1]).astype(np.uint16)),
        start=padded((jobs.start[rows] - base).astype(np.int16)),
        hours_min=padded(jobs.hours_min[rows].astype(np.uint8)),
        hours_max=padded(jobs.hours_max[rows].astype(np.uint8)),
        ptr=ptr,
        wide=grid[0],
        high=grid[1],
        side=grid[2],
    )


def padded(column: NDArray[Any]) -> NDArray[Any]:
    """Give a column with a run of zeros behind it, which may be read but never counts."""
    return np.concatenate((column, np.zeros(STRIDE, dtype=column.dtype)))


def _lists(
    x: NDArray[Any], y: NDArray[Any], first: NDArray[Any], count: int, side: int
) -> tuple[NDArray[np.intp], NDArray[np.int32], tuple[int, int, int]]:
    """Give the order by list and cell, where each starts, and (cells across, cells up, side)."""
    wide, high = int(x.max(initial=0)), int(y.max(initial=0))
    while (wide // side + 1) * (high // side + 1) * count > len(x) + 4_096:
        side *= 2
    grid = (wide // side + 1, high // side + 1, side)
    key = (first.astype(np.int64) * grid[1] + y // side) * grid[0] + x // side
    ptr = np.zeros(count * grid[0] * grid[1] + 1, dtype=np.int32)
    np.cumsum(np.bincount(key, minlength=len(ptr) - 1), out=ptr[1:])
    return np.argsort(key, kind="stable"), ptr, grid


def needs(
    licences: NDArray[np.int32], language: NDArray[np.int32], education: NDArray[np.int32], rules: Ruleset
) -> NDArray[np.uint32]:
    """Give uint32: licence bits, language and education as runs of ones, zero for a constraint that is off.

    What a job needs is covered exactly when needs & ~has is 0, with `has` from the same function.
    """
    on = rules.constraints
    bits = np.zeros(len(licences), dtype=np.uint32)
    one = np.uint32(1)
    if "licences" in on:
        bits |= licences.astype(np.uint32)
    if "language" in on:
        bits |= ((one << language.astype(np.uint32)) - one) << np.uint32(MOST_LICENCES)
    if "education" in on:
        bits |= ((one << education.astype(np.uint32)) - one) << np.uint32(MOST_LICENCES + 6)
    return bits


def reach(seekers: SeekerTable, rules: Ruleset) -> NDArray[np.int32]:
    """Give int32[n]: the farthest straight distance, in units of 10 m, at which any mode is within its
    limit."""
    if rules.by_radius:
        return np.asarray(seekers.minutes.max(axis=1) * 100, dtype=np.int32)
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
    if len(world.skills) > 65_535 or len(world.occupations) > 65_535 or len(world.licences) > MOST_LICENCES:
        raise Unsuited("a vocabulary or a list of licences too large")
    if not len(jobs) or max(np.ptp(jobs.x), np.ptp(jobs.y)) > 65_535 or np.ptp(jobs.start) > 32_000:
        raise Unsuited("no jobs, or jobs too far apart in place or time")
    if not _nested(world):
        raise Unsuited("occupation groups that do not nest")


def _nested(world: World) -> bool:
    """Tell whether each group lies in one group of the level above."""
    levels = (world.unit, world.minor, world.submajor, world.major)
    for inner, outer in pairwise(levels):
        known = inner >= 0
        pairs = np.unique(np.stack((inner[known], outer[known])), axis=1)
        if pairs.shape[1] != len(np.unique(inner[known])):
            return False
    return True


def find_groups(
    occupation: NDArray[np.int32], ptr: NDArray[np.int64], skill: NDArray[np.int32], world: World
) -> Groups:
    """Number the groups and find where each skill is at home, from records with an occupation and skills
    each."""
    triples = np.stack((world.minor, world.submajor, world.major))
    unique, dense = np.unique(triples, axis=1, return_inverse=True)
    numbers: NDArray[np.int32] = dense.reshape(-1).astype(np.int32)
    count, skills = unique.shape[1], len(world.skills)
    owner = np.repeat(numbers[occupation], np.diff(ptr))
    asked = np.bincount(skill.astype(np.int64) * count + owner, minlength=skills * count)
    asked = asked.reshape(skills, count)
    home = np.argmax(asked, axis=1).astype(np.int32)
    home[asked.max(axis=1, initial=0) * 2 < asked.sum(axis=1)] = -1
    return Groups(
        of_occupation=numbers,
        minor=unique[0].astype(np.int32),
        submajor=unique[1].astype(np.int32),
        major=unique[2].astype(np.int32),
        home=home,
    )


__all__ = ["KINDS", "Columns", "Groups", "JobLayout", "Unsuited", "find_groups", "lay_out", "needs", "reach"]
