"""The one place where people and vacancies meet the engine: what crosses is listed here, and nothing else does.

No name, citizen number, birth date, gender, origin, street, benefit or group is read in this file. A place crosses
as the centre of its four-digit postcode.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np

import passend
from doorstroom.reference.choices import Licence, Mode
from doorstroom.reference.models import Occupation, OccupationSkill, Postcode, Skill
from passend import (
    DOORSTROOM_1,
    Change,
    Explanation,
    Id,
    Index,
    Job,
    Match,
    Seeker,
    SeekerIndex,
    UnknownCode,
    fingerprint,
    reference,
)
from passend.allocate import spread
from passend.coach import coach, fitting
from passend.scoring import credit_vector

__all__ = [
    "Change", "Explanation", "Id", "Index", "Job", "Match", "Seeker", "SeekerIndex", "UnknownCode", "fingerprint",
]  # fmt: skip

RULES = DOORSTROOM_1
MODES = (Mode.WALK, Mode.BIKE, Mode.TRANSIT, Mode.CAR)  # the order of passend.MODES
MUST, NICE = 3, 2
FULL_PART = 65_025  # the most one component can be, before its weight


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of work as they stood at one moment: the engine's world, names, and places."""

    world: passend.World
    skills: Mapping[str, tuple[str, str]]  # code -> Dutch and English name
    occupations: Mapping[str, tuple[str, str]]
    places: Mapping[str, tuple[int, int]]  # four-digit postcode -> plane coordinates

    def skill(self, code: str, language: str) -> str:
        """Return the name of a skill, in the other language when this one has none."""
        return _named(self.skills.get(code, ("", "")), language)

    def occupation(self, code: str, language: str) -> str:
        """Return the name of an occupation."""
        return _named(self.occupations.get(code, ("", "")), language)

    def place(self, postcode: str) -> tuple[int, int] | None:
        """Return where a postcode lies; an area we do not know counts as its nearest number in the same district."""
        pc4 = postcode[:4]
        if pc4 in self.places or not pc4.isdigit():
            return self.places.get(pc4)
        near = [known for known in self.places if known[:2] == pc4[:2]]
        return self.places[min(near, key=lambda known: abs(int(known) - int(pc4)))] if near else None


def load_vocabulary() -> Vocabulary:
    """Read vocabulary and postcodes, and build the engine's world from them."""
    skills = list(Skill.objects.values_list("pk", "name_nl", "name_en", "group_id"))
    occupations = list(Occupation.objects.values_list("pk", "isco", "name_nl", "name_en"))
    asks = OccupationSkill.objects.values_list("occupation_id", "skill_id", "essential")
    groups = {str(key): str(group) for key, _nl, _en, group in skills if group is not None}
    alone = {str(key): f"alone {key}" for key, _nl, _en, group in skills if group is None}
    world = passend.build_world(
        {str(key): isco for key, isco, _nl, _en in occupations},
        [(str(occupation), str(skill), essential) for occupation, skill, essential in asks.iterator()],
        groups | alone,
        licences=tuple(Licence.values),
    )
    return Vocabulary(
        world=world,
        skills={str(key): (nl, en) for key, nl, en, _group in skills},
        occupations={str(key): (nl, en) for key, _isco, nl, en in occupations},
        places={
            pc4: passend.place(float(lat), float(lon))
            for pc4, lat, lon in Postcode.objects.values_list("pc4", "lat", "lon")
        },
    )


@dataclass(frozen=True)
class Offered:
    """What is read of a vacancy for the engine."""

    number: int
    occupation: int
    postcode: str
    hours_min: int
    hours_max: int
    licences: Sequence[str]
    language: int
    education: int
    start: date
    published: date


def job(offered: Offered, skills: Iterable[tuple[int, bool]], words: Vocabulary) -> Job | None:
    """Return the engine's record of a vacancy, or None when its postcode is unknown."""
    place = words.place(offered.postcode)
    if place is None:
        return None
    return Job(
        id=offered.number,
        occupation=str(offered.occupation),
        skills=tuple((str(skill), MUST if must else NICE) for skill, must in skills)[:255],
        x=place[0],
        y=place[1],
        hours_min=min(offered.hours_min, 60),
        hours_max=min(offered.hours_max, 60),
        licences=_known(offered.licences),
        language=offered.language,
        education=offered.education,
        start=offered.start.toordinal(),
        published=offered.published.toordinal(),
    )


@dataclass(frozen=True)
class Wished:
    """What is read of a person for the engine."""

    salt: UUID  # a random number; it only orders equal scores
    postcode: str
    hours_min: int
    hours_max: int
    travel_minutes: int
    travel_modes: Sequence[str]
    licences: Sequence[str]
    language: int
    education: int
    available: date
    active: bool


def seeker(
    wished: Wished,
    wanted: Sequence[int],
    skills: Iterable[tuple[int, int]],
    refused: Iterable[int],
    words: Vocabulary,
) -> Seeker | None:
    """Return the engine's record of a person, or None when the postcode is unknown."""
    place = words.place(wished.postcode)
    if place is None:
        return None
    minutes = [wished.travel_minutes if mode in wished.travel_modes else 0 for mode in MODES]
    most = min(wished.hours_max, 60)
    return Seeker(
        wanted=tuple(str(occupation) for occupation in dict.fromkeys(wanted)),
        skills=tuple((str(skill), level) for skill, level in skills)[:255],
        x=place[0],
        y=place[1],
        minutes=(minutes[0], minutes[1], minutes[2], minutes[3]),
        hours_min=min(wished.hours_min, most),
        hours_max=most,
        licences=_known(wished.licences),
        language=wished.language,
        education=wished.education,
        available=wished.available.toordinal(),
        excluded=frozenset(refused),
        active=wished.active,
        salt=wished.salt.int & (2**62 - 1),
    )


@dataclass(frozen=True)
class Glance:
    """What a card shows of one pair: the asked skills that are had, related or missing, and the journey."""

    had: tuple[str, ...]
    related: tuple[str, ...]
    missing: tuple[str, ...]
    missing_must: tuple[str, ...]
    mode: str
    minutes: int
    most_minutes: int


class Glances:
    """Glances of one person at many jobs; the person's skills are spread over the vocabulary once."""

    def __init__(self, seeker: Seeker, words: Vocabulary) -> None:
        self.seeker, self.world = seeker, words.world
        at = np.array([self.world.skill(code) for code, _level in seeker.skills], dtype=np.int32)
        levels = np.array([level for _code, level in seeker.skills], dtype=np.int64)
        self.credit = credit_vector(self.world, at, levels)
        self.held = {code for code, _level in seeker.skills}

    def at(self, job: Job) -> Glance:
        """Return the glance at one job."""
        had = tuple(code for code, _ in job.skills if code in self.held)
        rest = [(code, weight) for code, weight in job.skills if code not in self.held]
        credited = {code for code, _ in rest if self.credit[self.world.skill(code)]}
        mode, minutes, most = journey(self.seeker, job)
        return Glance(
            had=had,
            related=tuple(code for code, _ in rest if code in credited),
            missing=tuple(code for code, _ in rest if code not in credited),
            missing_must=tuple(code for code, weight in rest if code not in credited and weight >= MUST),
            mode=mode,
            minutes=minutes,
            most_minutes=most,
        )


def counted(seeker: Seeker, job: Job, words: Vocabulary, day: date) -> dict[str, int]:
    """Return the components of one pair, also when a demand keeps them apart."""
    found = reference.pair(seeker, job, words.world, RULES, day.toordinal())
    return dict(zip(RULES.names, found.components, strict=True))


def score(components: Mapping[str, int]) -> int:
    """Return the score whose reasons these are."""
    return sum(weight * components[name] for name, weight in zip(RULES.names, RULES.weights, strict=True))


def put_first(
    lists: Mapping[UUID, Sequence[Match]], room: Mapping[Id, int], chances: int
) -> dict[UUID, frozenset[int]]:
    """Return for each person the jobs of their list that come first when every job has room for so many people."""
    scores: dict[Id, list[tuple[Id, int]]] = {
        str(person): [(match.id, match.score) for match in lines] for person, lines in lists.items()
    }
    given = spread(scores, room, RULES.out_of, chances)
    return {person: frozenset(int(job) for job in given[str(person)]) for person in lists}


@dataclass(frozen=True)
class Softer:
    """A demand of a job asked less strictly: what it is, what it would be, and how many more people fit well then."""

    demand: str  # "licence", "language", "education", "hours", "start" or "skill"
    what: str
    instead: str  # "" when it is dropped
    fitting: int
    more: int


def softer(job: Job, people: SeekerIndex, least: int, admitted: Callable[[Job], Any]) -> tuple[int, list[Softer]]:
    """Count who fits a job with at least this percentage of the points, now and with each demand asked less."""
    tried = [Softer(a.requirement, a.what, a.instead, a.fitting, a.more) for a in coach(job, people, least, admitted)]
    return fitting(job, people, least, admitted(job)), tried


def flags(admitted: Iterable[bool]) -> Any:
    """Return an eligibility mask in the engine's own form."""
    return np.fromiter(admitted, dtype=np.bool_)


def journey(seeker: Seeker, job: Job) -> tuple[str, int, int]:
    """Return the way of travelling that leaves most of its limit over, with its minutes and that limit."""
    ways = [(limit - minutes, mode, minutes, limit) for mode, (minutes, limit) in journeys(seeker, job).items()]
    if not ways:
        return "", 0, 0
    _left, mode, minutes, limit = max(ways, key=lambda way: way[0])
    return mode, minutes, limit


def journeys(seeker: Seeker, job: Job) -> dict[str, tuple[int, int]]:
    """Return (minutes, most minutes) for each way in which a person travels, as the rules estimate them."""
    far = int(((seeker.x - job.x) ** 2 + (seeker.y - job.y) ** 2) ** 0.5)
    return {
        str(mode): (parameters.minutes(far), limit)
        for mode, parameters, limit in zip(MODES, RULES.travel, seeker.minutes, strict=True)
        if limit
    }


def _known(licences: Sequence[str]) -> frozenset[str]:
    return frozenset(code for code in licences if code in Licence.values)


def _named(names: tuple[str, str], language: str) -> str:
    dutch, english = names
    return (english or dutch) if language == "en" else (dutch or english)
