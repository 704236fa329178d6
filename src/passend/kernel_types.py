"""What the compiled kernels are handed: arrays under their names, and the decorator that compiles."""

from pathlib import Path
from typing import Any, NamedTuple

import numba

UNIT = 65_025
LOT = 64
"""Pairs that are weighed together."""


def _drop_stale_cache() -> None:
    """Remove compiled kernels older than any kernel source: numba itself looks at one file, not at what it calls."""
    folder = Path(__file__).parent
    newest = max(file.stat().st_mtime for file in folder.glob("kernel*.py"))
    for index in (folder / "__pycache__").glob("kernel*.nbi"):
        try:
            if index.stat().st_mtime < newest:
                index.unlink()
        except OSError:
            continue


_drop_stale_cache()
jit: Any = numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")
# A call hands over every array of a desk anew, some hundreds of words: what is called for each lot is put in place.
within: Any = numba.njit(cache=True, nogil=True, boundscheck=False, error_model="numpy", forceinline=True)


class Columns(NamedTuple):
    """The columns of one order; see `layout.Columns`."""

    need: Any
    x: Any
    y: Any
    start: Any
    hours_min: Any
    hours_max: Any
    ptr: Any
    wide: Any
    high: Any
    side: Any


class Jobs(NamedTuple):
    """The arrays of a JobLayout; see there."""

    kin: Columns
    near: Columns
    near_position: Any
    near_bound: Any
    near_group: Any
    class_bound: Any
    step: Any
    fit: Any
    skill: Any
    weight: Any
    keys: Any
    rank: Any
    corner_x: Any
    corner_y: Any
    base: Any
    offset: Any
    """Added to every row: where these jobs start when they come after others."""


class Work(NamedTuple):
    """The arrays of the world and its groups."""

    group: Any
    unit: Any
    minor: Any
    submajor: Any
    major: Any
    home: Any
    related_ptr: Any
    related_skill: Any
    related_credit: Any
    rarity: Any


class People(NamedTuple):
    """The arrays of a SeekerTable, with reach and has computed."""

    x: Any
    y: Any
    reach: Any
    minutes: Any
    has: Any
    hours_min: Any
    hours_max: Any
    available: Any
    active: Any
    salt: Any
    skill_ptr: Any
    skill: Any
    level: Any
    wanted_ptr: Any
    wanted: Any
    excluded_ptr: Any
    excluded: Any


class Rules(NamedTuple):
    """A ruleset as numbers."""

    weights: Any
    """int64[7]: weight of coverage, use, wish, radius, minutes, hours, recency."""
    wish: Any
    modes: Any
    """int64[4, 3]: start minutes, metres per minute x 10, detour percent."""
    hours_step: Any
    use_half: Any
    slack: Any
    test_hours: Any
    test_available: Any
    test_excluded: Any
    test_active: Any
    by_id: Any
    seed: Any
    """uint64: the scrambled seed."""


class Me(NamedTuple):
    """The person at hand: what every pair needs, counted from the corner and the base day of the jobs."""

    who: Any
    x: Any
    y: Any
    reach: Any
    reach_squared: Any
    lacks: Any
    """uint32: what a job may not need."""
    hours_min: Any
    hours_max: Any
    hours_sum: Any
    available: Any


class Desk(NamedTuple):
    """Room to work in, made once for a batch."""

    credit: Any
    """uint8[skills]: credit of the person at hand."""
    touched: Any
    """int32: skills with a credit, to be wiped."""
    best: Any
    """uint8[groups]: largest credit among the skills at home in a group."""
    worth: Any
    """int64[groups]: worth of the wish for a group."""
    kindred: Any
    """bool[groups]: scanned through the kin lists."""
    order: Any
    """int32[groups]: kindred groups, the most promising first."""
    found: Any
    """int32[jobs + 1]: positions that pass the constraints."""
    passed: Any
    """uint8[jobs + 8]: which of a stretch pass."""
    words: Any
    """uint64: the same bytes, eight at a time."""
    lot: Any
    """int32[LOT]: positions of the pairs being weighed; the next five belong to the same pairs."""
    plain: Any
    """int64[LOT]: their score so far."""
    travel: Any
    hours: Any
    cover: Any
    wish: Any
    score: Any
    """int64[k]: best scores, falling."""
    tie: Any
    """uint64[k]."""
    slot: Any
    """int64[k]: where the components of each are kept."""
    parts: Any
    """int64[k, 7]."""
    row: Any
    """int32[k]."""
    link_head: Any
    """int32[skills]: first link of a skill that the person can use; -1."""
    link_next: Any
    link_owner: Any
    link_credit: Any
    used: Any
    """int64: credit per held skill, for `use`."""
    worth_used: Any
    """int64: level x rarity per held skill."""
    misc: Any
    """int64[6]: filled, largest credit, links, touched, bound of use, all held."""
