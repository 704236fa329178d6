"""What the engine may know of a person and of a job: two frozen records and nothing beside them.

A field is added here only after review: a test holds the list. Name, citizen number, birth date, gender,
origin, address, benefit and target group have no place in it, so no rule can use them.
"""

import hashlib
import json
import math
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

Id = str | int

MODES = ("walk", "bike", "transit", "car")
"""The ways to travel, in the order of `Seeker.minutes`."""

FULL = 255
"""The level of a skill that is held completely, and the sum of the normalised skill weights of a job."""


def place(latitude: float, longitude: float) -> tuple[int, int]:
    """Give the (x, y) in units of 10 m of a point in or near the Netherlands, in degrees WGS84.

    The plane is scaled at 52.2 degrees north; distances within 150 km are within 1 percent of the great
    circle.
    """
    x = (longitude - 3.2) * math.cos(math.radians(52.2)) * 111_320 / 10
    y = (latitude - 50.7) * 111_320 / 10
    return round(x), round(y)


@dataclass(frozen=True, slots=True)
class Seeker:
    """One job seeker, as far as the engine may know them.

    Raises ValueError, naming the field, when a value is outside its range.
    """

    wanted: tuple[str, ...]
    """Codes of the occupations the person wants, best first; the order does not count."""
    skills: tuple[tuple[str, int], ...]
    """(skill code, level): level 1..255; 128 is some, 192 good, 255 complete. At most 255 skills, each
    once."""
    x: int
    """East, in units of 10 m on any one plane that persons and jobs share; see `place`."""
    y: int
    """North, in the same units."""
    minutes: tuple[int, int, int, int]
    """Most minutes one way per mode of MODES; 0 when the person does not travel that way."""
    hours_min: int
    """Fewest hours a week, 0..60."""
    hours_max: int
    """Most hours a week, hours_min..60."""
    licences: frozenset[str] = frozenset()
    """Licences and certificates held, by the names in `World.licences`."""
    language: int = 6
    """Dutch: 0 none, 1..6 for A1..C2."""
    education: int = 0
    """Level 0..8 of the highest diploma (NLQF)."""
    available: int = 0
    """Day number (`date.toordinal()`, or any count of days that jobs share) from which the person can
    start."""
    excluded: frozenset[Id] = frozenset()
    """Ids of jobs the person does not want to see."""
    active: bool = True
    """False when the person asked not to be matched."""
    salt: int = 0
    """A random number drawn once for the profile; it says nothing of the person and only orders equal
    scores."""

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        _check_skills(self.skills)
        _check_range("x", self.x, -(2**24), 2**24)
        _check_range("y", self.y, -(2**24), 2**24)
        if len(self.minutes) != len(MODES):
            raise ValueError(f"minutes: one number for each of {', '.join(MODES)}")
        for mode, minutes in zip(MODES, self.minutes, strict=True):
            _check_range(f"minutes for {mode}", minutes, 0, 600)
        _check_hours(self.hours_min, self.hours_max)
        _check_range("language", self.language, 0, 6)
        _check_range("education", self.education, 0, 8)
        _check_range("available", self.available, -(2**30), 2**30)
        _check_range("salt", self.salt, 0, 2**64 - 1)
        if len(self.wanted) != len(set(self.wanted)):
            raise ValueError("wanted: an occupation is named twice")


@dataclass(frozen=True, slots=True)
class Job:
    """One vacancy, as far as the engine needs it.

    Raises ValueError, naming the field, when a value is outside its range.
    """

    id: Id
    """The vacancy's own id; unique within an index."""
    occupation: str
    """Code of its occupation."""
    skills: tuple[tuple[str, int], ...]
    """(skill code, weight): 3 must, 2 nice, 1 mentioned; any weight 1..100. At most 255 skills, each once."""
    x: int
    """East, in units of 10 m, on the plane of the seekers."""
    y: int
    """North, in the same units."""
    hours_min: int
    """Fewest hours a week, 0..60."""
    hours_max: int
    """Most hours a week, hours_min..60."""
    licences: frozenset[str] = frozenset()
    """Licences and certificates asked, by the names in `World.licences`."""
    language: int = 0
    """Dutch asked: 0 none, 1..6 for A1..C2."""
    education: int = 0
    """Diploma asked: 0 none, 1..8 (NLQF)."""
    start: int = 0
    """Day number of the start."""
    published: int = 0
    """Day number of publication."""
    open: bool = True
    """False once filled, closed or withdrawn."""

    def __post_init__(self) -> None:
        """Refuse values outside their range."""
        _check_skills(self.skills, most=100)
        _check_range("x", self.x, -(2**24), 2**24)
        _check_range("y", self.y, -(2**24), 2**24)
        _check_hours(self.hours_min, self.hours_max)
        _check_range("language", self.language, 0, 6)
        _check_range("education", self.education, 0, 8)
        _check_range("start", self.start, -(2**30), 2**30)
        _check_range("published", self.published, -(2**30), 2**30)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a person could change, to ask what it would bring."""

    skills: tuple[tuple[str, int], ...] = ()
    """Skills to add, or to raise to this level (never lowered)."""
    without_skills: frozenset[str] = frozenset()
    """Skills to leave out."""
    minutes: int = 0
    """Minutes to add to every mode the person uses."""
    hours: int = 0
    """Hours to add to the most hours a week (the fewest when negative)."""
    licences: frozenset[str] = frozenset()
    """Licences to add."""
    language: int | None = None
    """Dutch at least at this level."""
    education: int | None = None
    """A diploma of at least this level."""
    wanted: tuple[str, ...] = ()
    """Occupations to add to the wish."""

    def apply(self, seeker: Seeker) -> Seeker:
        """Give the seeker as they would be after the change."""
        levels = {skill: level for skill, level in seeker.skills if skill not in self.without_skills}
        for skill, level in self.skills:
            levels[skill] = max(level, levels.get(skill, 0))
        walk, bike, transit, car = seeker.minutes
        return replace(
            seeker,
            skills=tuple(levels.items()),
            minutes=(self._longer(walk), self._longer(bike), self._longer(transit), self._longer(car)),
            hours_min=max(0, seeker.hours_min + min(0, self.hours)),
            hours_max=min(60, seeker.hours_max + max(0, self.hours)),
            licences=seeker.licences | self.licences,
            language=max(seeker.language, self.language or 0),
            education=max(seeker.education, self.education or 0),
            wanted=tuple(dict.fromkeys(seeker.wanted + self.wanted)),
        )

    def _longer(self, minutes: int) -> int:
        """Give the new most minutes of one mode; a mode that is not used stays unused."""
        return min(600, max(0, minutes + self.minutes)) if minutes else 0


class _Encoder(json.JSONEncoder):
    """Writes sets in a fixed order."""

    def default(self, o: Any) -> Any:
        """Give a sorted list for a set."""
        if isinstance(o, frozenset):
            return sorted(o, key=lambda item: (str(type(item)), item))
        return super().default(o)


def fingerprint(record: Seeker | Job) -> str:
    """Give 64 hex digits that are equal exactly when two records are; store it beside a result."""
    values = asdict(record)
    values["skills"] = sorted(record.skills)
    if isinstance(record, Seeker):
        values["wanted"] = sorted(record.wanted)
    return hashlib.sha256(json.dumps(values, cls=_Encoder, sort_keys=True).encode()).hexdigest()


def field_names(record: type[Seeker] | type[Job]) -> tuple[str, ...]:
    """Give the names of everything a record carries, in order."""
    return tuple(field.name for field in fields(record))


def _check_range(name: str, value: int, least: int, most: int) -> None:
    """Refuse a number that is not whole or lies outside least..most."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name}: a whole number is needed, not {value!r}")
    if not least <= value <= most:
        raise ValueError(f"{name}: {value} is outside {least}..{most}")


def _check_hours(least: int, most: int) -> None:
    """Refuse hours outside 0..60 or the wrong way round."""
    _check_range("hours_min", least, 0, 60)
    _check_range("hours_max", most, least, 60)


def _check_skills(skills: tuple[tuple[str, int], ...], most: int = FULL) -> None:
    """Refuse too many skills, one named twice, or a level outside its range."""
    if len(skills) > FULL:
        raise ValueError(f"skills: at most {FULL}, not {len(skills)}")
    if len({skill for skill, _ in skills}) != len(skills):
        raise ValueError("skills: a skill is named twice")
    for skill, level in skills:
        _check_range(f"skill {skill}", level, 1, most)


__all__ = ["FULL", "MODES", "Change", "Id", "Job", "Seeker", "field_names", "fingerprint", "place"]
