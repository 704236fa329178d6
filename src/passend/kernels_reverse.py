"""The compiled search from a job to people: the best of them, or all whose list it would enter."""

from typing import Any, NamedTuple

import numpy as np

from passend.kernel_parts import by_mode, circle, gap, holds, mix
from passend.kernel_types import UNIT, jit
from passend.lending import lent


class Folk(NamedTuple):
    """The arrays of a SeekerLayout; see there."""

    has: Any
    x: Any
    y: Any
    reach: Any
    start: Any
    hours_min: Any
    hours_max: Any
    ptr: Any
    wide: Any
    high: Any
    side: Any
    minutes: Any
    skill_ptr: Any
    skill: Any
    level: Any
    wanted_ptr: Any
    wanted: Any
    excluded_ptr: Any
    excluded: Any
    groups: Any
    wishes: Any
    salt: Any
    second: Any
    rank: Any
    bar: Any
    bar_tie: Any
    widest: Any


class Ask(NamedTuple):
    """One job, from the corner and base day of the people."""

    x: Any
    y: Any
    need: Any
    hours_min: Any
    hours_max: Any
    start: Any
    recency: Any
    occupation: Any
    wish_bits: Any
    key: Any
    tie: Any
    """uint64: the id, for ties by id."""
    skill: Any
    weight: Any


class Bench(NamedTuple):
    """Room to work in, made once for a thread."""

    passed: Any
    words: Any
    found: Any
    head: Any
    """int32[skills]: first link of a held skill; -1 when it earns nothing here."""
    next_link: Any
    asked: Any
    credit: Any
    use: Any
    """uint8[skills]: most credit a held skill earns."""
    earned: Any
    """int64[255]: best credit so far per asked skill."""
    share: Any
    """int64[64]: weight of the skills at home in each set of groups."""
    bits: Any
    """uint64[64]: the sets that have weight."""
    score: Any
    tie: Any
    second: Any
    slot: Any
    parts: Any
    row: Any
    misc: Any
    """int64[4]: filled, always-counted weight, people scanned, people weighed."""


@jit
def sift_people(
    first: Any, last: Any, ask: Any, has: Any, x: Any, y: Any, reach: Any, start: Any, least: Any, most: Any,
    margin: Any, passed: Any,
) -> None:  # fmt: skip
    """Mark which people of a stretch pass the constraints, save travel by mode and exclusion; 32-bit, no
    branch.

    margin: 0 when the reach is a circle, 1 when it is the farthest by minutes.
    """
    my_x, my_y, need = np.int32(ask.x), np.int32(ask.y), ask.need
    day, my_least, my_most = np.int32(ask.start), np.int32(ask.hours_min), np.int32(ask.hours_max)
    begin, more = np.uint64(first), np.int32(margin)
    for at in range(np.uint64((last - first + 63) & ~63)):
        who = at + begin
        dx = np.int32(np.int32(x[who]) - my_x)
        dy = np.int32(np.int32(y[who]) - my_y)
        far = np.int32(np.int32(reach[who]) + more)
        passed[at] = (
            (np.int32(np.int32(dx * dx) + np.int32(dy * dy)) <= np.int32(np.int32(far * far) - more))
            & ((need & ~has[who]) == np.uint32(0))
            & (np.int32(start[who]) <= day)
            & (np.int32(least[who]) <= my_most)
            & (np.int32(most[who]) >= my_least)
        )


@jit
def sift_people_far(first: Any, last: Any, ask: Any, folk: Any, margin: Any, passed: Any) -> None:
    """Do `sift_people` for any reach, one person at a time."""
    for who in range(first, last):
        dx, dy = np.int64(folk.x[who]) - ask.x, np.int64(folk.y[who]) - ask.y
        far = np.int64(folk.reach[who]) + margin
        passed[who - first] = (
            (dx * dx + dy * dy <= far * far - margin)
            & ((ask.need & ~folk.has[who]) == 0)
            & (np.int64(folk.start[who]) <= ask.start)
            & (np.int64(folk.hours_min[who]) <= ask.hours_max)
            & (np.int64(folk.hours_max[who]) >= ask.hours_min)
        )


@jit
def pick_up(length: Any, first: Any, found: Any, bench: Any) -> Any:
    """Put the people who passed in a stretch after those found before, and give the new number of them."""
    passed, words, out = bench.passed, bench.words, bench.found
    for at in range(length, (length + 7) // 8 * 8):
        passed[at] = 0
    for word in range((length + 7) // 8):
        if words[word]:
            for at in range(word * 8, word * 8 + 8):
                out[found] = first + at
                found += passed[at]
    return found


@jit
def unfold(ask: Any, work: Any, credited: Any, bench: Any) -> None:
    """Put on the bench what each held skill earns with this job."""
    ptr, holder, credit = credited
    links, always = 0, np.int64(0)
    bench.share[:] = 0
    for at in range(len(ask.skill)):
        skill = ask.skill[at]
        home = work.home[skill]
        if home < 0:
            always += np.int64(ask.weight[at])
        else:
            bench.share[home & 63] += np.int64(ask.weight[at])
        for near in range(ptr[skill] - 1, ptr[skill + 1]):
            other, sim = np.int64(skill), np.int64(255)
            if near >= ptr[skill]:
                other, sim = np.int64(holder[near]), np.int64(credit[near])
            bench.asked[links], bench.credit[links] = at, sim
            bench.next_link[links] = bench.head[other]
            bench.head[other] = links
            bench.use[other] = max(np.int64(bench.use[other]), sim)
            links += 1
    bench.misc[1] = always


@jit
def fold(ask: Any, credited: Any, bench: Any) -> None:
    """Clear the bench for the next job."""
    ptr, holder, _ = credited
    for at in range(len(ask.skill)):
        skill = ask.skill[at]
        bench.head[skill], bench.use[skill] = -1, 0
        for near in range(ptr[skill], ptr[skill + 1]):
            bench.head[holder[near]], bench.use[holder[near]] = -1, 0


@jit
def wish_for(occupation: Any, wanted: Any, work: Any, wish: Any) -> Any:
    """Give the worth of an occupation against the wanted ones."""
    best = np.int64(0)
    group = work.group[occupation]
    for at in range(len(wanted)):
        other = wanted[at]
        mine = work.group[other]
        if other == occupation:
            return wish[0]
        if work.unit[other] == work.unit[occupation] and work.unit[other] >= 0:
            best = max(best, wish[1])
        elif work.minor[group] == work.minor[mine] and work.minor[mine] >= 0:
            best = max(best, wish[2])
        elif work.submajor[group] == work.submajor[mine] and work.submajor[mine] >= 0:
            best = max(best, wish[3])
        elif work.major[group] == work.major[mine] and work.major[mine] >= 0:
            best = max(best, wish[4])
    return best


@jit
def gather(ask: Any, folk: Any, bench: Any, margin: Any) -> Any:
    """Put the people who pass the constraints on the bench and give their number."""
    wide, high, side, ptr = folk.wide, folk.high, folk.side, folk.ptr
    widest = folk.widest + margin
    has, x, y, reach, start = folk.has, folk.x, folk.y, folk.reach, folk.start
    least, most = folk.hours_min, folk.hours_max
    found = 0
    for row in range(max(0, (ask.y - widest) // side), min(high - 1, (ask.y + widest) // side) + 1):
        down = gap(ask.y, row * side, side)
        if down > widest:
            continue
        span = np.int64(np.sqrt(np.float64(widest * widest - down * down))) + 1
        left, right = max(0, (ask.x - span) // side), min(wide - 1, (ask.x + span) // side)
        if left > right:
            continue
        first, last = ptr[row * wide + left], ptr[row * wide + right + 1]
        if first == last:
            continue
        if widest < 30_000:
            sift_people(first, last, ask, has, x, y, reach, start, least, most, margin, bench.passed)
        else:
            sift_people_far(first, last, ask, folk, margin, bench.passed)
        bench.misc[2] += last - first
        found = pick_up(last - first, first, found, bench)
    return found


@jit
def judge(ask: Any, folk: Any, work: Any, credited: Any, rules: Any, bench: Any, k: Any, alerting: Any) -> Any:
    """Keep the k best people on the bench, or (alerting) list in `found` all whose k-th score it beats.

    Gives how many are listed when alerting, else 0.
    """
    weights = rules.weights
    w_cover, w_use, w_wish, w_hours = weights[0], weights[1], weights[2], weights[5]
    w_travel, by_modes = weights[3] + weights[4], weights[4] > 0
    margin = 1 if by_modes else 0
    found = gather(ask, folk, bench, margin)
    unfold(ask, work, credited, bench)
    share, earned, head, next_link = bench.share, bench.earned, bench.head, bench.next_link
    fresh = weights[6] * ask.recency
    listed, kinds, always = 0, 0, bench.misc[1]
    most_use = w_use * UNIT
    groups, wishes, bits = folk.groups, folk.wishes, bench.bits
    for bit in range(64):
        if share[bit]:
            bits[kinds] = bit
            kinds += 1
    for at in range(found):
        who = bench.found[at]
        bar, bar_tie = np.int64(-1), np.uint64(0)
        if alerting:
            bar, bar_tie = np.int64(folk.bar[who]), folk.bar_tie[who]
        elif bench.misc[0] == k:
            bar, bar_tie = bench.score[k - 1], bench.tie[k - 1]
        likely = always
        mine = groups[who]
        for bit in range(kinds):
            if (mine >> bits[bit]) & np.uint64(1):
                likely += share[bits[bit]]
        rest = w_cover * 255 * likely + most_use
        hoped = wishes[who] & ask.wish_bits
        dreamt = np.int64(0)
        if hoped & np.uint64(0xFFFFFFFF):
            dreamt = rules.wish[0]
        elif hoped:
            dreamt = rules.wish[4]
        if fresh + w_wish * dreamt + rest + (w_hours + w_travel) * UNIT < bar:
            continue
        wanted = folk.wanted[folk.wanted_ptr[who] : folk.wanted_ptr[who + 1]]
        wish = wish_for(ask.occupation, wanted, work, rules.wish)
        hours_sum = np.int64(folk.hours_min[who]) + folk.hours_max[who]
        hours = max(np.int64(0), UNIT - rules.hours_step * abs(hours_sum - ask.hours_min - ask.hours_max))
        score = fresh + w_wish * wish + w_hours * hours
        if score + rest + w_travel * UNIT < bar:
            continue
        dx, dy = np.int64(folk.x[who]) - ask.x, np.int64(folk.y[who]) - ask.y
        if by_modes:
            travel = by_mode(dx * dx + dy * dy, folk.minutes[who], rules.modes)
            if travel < 0:
                continue
        else:
            travel = circle(dx * dx + dy * dy, np.int64(folk.reach[who]))
        score += w_travel * travel
        if score + rest < bar:
            continue
        for asked in range(len(ask.skill)):
            earned[asked] = 0
        amount = np.int64(0)
        for entry in range(folk.skill_ptr[who], folk.skill_ptr[who + 1]):
            held = folk.skill[entry]
            link = head[held]
            if link >= 0:
                level = np.int64(folk.level[entry])
                amount += level * work.rarity[held] * np.int64(bench.use[held])
                while link >= 0:
                    asked = bench.asked[link]
                    earned[asked] = max(earned[asked], level * bench.credit[link] // 255)
                    link = next_link[link]
        cover = np.int64(0)
        for asked in range(len(ask.skill)):
            cover += np.int64(ask.weight[asked]) * earned[asked]
        use = UNIT * amount // (amount + rules.use_half * UNIT)
        score += w_cover * cover + w_use * use
        bench.misc[3] += 1
        if score < bar:
            continue
        refused = folk.excluded[folk.excluded_ptr[who] : folk.excluded_ptr[who + 1]]
        if rules.test_excluded and holds(refused, ask.key):
            continue
        shuffled = mix(mix(folk.salt[who] + rules.seed) ^ ask.key)
        if alerting:
            tie = np.uint64(ask.tie) if rules.by_id else shuffled
            if score > bar or tie < bar_tie:
                bench.found[listed] = who
                listed += 1
            continue
        tie = np.uint64(folk.rank[who]) if rules.by_id else shuffled
        second = folk.second[who]
        if score == bar and (tie > bar_tie or (tie == bar_tie and second > bench.second[k - 1])):
            continue
        slot = put(score, tie, second, who, bench, k)
        parts = bench.parts
        parts[slot, 0], parts[slot, 1], parts[slot, 2], parts[slot, 3] = cover, use, wish, travel
        parts[slot, 4], parts[slot, 5], parts[slot, 6] = travel, hours, ask.recency
    fold(ask, credited, bench)
    return listed


@jit
def put(score: Any, tie: Any, second: Any, who: Any, bench: Any, k: Any) -> Any:
    """Keep one among the k best and give the slot for its components."""
    scores, ties, seconds, slots = bench.score, bench.tie, bench.second, bench.slot
    place = bench.misc[0]
    if place < k:
        slot = place
        bench.misc[0] = place + 1
    else:
        place = np.int64(k - 1)
        slot = slots[place]
    while place > 0:
        ahead = place - 1
        if scores[ahead] > score:
            break
        if scores[ahead] == score and (ties[ahead] < tie or (ties[ahead] == tie and seconds[ahead] < second)):
            break
        scores[place], ties[place], seconds[place] = scores[ahead], ties[ahead], seconds[ahead]
        slots[place] = slots[ahead]
        place -= 1
    scores[place], ties[place], seconds[place], slots[place] = score, tie, second, slot
    bench.row[slot] = who
    return slot


@jit
def best_people(
    ask: Any, folk: Any, work: Any, credited: Any, rules: Any, bench: Any, k: Any, columns: Any,
    row: Any, score: Any, parts: Any,
) -> Any:  # fmt: skip
    """Find the k best people of one job; writes row int32[k], score int64[k], parts int64[k, n]; gives how
    many."""
    ask, folk, work, credited = lent(ask), lent(folk), lent(work), lent(credited)
    rules, bench = lent(rules), lent(bench)
    bench.misc[:] = 0
    judge(ask, folk, work, credited, rules, bench, k, False)
    for at in range(bench.misc[0]):
        slot = bench.slot[at]
        row[at], score[at] = bench.row[slot], bench.score[at]
        for part in range(len(columns)):
            parts[at, part] = bench.parts[slot, columns[part]]
    return bench.misc[0]


@jit
def alert(ask: Any, folk: Any, work: Any, credited: Any, rules: Any, bench: Any) -> Any:
    """List in `bench.found` the people whose list the job enters, and give their number."""
    ask, folk, work, credited = lent(ask), lent(folk), lent(work), lent(credited)
    rules, bench = lent(rules), lent(bench)
    bench.misc[:] = 0
    return judge(ask, folk, work, credited, rules, bench, 1, True)
