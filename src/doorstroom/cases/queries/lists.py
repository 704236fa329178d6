"""Reading a caseload, the intake, and who guides whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import caches
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import gettext

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Membership
from doorstroom.benefits.models import Report
from doorstroom.cases.choices import DoubleAnswer, IntakeStatus, OrderReason, PlaceStatus, TalkStatus, WaitsFor
from doorstroom.cases.declarations import COMPARE, OPEN_CASELOAD, OPEN_INTAKE, SETTLE
from doorstroom.cases.models import Appointment, CaseAssignment, DoubleDossier, Intake, LanePlace
from doorstroom.cases.rules import OrderRow
from doorstroom.common.dates import start_of
from doorstroom.core.actors import Actor
from doorstroom.core.fence import machine_scope
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise
from doorstroom.core.permissions import Permission
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.introductions.choices import Status
from doorstroom.introductions.models import Introduction
from doorstroom.people.declarations import SEE_PROFILE, USE_BSN
from doorstroom.people.models import Person, Visibility
from doorstroom.people.queries import WHOLE, Openings
from doorstroom.reference.models import Postcode

from .policy import order_rules

ANSWERED = (Status.INTERESTED, Status.CONTACT, Status.DECLINED, Status.REFUSED)
FRESH = timedelta(days=5)  # an answer counts as new for so long
LAST = "99"


@dataclass(frozen=True)
class Filters:
    """How a caseload is narrowed; empty means all."""

    name: str = ""
    place: str = ""
    situation: str = ""
    waits: str = ""


@dataclass(frozen=True)
class Line:
    """One person in a caseload, with the next step."""

    key: UUID
    name: str
    place: str
    situation: str
    registered_on: date
    own_key: bool
    second_key: bool
    step: str  # in the reader's language; empty when nobody owes anything
    due: date | None
    late: bool
    waits: str  # a code of WaitsFor: me, person, work, nobody
    why: str = ""  # the dated rule by which this person stands here among promises of one day

    @property
    def waits_words(self) -> str:
        """Return who owes the next step."""
        return str(WaitsFor(self.waits).label)


def caseload(actor: Actor, filters: Filters, today: date) -> QuerySet[Person]:
    """Return the persons in this actor's caseload, the earliest promise first."""
    rows = _listed(OPEN_CASELOAD, actor, filters, today)
    by_rule = rows.annotate(stands=_stands(order_rules(actor.organisation_id, today), today))
    return by_rule.order_by(F("next_due").asc(nulls_last=True), "stands", "last_name", "first_name", "id")


def intake(actor: Actor, filters: Filters, today: date) -> QuerySet[Person]:
    """Return the persons at this actor's intake who have no case worker yet, the earliest promise first."""
    return _listed(OPEN_INTAKE, actor, filters, today)


def _listed(permission: Permission, actor: Actor, filters: Filters, today: date) -> QuerySet[Person]:
    owed = Promise.objects.filter(person_id=OuterRef("pk"), closed_at__isnull=True)
    rows: Any = permission.visible(actor).filter(active=True)
    for word in filters.name.split():
        rows = rows.filter(Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(infix__icontains=word))
    if filters.place:
        rows = rows.filter(place=filters.place)
    if filters.situation:
        rows = rows.filter(situation=filters.situation)
    if filters.waits:
        rows = rows.filter(_waiting(filters.waits, owed, actor, today))
    first = owed.order_by("due").values("due")[:1]
    ordered: QuerySet[Person] = rows.annotate(next_due=Subquery(first)).order_by(
        F("next_due").asc(nulls_last=True), "last_name", "first_name", "id"
    )
    return ordered


def _stands(rows: list[OrderRow], today: date) -> Case:
    """Return the order of the first dated rule that a person's facts meet; the page says which one that was."""
    reports = Report.objects.filter(person=OuterRef("pk"))
    talks = Appointment.objects.filter(person=OuterRef("pk"), status=TalkStatus.HELD)
    places = LanePlace.objects.filter(person=OuterRef("pk")).exclude(status=PlaceStatus.ENDED)
    meets: dict[str, Callable[[date], Q]] = {
        OrderReason.JUST_LOST: lambda since: Q(Exists(reports.filter(reported_on__gte=since))),
        OrderReason.QUIET: lambda since: ~Q(Exists(talks.filter(starts_at__gte=start_of(since)))),
        OrderReason.NO_LANE: lambda _since: ~Q(Exists(places)),
    }
    whens = [
        When(meets[OrderReason(row.code)](today - timedelta(days=row.days)), then=Value(f"{row.order:02} {row.code}"))
        for row in rows
    ]
    return Case(*whens, default=Value(LAST), output_field=CharField())


def _waiting(waits: str, owed: QuerySet[Promise], actor: Actor, today: date) -> Q:
    mine, theirs = Q(owner__in=actor.parties), Q(owner=F("person_id"))
    answered = Introduction.objects.filter(
        person=OuterRef("pk"), status__in=ANSWERED, changed_at__gte=timezone.now() - FRESH
    )
    conditions: dict[str, Q] = {
        WaitsFor.TODAY: Q(Exists(owed.filter(Q(escalated_to__in=actor.parties) | mine, due__lte=today))),
        WaitsFor.REPLY: Q(Exists(answered)),
        WaitsFor.TERM: Q(Exists(owed.exclude(mine).filter(due__gte=today))),
        WaitsFor.ME: Q(Exists(owed.filter(mine))),
        WaitsFor.PERSON: Q(Exists(owed.filter(theirs))),
        WaitsFor.WORK: Q(Exists(owed.exclude(mine | theirs))),
        WaitsFor.KEY: Q(visibility__own_key=True, visibility__second_key=False),
        WaitsFor.LATE: Q(Exists(owed.filter(due__lt=today))),
        WaitsFor.NOBODY: ~Q(Exists(owed)),
    }
    return conditions.get(waits, Q())


def lines(people: Iterable[Person], actor: Actor, today: date) -> list[Line]:
    """Return listed persons with keys and next step, in two queries however many there are."""
    rows = list(people)
    keys = [row.pk for row in rows]
    turned = Visibility.objects.in_bulk(keys)
    owed: dict[UUID, Promise] = {}
    for promise in Promise.objects.filter(person_id__in=keys, closed_at__isnull=True).order_by("due", "made_at", "id"):
        owed.setdefault(promise.person_id, promise)  # type: ignore[arg-type]
    return [replace(_line(row, turned, owed.get(row.pk), actor, today), why=_why(row)) for row in rows]


def _why(row: Person) -> str:
    """Return the words of the dated rule by which a person stands here; empty when none holds."""
    code = getattr(row, "stands", LAST)[3:]
    return str(OrderReason(code).label) if code else ""


def _line(row: Person, turned: Mapping[UUID, Visibility], owed: Promise | None, actor: Actor, today: date) -> Line:
    keys = turned.get(row.pk)
    return Line(
        key=row.pk,
        name=row.name,
        place=row.place,
        situation=row.get_situation_display(),
        registered_on=row.registered_on,
        own_key=bool(keys and keys.own_key),
        second_key=bool(keys and keys.second_key),
        step=gettext(step_words(owed)) if owed else "",
        due=owed.due if owed else None,
        late=bool(owed and owed.due < today),
        waits=_owner(owed, actor),
    )


def _owner(owed: Promise | None, actor: Actor) -> str:
    if owed is None:
        return WaitsFor.NOBODY
    if owed.owner in actor.parties:
        return WaitsFor.ME
    return WaitsFor.PERSON if owed.owner == owed.person_id else WaitsFor.WORK


def places() -> list[str]:
    """Return the places of the region, to choose from."""
    known: list[str] | None = caches["host"].get("cases.places")
    if known is None:
        known = list(Postcode.objects.order_by("place").values_list("place", flat=True).distinct())
        caches["host"].set("cases.places", known, 300)
    return known


def openings(region: str) -> Openings:
    """Return what the open vacancies of a region ask, for the hints beside a profile."""
    rows = Vacancy.objects.filter(region=region, status=VacancyStatus.OPEN)
    totals = rows.aggregate(
        total=Count("pk"),
        irregular=Count("pk", filter=Q(irregular_hours=True)),
        licence=Count("pk", filter=~Q(licences=[])),
    )
    dutch = dict(rows.order_by("dutch").values_list("dutch").annotate(Count("pk")))
    education = dict(rows.order_by("education").values_list("education").annotate(Count("pk")))
    return Openings(**totals, dutch=dutch, education=education)


def opened(actor: Actor) -> QuerySet[Person]:
    """Return the persons whose dossier this actor may open, with guide, first open step and open intake."""
    owed = Promise.objects.filter(person_id=OuterRef("pk"), closed_at__isnull=True).order_by("due", "made_at", "id")
    guide = CaseAssignment.objects.filter(person=OuterRef("pk"), until__isnull=True)
    waiting = Intake.objects.filter(person=OuterRef("pk"), status=IntakeStatus.OPEN)
    rows: Any = SEE_PROFILE.visible(actor).select_related(*WHOLE)
    with_guide: QuerySet[Person] = rows.annotate(
        uses_bsn=Exists(USE_BSN.visible(actor).filter(pk=OuterRef("pk"))),
        guide_id=Subquery(guide.values("case_worker")[:1], output_field=UUIDField()),
        guide_name=Subquery(guide.values("case_worker__name")[:1]),
        intake_id=Subquery(waiting.values("pk")[:1]),
        next_due=Subquery(owed.values("due")[:1]),
        next_step=Subquery(owed.values("step")[:1]),
    )
    return with_guide


def colleagues(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the case workers of the own organisation, oneself included, by name."""
    now = timezone.localdate()
    rows = Membership.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now),
        organisation=actor.organisation_id,
        role=CASE_WORKER.code,
        user__is_active=True,
    )
    found = rows.order_by("user__name", "user_id").values_list("user_id", "user__name")
    return list(dict(found).items())


@dataclass(frozen=True)
class Pair:
    """Two dossiers with one number, the one that got it last first, each with who guides the person."""

    key: UUID
    found_at: datetime
    dossiers: list[tuple[Person, str]]


def doubles(actor: Actor) -> list[Pair]:
    """Return the open pairs that this actor is to compare, the oldest first, in a constant number of queries."""
    open_now = SETTLE.visible(actor).filter(status=DoubleAnswer.WAITING).order_by("found_at", "pk")
    rows: list[DoubleDossier] = list(open_now[:50])
    keys = {key for row in rows for key in (row.person_id, row.other_id)}
    people: dict[UUID, Person] = {person.pk: person for person in COMPARE.visible(actor).filter(pk__in=keys)}
    with machine_scope("cases.doubles"):  # who compares reads the names of the guides, not the rows of guidance
        guided = CaseAssignment.objects.filter(person__in=list(people), until__isnull=True)
        guides = dict(guided.values_list("person", "case_worker__name"))
    return [
        Pair(
            row.pk,
            row.found_at,
            [(people[key], guides.get(key, "")) for key in (row.person_id, row.other_id) if key in people],
        )
        for row in rows
    ]
