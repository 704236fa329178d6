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


def _subset(names: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(names), max_size=2)


def _skills(most: int, weights: st.SearchStrategy[int]) -> st.SearchStrategy[tuple[tuple[str, int], ...]]:
    return st.dictionaries(st.sampled_from(SKILLS), weights, max_size=most).map(lambda d: tuple(d.items()))


_hours = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(sorted)
_near = st.integers(0, 1500)


@st.composite
def seekers(draw: st.DrawFn) -> Seeker:
    """Draw a seeker of the small world."""
    least, most = draw(_hours)
    return Seeker(
        wanted=tuple(draw(st.lists(st.sampled_from(tuple(OCCUPATIONS)), max_size=3, unique=True))),
        skills=draw(_skills(10, st.sampled_from((1, 128, 192, 255)))),
        x=draw(_near),
        y=draw(_near),
        minutes=draw(st.tuples(*[st.sampled_from((0, 5, 15, 30, 60))] * 4)),
        hours_min=least,
        hours_max=most,
        licences=draw(_subset(LICENCES)),
        language=draw(st.integers(0, 6)),
        education=draw(st.integers(0, 8)),
        available=draw(st.integers(60, 180)),
        excluded=draw(st.frozensets(st.integers(0, 30), max_size=3)),
        active=draw(st.sampled_from((True, True, True, False))),
        salt=draw(st.integers(0, 2**64 - 1)),
    )


@st.composite
def jobs(draw: st.DrawFn, identity: int = 0) -> Job:
    """Draw a job of the small world."""
    least, most = draw(_hours)
    return Job(
        id=identity,
        occupation=draw(st.sampled_from(tuple(OCCUPATIONS))),
        skills=draw(_skills(12, st.sampled_from((1, 2, 3)))),
        x=draw(_near),
        y=draw(_near),
        hours_min=least,
        hours_max=most,
        licences=draw(st.sampled_from((frozenset(), frozenset(), frozenset({"B"})))),
        language=draw(st.sampled_from((0, 0, 2, 4))),
        education=draw(st.sampled_from((0, 0, 2, 4))),
        start=draw(st.integers(80, 160)),
        published=draw(st.integers(20, 110)),
        open=draw(st.sampled_from((True, True, True, False))),
    )


@st.composite
def job_lists(draw: st.DrawFn, most: int = 12) -> list[Job]:
    """Draw jobs with different ids, several of them equal but for the id."""
    drawn = draw(st.lists(jobs(), min_size=1, max_size=most))
    return [replace(drawn[n % len(drawn)], id=n) for n in range(len(drawn) + 3)]


def sample_seeker(rng: random.Random) -> Seeker:
    """Draw a seeker by a seeded generator, quicker than Hypothesis does."""
    least, most = sorted((rng.randint(0, 40), rng.randint(0, 40)))
    levels = {skill: rng.choice((128, 192, 255)) for skill in rng.sample(SKILLS, rng.randint(1, 10))}
    return Seeker(
        wanted=tuple(rng.sample(tuple(OCCUPATIONS), rng.randint(0, 3))),
        skills=tuple(levels.items()),
        x=rng.randint(0, 1500),
        y=rng.randint(0, 1500),
        minutes=(rng.choice((0, 30)), rng.choice((0, 15, 45)), rng.choice((0, 60)), rng.choice((0, 30, 60))),
        hours_min=least,
        hours_max=most,
        licences=frozenset(rng.sample(LICENCES, 2)),
        language=rng.randint(0, 6),
        education=rng.randint(0, 8),
        available=rng.randint(60, 180),
        excluded=frozenset(rng.sample(range(30), 2)),
        salt=rng.getrandbits(64),
    )


def sample_jobs(rng: random.Random, count: int) -> list[Job]:
    """Draw jobs by a seeded generator, quicker than Hypothesis does."""
    rows = []
    for identity in range(count):
        least, most = sorted((rng.randint(0, 40), rng.randint(0, 40)))
        rows.append(
            Job(
                id=identity,
                occupation=rng.choice(tuple(OCCUPATIONS)),
                skills=tuple((skill, rng.randint(1, 3)) for skill in rng.sample(SKILLS, rng.randint(1, 12))),
                x=rng.randint(0, 1500),
                y=rng.randint(0, 1500),
                hours_min=least,
                hours_max=most,
                licences=rng.choice((frozenset(), frozenset({"B"}))),
                language=rng.choice((0, 2, 4)),
                education=rng.choice((0, 2, 4)),
                start=rng.randint(80, 160),
                published=rng.randint(20, 110),
                open=rng.random() < 0.9,
            )
        )
    return rows
