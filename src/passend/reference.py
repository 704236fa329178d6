"""The oracle: the same counting, slow and obvious, in plain whole numbers, one pair at a time.

Every fast path must give exactly what this file gives. It is written to be read beside the rules, not to be
quick, and shares no formula with the fast paths. Explanations are made from it.
"""

from dataclasses import dataclass
from math import isqrt

import numpy as np

from passend.records import FULL, MODES, Id, Job, Seeker
from passend.rulesets import UNIT, Constraint, Ruleset
from passend.tables import MASK, key_of, mix
from passend.world import World


@dataclass(frozen=True, slots=True)
class Check:
    """One hard constraint for one pair: what the job or rule asks, what the person has, and whether it
    holds."""

    name: Constraint
    holds: bool
    asked: object
    has: object


@dataclass(frozen=True, slots=True)
class Pair:
    """Everything counted for one pair."""

    components: tuple[int, ...]
    score: int
    checks: tuple[Check, ...]

    @property
    def eligible(self) -> bool:
        """True when every constraint that the rules switch on holds."""
        return all(check.holds for check in self.checks)


def pair(seeker: Seeker, job: Job, world: World, rules: Ruleset, today: int) -> Pair:
    """Count one pair."""
    values = tuple(_component(part.kind, seeker, job, world, rules, today) for part in rules.components)
    score = sum(part.weight * value for part, value in zip(rules.components, values, strict=True))
    return Pair(values, score, checks(seeker, job, rules))


def ranked(
    seeker: Seeker, jobs: list[Job], world: World, rules: Ruleset, today: int
) -> list[tuple[Id, int, tuple[int, ...]]]:
    """Give (job id, score, components) of every eligible job, best first."""
    pairs = [(job, pair(seeker, job, world, rules, today)) for job in jobs]
    fitting = [(job, found) for job, found in pairs if found.eligible]
    fitting.sort(key=lambda item: (-item[1].score, *tie(seeker.salt, item[0].id, rules)))
    return [(job.id, found.score, found.components) for job, found in fitting]


def ranked_seekers(
    job: Job, seekers: dict[Id, Seeker], world: World, rules: Ruleset, today: int
) -> list[tuple[Id, int, tuple[int, ...]]]:
    """Give (seeker id, score, components) of every eligible seeker, best first."""
    pairs = [(identity, pair(seeker, job, world, rules, today)) for identity, seeker in seekers.items()]
    fitting = [(identity, found) for identity, found in pairs if found.eligible]

    def order(item: tuple[Id, Pair]) -> tuple[object, ...]:
        identity, found = item
        if rules.tie == "id":
            return (-found.score, isinstance(identity, str), identity)
        return (-found.score, *tie(seekers[identity].salt, job.id, rules), key_of(identity))

    return [(identity, found.score, found.components) for identity, found in sorted(fitting, key=order)]


def tie(salt: int, job: Id, rules: Ruleset) -> tuple[object, ...]:
    """Give what orders a job among equal scores: its id, or its place in the seeded shuffle."""
    if rules.tie == "id":
        return (isinstance(job, str), job)
    return (mix(mix((salt + mix(rules.seed)) & MASK) ^ key_of(job)),)


def weights(job: Job, world: World) -> dict[str, int]:
    """Give the weight of each skill a job asks: at least 1, together 255, by asked weight x rarity."""
    raw = {code: weight * int(world.rarity[world.skill(code)]) for code, weight in job.skills}
    total = sum(raw.values())
    codes = sorted(raw, key=world.skill)
    result = {code: max(1, raw[code] * FULL // total) for code in codes}
    spare = FULL - sum(result.values()) if codes else 0
    remainder = {code: raw[code] * FULL % total if raw[code] * FULL >= total else -1 for code in codes}
    for code in sorted(codes, key=lambda code: -remainder[code])[: max(0, spare)]:
        result[code] += 1
    for _ in range(-spare):
        result[max(codes, key=lambda code: result[code])] -= 1
    return result


def similarity(held: str, asked: str, world: World) -> int:
    """Give what holding one skill is credited for another, in 255ths; 255 for the same."""
    if held == asked:
        return FULL
    return world.related(world.skill(held)).get(world.skill(asked), 0)


def credit(seeker: Seeker, asked: str, world: World) -> tuple[int, str | None]:
    """Give the credit 0..255 a seeker has for an asked skill, and the held skill it comes from."""
    best: tuple[int, str | None] = (0, None)
    for held, level in sorted(seeker.skills, key=lambda pair: pair[0] != asked):
        value = level * similarity(held, asked, world) // FULL
        if value > best[0]:
            best = (value, held)
    return best


def used(held: str, job: Job, world: World) -> tuple[int, str | None]:
    """Give how much 0..255 of a held skill a job uses, and the asked skill that uses it."""
    best: tuple[int, str | None] = (0, None)
    for asked, _ in sorted(job.skills, key=lambda pair: pair[0] != held):
        value = similarity(held, asked, world)
        if value > best[0]:
            best = (value, asked)
    return best


def distance(seeker: Seeker, job: Job) -> int:
    """Give the straight distance in whole units of 10 m."""
    return isqrt((seeker.x - job.x) ** 2 + (seeker.y - job.y) ** 2)


def journeys(seeker: Seeker, job: Job, rules: Ruleset) -> dict[str, tuple[int, int]]:
    """Give (minutes, most minutes) for each mode the seeker uses."""
    far = distance(seeker, job)
    return {
        name: (mode.minutes(far), limit)
        for name, mode, limit in zip(MODES, rules.travel, seeker.minutes, strict=True)
        if limit
    }


def wish_level(seeker: Seeker, job: Job, world: World) -> int:
    """Give how near a job is to the wish: 0 same occupation, 1 unit, 2 minor, 3 sub-major, 4 major group, 5
    none."""
    at = world.occupation(job.occupation)
    nearest = 5
    for code in seeker.wanted:
        wanted = world.occupation(code)
        if wanted == at:
            return 0
        for level, group in enumerate((world.unit, world.minor, world.submajor, world.major), start=1):
            if group[wanted] == group[at] and group[at] >= 0:
                nearest = min(nearest, level)
    return nearest


def checks(seeker: Seeker, job: Job, rules: Ruleset) -> tuple[Check, ...]:
    """Give every constraint the rules switch on, with both values, in a fixed order."""
    reach = max(seeker.minutes) * 100
    if rules.by_radius:
        squared = (seeker.x - job.x) ** 2 + (seeker.y - job.y) ** 2
        travel = Check("travel", reach > 0 and squared <= reach**2, isqrt(squared), reach)
    else:
        ways = journeys(seeker, job, rules)
        travel = Check(
            "travel",
            any(minutes <= limit for minutes, limit in ways.values()),
            {mode: minutes for mode, (minutes, _) in ways.items()},
            {mode: limit for mode, (_, limit) in ways.items()},
        )
    found = (
        Check("open", job.open, True, job.open),
        Check("active", seeker.active, True, seeker.active),
        Check("excluded", job.id not in seeker.excluded, False, job.id in seeker.excluded),
        travel,
        Check("licences", job.licences <= seeker.licences, job.licences, seeker.licences),
        Check("language", job.language <= seeker.language, job.language, seeker.language),
        Check("education", job.education <= seeker.education, job.education, seeker.education),
        Check(
            "hours",
            max(job.hours_min, seeker.hours_min) <= min(job.hours_max, seeker.hours_max),
            (job.hours_min, job.hours_max),
            (seeker.hours_min, seeker.hours_max),
        ),
        Check("available", seeker.available <= job.start + rules.start_slack, job.start, seeker.available),
    )
    return tuple(check for check in found if check.name in rules.constraints)


def _component(kind: str, seeker: Seeker, job: Job, world: World, rules: Ruleset, today: int) -> int:
    """Count one component, 0..65025."""
    match kind:
        case "coverage":
            return sum(w * credit(seeker, asked, world)[0] for asked, w in weights(job, world).items())
        case "use":
            amount = 0
            for held, level in seeker.skills:
                amount += level * int(world.rarity[world.skill(held)]) * used(held, job, world)[0]
            return UNIT * amount // (amount + rules.use_half * UNIT)
        case "wish":
            return (*rules.wish, 0)[wish_level(seeker, job, world)]
        case "radius":
            reach = np.float32(max(1, max(seeker.minutes) * 100))
            squared = np.float32((seeker.x - job.x) ** 2 + (seeker.y - job.y) ** 2)
            return max(0, int((reach - np.sqrt(squared)) * (np.float32(UNIT) / reach)))
        case "minutes":
            ways = journeys(seeker, job, rules).values()
            return max((max(0, limit - minutes) * UNIT // limit for minutes, limit in ways), default=0)
        case "hours":
            apart = abs(seeker.hours_min + seeker.hours_max - job.hours_min - job.hours_max)
            return max(0, UNIT - rules.hours_step * apart)
        case "recency":
            age = min(max(today - job.published, 0), rules.recency_days)
            return (rules.recency_days - age) * UNIT // rules.recency_days
    raise ValueError(f"no component of kind {kind!r}")
