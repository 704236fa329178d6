"""What a vacancy must say before it can be put on, and which KvK number can exist; plain values, no database."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstroom.common import numbers
from doorstroom.common.text import say, unwritable

MOST_HOURS = 60  # a week, Arbeidstijdenwet article 5:7
MOST_PAY = 30_000  # euros a month; above it somebody typed a yearly amount
LEAST_PAY = 100
MOST_POSITIONS = 500
LONGEST_AGO = timedelta(days=365)
FURTHEST = timedelta(days=730)


@dataclass(frozen=True)
class SkillAsked:
    """A skill that a vacancy asks, as a must or as a nice-to-have."""

    skill_id: int
    must: bool


@dataclass(frozen=True)
class NewFirm:
    """A firm that an agency hires out to and that is perhaps not in the file yet."""

    name: str
    kvk: str = ""
    place: str = ""


@dataclass(frozen=True)
class VacancyDraft:
    """A vacancy as somebody wrote it down, before or after it is on.

    `id` is handed out with the empty form, so that a double click puts the vacancy on once. `employer_id` names
    the firm where the work is, for who publishes for others; empty means the own firm.
    """

    title: str
    text: str
    occupation_id: int
    hours_min: int
    hours_max: int
    postcode: str
    place: str
    start_on: date
    id: UUID | None = None
    publish: bool = True
    employer_id: UUID | None = None
    new_firm: NewFirm | None = None
    hirer_hidden: bool | None = None  # None: as is usual for who publishes
    reference: str = ""
    came_via: str = "form"
    street: str = ""
    pay_min: int | None = None
    pay_max: int | None = None
    contract: str = "fixed_term"
    closes_on: date | None = None
    dutch: int = 0
    education: int = 0
    licences: tuple[str, ...] = ()
    irregular_hours: bool = False
    positions: int = 1
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    skills: tuple[SkillAsked, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Why a vacancy cannot be kept as it is: the name of the field, a Dutch source sentence, its facts."""

    name: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def obstacles(given: VacancyDraft, today: date) -> list[Obstacle]:
    """Return everything that stands in the way of this vacancy."""
    found = [*_texts(given), *_numbers(given), *_days(given, today)]
    if numbers.postcode(given.postcode) != given.postcode:
        found.append(Obstacle("postcode", say("Dit is geen postcode. Gebruik vier cijfers en twee letters: 2512 AB.")))
    if given.contact_phone and not numbers.is_phone(given.contact_phone):
        found.append(Obstacle("contact_phone", say("Dit telefoonnummer kan niet kloppen.")))
    if given.contact_email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}", given.contact_email):
        found.append(Obstacle("contact_email", say("Dit e-mailadres kan niet kloppen.")))
    return found


TEXTS = {
    "title": 120,
    "text": 5000,
    "place": 80,
    "street": 80,
    "reference": 60,
    "contact_name": 120,
    "contact_email": 254,
    "contact_phone": 20,
}
NEEDED = ("title", "text", "place")


def _texts(given: VacancyDraft) -> list[Obstacle]:
    found = []
    for name, most in TEXTS.items():
        value = str(getattr(given, name))
        if len(value) > most:
            found.append(Obstacle(name, say("Deze tekst is te lang. Er passen {most} tekens."), {"most": most}))
        elif unwritable(value):
            found.append(Obstacle(name, say("Hier staan tekens die wij niet kunnen bewaren. Typ de tekst opnieuw.")))
        elif name in NEEDED and not value.strip():
            found.append(Obstacle(name, say("Vul dit in.")))
    return found


def _numbers(given: VacancyDraft) -> list[Obstacle]:
    found = []
    for name in ("hours_min", "hours_max"):
        if not 1 <= getattr(given, name) <= MOST_HOURS:
            found.append(Obstacle(name, say("Een werkweek heeft 1 tot {most} uur."), {"most": MOST_HOURS}))
    if given.hours_min > given.hours_max:
        found.append(Obstacle("hours_max", say("Dit is minder dan het laagste aantal uren.")))
    for name in ("pay_min", "pay_max"):
        pay = getattr(given, name)
        if pay is not None and not LEAST_PAY <= pay <= MOST_PAY:
            facts = {"low": LEAST_PAY, "high": MOST_PAY}
            found.append(Obstacle(name, say("Vul het loon per maand in: € {low} tot € {high}."), facts))
    if given.pay_min and given.pay_max and given.pay_min > given.pay_max:
        found.append(Obstacle("pay_max", say("Dit is minder dan het laagste loon.")))
    if not 1 <= given.positions <= MOST_POSITIONS:
        found.append(Obstacle("positions", say("Vul 1 tot {most} plaatsen in."), {"most": MOST_POSITIONS}))
    return found


def _days(given: VacancyDraft, today: date) -> list[Obstacle]:
    found = []
    if not today - LONGEST_AGO <= given.start_on <= today + FURTHEST:
        found.append(Obstacle("start_on", say("Deze startdatum ligt te ver weg. Klopt het jaar?")))
    if given.closes_on is not None and given.closes_on < today:
        found.append(Obstacle("closes_on", say("De sluitdatum ligt in het verleden.")))
    if given.closes_on is not None and given.closes_on > today + FURTHEST:
        found.append(Obstacle("closes_on", say("Deze sluitdatum ligt te ver weg. Klopt het jaar?")))
    return found


def kvk(text: str) -> str | None:
    """Return a number of the trade register as eight digits, or None when the text is none."""
    neat = re.sub(r"[ .]", "", text)
    return neat if re.fullmatch(r"[0-9]{8}", neat) and neat != "00000000" else None


def stamp(values: Iterable[str]) -> str:
    """Return a short word that changes when any of these values does."""
    return hashlib.sha256("\0".join(values).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class AskedSkill:
    """A skill of a vacancy in the reader's language."""

    skill_id: int
    name: str
    must: bool


@dataclass(frozen=True)
class Card:
    """A vacancy in words, as anybody who may open it sees it."""

    number: int
    title: str
    firm: str
    place: str
    occupation: str
    hours: str
    pay: str
    contract: str
    dutch: str
    education: str
    licences: tuple[str, ...]
    must: tuple[AskedSkill, ...]
    nice: tuple[AskedSkill, ...]
