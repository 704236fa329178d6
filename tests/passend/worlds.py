"""Small random worlds, jobs and seekers for the tests of the engine, as Hypothesis strategies and by seed."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from passend import Job, Seeker, World, build_world

OCCUPATIONS = {f"o{n}": code for n, code in enumerate(("5120", "5121", "5131", "5222", "7512", "7", "", "512"))}
SKILLS = tuple(f"s{n}" for n in range(24))
LICENCES = ("B", "C", "VCA")


def small_world() -> World:
    """Give a world of eight occupations and twenty-four skills, many of them related."""
    rng = random.Random(7)
    relations = [(occ, skill, rng.random() < 0.5) for occ in OCCUPATIONS for skill in rng.sample(SKILLS, 10)]
    groups = {skill: f"g{n // 6}" for n, skill in enumerate(SKILLS)}
    return build_world(OCCUPATIONS, relations, groups, licences=LICENCES)


WORLD = small_world()
TODAY = 100


def _near(rng: random.Random) -> int:
    """Draw a coordinate; some lie on the edge of the world, and many close together."""
    return rng.choice((0, 1500, rng.randint(0, 120), rng.randint(0, 1500)))


def sample_seeker(rng: random.Random) -> Seeker:
    """Draw a seeker of the small world, now and then with nothing in a field or all of it."""
    least, most = sorted(rng.choice((0, 40, rng.randint(0, 40))) for _ in range(2))
    levels = {skill: rng.choice((1, 128, 192, 255)) for skill in rng.sample(SKILLS, rng.randint(0, 10))}
    return Seeker(
        wanted=tuple(rng.sample(tuple(OCCUPATIONS), rng.randint(0, 3))),
        skills=tuple(levels.items()),
        x=_near(rng),
        y=_near(rng),
        minutes=tuple(rng.choice((0, 5, 15, 30, 60)) for _ in range(4)),
        hours_min=least,
        hours_max=most,
        licences=frozenset(rng.sample(LICENCES, rng.randint(0, 2))),
        language=rng.randint(0, 6),
        education=rng.randint(0, 8),
        available=rng.randint(60, 180),
        excluded=frozenset(rng.sample(range(31), rng.randint(0, 3))),
        active=rng.random() < 0.75,
        salt=rng.getrandbits(64),
    )


def sample_jobs(rng: random.Random, count: int) -> list[Job]:
    """Draw jobs of the small world, now and then with nothing in a field or all of it."""
    rows = []
    for identity in range(count):
        least, most = sorted(rng.choice((0, 40, rng.randint(0, 40))) for _ in range(2))
        rows.append(
            Job(
                id=identity,
                occupation=rng.choice(tuple(OCCUPATIONS)),
                skills=tuple((skill, rng.randint(1, 3)) for skill in rng.sample(SKILLS, rng.randint(0, 12))),
                x=_near(rng),
                y=_near(rng),
                hours_min=least,
                hours_max=most,
                licences=rng.choice((frozenset(), frozenset(), frozenset({"B"}))),
                language=rng.choice((0, 0, 2, 4)),
                education=rng.choice((0, 0, 2, 4)),
                start=rng.randint(80, 160),
                published=rng.randint(20, 110),
                open=rng.random() < 0.75,
            )
        )
    return rows


# Choosing one of a thousand is much quicker than drawing its seventeen fields; a failure shrinks to the plainest.
_SEEKERS = sorted((sample_seeker(random.Random(n)) for n in range(1000)), key=lambda one: len(one.skills))
_JOBS = sorted(sample_jobs(random.Random(7), 1000), key=lambda job: len(job.skills))


def seekers() -> st.SearchStrategy[Seeker]:
    """Choose a seeker of the small world."""
    return st.sampled_from(_SEEKERS)


def jobs(identity: int = 0) -> st.SearchStrategy[Job]:
    """Choose a job of the small world."""
    return st.sampled_from(_JOBS).map(lambda job: replace(job, id=identity))


@st.composite
def job_lists(draw: st.DrawFn, most: int = 12) -> list[Job]:
    """Draw jobs with different ids, several of them equal but for the id."""
    drawn = draw(st.lists(jobs(), min_size=1, max_size=most))
    return [replace(drawn[n % len(drawn)], id=n) for n in range(len(drawn) + 3)]
