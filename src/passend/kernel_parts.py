"""The compiled pieces that both directions share: distances, sifting of runs, small searches."""

from typing import Any

import numpy as np

from passend.kernel_types import UNIT, jit, within


@jit
def mix(value: Any) -> Any:
    """Scramble 64 bits: `tables.mix`."""
    value = value + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@jit
def circle(squared: Any, radius: Any) -> Any:
    """Give trunc((R - sqrt(d2)) x (65025 / R)) in float32, at least 0."""
    reach = np.float32(max(radius, 1))
    scale = np.float32(UNIT) / reach
    value = (reach - np.float32(np.sqrt(np.float32(squared)))) * scale
    return np.int64(value) if value > 0 else np.int64(0)


@jit
def by_mode(squared: Any, minutes: Any, modes: Any) -> Any:
    """Give the best share of unused minutes over the modes within their limit, 0..65025; -1 when none is."""
    distance = np.int64(np.sqrt(np.float64(squared)))
    best = np.int64(-1)
    for mode in range(4):
        limit = np.int64(minutes[mode])
        if limit > 0:
            per = modes[mode, 1]
            left = limit - (modes[mode, 0] + (distance * modes[mode, 2] + per // 2) // per)
            if left >= 0:
                best = max(best, left * UNIT // limit)
    return best


@jit
def travelled(squared: Any, reach: Any, minutes: Any, modes: Any, by_modes: Any) -> Any:
    """Give the unweighted travel component, negative when out of reach by every mode."""
    if by_modes:
        return by_mode(squared, minutes, modes)
    return circle(squared, reach)


@jit
def gap(value: Any, low: Any, side: Any) -> Any:
    """Give how far a place lies outside the stretch low..low + side - 1."""
    if value < low:
        return low - value
    if value > low + side - 1:
        return value - (low + side - 1)
    return 0


@jit
def sift(
    first: Any, last: Any, me: Any, need: Any, x: Any, y: Any, start: Any, least: Any, most: Any, passed: Any
) -> None:
    """Mark which jobs of the stretch first..last pass the constraints, save travel by mode and exclusion.

    Written for the vectoriser: no branch, no slice, unsigned places, 32-bit whole numbers, whole runs of 64 (what
    lies beyond the stretch is marked too and must not be read); the reach is less than 30,000 units (300 km).
    """
    my_x, my_y, far = np.int32(me.x), np.int32(me.y), np.int32(me.reach_squared)
    lacks, from_day = me.lacks, np.int32(me.available)
    my_least, my_most = np.int32(me.hours_min), np.int32(me.hours_max)
    begin = np.uint64(first)
    for at in range(np.uint64((last - first + 63) & ~63)):
        job = at + begin
        dx = np.int32(np.int32(x[job]) - my_x)
        dy = np.int32(np.int32(y[job]) - my_y)
        passed[at] = (
            (np.int32(np.int32(dx * dx) + np.int32(dy * dy)) <= far)
            & ((need[job] & lacks) == np.uint32(0))
            & (np.int32(start[job]) >= from_day)
            & (np.int32(least[job]) <= my_most)
            & (np.int32(most[job]) >= my_least)
        )


@jit
def sift_bound(
    first: Any, last: Any, me: Any, x: Any, y: Any, least: Any, most: Any, bound: Any, base: Any, rise: Any,
    fall: Any, top: Any, passed: Any,
) -> None:  # fmt: skip
    """Drop jobs farther than base + rise x bound - fall x hours apart: too far for the travel they would need.

    top: the most that hours can take off; less is taken off than the exact rule does, never more.
    """
    my_x, my_y, my_hours = np.int32(me.x), np.int32(me.y), np.int32(me.hours_sum)
    begin = np.uint64(first)
    for at in range(np.uint64((last - first + 63) & ~63)):
        job = at + begin
        dx = np.float32(np.int32(np.int32(x[job]) - my_x))
        dy = np.float32(np.int32(np.int32(y[job]) - my_y))
        apart = abs(np.int32(my_hours - np.int32(least[job]) - np.int32(most[job])))
        within = base + rise * np.float32(np.int32(bound[job])) - min(fall * np.float32(apart), top)
        within = max(within, np.float32(0))
        passed[at] &= dx * dx + dy * dy <= within * within


@jit
def sift_far(first: Any, last: Any, me: Any, columns: Any, passed: Any) -> None:
    """Do `sift` for any reach, one job at a time."""
    for at in range(first, last):
        dx, dy = np.int64(columns.x[at]) - me.x, np.int64(columns.y[at]) - me.y
        passed[at - first] = (
            (dx * dx + dy * dy <= me.reach_squared)
            & ((columns.need[at] & me.lacks) == 0)
            & (np.int64(columns.start[at]) >= me.available)
            & (np.int64(columns.hours_min[at]) <= me.hours_max)
            & (np.int64(columns.hours_max[at]) >= me.hours_min)
        )


@jit
def collect(length: Any, found: Any, passed: Any, words: Any, out: Any) -> Any:
    """Put the places that passed in a stretch after those found before, and give the new number of them."""
    for at in range(length, (length + 7) // 8 * 8):
        passed[at] = 0
    for word in range((length + 7) // 8):
        if words[word]:
            for at in range(word * 8, word * 8 + 8):
                out[found] = at
                found += passed[at]
    return found


@jit
def holds(keys: Any, key: Any) -> Any:
    """Tell whether a key is among a few."""
    found = False
    for at in range(len(keys)):
        found |= keys[at] == key
    return found


@within
def headed(job: Any, credit: Any) -> Any:
    """Give the coverage by the skills in a job's record."""
    return (
        np.int64(job.share0) * np.int64(credit[job.skill0])
        + np.int64(job.share1) * np.int64(credit[job.skill1])
        + np.int64(job.share2) * np.int64(credit[job.skill2])
        + np.int64(job.share3) * np.int64(credit[job.skill3])
        + np.int64(job.share4) * np.int64(credit[job.skill4])
        + np.int64(job.share5) * np.int64(credit[job.skill5])
    )


@within
def headless(job: Any) -> Any:
    """Give the weight of all skills that are not in a job's record."""
    head = np.int64(job.share0) + job.share1 + job.share2 + job.share3 + job.share4 + job.share5
    return np.int64(255) - head
