"""The compiled search for the best jobs of each person. Whole numbers only, so it gives what the oracle
gives.

For each person: spread the credits; scan the kin lists of the groups in which they have skills or wishes;
then the near lists of every cell within reach, each until its static bound can no longer reach the k-th
score so far. A pair that passes the constraints is bounded once more by the shares of its skills before its
skills are summed.
"""

from typing import Any

import numpy as np

from passend.kernel_parts import (
    collect,
    gap,
    headed,
    headless,
    holds,
    mix,
    sift,
    sift_bound,
    sift_far,
    travelled,
)
from passend.kernel_types import LOT, UNIT, Me, jit, within
from passend.layout import HEAD
from passend.lending import fetch, lent


@within
def spread(who: Any, people: Any, work: Any, rules: Any, desk: Any) -> None:
    """Put the credits of a person on the desk: per skill and per group, with links back for `use`."""
    touched, links, largest = 0, 0, np.int64(0)
    start = people.skill_ptr[who]
    held = people.skill_ptr[who + 1] - start
    using = rules.weights[1] > 0
    most_used = np.int64(0)
    for at in range(held):
        skill = people.skill[start + at]
        level = np.int64(people.level[start + at])
        worth = level * work.rarity[skill]
        desk.worth_used[at] = worth
        most_used += worth * 255
        for near in range(work.related_ptr[skill] - 1, work.related_ptr[skill + 1]):
            other, sim = skill, np.int64(255)
            if near >= work.related_ptr[skill]:
                other, sim = work.related_skill[near], np.int64(work.related_credit[near])
            value = level * sim // 255
            if desk.credit[other] == 0 and value > 0:
                desk.touched[touched] = other
                touched += 1
            if value > desk.credit[other]:
                desk.credit[other] = value
                largest = max(largest, value)
                home = work.home[other]
                if home >= 0 and value > desk.best[home]:
                    desk.best[home] = value
            if using:
                desk.link_owner[links] = at
                desk.link_credit[links] = sim
                desk.link_next[links] = desk.link_head[other]
                desk.link_head[other] = links
                links += 1
    desk.misc[1], desk.misc[2], desk.misc[3], desk.misc[5] = largest, links, touched, held
    desk.misc[4] = UNIT * most_used // (most_used + rules.use_half * UNIT)


@within
def wipe(who: Any, people: Any, work: Any, rules: Any, desk: Any) -> None:
    """Clear the desk for the next person."""
    for at in range(desk.misc[3]):
        desk.credit[desk.touched[at]] = 0
    if rules.weights[1] > 0:
        for at in range(people.skill_ptr[who], people.skill_ptr[who + 1]):
            skill = people.skill[at]
            desk.link_head[skill] = -1
            for near in range(work.related_ptr[skill], work.related_ptr[skill + 1]):
                desk.link_head[work.related_skill[near]] = -1
    desk.best[:] = 0
    desk.worth[:] = 0
    desk.kindred[:] = False


@within
def wish_groups(who: Any, people: Any, work: Any, rules: Any, desk: Any) -> Any:
    """Put the worth of each group on the desk and give the number of kindred groups, in order."""
    groups = len(desk.worth)
    for at in range(people.wanted_ptr[who], people.wanted_ptr[who + 1]):
        mine = work.group[people.wanted[at]]
        for group in range(groups):
            value = np.int64(0)
            if group == mine or (work.minor[group] == work.minor[mine] and work.minor[mine] >= 0):
                value = rules.wish[0]
            elif work.submajor[group] == work.submajor[mine] and work.submajor[mine] >= 0:
                value = rules.wish[3]
            elif work.major[group] == work.major[mine] and work.major[mine] >= 0:
                value = rules.wish[4]
            desk.worth[group] = max(desk.worth[group], value)
    count = 0
    for group in range(groups):
        if desk.best[group] > 0 or desk.worth[group] > rules.wish[4]:
            desk.kindred[group] = True
            place = count
            value = desk.worth[group] * rules.weights[2] + desk.best[group] * rules.weights[0] * 64
            while place > 0:
                other = desk.order[place - 1]
                if desk.worth[other] * rules.weights[2] + desk.best[other] * rules.weights[0] * 64 >= value:
                    break
                desk.order[place] = other
                place -= 1
            desk.order[place] = group
            count += 1
    return count


@within
def wish_of(occupation: Any, wanted: Any, unit: Any, wish: Any) -> Any:
    """Give the exact worth of an occupation that lies in the minor group of a wanted one."""
    best = wish[2]
    for at in range(len(wanted)):
        if wanted[at] == occupation:
            return wish[0]
        if unit[wanted[at]] == unit[occupation] and unit[occupation] >= 0:
            best = max(best, wish[1])
    return best


@within
def weigh(count: Any, me: Any, jobs: Any, work: Any, people: Any, rules: Any, desk: Any, k: Any) -> None:
    """Score the pairs found so far and keep the k best, a lot at a time.

    Each lot is walked three times, so that the reading of one job does not wait for what is done with another: first
    all that needs no skills, then the skills of those that may still reach the list, then the list itself.
    """
    for first in range(0, count, LOT):
        bar = desk.score[k - 1] if desk.misc[0] == k else np.int64(-1)
        for at in range(first, min(count, first + LOT)):
            fetch(jobs.fit, np.int64(desk.found[at]))
        left = appraise(first, min(count, first + LOT), bar, me, jobs, people, rules, desk)
        left = sum_up(left, bar, me, jobs, work, people, rules, desk)
        settle(left, me, jobs, people, rules, desk, k)


@within
def appraise(first: Any, last: Any, bar: Any, me: Any, jobs: Any, people: Any, rules: Any, desk: Any) -> Any:
    """Put the pairs of a lot that may reach the bar on the desk, with the skills in their record; give their number."""
    fit, found, best, worth, misc = jobs.fit, desk.found, desk.best, desk.worth, desk.misc
    skills, shares = jobs.skill, jobs.weight
    lot, plain, travels, hour_parts, covers = desk.lot, desk.plain, desk.travel, desk.hours, desk.cover
    credit, weights, modes, step = desk.credit, rules.weights, rules.modes, rules.hours_step
    w_cover, w_wish, w_hours, w_recency = weights[0], weights[2], weights[5], weights[6]
    w_travel, by_modes = weights[3] + weights[4], weights[4] > 0
    largest, most_use = misc[1], weights[1] * misc[4]
    minutes = people.minutes[me.who]
    left = 0
    for at in range(first, last):
        position = found[at]
        job = fit[position]
        dx, dy = np.int64(job.x) - me.x, np.int64(job.y) - me.y
        travel = travelled(dx * dx + dy * dy, me.reach, minutes, modes, by_modes)
        hours = max(np.int64(0), UNIT - step * abs(me.hours_sum - job.hours_min - job.hours_max))
        own, cover = np.int64(job.own), headed(job, credit)
        rest = headless(job)
        sure = w_recency * np.int64(job.recency) + w_wish * worth[job.group] + w_hours * hours + w_travel * travel
        bound = sure + w_cover * (cover + own * best[job.group] + (rest - own) * largest) + most_use
        lot[left], plain[left], travels[left], hour_parts[left] = position, sure, travel, hours
        covers[left] = cover
        fetch(skills, np.int64(job.skills))
        fetch(shares, np.int64(job.skills))
        left += (bound >= bar) & (travel >= 0)
    return left


@within
def sum_up(count: Any, bar: Any, me: Any, jobs: Any, work: Any, people: Any, rules: Any, desk: Any) -> Any:
    """Add the skills and the exact wish to the pairs of a lot, keep those that may reach the bar, give their number."""
    fit, skills, shares, credit, worth = jobs.fit, jobs.skill, jobs.weight, desk.credit, desk.worth
    lot, plain, travels, hour_parts = desk.lot, desk.plain, desk.travel, desk.hours
    covers, wishes, wish_table, unit = desk.cover, desk.wish, rules.wish, work.unit
    w_cover, w_wish, most_use = rules.weights[0], rules.weights[2], rules.weights[1] * desk.misc[4]
    wanted = people.wanted[people.wanted_ptr[me.who] : people.wanted_ptr[me.who + 1]]
    left = 0
    for at in range(count):
        job = fit[lot[at]]
        cover = covers[at]
        start = np.int64(job.skills)
        for entry in range(start, start + job.count - HEAD):
            cover += np.int64(shares[entry]) * np.int64(credit[skills[entry]])
        wish = worth[job.group]
        score = plain[at] + w_cover * cover
        if wish == wish_table[0]:
            score -= w_wish * wish
            wish = wish_of(job.occupation, wanted, unit, wish_table)
            score += w_wish * wish
        lot[left], plain[left], travels[left], hour_parts[left] = lot[at], score, travels[at], hour_parts[at]
        covers[left], wishes[left] = cover, wish
        left += score + most_use >= bar
    return left


@within
def settle(count: Any, me: Any, jobs: Any, people: Any, rules: Any, desk: Any, k: Any) -> None:
    """Put the pairs of a lot that reach the list into it."""
    fit, keys, rank, parts, misc = jobs.fit, jobs.keys, jobs.rank, desk.parts, desk.misc
    lot, plain, w_use = desk.lot, desk.plain, rules.weights[1]
    refused = people.excluded[people.excluded_ptr[me.who] : people.excluded_ptr[me.who + 1]]
    salt = people.salt[me.who] + rules.seed
    bar = desk.score[k - 1] if misc[0] == k else np.int64(-1)
    for at in range(count):
        score, use = plain[at], np.int64(0)
        if score + w_use * misc[4] < bar:
            continue
        job = fit[lot[at]]
        if w_use:
            use = use_of(job, jobs.skill, rules.use_half, desk)
            score += w_use * use
            if score < bar:
                continue
        row = job.row
        tie = np.uint64(rank[row]) if rules.by_id else mix(mix(salt) ^ keys[row])
        if score == bar and tie > desk.tie[k - 1]:
            continue
        if rules.test_excluded and holds(refused, keys[row]):
            continue
        slot = insert(score, tie, jobs.offset + row, desk, k)
        parts[slot, 0], parts[slot, 1], parts[slot, 2] = desk.cover[at], use, desk.wish[at]
        parts[slot, 3], parts[slot, 4], parts[slot, 5] = desk.travel[at], desk.travel[at], desk.hours[at]
        parts[slot, 6] = job.recency
        bar = desk.score[k - 1] if misc[0] == k else np.int64(-1)


@within
def use_of(job: Any, skills: Any, half: Any, desk: Any) -> Any:
    """Give the `use` component of the person on the desk for one job."""
    held = desk.misc[5]
    for at in range(held):
        desk.used[at] = 0
    start = np.int64(job.skills) - HEAD
    first = (job.skill0, job.skill1, job.skill2, job.skill3, job.skill4, job.skill5)
    for entry in range(job.count):
        link = desk.link_head[first[entry] if entry < HEAD else skills[start + entry]]
        while link >= 0:
            owner = desk.link_owner[link]
            desk.used[owner] = max(desk.used[owner], np.int64(desk.link_credit[link]))
            link = desk.link_next[link]
    amount = np.int64(0)
    for at in range(held):
        amount += desk.worth_used[at] * desk.used[at]
    return UNIT * amount // (amount + half * UNIT)


@within
def insert(score: Any, tie: Any, row: Any, desk: Any, k: Any) -> Any:
    """Keep one among the k best and give the slot for its components."""
    filled = desk.misc[0]
    if filled < k:
        slot = filled
        desk.misc[0] = filled + 1
        place = filled
    else:
        slot = desk.slot[k - 1]
        place = k - 1
    while place > 0 and (
        desk.score[place - 1] < score or (desk.score[place - 1] == score and desk.tie[place - 1] > tie)
    ):
        desk.score[place] = desk.score[place - 1]
        desk.tie[place] = desk.tie[place - 1]
        desk.slot[place] = desk.slot[place - 1]
        place -= 1
    desk.score[place], desk.tie[place], desk.slot[place] = score, tie, slot
    desk.row[slot] = row
    return slot


@within
def card(who: Any, people: Any, rules: Any, jobs: Any) -> Me:
    """Give the numbers of one person that every pair needs; a constraint that is off never fails."""
    reach = np.int64(people.reach[who])
    hours_min, hours_max = np.int64(people.hours_min[who]), np.int64(people.hours_max[who])
    available = np.int64(people.available[who]) - jobs.base - rules.slack
    return Me(
        who,
        np.int64(people.x[who]) - jobs.corner_x,
        np.int64(people.y[who]) - jobs.corner_y,
        reach,
        reach * reach if rules.weights[4] == 0 else (reach + 1) * (reach + 1) - 1,
        ~people.has[who],
        hours_min if rules.test_hours else np.int64(-1),
        hours_max if rules.test_hours else np.int64(254),
        hours_min + hours_max,
        max(np.int64(-1), available) if rules.test_available else np.int64(-1),
    )


@within
def search(who: Any, jobs: Any, work: Any, people: Any, rules: Any, desk: Any, k: Any) -> None:
    """Find the k best jobs of one person, beside those already on the desk, and leave them there."""
    misc, weights = desk.misc, rules.weights
    me = card(who, people, rules, jobs)
    if (rules.test_active and not people.active[who]) or me.reach < 0 or (me.reach == 0 and weights[4] == 0):
        return
    spread(who, people, work, rules, desk)
    kindred = wish_groups(who, people, work, rules, desk)
    ceiling = (weights[5] + weights[6] + weights[3] + weights[4]) * UNIT + weights[1] * misc[4]
    for turn in range(kindred):
        group = desk.order[turn]
        top = weights[0] * 255 * misc[1] + weights[2] * desk.worth[group] + ceiling
        if misc[0] == k and top < desk.score[k - 1]:
            continue
        found = scan_kin(group, me, jobs, desk)
        weigh(found, me, jobs, work, people, rules, desk, k)
    steepness = 1.0
    if weights[4]:
        for mode in range(4):
            if people.minutes[who, mode]:
                steepness = max(steepness, 1.0 + 0.5 / people.minutes[who, mode])
    for level in range(len(jobs.class_bound)):
        bar = desk.score[k - 1] if misc[0] == k else np.int64(-1)
        found = scan_near(level, bar, steepness, me, jobs, rules, desk)
        weigh(found, me, jobs, work, people, rules, desk, k)
    wipe(who, people, work, rules, desk)


@within
def scan_kin(group: Any, me: Any, jobs: Any, desk: Any) -> Any:
    """Put the fitting jobs of one minor group within reach on the desk and give their number."""
    columns, passed, words, out = jobs.kin, desk.passed, desk.words, desk.found
    need, x, y, ptr = columns.need, columns.x, columns.y, columns.ptr
    start, least, most = columns.start, columns.hours_min, columns.hours_max
    wide, high, side = columns.wide, columns.high, columns.side
    found = 0
    for row in range(max(0, (me.y - me.reach) // side), min(high - 1, (me.y + me.reach) // side) + 1):
        down = gap(me.y, row * side, side)
        if down * down > me.reach_squared:
            continue
        span = np.int64(np.sqrt(np.float64(me.reach_squared - down * down)))
        line = (group * high + row) * wide
        left, right = max(0, (me.x - span) // side), min(wide - 1, (me.x + span) // side)
        if left > right:
            continue
        first, last = ptr[line + left], ptr[line + right + 1]
        if first == last:
            continue
        if me.reach < 30_000:
            sift(first, last, me, need, x, y, start, least, most, passed)
        else:
            sift_far(first, last, me, columns, passed)
        before = found
        found = collect(last - first, found, passed, words, out)
        for at in range(before, found):
            out[at] += first
    return found


@within
def scan_near(level: Any, bar: Any, steepness: Any, me: Any, jobs: Any, rules: Any, desk: Any) -> Any:
    """Put the jobs of one class that could reach the bar on the desk and give their number; kindred ones
    are left out.

    A job needs bar <= bound + hours + use + wish + travel, and travel is at most w x 65025 x steepness x (1
    - d / D): that is d <= base + rise x bound. Two units of 10 m are added for rounding.
    """
    columns, weights, groups, kindred = jobs.near, rules.weights, jobs.near_group, desk.kindred
    passed, words, out, near_position = desk.passed, desk.words, desk.found, jobs.near_position
    need, x, y, ptr, bound = columns.need, columns.x, columns.y, columns.ptr, jobs.near_bound
    start, least, most = columns.start, columns.hours_min, columns.hours_max
    wide, high, side = columns.wide, columns.high, columns.side
    worth = max(1.0, (weights[3] + weights[4]) * UNIT * steepness)
    lacking = bar - weights[5] * UNIT - weights[1] * desk.misc[4] - weights[2] * rules.wish[4]
    base = (me.reach + 1) * (1.0 - lacking / worth) + 2.0
    rise = (me.reach + 1) / worth
    lines = (
        np.float32(base),
        np.float32(rise * jobs.step),
        np.float32(rise * weights[5] * rules.hours_step),
        np.float32(rise * weights[5] * UNIT),
    )
    widest = min(np.float64(me.reach), base + rise * jobs.class_bound[level] + 2.0)
    if widest < 0 or jobs.class_bound[level] < 0:
        return 0
    reach = np.int64(widest) + 1
    found = 0
    for row in range(max(0, (me.y - reach) // side), min(high - 1, (me.y + reach) // side) + 1):
        down = gap(me.y, row * side, side)
        if down > reach:
            continue
        span = np.int64(np.sqrt(np.float64(reach * reach - down * down)))
        line = (level * high + row) * wide
        left, right = max(0, (me.x - span) // side), min(wide - 1, (me.x + span) // side)
        if left > right:
            continue
        first, last = ptr[line + left], ptr[line + right + 1]
        if first == last:
            continue
        if me.reach < 30_000:
            sift(first, last, me, need, x, y, start, least, most, passed)
            sift_bound(first, last, me, x, y, least, most, bound, *lines, passed)
        else:
            sift_far(first, last, me, columns, passed)
        before = found
        after = collect(last - first, found, passed, words, out)
        for at in range(before, after):
            place = first + out[at]
            out[found] = near_position[place]
            found += not kindred[groups[place]]
    return found


@jit
def top_many(
    start: Any, stop: Any, jobs: Any, work: Any, newer: Any, newer_work: Any, two: Any, people: Any,
    rules: Any, desk: Any, k: Any, row: Any, score: Any, parts: Any, columns: Any,
) -> None:  # fmt: skip
    """Find the k best jobs of persons start..stop and write them from line 0 of the output.

    newer, newer_work: a second, smaller set of jobs, searched as well when `two`.
    row: int32[n, k], -1 where a list is shorter; score: int32[n, k]; parts: uint16[n, k, components];
    columns: which of the seven kinds each component is.
    """
    jobs, work, people, rules, desk = lent(jobs), lent(work), lent(people), lent(rules), lent(desk)
    newer, newer_work = lent(newer), lent(newer_work)
    for who in range(start, stop):
        desk.misc[0] = 0
        search(who, jobs, work, people, rules, desk, k)
        if two:
            search(who, newer, newer_work, people, rules, desk, k)
        line = who - start
        filled = desk.misc[0]
        for at in range(filled):
            slot = desk.slot[at]
            row[line, at] = desk.row[slot]
            score[line, at] = desk.score[at]
            for part in range(len(columns)):
                parts[line, at, part] = desk.parts[slot, columns[part]]
        for at in range(filled, k):
            row[line, at] = -1
            score[line, at] = 0
            parts[line, at, :] = 0
