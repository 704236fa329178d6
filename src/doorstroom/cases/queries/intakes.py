"""Reading intakes: who reported today, what was advised and why, and where somebody stands in a lane."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext

from doorstroom.cases import rules
from doorstroom.cases.choices import IntakeStatus, Lane, PlaceStatus
from doorstroom.cases.declarations import AT_INTAKE, DO_INTAKE
from doorstroom.cases.models import Intake, LanePlace
from doorstroom.core.actors import Actor
from doorstroom.people.models import Experience, Person

from .policy import facts_of, lane_rules

MOST_TODAY = 50


@dataclass(frozen=True)
class IntakeLine:
    """Somebody who is to be seen today, those who can go straight to work first."""

    person: UUID
    name: str
    intake: UUID
    decided: bool
    lane: str
    lane_words: str
    why: str


def intake_today(actor: Actor, today: date) -> list[IntakeLine]:
    """Return who reported today or waits for a first job today, the work-direct people first, in three queries."""
    waiting = Q(status=IntakeStatus.OPEN, opened_on=today) | Q(places__status=PlaceStatus.DIRECT)
    at_intake = AT_INTAKE.scope(actor, "person_id")
    rows: list[Intake] = list(
        DO_INTAKE.visible(actor)
        .filter(at_intake, waiting)
        .select_related("report", "person")
        .order_by("pk")[:MOST_TODAY]
    )
    spans: dict[UUID, list[tuple[date, date | None]]] = {}
    worked = (
        Experience.objects.filter(person__in=[row.person_id for row in rows]) if rows else Experience.objects.none()
    )
    for person_id, start, end in worked.order_by("start").values_list("person", "start", "end"):
        spans.setdefault(person_id, []).append((start, end))
    policy: dict[UUID, list[rules.LaneRow]] = {}
    lines = [_line(row.person, row, spans.get(row.person_id, []), policy, today) for row in rows]
    return sorted(lines, key=lambda line: (line.lane != Lane.WORK_DIRECT, not line.decided, line.name))


def _line(
    person: Person, row: Intake, spans: list[tuple[date, date | None]], policy: dict[UUID, Any], today: date
) -> IntakeLine:
    lane, why = row.lane or row.advised, ""
    if not lane:
        controller = row.person.controller_id
        if controller not in policy:
            policy[controller] = lane_rules(controller, today)
        advice = rules.advise(facts_of(row, spans, today), policy[controller])
        lane = advice.lane if advice else ""
        why = " ".join(gettext(each.words).format(**each.facts) for each in advice.reasons) if advice else ""
    words = str(Lane(lane).label) if lane else ""
    return IntakeLine(person.pk, person.name, row.pk, row.status == IntakeStatus.DECIDED, lane, words, why)


def words_of_advice(intake: Intake) -> list[str]:
    """Return the reasons of an advice in the reader's language."""
    reasons = [rules.Reason(**each) for each in intake.advice.get("reasons", [])]
    return [gettext(reason.words).format(**reason.facts) for reason in reasons]


def place_of(person_id: UUID) -> LanePlace | None:
    """Return where somebody stands in a lane now, if anywhere."""
    return LanePlace.objects.filter(person=person_id).exclude(status=PlaceStatus.ENDED).first()


def with_lane(people: QuerySet[Person]) -> QuerySet[Person]:
    """Add to each person the lane along which he or she goes now, as `lane`."""
    places = LanePlace.objects.filter(person=OuterRef("pk")).exclude(status=PlaceStatus.ENDED)
    return people.annotate(lane=Subquery(places.values("lane")[:1]))
