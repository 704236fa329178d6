"""One seeker against many jobs, in NumPy: who may, and for how much."""

import numpy as np
from numpy.typing import NDArray

from passend.rulesets import Ruleset
from passend.scoring import (
    credit_vector,
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


def eligible(seekers: SeekerTable, row: int, jobs: JobTable, rules: Ruleset, mask: Flags | None) -> NDArray[np.intp]:
    """Give the rows of jobs for which every hard constraint of the rules holds, ascending; mask:
    bool[jobs]."""
    on = rules.constraints
    if "active" in on and not seekers.active[row]:
        return np.empty(0, dtype=np.intp)
    ok = np.ones(len(jobs), dtype=np.bool_) if mask is None else mask.copy()
    if "open" in on:
        ok &= jobs.open
    if "licences" in on:
        ok &= (jobs.licences & ~seekers.licences[row]) == 0
    if "language" in on:
        ok &= jobs.language <= seekers.language[row]
    if "education" in on:
        ok &= jobs.education <= seekers.education[row]
    if "available" in on:
        ok &= jobs.start >= seekers.available[row] - rules.start_slack
    if "hours" in on:
        ok &= hours(seekers.hours_min[row], seekers.hours_max[row], jobs.hours_min, jobs.hours_max, rules)[1]
    if "excluded" in on:
        refused = seekers.excluded[seekers.excluded_ptr[row] : seekers.excluded_ptr[row + 1]]
        if refused.size:
            ok &= ~np.isin(jobs.keys, refused)
    rows = np.flatnonzero(ok)
    if "travel" in on:
        squared = squared_distance(seekers.x[row], seekers.y[row], jobs.x[rows], jobs.y[rows])
        rows = rows[travel(squared, seekers.minutes[row], rules)[1]]
    return rows


def components(
    seekers: SeekerTable,
    row: int,
    jobs: JobTable,
    rows: NDArray[np.intp],
    world: World,
    rules: Ruleset,
    today: int,
) -> Longs:
    """Give int64[rows, components] for one seeker and these jobs."""
    mine = slice(seekers.skill_ptr[row], seekers.skill_ptr[row + 1])
    skills, levels = seekers.skill[mine], seekers.skill_level[mine]
    wanted = seekers.wanted[seekers.wanted_ptr[row] : seekers.wanted_ptr[row + 1]]
    flat, ptr = take_rows(jobs.skill_ptr, rows)
    result = np.zeros((len(rows), len(rules.components)), dtype=np.int64)
    for at, part in enumerate(rules.components):
        match part.kind:
            case "coverage":
                credit = credit_vector(world, skills, levels)
                value = segment_sum(jobs.skill_weight[flat].astype(np.int32) * credit[jobs.skill[flat]], ptr)
            case "use":
                value = _use(skills, levels, jobs, flat, ptr, world, rules)
            case "wish":
                value = wish_table(world, rules, wanted)[jobs.occupation[rows]]
            case "radius" | "minutes":
                squared = squared_distance(seekers.x[row], seekers.y[row], jobs.x[rows], jobs.y[rows])
                value = travel(squared, seekers.minutes[row], rules)[0]
            case "hours":
                value = hours(
                    seekers.hours_min[row],
                    seekers.hours_max[row],
                    jobs.hours_min[rows],
                    jobs.hours_max[rows],
                    rules,
                )[0]
            case "recency":
                value = recency(jobs.published[rows], today, rules)
        result[:, at] = value
    return result


def _use(
    skills: NDArray[np.int32],
    levels: NDArray[np.uint8],
    jobs: JobTable,
    flat: NDArray[np.intp],
    ptr: Longs,
    world: World,
    rules: Ruleset,
) -> Longs:
    """Give how much of what the seeker can is used by each job, int64[rows]."""
    used = np.zeros((len(skills), len(world.skills)), dtype=np.uint8)
    near, near_ptr = take_rows(world.related_ptr, skills.astype(np.intp))
    holder = np.repeat(np.arange(len(skills)), np.diff(near_ptr))
    used[holder, world.related_skill[near]] = world.related_credit[near]
    used[np.arange(len(skills)), skills] = 255
    asked = jobs.skill[flat]
    touched = np.asarray(used.any(axis=0))[asked]
    count = np.zeros(len(asked) + 1, dtype=np.int64)
    np.cumsum(touched, out=count[1:])
    best = segment_max(used[:, asked[touched]], count[ptr])
    worth = levels.astype(np.int64) * world.rarity[skills]
    return saturate(worth @ best.astype(np.int64), rules)
