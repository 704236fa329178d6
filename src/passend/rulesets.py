"""How a fit is counted, as data: components with whole weights, constraint switches, an id and a hash.

Every component is a whole number 0..65025 (255 x 255); the score is the sum of weight x component, so a score
splits exactly into its reasons. A ruleset never changes once published: a new one gets a new id.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

UNIT = 65_025
"""The most a component can be: 255 x 255."""

Kind = Literal["coverage", "use", "wish", "radius", "minutes", "hours", "recency"]
Constraint = Literal["open", "active", "excluded", "travel", "licences", "language", "education", "hours", "available"]
CONSTRAINTS: tuple[Constraint, ...] = (
    "open", "active", "excluded", "travel", "licences", "language", "education", "hours", "available",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Component:
    """One reason in a score: its name, how it is computed, and how heavily it counts."""

    name: str
    kind: Kind
    weight: int


@dataclass(frozen=True, slots=True)
class TravelMode:
    """How long a way of travelling takes: start + straight distance x detour / speed, in whole minutes."""

    name: str
    start_minutes: int
    metres_per_minute: int
    detour_percent: int

    def minutes(self, distance: int) -> int:
        """Give the minutes for a straight distance in units of 10 m, rounded to the nearest minute."""
        per = self.metres_per_minute * 10
        return self.start_minutes + (distance * self.detour_percent + per // 2) // per


TRAVEL_2020 = (
    TravelMode("walk", start_minutes=0, metres_per_minute=80, detour_percent=125),
    TravelMode("bike", start_minutes=2, metres_per_minute=250, detour_percent=125),
    TravelMode("transit", start_minutes=15, metres_per_minute=500, detour_percent=135),
    TravelMode("car", start_minutes=5, metres_per_minute=750, detour_percent=130),
)
"""Estimates for the Netherlands, door to door: 4.8, 15, 30 and 45 km an hour over the way really
travelled."""


@dataclass(frozen=True)
class Ruleset:
    """A whole way of counting. Two rulesets with the same hash give the same answers on the same input."""

    id: str
    components: tuple[Component, ...]
    constraints: frozenset[Constraint] = frozenset(CONSTRAINTS)
    """The hard constraints that hold; one that is left out is not tested."""
    tie: Literal["id", "shuffle"] = "shuffle"
    """Equal scores go by id ascending, or by a seeded shuffle that no id can win."""
    seed: int = 0
    """Seed of the shuffle, 0..2**63-1."""
    travel: tuple[TravelMode, ...] = TRAVEL_2020
    """Parameters of the travel estimate, in the order of MODES; a `radius` rule reads 1 minute as 1 km
    instead."""
    wish: tuple[int, int, int, int, int] = (65_025, 52_020, 32_512, 19_507, 6_502)
    """Worth of a job in the same occupation, unit, minor, sub-major and major group as a wanted one."""
    hours_step: int = 1_625
    """What one hour of difference between the sums (fewest + most) costs."""
    recency_days: int = 60
    """Days after which recency is 0."""
    start_slack: int = 31
    """Days after a job's start that a person may still become available."""
    use_half: int = 4_000
    """How much used skill makes half of the full `use`; one complete skill of rarity 256 counts 256."""

    def __post_init__(self) -> None:
        """Refuse a ruleset that could not be computed exactly."""
        if not self.components or any(not 0 <= part.weight <= 1_000 for part in self.components):
            raise ValueError("components: at least one, with weights 0..1000")
        if len({part.name for part in self.components}) != len(self.components):
            raise ValueError("components: a name is used twice")
        if len(self.travel) != 4:
            raise ValueError("travel: parameters for walk, bike, transit and car")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the components, in the order of every components matrix."""
        return tuple(part.name for part in self.components)

    @property
    def weights(self) -> tuple[int, ...]:
        """The weights of the components, in the same order."""
        return tuple(part.weight for part in self.components)

    @property
    def out_of(self) -> int:
        """The highest score there is; score x 100 / out_of is the fit in percent."""
        return UNIT * sum(self.weights)

    @property
    def by_radius(self) -> bool:
        """True when travel is a circle (1 minute is 1 km), false when it is minutes by mode."""
        return any(part.kind == "radius" for part in self.components)

    @cached_property
    def hash(self) -> str:
        """64 hex digits over everything above."""
        values = asdict(self) | {"constraints": sorted(self.constraints)}
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


NLMATCH_1 = Ruleset(
    id="NLMATCH-1",
    components=(
        Component("skills", "coverage", 45),
        Component("wish", "wish", 25),
        Component("travel", "radius", 15),
        Component("hours", "hours", 5),
        Component("recency", "recency", 10),
    ),
    tie="id",
)
"""The benchmark's rules: one-sided coverage, a circle for travel, ties by id."""

DOORSTROOM_1 = Ruleset(
    id="DOORSTROOM-1",
    components=(
        Component("skills", "coverage", 20),
        Component("use", "use", 30),
        Component("wish", "wish", 25),
        Component("travel", "minutes", 15),
        Component("hours", "hours", 5),
        Component("recency", "recency", 5),
    ),
    seed=20_201_119,
)
"""Doorstroom's rules: what the job asks and the person has, and what the person can that the job uses."""
