"""What the engine answers: rankings, standings and explanations, each with the ruleset that made it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from passend.records import Id
from passend.reference import Check
from passend.tables import Longs


@dataclass(frozen=True, slots=True)
class Match:
    """One line of a ranking: whom or what, the score, and its components by name (unweighted, 0..65025)."""

    id: Id
    score: int
    components: dict[str, int]


@dataclass(frozen=True, eq=False)
class Ranking:
    """A page of a list, best first. Iterating gives a Match per line."""

    ids: tuple[Id, ...]
    scores: Longs
    """int64[lines]: 0..out_of."""
    components: Longs
    """int64[lines, components]: 0..65025 each, unweighted; weights @ row is the score."""
    names: tuple[str, ...]
    """Names of the components."""
    weights: tuple[int, ...]
    total: int
    """How many are eligible in all; every one can be reached by paging."""
    offset: int
    """How many better ones stand before this page."""
    out_of: int
    ruleset: str
    ruleset_hash: str

    def __len__(self) -> int:
        """Give the number of lines on this page."""
        return len(self.ids)

    def __iter__(self) -> Iterator[Match]:
        """Give the lines."""
        for at, identity in enumerate(self.ids):
            values = dict(zip(self.names, self.components[at].tolist(), strict=True))
            yield Match(identity, int(self.scores[at]), values)

    def same_as(self, other: "Ranking") -> bool:
        """Tell whether two pages are equal to the last bit."""
        return (
            self.ids == other.ids
            and self.total == other.total
            and self.ruleset_hash == other.ruleset_hash
            and np.array_equal(self.scores, other.scores)
            and np.array_equal(self.components, other.components)
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one job stands in a person's list."""

    eligible: bool
    score: int
    """The score the pair has or would have, also when a constraint fails."""
    rank: int | None
    """1 is the first; None when not eligible."""
    total: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What a change would bring for one job: promised, and exact."""

    before: Standing
    after: Standing


@dataclass(frozen=True, slots=True)
class Part:
    """One component of a score."""

    name: str
    value: int
    """0..65025."""
    weight: int
    contribution: int
    """weight x value; the contributions of an explanation sum to its score."""


State = Literal["had", "related", "missing"]


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """One skill the job asks, seen from this person."""

    skill: str
    weight: int
    """Share of the job's skills, in 255ths."""
    asked: int
    """Weight as asked: 3 must, 2 nice, 1 mentioned."""
    credit: int
    """What the person is credited, 0..255."""
    state: State
    by: str | None
    """The held skill that gives the credit."""


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """One skill the person has, seen from this job."""

    skill: str
    level: int
    used: int
    """How much of it the job uses, 0..255."""
    by: str | None
    """The asked skill that uses it."""
    worth: int
    """What the score would lose without this skill, exactly."""


WishLevel = Literal["same", "unit", "minor", "submajor", "major", "none"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why one job has its score for one person, from the same numbers as the ranking."""

    job: Id
    score: int
    out_of: int
    eligible: bool
    """Every constraint holds, and the eligibility mask, when given, lets the person in."""
    parts: tuple[Part, ...]
    asked: tuple[AskedSkill, ...]
    """Heaviest first."""
    held: tuple[HeldSkill, ...]
    """Worth most first."""
    constraints: tuple[Check, ...]
    """Those that the ruleset tests, each with what is asked and what the person has."""
    wish: WishLevel
    distance: int
    """Straight distance in units of 10 m."""
    journeys: dict[str, tuple[int, int]]
    """Minutes and most minutes per mode the person uses (estimates)."""
    ruleset: str
    ruleset_hash: str
    world_hash: str
    seeker_hash: str
    job_hash: str

    @property
    def had(self) -> tuple[AskedSkill, ...]:
        """Asked skills the person holds."""
        return tuple(skill for skill in self.asked if skill.state == "had")

    @property
    def related(self) -> tuple[AskedSkill, ...]:
        """Asked skills the person is credited for through another skill."""
        return tuple(skill for skill in self.asked if skill.state == "related")

    @property
    def missing(self) -> tuple[AskedSkill, ...]:
        """Asked skills the person gets no credit for."""
        return tuple(skill for skill in self.asked if skill.state == "missing")
