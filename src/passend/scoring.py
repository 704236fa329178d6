"""The formulas of every component and constraint, for numbers and arrays alike: they broadcast both ways."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend.records import FULL
from passend.rulesets import UNIT, Ruleset, TravelMode
from passend.tables import Longs, mix_array, take_rows
from passend.world import World

Array = NDArray[Any]
RADIUS_PER_MINUTE = 100
"""A circle rule reads one minute as one kilometre: 100 units of 10 m."""


def squared_distance(x1: Array, y1: Array, x2: Array, y2: Array) -> Longs:
    """Give squared straight distances in (10 m)^2 as int64."""
    dx = np.asarray(x1, dtype=np.int64) - x2
    dy = np.asarray(y1, dtype=np.int64) - y2
    return np.asarray(dx * dx + dy * dy)


def mode_minutes(distance: Array, mode: TravelMode) -> Longs:
    """Give minutes for straight distances in units of 10 m: `TravelMode.minutes` for arrays."""
    per = mode.metres_per_minute * 10
    return np.asarray(mode.start_minutes + (distance * mode.detour_percent + per // 2) // per)


def whole_root(squared: Longs) -> Longs:
    """Give the whole part of the square root, exact below 2**52."""
    return np.asarray(np.sqrt(squared.astype(np.float64))).astype(np.int64)


def travel(squared: Longs, limits: Array, rules: Ruleset) -> tuple[Longs, NDArray[np.bool_]]:
    """Give (component 0..65025, within reach) for squared distances and limits [..., 4] in minutes."""
    limits = np.asarray(limits, dtype=np.int64)
    if rules.by_radius:
        radius = limits.max(axis=-1) * RADIUS_PER_MINUTE
        return _circle(squared, radius), np.asarray((squared <= radius * radius) & (radius > 0))
    distance = whole_root(squared)
    best = np.zeros(np.broadcast(squared, limits[..., 0]).shape, dtype=np.int64)
    reach = np.zeros(best.shape, dtype=np.bool_)
    for at, mode in enumerate(rules.travel):
        limit = limits[..., at]
        left = limit - mode_minutes(distance, mode)
        allowed = (limit > 0) & (left >= 0)
        best = np.maximum(best, np.where(allowed, left * UNIT // np.maximum(limit, 1), 0))
        reach |= allowed
    return best, reach


def _circle(squared: Longs, radius: Longs) -> Longs:
    """Give trunc((R - sqrt(d2)) x (65025 / R)) in float32, at least 0."""
    reach = np.maximum(radius, 1).astype(np.float32)
    scale = np.float32(UNIT) / reach
    value = (reach - np.sqrt(squared.astype(np.float32))) * scale
    return np.maximum(value, np.float32(0)).astype(np.int64)


def hours(min1: Array, max1: Array, min2: Array, max2: Array, rules: Ruleset) -> tuple[Longs, NDArray[np.bool_]]:
    """Give (component, whether the hours overlap) for two intervals of hours a week."""
    apart = np.abs(np.asarray(min1, dtype=np.int64) + max1 - min2 - max2)
    return np.maximum(0, UNIT - rules.hours_step * apart), np.asarray(np.maximum(min1, min2) <= np.minimum(max1, max2))


def recency(published: Array, today: int, rules: Ruleset) -> Longs:
    """Give the component for days of publication; older than `recency_days` is 0, not yet published is
    full."""
    days = rules.recency_days
    age = np.clip(today - np.asarray(published, dtype=np.int64), 0, days)
    return np.asarray((days - age) * UNIT // days)


def wish_table(world: World, rules: Ruleset, occupations: Array) -> Longs:
    """Give for every occupation the best worth against these: int64[occupations of the world], 0 when
    unrelated.

    It reads the same both ways: wanted against offered and offered against wanted.
    """
    table = np.zeros(len(world.occupations), dtype=np.int64)
    for at in np.asarray(occupations).tolist():
        levels = (world.unit, world.minor, world.submajor, world.major)
        for level, worth in zip(levels, rules.wish[1:], strict=True):
            if level[at] >= 0:
                np.maximum(table, np.where(level == level[at], worth, 0), out=table)
        table[at] = max(table[at], rules.wish[0])
    return table


def credit_vector(world: World, skills: Array, levels: Array) -> NDArray[np.uint8]:
    """Give for every skill of the world what someone with these skills is credited: uint8[skills], in
    255ths."""
    credit = np.zeros(len(world.skills), dtype=np.uint8)
    flat, ptr = take_rows(world.related_ptr, np.asarray(skills, dtype=np.intp))
    level = np.repeat(levels.astype(np.int64), np.diff(ptr))
    np.maximum.at(credit, world.related_skill[flat], (level * world.related_credit[flat] // FULL).astype(np.uint8))
    np.maximum.at(credit, skills, levels.astype(np.uint8))
    return credit


def saturate(amount: Longs, rules: Ruleset) -> Longs:
    """Give the `use` component 65025 x A / (A + half) of amounts A = sum of level x rarity x credit; never
    falls."""
    half = rules.use_half * UNIT
    return np.asarray(UNIT * amount // (amount + half))


def segment_sum(values: Array, ptr: Longs) -> Longs:
    """Give the sum of each row of a CSR layout as int64[rows]; 0 for an empty row."""
    total = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(values, out=total[1:])
    return total[ptr[1:]] - total[ptr[:-1]]


def segment_max(values: Array, ptr: Longs) -> Array:
    """Give the largest of each row of a CSR layout along the last axis; 0 for an empty row."""
    filled = np.flatnonzero(np.diff(ptr))
    result = np.zeros((*values.shape[:-1], len(ptr) - 1), dtype=values.dtype)
    if filled.size:
        result[..., filled] = np.maximum.reduceat(values, ptr[:-1][filled], axis=-1)
    return result


def shuffle(seed: int, salts: NDArray[np.uint64], keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Give the order among equal scores for pairs of salt and job key: a hash in which no id can win."""
    start = mix_array(np.array([seed], dtype=np.uint64))
    return mix_array(mix_array(salts + start) ^ keys)


def best_first(scores: Longs, ties: NDArray[Any], fallback: NDArray[Any], stop: int) -> NDArray[np.intp]:
    """Give the places of the first `stop` by score descending, then tie and fallback ascending."""
    places = np.arange(len(scores))
    if 0 < stop < len(scores):
        bar = np.partition(scores, len(scores) - stop)[len(scores) - stop]
        places = np.flatnonzero(scores >= bar)
    order = np.lexsort((fallback[places], ties[places], -scores[places]))
    return places[order[:stop]]
