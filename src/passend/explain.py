"""Makes the explanation of one pair, from the oracle's numbers."""

from dataclasses import replace
from typing import cast

from passend import reference
from passend.records import Job, Seeker, fingerprint
from passend.results import AskedSkill, Explanation, HeldSkill, Part, State, WishLevel
from passend.rulesets import Ruleset
from passend.world import World

_WISH = ("same", "unit", "minor", "submajor", "major", "none")


def explain(
    seeker: Seeker, job: Job, world: World, rules: Ruleset, today: int, *, admitted: bool = True
) -> Explanation:
    """Explain one pair; admitted is what the eligibility mask says. UnknownCode when a record does not
    fit."""
    found = reference.pair(seeker, job, world, rules, today)
    return Explanation(
        job=job.id,
        score=found.score,
        out_of=rules.out_of,
        eligible=found.eligible and admitted,
        parts=tuple(
            Part(part.name, value, part.weight, part.weight * value)
            for part, value in zip(rules.components, found.components, strict=True)
        ),
        asked=_asked(seeker, job, world),
        held=_held(seeker, job, world, rules, today, found.score),
        constraints=found.checks,
        wish=cast(WishLevel, _WISH[reference.wish_level(seeker, job, world)]),
        distance=reference.distance(seeker, job),
        journeys=reference.journeys(seeker, job, rules),
        ruleset=rules.id,
        ruleset_hash=rules.hash,
        world_hash=world.hash,
        seeker_hash=fingerprint(seeker),
        job_hash=fingerprint(job),
    )


def _asked(seeker: Seeker, job: Job, world: World) -> tuple[AskedSkill, ...]:
    """Give what the job asks, heaviest first, then by code."""
    raw = dict(job.skills)
    rows = []
    for skill, weight in reference.weights(job, world).items():
        credit, by = reference.credit(seeker, skill, world)
        state: State = "missing" if by is None else "had" if by == skill else "related"
        rows.append(AskedSkill(skill, weight, raw[skill], credit, state, by))
    return tuple(sorted(rows, key=lambda row: (-row.weight, row.skill)))


def _held(seeker: Seeker, job: Job, world: World, rules: Ruleset, today: int, score: int) -> tuple[HeldSkill, ...]:
    """Give what the person has, worth most first, then by code."""
    rows = []
    for skill, level in seeker.skills:
        without = replace(seeker, skills=tuple(pair for pair in seeker.skills if pair[0] != skill))
        worth = score - reference.pair(without, job, world, rules, today).score
        rows.append(HeldSkill(skill, level, *reference.used(skill, job, world), worth))
    return tuple(sorted(rows, key=lambda row: (-row.worth, -row.used, row.skill)))
