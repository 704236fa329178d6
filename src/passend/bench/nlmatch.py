"""Draws the workload NLMATCH-1 from one seed: a world, vacancies and candidates at sizes S, L and XL.

Coordinates are units of 10 m, x from 3.2 degrees east scaled at 52.2 degrees north, y from 50.7 degrees
north. All is synthetic: the share of a vacancy's weight that lies in its own occupation group is drawn, not
observed.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from passend.records import place
from passend.tables import JobTable, SeekerTable, mix_array, normalise
from passend.world import World, rarity

SIZES = {"S": (10_000, 5_000), "L": (200_000, 50_000), "XL": (1_000_000, 400_000)}
"""Candidates and vacancies."""

SKILLS, TRANSVERSAL, OCCUPATIONS, UNITS = 14_000, 300, 3_000, 480
LICENCES = tuple(f"L{bit}" for bit in range(8))

CITIES = (
    (52.37, 4.90, 873), (51.92, 4.48, 652), (52.08, 4.31, 549), (52.09, 5.12, 360), (51.44, 5.48, 236),
    (53.22, 6.57, 233), (51.56, 5.09, 222), (52.37, 5.22, 215), (51.59, 4.78, 184), (51.84, 5.86, 177),
    (52.21, 5.97, 164), (51.98, 5.91, 162), (52.38, 4.64, 162), (52.22, 6.89, 160), (52.16, 5.39, 158),
    (52.44, 4.83, 156), (51.69, 5.30, 156), (52.30, 4.69, 157), (52.51, 6.09, 130), (52.16, 4.49, 125),
    (52.06, 4.49, 126), (50.85, 5.69, 120), (51.81, 4.67, 119), (52.03, 5.67, 118), (52.63, 4.75, 110),
    (53.20, 5.79, 124), (52.01, 4.36, 104), (52.25, 6.16, 101), (50.88, 5.98, 87), (51.37, 6.17, 102),
    (52.78, 6.90, 107), (52.51, 5.47, 80), (51.53, 4.47, 77), (51.48, 5.66, 93), (52.64, 5.06, 74),
    (52.27, 6.79, 81), (51.50, 3.61, 49), (52.99, 6.56, 69), (51.20, 5.99, 59), (52.96, 4.76, 56),
)  # fmt: skip
"""Latitude, longitude and thousands of inhabitants (about 2021) of 40 towns."""


@dataclass(frozen=True)
class Workload:
    """One drawn workload, as columns."""

    world: World
    jobs: JobTable
    seekers: SeekerTable
    today: int
    """Day number from which ages count: 0."""


@dataclass(frozen=True)
class Tree:
    """Which skills each occupation asks and how often each occupation occurs."""

    asked: NDArray[np.int32]
    """int32[occupations, 2n]: the first n essential, the last n optional; an occupation with fewer repeats
    them."""
    popularity: NDArray[np.float64]
    """float64[occupations]: sums to 1."""


def draw(size: str, seed: int = 1) -> Workload:
    """Draw a workload of size S, L or XL; the same seed gives the same workload to the last bit."""
    candidates, vacancies = SIZES[size]
    rng = np.random.default_rng(seed)
    world, tree = draw_world(rng)
    return populate(world, tree, candidates, vacancies, rng)


def populate(world: World, tree: Tree, candidates: int, vacancies: int, rng: np.random.Generator) -> Workload:
    """Draw vacancies and candidates for a world; gives the world with the rarity those vacancies make."""
    occupation, ptr, skill, raw = _vacancy_skills(tree, vacancies, len(world.skills), rng)
    frequency = np.bincount(skill, minlength=len(world.skills)).astype(np.int64)
    world = replace(world, rarity=rarity(frequency, vacancies))
    jobs = _vacancies(world, occupation, ptr, skill, raw, rng)
    return Workload(world, jobs, _candidates(world, tree, candidates, vacancies, rng), today=0)


def draw_world(rng: np.random.Generator) -> tuple[World, Tree]:
    """Draw the world of NLMATCH-1."""
    occupations = np.arange(OCCUPATIONS)
    unit = (occupations * UNITS // OCCUPATIONS).astype(np.int32)
    home = np.full(SKILLS, -1)
    rest = np.arange(TRANSVERSAL, SKILLS)
    home[rest] = (rest - TRANSVERSAL) * UNITS // (SKILLS - TRANSVERSAL)
    asked = np.empty((OCCUPATIONS, 40), dtype=np.int32)
    for at in range(OCCUPATIONS):
        own = np.flatnonzero(home == unit[at])
        near = np.flatnonzero((home >= 0) & (home // 4 == unit[at] // 4))
        first = np.concatenate((_pick(np.arange(TRANSVERSAL), 10, 1.0, rng), _pick(own, 16, 0.5, rng)))
        more = _pick(near, len(near), 0.5, rng)
        both = np.concatenate((first, more[~np.isin(more, first)]))[:40]
        asked[at] = rng.permutation(both)
    order = rng.permutation(OCCUPATIONS)
    popularity = np.empty(OCCUPATIONS)
    popularity[order] = 1 / (np.arange(OCCUPATIONS) + 10.0) ** 0.8
    ptr, related, credit = _related(home, rng)
    world = World(
        occupations=tuple(f"o{at}" for at in range(OCCUPATIONS)),
        skills=tuple(f"s{at}" for at in range(SKILLS)),
        unit=unit,
        minor=unit // 4,
        submajor=unit // 12,
        major=unit // 48,
        related_ptr=ptr,
        related_skill=related,
        related_credit=credit,
        rarity=np.ones(SKILLS, dtype=np.int32),
        licences=LICENCES,
    )
    return world, Tree(asked, popularity / popularity.sum())


def _pick(pool: NDArray[np.int64], count: int, zipf: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Draw different members of a pool, the earlier the likelier, by Zipf's law."""
    heft = -zipf * np.log(np.arange(1, len(pool) + 1)) + rng.gumbel(size=len(pool))
    return pool[np.argsort(-heft)[:count]]


def _related(
    home: NDArray[np.int64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.uint8]]:
    """Draw which skills credit which others, as CSR."""
    rows: list[dict[int, int]] = []
    for skill, unit in enumerate(home.tolist()):
        row: dict[int, int] = {}
        if unit < 0:
            others = np.delete(np.arange(TRANSVERSAL), skill)
            row.update(_credits(others, 3, 51, 127, rng))
        else:
            own = np.flatnonzero(home == unit)
            row.update(_credits(own[own != skill], 4, 77, 179, rng))
            near = np.flatnonzero((home >= 0) & (home // 4 == unit // 4))
            near = near[~np.isin(near, [skill, *row])]
            row.update(_credits(near, 2, 51, 127, rng))
        rows.append(dict(sorted(row.items())))
    ptr = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    related = np.array([skill for row in rows for skill in row], dtype=np.int32)
    return ptr, related, np.array([credit for row in rows for credit in row.values()], dtype=np.uint8)


def _credits(pool: NDArray[np.int64], count: int, least: int, most: int, rng: np.random.Generator) -> dict[int, int]:
    """Draw different skills with a credit each."""
    chosen = rng.choice(pool, count, replace=False).tolist()
    return dict(zip(chosen, rng.integers(least, most + 1, count).tolist(), strict=True))


def _draw_skills(
    owner: NDArray[np.int64], occupation: NDArray[np.int64], tree: Tree, skills: int, rng: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Draw a skill for each entry: 60 % essential, 30 % optional, 10 % by overall popularity; with class 3,
    2, 1."""
    mass = np.zeros(skills)
    np.add.at(mass, tree.asked, np.repeat(tree.popularity[:, None], tree.asked.shape[1], axis=1))
    stairs = np.cumsum(mass / mass.sum())
    kind = rng.random(len(owner))
    half = tree.asked.shape[1] // 2
    place_in = rng.integers(0, half, len(owner)) + np.where(kind < 0.6, 0, half)
    drawn = tree.asked[occupation, place_in]
    wild = np.flatnonzero(kind >= 0.9)
    drawn[wild] = np.minimum(np.searchsorted(stairs, rng.random(len(wild))), skills - 1)
    return drawn, np.where(kind < 0.6, 3, np.where(kind < 0.9, 2, 1))


def _merge(
    owner: NDArray[np.int64], skill: NDArray[np.int32], value: NDArray[np.int64], rows: int, skills: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Merge entries of one owner and skill to the largest value; gives CSR with skills ascending."""
    key = np.sort(((owner * skills + skill) << 8) | value)
    last = np.append(key[1:] >> 8 != key[:-1] >> 8, True)
    key = key[last]
    pair = key >> 8
    ptr = np.zeros(rows + 1, dtype=np.int64)
    np.cumsum(np.bincount(pair // skills, minlength=rows), out=ptr[1:])
    return ptr, (pair % skills).astype(np.int32), key & 255


def _vacancy_skills(
    tree: Tree, count: int, skills: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Draw the occupation and skills of the vacancies."""
    occupation = rng.choice(len(tree.popularity), count, p=tree.popularity)
    owner = np.repeat(np.arange(count), rng.integers(5, 26, count))
    skill, value = _draw_skills(owner, occupation[owner], tree, skills, rng)
    return occupation, *_merge(owner, skill, value, count, skills)


def _places(count: int, power: float, rng: np.random.Generator) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Draw places around the towns, weighted by inhabitants to a power."""
    heft = np.array([people for _, _, people in CITIES], dtype=np.float64) ** power
    towns = np.array([place(lat, lon) for lat, lon, _ in CITIES])
    town = rng.choice(len(CITIES), count, p=heft / heft.sum())
    spread = np.where(rng.random(count) < 0.7, 400.0, 1500.0)
    at = towns[town] + rng.normal(size=(count, 2)) * spread[:, None]
    return np.rint(at[:, 0]).astype(np.int32), np.rint(at[:, 1]).astype(np.int32)


def _bits(chance: tuple[float, ...], count: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """Draw licence bits, each with its own chance."""
    bits = np.zeros(count, dtype=np.int32)
    for bit, likely in enumerate(chance):
        bits |= (rng.random(count) < likely).astype(np.int32) << bit
    return bits


def _pick_levels(chance: tuple[float, ...], count: int, rng: np.random.Generator) -> NDArray[np.int32]:
    """Draw a level 0.. by chances that sum to 1."""
    return rng.choice(len(chance), count, p=chance).astype(np.int32)


def _hours(count: int, rng: np.random.Generator) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Draw fewest and most hours."""
    most = rng.choice([16, 24, 32, 36, 40], count).astype(np.int32)
    return np.maximum(0, most - rng.choice([0, 4, 8, 16], count)).astype(np.int32), most


def _vacancies(
    world: World,
    occupation: NDArray[np.int64],
    ptr: NDArray[np.int64],
    skill: NDArray[np.int32],
    raw: NDArray[np.int64],
    rng: np.random.Generator,
) -> JobTable:
    """Draw all but the skills of the vacancies."""
    count = len(occupation)
    x, y = _places(count, 1.1, rng)
    hours_min, hours_max = _hours(count, rng)
    return JobTable(
        ids=range(count),
        keys=mix_array(np.arange(count, dtype=np.uint64)),
        x=x,
        y=y,
        hours_min=hours_min,
        hours_max=hours_max,
        licences=_bits((0.22, 0.04, 0.02, 0.02, 0.02, 0.02, 0.01, 0.01), count, rng),
        language=_pick_levels((0.25, 0.15, 0.2, 0.2, 0.14, 0.05, 0.01), count, rng),
        education=_pick_levels((0.25, 0.2, 0.2, 0.15, 0.13, 0.03, 0.03, 0.008, 0.002), count, rng),
        skill_ptr=ptr,
        skill=skill,
        skill_raw=raw.astype(np.int32),
        skill_weight=normalise(ptr, raw * world.rarity[skill]),
        occupation=occupation.astype(np.int32),
        start=rng.integers(0, 90, count).astype(np.int32),
        published=-rng.integers(0, 60, count).astype(np.int32),
        open=rng.random(count) < 0.97,
    )


CHUNK = 100_000


def _candidates(world: World, tree: Tree, count: int, vacancies: int, rng: np.random.Generator) -> SeekerTable:
    """Draw the candidates, the skills in chunks so that memory stays small."""
    wanted_ptr, wanted = _wishes(world, tree, count, rng)
    counts, skill, level = [], [], []
    for start in range(0, count, CHUNK):
        stop = min(count, start + CHUNK)
        owner = np.repeat(np.arange(stop - start), rng.integers(5, 41, stop - start))
        wishes = wanted_ptr[start + owner + 1] - wanted_ptr[start + owner]
        chosen = wanted[wanted_ptr[start + owner] + (rng.random(len(owner)) * wishes).astype(np.int64)]
        drawn, _ = _draw_skills(owner, chosen.astype(np.int64), tree, len(world.skills), rng)
        levels = rng.choice(np.array([128, 192, 255]), len(owner))
        ptr, merged, value = _merge(owner, drawn, levels, stop - start, len(world.skills))
        counts.append(np.diff(ptr))
        skill.append(merged)
        level.append(value.astype(np.uint8))
    skill_ptr = np.zeros(count + 1, dtype=np.int64)
    np.cumsum(np.concatenate(counts), out=skill_ptr[1:])
    x, y = _places(count, 1.0, rng)
    hours_min, hours_max = _hours(count, rng)
    minutes = np.zeros((count, 4), dtype=np.int32)
    minutes[:, 3] = rng.choice(np.arange(15, 61, 5), count)
    refused = np.sort(mix_array(rng.integers(0, vacancies, count * 5).astype(np.uint64)).reshape(count, 5), axis=1)
    return SeekerTable(
        ids=range(count),
        keys=mix_array(np.arange(count, dtype=np.uint64)),
        x=x,
        y=y,
        hours_min=hours_min,
        hours_max=hours_max,
        licences=_bits((0.65, 0.25, 0.2, 0.2, 0.15, 0.15, 0.1, 0.1), count, rng),
        language=_pick_levels((0.02, 0.05, 0.1, 0.18, 0.25, 0.25, 0.15), count, rng),
        education=_pick_levels((0.03, 0.12, 0.2, 0.2, 0.25, 0.03, 0.1, 0.06, 0.01), count, rng),
        skill_ptr=skill_ptr,
        skill=np.concatenate(skill),
        skill_level=np.concatenate(level),
        minutes=minutes,
        available=rng.integers(0, 60, count).astype(np.int32),
        active=rng.random(count) < 0.98,
        salt=rng.integers(0, 2**63, count, dtype=np.uint64),
        wanted_ptr=wanted_ptr,
        wanted=wanted,
        excluded_ptr=np.arange(count + 1, dtype=np.int64) * 5,
        excluded=refused.ravel(),
    )


def _wishes(
    world: World, tree: Tree, count: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Draw one to three wanted occupations each; 70 % of the extra ones in the minor group of the first."""
    total = len(tree.popularity)
    number = rng.integers(1, 4, count)
    first = rng.choice(total, count, p=tree.popularity)
    order = np.argsort(world.minor, kind="stable")
    starts = np.searchsorted(world.minor[order], world.minor[first])
    sizes = np.bincount(world.minor - world.minor.min())[world.minor[first] - world.minor.min()]
    picks = [first]
    for _ in range(2):
        near = order[starts + (rng.random(count) * sizes).astype(np.int64)]
        far = rng.choice(total, count, p=tree.popularity)
        picks.append(np.where(rng.random(count) < 0.7, near, far))
    owner = np.concatenate([np.flatnonzero(number > at) for at in range(3)])
    chosen = np.concatenate([picks[at][number > at] for at in range(3)])
    ptr, wanted, _ = _merge(owner, chosen.astype(np.int32), np.zeros(len(owner), dtype=np.int64), count, total)
    return ptr, wanted
