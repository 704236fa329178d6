"""One job against many seekers, in NumPy: the same formulas read from the other side."""

import numpy as np
from numpy.typing import NDArray

from passend.rulesets import Ruleset
from passend.scoring import (
    hours,
    recency,
    saturate,
    segment_max,
    segment_sum,
    squared_distance,
    travel,
    wish_table,
)
from passend.tables import Flags, JobTable, Longs, SeekerTable, take_rows
from passend.world import World


def eligible(jobs: JobTable, row: int, seekers: SeekerTable, rules: Ruleset, mask: Flags | None) -> NDArray[np.intp]:
    """Give the rows of seekers for which every hard constraint of the rules holds, ascending; mask:
    bool[seekers]."""
    on = rules.constraints
    if "open" in on and not jobs.open[row]:
        return np.empty(0, dtype=np.intp)
    ok = np.ones(len(seekers), dtype=np.bool_) if mask is None else mask.copy()
    if "active" in on:
        ok &= seekers.active
    if "licences" in on:
        ok &= (jobs.licences[row] & ~seekers.licences) == 0
    if "language" in on:
        ok &= seekers.language >= jobs.language[row]
    if "education" in on:
        ok &= seekers.education >= jobs.education[row]
    if "available" in on:
        ok &= seekers.available <= jobs.start[row] + rules.start_slack
    if "hours" in on:
        ok &= hours(seekers.hours_min, seekers.hours_max, jobs.hours_min[row], jobs.hours_max[row], rules)[1]
    if "excluded" in on:
        ok &= segment_sum(seekers.excluded == jobs.keys[row], seekers.excluded_ptr) == 0
    rows = np.flatnonzero(ok)
    if "travel" in on:
        squared = squared_distance(seekers.x[rows], seekers.y[rows], jobs.x[row], jobs.y[row])
        rows = rows[travel(squared, seekers.minutes[rows], rules)[1]]
    return rows


def components(
    jobs: JobTable,
    row: int,
    seekers: SeekerTable,
    rows: NDArray[np.intp],
    world: World,
    rules: Ruleset,
    today: int,
) -> Longs:
    """Give int64[rows, components] for one job and these seekers."""
    mine = slice(jobs.skill_ptr[row], jobs.skill_ptr[row + 1])
    asked = jobs.skill[mine]
    flat, ptr = take_rows(seekers.skill_ptr, rows)
    held, level = seekers.skill[flat], seekers.skill_level[flat].astype(np.int64)
    credited = _credited(asked, world)
    result = np.zeros((len(rows), len(rules.components)), dtype=np.int64)
    for at, part in enumerate(rules.components):
        match part.kind:
            case "coverage":
                value = np.zeros(len(rows), dtype=np.int64)
                for weight, credit in zip(jobs.skill_weight[mine].tolist(), credited, strict=True):
                    value += weight * segment_max(level * credit[held] // 255, ptr)
            case "use":
                best = credited.max(axis=0, initial=0).astype(np.int64)
                value = saturate(segment_sum(level * world.rarity[held] * best[held], ptr), rules)
            case "wish":
                near, near_ptr = take_rows(seekers.wanted_ptr, rows)
                table = wish_table(world, rules, jobs.occupation[row : row + 1])
                value = segment_max(table[seekers.wanted[near]], near_ptr)
            case "radius" | "minutes":
                squared = squared_distance(seekers.x[rows], seekers.y[rows], jobs.x[row], jobs.y[row])
                value = travel(squared, seekers.minutes[rows], rules)[0]
            case "hours":
                value = hours(
                    seekers.hours_min[rows],
                    seekers.hours_max[rows],
                    jobs.hours_min[row],
                    jobs.hours_max[row],
                    rules,
                )[0]
            case "recency":
                value = np.broadcast_to(recency(jobs.published[row], today, rules), len(rows))
        result[:, at] = value
    return result


def _credited(asked: NDArray[np.int32], world: World) -> NDArray[np.uint8]:
    """Give uint8[asked, skills of the world]: what holding a skill is credited for each asked one, in
    255ths."""
    table = np.zeros((len(asked), len(world.skills)), dtype=np.uint8)
    all_ptr, holder, credit = world.credited_by
    near, near_ptr = take_rows(all_ptr, asked.astype(np.intp))
    row = np.repeat(np.arange(len(asked)), np.diff(near_ptr))
    table[row, holder[near]] = credit[near]
    table[np.arange(len(asked)), asked] = 255
    return table
