"""Loading the demo region: all of it or nothing, with a line for every step.

It is thought up before the transaction opens, so that no database waits in one for words.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models, transaction

from doorstroom.accounts.models import Installation, Membership, Organisation, Team, User
from doorstroom.cases.models import CaseAssignment
from doorstroom.core.models import Tie
from doorstroom.employers.models import ContactMoment, Employer, Vacancy, VacancyNumber, VacancySkill
from doorstroom.matching.models import PromisingOccupation
from doorstroom.people.models import Education, Experience, Person, PersonSkill, Profile, Visibility, WantedOccupation
from doorstroom.reference.actions import load_free_days, load_places, load_starter
from doorstroom.reference.models import LabourMarketRegion, Occupation, Postcode

from .make.accounts import DEMO_DOMAIN, REGION
from .make.words import read_words
from .region import Region, build
from .stories import tell_stories
from .values.promising import PROMISING

Say = Callable[[str], None]
BATCH = 4_000


class RealData(Exception):
    """The database holds people or organisations that are not of the demo."""


def stands() -> bool:
    """Tell whether the demo region is already there."""
    return User.objects.filter(email__endswith=f"@{DEMO_DOMAIN}").exists()


def load(*, seed: int, today: date, vocabulary: str, seekers: int, vacancies: int, say: Say) -> Region | None:
    """Fill an empty database with the demo region; None when it stands already, RealData when others live there."""
    if stands():
        return None
    if Person.objects.exists() or Organisation.objects.exists() or User.objects.exists():
        raise RealData
    with step(say, "Words and places"):
        _reference()
    with step(say, "Everybody and everything, thought up"):
        region = build(seed, today, read_words(vocabulary), seekers, vacancies)
    with transaction.atomic():
        with step(say, f"{len(region.people)} people and {len(region.vacancies)} vacancies, written down"):
            _save(region)
        with step(say, "What happened so far"):
            tell_stories(region)
    return region


class step:
    """Say what a piece of work was and how long it took."""

    def __init__(self, say: Say, words: str) -> None:
        self.say, self.words = say, words

    def __enter__(self) -> None:
        self.began = time.monotonic()

    def __exit__(self, kind: Any, *_: Any) -> None:
        if kind is None:
            self.say(f"{self.words}: {time.monotonic() - self.began:.1f} s")


def _reference() -> None:
    if not LabourMarketRegion.objects.filter(pk=REGION).exists() or not Postcode.objects.filter(pk="2511").exists():
        load_places()
    if not Occupation.objects.filter(code="orderpicker").exists():
        load_starter()
    load_free_days()


def _save(region: Region) -> None:
    given = {"region_id": REGION, "name": settings.REGION_NAME, "theme": REGION}
    Installation.objects.update_or_create(pk=Installation.ONLY, defaults=given)
    _insert(Organisation, region.organisations)
    _insert(Team, region.teams)
    _insert(User, region.users)
    _insert(Membership, [one.membership for one in region.staff] + region.members)
    through = Membership.teams.through
    _insert(
        through,
        [through(membership_id=one.membership.pk, team_id=team.pk) for one in region.staff for team in one.teams],
    )
    _insert(Employer, region.employers)
    _insert(ContactMoment, region.moments)
    _insert(Vacancy, [rows.vacancy for rows in region.vacancies])
    _insert(VacancySkill, [row for rows in region.vacancies for row in rows.skills])
    last = max((rows.vacancy.number for rows in region.vacancies), default=1000)
    VacancyNumber.objects.update_or_create(pk=1, defaults={"last": last})
    _insert(Person, [rows.person for rows in region.people])
    _insert(Profile, [rows.profile for rows in region.people])
    _insert(Visibility, [rows.visibility for rows in region.people])
    _insert(WantedOccupation, [row for rows in region.people for row in rows.wanted])
    _insert(PersonSkill, [row for rows in region.people for row in rows.skills])
    _insert(Experience, [row for rows in region.people for row in rows.experiences])
    _insert(Education, [row for rows in region.people for row in rows.educations])
    _insert(CaseAssignment, region.assignments)
    _insert(Tie, region.ties)
    known = dict(Occupation.objects.exclude(code="").values_list("code", "pk"))
    _insert(
        PromisingOccupation,
        [
            PromisingOccupation(region_id=REGION, occupation_id=known[code], valid_from=since, source=source)
            for source, since, codes in PROMISING
            for code in codes
        ],
    )


def _insert(model: type[models.Model], rows: Iterable[Any]) -> None:
    held: Sequence[Any] = list(rows)
    model._default_manager.bulk_create(held, batch_size=BATCH)
