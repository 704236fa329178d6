"""The planted quality set: people and vacancies drawn from the same occupations, and how often the engine
knows.

It is circular by construction, so it is a regression test of the rules and no evidence of how real people
fare.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass

from passend.bench.esco import Vocabulary
from passend.index import Index
from passend.records import Job, Seeker
from passend.rulesets import Ruleset
from passend.world import World


@dataclass(frozen=True)
class Planted:
    """Jobs, one for each occupation, and people with the occupation each was drawn from."""

    jobs: list[Job]
    people: list[tuple[str, Seeker]]


def plant(vocabulary: Vocabulary, *, people: int, keep: int, name: int, noise: int, seed: int) -> Planted:
    """Draw the set: a person keeps `keep` percent of an occupation's skills, a vacancy names `name` percent.

    `noise` percent is added to each, drawn by how many occupations ask for a skill. One vacancy for each
    occupation with eight or more essential skills. Wish, place and hours are equal for all, so only skills
    tell them apart.
    """
    rng = random.Random(seed)
    essential: dict[str, list[str]] = defaultdict(list)
    popularity: Counter[str] = Counter()
    for occupation, skill, needed in vocabulary.relations:
        popularity[skill] += 1
        if needed:
            essential[occupation].append(skill)
    rich = sorted(code for code, skills in essential.items() if len(skills) >= 8)
    pool, heft = sorted(popularity), [popularity[skill] for skill in sorted(popularity)]

    def draw(occupation: str, percent: int) -> list[str]:
        own = sorted(essential[occupation])
        kept = rng.sample(own, max(1, round(len(own) * percent / 100)))
        return sorted({*kept, *rng.choices(pool, heft, k=round(len(kept) * noise / 100))})

    jobs = [
        Job(code, code, tuple((s, 3) for s in draw(code, name)), x=0, y=0, hours_min=32, hours_max=32) for code in rich
    ]
    drawn = [rng.choice(rich) for _ in range(people)]
    seekers = [Seeker((), tuple((s, 255) for s in draw(code, keep)), 0, 0, (0, 0, 0, 30), 32, 32) for code in drawn]
    return Planted(jobs, list(zip(drawn, seekers, strict=True)))


def reciprocal_rank(planted: Planted, world: World, rules: Ruleset) -> float:
    """Give the mean reciprocal rank of each person's own occupation among the vacancies."""
    index = Index(planted.jobs, world, rules, today=0)
    total = 0.0
    for occupation, seeker in planted.people:
        rank = index.standing(seeker, occupation).rank
        total += 1 / rank if rank else 0
    return total / len(planted.people)
