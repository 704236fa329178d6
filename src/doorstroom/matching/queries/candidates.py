"""Fitting people for a vacancy, without a name: what an employer may see before contact, and no more.

The rows below hold no key of a person. The pseudonym is random and differs for each vacancy; hours and travel are in
bands, so that many vacancies together do not narrow somebody down.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import get_language, gettext

from doorstroom.core import readlog
from doorstroom.core.fence import machine_scope
from doorstroom.core.permissions import MEDIATION
from doorstroom.employers.models import Vacancy
from doorstroom.people.queries import visible_person_ids
from doorstroom.reference.choices import LanguageLevel, Licence

from .. import bridge, crowd, live, phrases, rules
from ..choices import Word
from ..declarations import SEE_CANDIDATES
from ..models import Feedback, Pseudonym
from ..readings import Reading, read
from .slices import Slice

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: people read codes aloud
CODE = re.compile(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}")
PAGE = 20
SHOWN = frozenset({"skills", "hours", "available", "travel_band", "fit_band", "language", "licences"})


@dataclass(frozen=True)
class Candidate:
    """One person as an employer may know them before contact."""

    code: str
    fit: str
    fit_tone: str
    travel: str
    hours: str
    available: str
    wish: str
    had: tuple[str, ...]
    related: tuple[str, ...]
    missing: tuple[str, ...]
    language: str
    licences: tuple[str, ...]


@dataclass(frozen=True)
class CandidateList(Slice):
    """One page of fitting people."""

    rows: tuple[Candidate, ...]


@machine_scope("matching.candidates")
def candidates_for(vacancy: Vacancy, organisation_id: UUID, *, limit: int = PAGE, offset: int = 0) -> CandidateList:
    """Return a page of visible, fitting people for a vacancy whose door the caller has opened, best first."""
    region = live.region(vacancy.region_id)
    if vacancy.number not in region.offers:
        return CandidateList(0, 0, limit, ())
    people = crowd.crowd(vacancy.region_id, region)
    mask = admitted(region.offers[vacancy.number], people, who_said_no(vacancy))
    job = region.index.job(vacancy.number)
    page = people.index.top(job, limit, offset, mask)
    if offset >= page.total:  # the list became shorter than the page that was asked for
        offset = 0
        page = people.index.top(job, limit, offset, mask)
    readings = [people.readings[UUID(str(match.id))] for match in page]
    values = [match.components for match in page]
    return CandidateList(page.total, offset, limit, _rows(readings, values, vacancy, job, region, organisation_id))


def who_said_no(vacancy: Vacancy) -> set[UUID]:
    """Return who put a vacancy aside, or is or was on the way to it."""
    said = Feedback.objects.filter(vacancy=vacancy, taken_back_at__isnull=True).exclude(word=Word.SAVED)
    return set(said.values_list("person_id", flat=True))


def admitted(offer: rules.Offer, people: crowd.Crowd, said_no: set[UUID]) -> Any:
    """Return whom their own conditions let in, as the engine's mask."""
    keys = [UUID(str(key)) for key in people.index.ids]
    return bridge.flags(key not in said_no and not rules.kept_out(offer, people.readings[key].own) for key in keys)


@machine_scope("matching.candidates")
def candidate_named(person_ids: Sequence[UUID], vacancy: Vacancy, organisation_id: UUID) -> dict[UUID, Candidate]:
    """Return how an organisation knows these people at this vacancy, for introductions that already run."""
    region = live.region(vacancy.region_id)
    known = read(list(person_ids), region.words, spoken=False, groups=False)
    readings = [reading for reading in known if reading.seeker is not None]
    job = region.index.job(vacancy.number) if vacancy.number in region.offers else None
    if job is None:
        job = live.closed_job(vacancy, region.words)
    if job is None:
        return {}
    values = [bridge.counted(each.seeker, job, region.words, region.day) for each in readings if each.seeker]
    rows = _rows(readings, values, vacancy, job, region, organisation_id)
    return dict(zip([reading.person_id for reading in readings], rows, strict=True))


def person_behind(vacancy: Vacancy, code: str) -> UUID | None:
    """Return whom a vacancy knows by this code, as long as both keys are turned."""
    if not CODE.fullmatch(code):
        return None
    rows = Pseudonym.objects.filter(vacancy=vacancy.pk, code=code, retired_at__isnull=True)
    row = rows.select_related("person__controller").first()
    if row is None or row.person_id not in set(
        visible_person_ids(row.person.controller.region_id).filter(person_id=row.person_id)
    ):
        return None
    return row.person_id


def set_aside(person_id: UUID, vacancy_id: UUID) -> bool:
    """Tell whether a person said no to a vacancy, or is or was on the way to it: no candidate any more."""
    said = Feedback.objects.filter(person=person_id, vacancy=vacancy_id, taken_back_at__isnull=True)
    return said.exclude(word=Word.SAVED).exists()


@machine_scope("matching.candidates")
def pseudonym_of(person_ids: Iterable[UUID], vacancy: Vacancy) -> dict[UUID, str]:
    """Return the codes of people for one vacancy, drawing a random one at first sight."""
    return {person: code for (person, _vacancy), code in pseudonyms([(key, vacancy) for key in person_ids]).items()}


@machine_scope("matching.candidates")
def pseudonyms(pairs: Iterable[tuple[UUID, Vacancy]]) -> dict[tuple[UUID, UUID], str]:
    """Return the codes of people, each at a vacancy of its own, drawing a random one at first sight."""
    wanted = {(person, vacancy.pk): vacancy.organisation_id for person, vacancy in pairs}
    known = _codes(wanted)
    while wanted.keys() - known.keys():
        Pseudonym.objects.bulk_create(
            [
                Pseudonym(person_id=pair[0], vacancy_id=pair[1], organisation_id=wanted[pair], code=_draw())
                for pair in wanted.keys() - known.keys()
            ],
            ignore_conflicts=True,  # another request drew for the same person, or the same code: look again
        )
        known = _codes(wanted)
    return known


@machine_scope("matching.candidates")
def retired_codes(pairs: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], str]:
    """Return by which code each pair was last known before it was retired, for what has ended."""
    wanted = set(pairs)
    rows = Pseudonym.objects.filter(person__in={pair[0] for pair in wanted}, retired_at__isnull=False)
    found = rows.filter(vacancy__in={pair[1] for pair in wanted}).order_by("retired_at", "pk")
    return {(row.person_id, row.vacancy_id): row.code for row in found}


def _codes(wanted: Iterable[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], str]:
    pairs = set(wanted)
    rows = Pseudonym.objects.filter(person__in={pair[0] for pair in pairs}, retired_at__isnull=True)
    found = rows.filter(vacancy__in={pair[1] for pair in pairs}).values_list("person_id", "vacancy_id", "code")
    return {(person, vacancy): code for person, vacancy, code in found if (person, vacancy) in pairs}


def _draw() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(6)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def _rows(
    readings: Sequence[Reading],
    components: Sequence[dict[str, int]],
    vacancy: Vacancy,
    job: bridge.Job,
    region: live.Region,
    organisation_id: UUID,
) -> tuple[Candidate, ...]:
    keys = [reading.person_id for reading in readings]
    codes = pseudonym_of(keys, vacancy)
    for key in keys:
        readlog.note(key, SEE_CANDIDATES.code, MEDIATION.code, SHOWN)
    return tuple(
        _row(reading, values, codes[reading.person_id], vacancy, job, region)
        for reading, values in zip(readings, components, strict=True)
    )


def _row(
    reading: Reading,
    values: dict[str, int],
    code: str,
    vacancy: Vacancy,
    job: bridge.Job,
    region: live.Region,
) -> Candidate:
    assert reading.seeker is not None
    language = get_language() or "nl"
    glance = bridge.Glances(reading.seeker, region.words).at(job)
    fit = rules.fit(bridge.score(values), bridge.RULES.out_of)

    def labels(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(region.words.skill(each, language) for each in codes)

    return Candidate(
        code=code,
        fit=gettext(rules.FIT_WORDS[fit]),
        fit_tone=phrases.FIT_TONES[fit],
        travel=phrases.band(*rules.travel_band(glance.minutes)),
        hours=phrases.hours_band(reading.seeker.hours_min, reading.seeker.hours_max),
        available=phrases.month(date.fromordinal(reading.seeker.available), region.day),
        wish=phrases.wish_of_other(values["wish"]),
        had=labels(glance.had),
        related=labels(glance.related),
        missing=labels(glance.missing),
        language=str(LanguageLevel(reading.seeker.language).name) if vacancy.dutch else "",
        licences=tuple(str(Licence(each).label) for each in sorted(job.licences & reading.seeker.licences)),
    )
