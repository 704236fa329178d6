"""How people fit given vacancies, and what they bring in words: for who chooses where to send a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from doorstroom.core import readlog
from doorstroom.core.fence import machine_scope
from doorstroom.core.permissions import MEDIATION
from doorstroom.reference.choices import LanguageLevel, Licence

from .. import bridge, live, phrases
from ..readings import Reading, read

MOST = 100  # fitting vacancies kept per person, the best first
SHOWN = frozenset({"skills", "hours", "available", "language", "licences", "travel"})


@dataclass(frozen=True)
class Fitting:
    """One open vacancy that fits a person, with how well in percent."""

    number: int
    percent: int


@dataclass(frozen=True)
class Brought:
    """A person as mediation knows them: what fits, and the profile in words. Nothing here names the person."""

    fits: tuple[Fitting, ...]
    wanted: tuple[str, ...]
    skills: tuple[str, ...]
    hours: str
    available: str
    language: str
    licences: tuple[str, ...]
    travel_minutes: int


@machine_scope("matching.fits")
def brought_by(person_ids: Sequence[UUID], numbers: Collection[int], region_code: str) -> dict[UUID, Brought]:
    """Return how each of these people fits these vacancies, best first, in three queries.

    The caller has opened the persons' doors, and leaves out of `numbers` what is reserved or was refused. Who
    publishes a vacancy plays no part in the order: equal fits stand in the order of the person's own lot.
    """
    region = live.region(region_code)
    wanted = {number for number in numbers if number in region.offers}
    outside = region.index.mask(without=[number for number in region.offers if number not in wanted])
    return {
        reading.person_id: _brought(reading, region, region.mask(reading.own) & outside if wanted else None)
        for reading in read(person_ids, region.words, spoken=False, groups=False)
        if reading.seeker is not None
    }


def note_profile(person_id: UUID, permission: str) -> None:
    """Write in the read log that somebody saw what a person brings."""
    readlog.note(person_id, permission, MEDIATION.code, SHOWN)


def _brought(reading: Reading, region: live.Region, mask: Any) -> Brought:
    seeker, language = reading.seeker, get_language() or "nl"
    assert seeker is not None
    page = region.index.top(seeker, MOST, 0, mask) if mask is not None else ()
    return Brought(
        fits=tuple(
            Fitting(int(match.id), round(100 * bridge.score(match.components) / bridge.RULES.out_of)) for match in page
        ),
        wanted=tuple(region.words.occupation(code, language) for code in seeker.wanted),
        skills=tuple(region.words.skill(code, language) for code, _level in seeker.skills),
        hours=phrases.hours(seeker.hours_min, seeker.hours_max),
        available=phrases.month(date.fromordinal(seeker.available), region.day),
        language=str(LanguageLevel(seeker.language).name),
        licences=tuple(str(Licence(code).label) for code in sorted(seeker.licences)),
        travel_minutes=reading.travel_minutes,
    )
