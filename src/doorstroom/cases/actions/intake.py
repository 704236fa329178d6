"""The intake: opened on the day of the report, answered in the person's own words, and closed with a lane."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from doorstroom.benefits.actions import finish, take
from doorstroom.benefits.models import Report
from doorstroom.cases import rules
from doorstroom.cases.choices import CanStart, IntakeStatus, Lane, Need
from doorstroom.cases.declarations import (
    DO_INTAKE,
    INTAKE_OPENED,
    INTAKE_SAVED,
    INTAKE_STOPPED,
    INTAKES,
    LANE_DECIDED,
    START_INTAKE,
)
from doorstroom.cases.models import CaseAssignment, Intake
from doorstroom.cases.queries.policy import ladder, lane_facts, lane_rules
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.models import Person
from doorstroom.people.queries import private_parts

from .guidance import INTAKE, _to_intake, intake_of
from .lanes import place


@dataclass(frozen=True)
class Answers:
    """What somebody says at the intake."""

    helps: str = ""
    hinders: str = ""
    needs: tuple[str, ...] = ()
    can_start: int = CanStart.NOW
    something_first: bool = False
    wants_coach: bool = False


def open_intake(report_id: UUID, day: date) -> Intake | None:
    """Open the intake of a report on its own day; hearing it again changes nothing."""
    with transaction.atomic():
        held = Report.objects.filter(pk=report_id).first()
        if held is None:
            return None
        person = Person.objects.select_for_update(of=("self",)).get(pk=held.person_id)
        report = take(report_id, day)
        return _open(INTAKE, person, report, day) if report else None


@verb(person=START_INTAKE)
def start_intake(*, actor: Actor, person: Person, today: date) -> Intake | Unchanged:
    """Open an intake for somebody without a report, such as after a job was lost."""
    made = _open(actor, person, None, today)
    return made or UNCHANGED


def _open(actor: Actor, person: Person, report: Report | None, day: date) -> Intake | None:
    running = Intake.objects.select_for_update(of=("self",)).filter(person=person, status=IntakeStatus.OPEN).first()
    if running is not None:
        if report is not None and running.report_id is None:
            running.report = report
            running.save(update_fields=["report"])
        return None
    owner, name = _owner(person)
    made = Intake.objects.create(person=person, report=report, owner=owner, opened_on=day)
    INTAKES.begin(made, today=day)
    record(INTAKE_OPENED, by=actor, about=made, name=name)
    return made


def _owner(person: Person) -> tuple[UUID, str]:
    guide = CaseAssignment.objects.filter(person=person, until__isnull=True).select_related("case_worker").first()
    if guide is not None:
        return guide.case_worker_id, guide.case_worker.name
    _to_intake(INTAKE, person)
    return intake_of(person.controller_id)


@verb(intake=DO_INTAKE)
def save_intake(*, actor: Actor, intake: Intake, answers: Answers, today: date) -> Intake | Unchanged:
    """Keep what was said, and let local policy advise on a lane."""
    if intake.status != IntakeStatus.OPEN:
        raise Refusal("closed", say("Deze intake is al klaar."))
    if not set(answers.needs) <= set(Need.values) or answers.can_start not in CanStart.values:
        raise Refusal("unknown", say("Kies uit de lijst."))
    for text in (answers.helps, answers.hinders):
        if any(part.kind == "bsn" for part in private_parts(text)):
            raise Refusal("bsn", say("In de tekst staat een nummer dat op een BSN lijkt. Haal het eerst weg."))
    given: Mapping[str, Any] = asdict(answers) | {"needs": sorted(set(answers.needs))}
    same = all(getattr(intake, name) == value for name, value in given.items())
    if same and intake.answered_at is not None:
        return UNCHANGED
    for name, value in given.items():
        setattr(intake, name, value)
    intake.answered_at = timezone.now()
    _advise(intake, today)
    intake.save()
    record(INTAKE_SAVED, by=actor, about=intake)
    return intake


def _advise(intake: Intake, today: date) -> None:
    facts = lane_facts(intake, today)
    advice = rules.advise(facts, lane_rules(intake.person.controller_id, today))
    intake.advised = advice.lane if advice else ""
    reasons = [{"words": reason.words, "facts": reason.facts} for reason in advice.reasons] if advice else []
    intake.advice = {"reasons": reasons, "source": advice.source if advice else "", "facts": asdict(facts)}


@verb(intake=DO_INTAKE)
def decide_lane(
    *, actor: Actor, intake: Intake, lane: str, rung: str = "", why_other: str = "", today: date
) -> Intake | Unchanged:
    """Choose the lane; whoever leaves the advice says why. The first step there is owed at once."""
    if intake.status == IntakeStatus.DECIDED:
        return UNCHANGED
    if lane not in Lane.values:
        raise Refusal("lane", say("Kies een spoor."))
    if intake.answered_at is None:
        raise Refusal("not_answered", say("Doe eerst de korte intake."))
    if intake.advised and lane != intake.advised and not why_other.strip():
        raise Refusal("why", say("Vertel waarom u een ander spoor kiest dan het advies."))
    rungs = {row.code: row for row in ladder(intake.person.controller_id, today)}
    if rung and rung not in rungs:
        raise Refusal("rung", say("Kies een trede die nu bestaat."))
    intake.lane, intake.rung, intake.why_other = lane, rung, why_other.strip()
    intake.regional = rungs[rung].regional if rung else ""
    intake.decided_by, intake.decided_on = actor.user_id, today
    intake.save()
    INTAKES.move(intake, "decide", today=today)
    if intake.report_id:
        finish(intake.report_id, today)
    place(actor, intake, today)
    record(LANE_DECIDED, by=actor, about=intake, lane=_lane_words(lane))
    return intake


def stop_intake(report_id: UUID, day: date) -> None:
    """Close the intake of a report that was taken back; one that is done stays."""
    with transaction.atomic():
        rows = Intake.objects.select_for_update(of=("self",)).filter(report=report_id, status=IntakeStatus.OPEN)
        for intake in rows:
            INTAKES.move(intake, "stop", today=day)
            record(INTAKE_STOPPED, by=INTAKE, about=intake)


def _lane_words(lane: str) -> str:
    """Return the Dutch source words of a lane; whoever shows them translates them."""
    with translation.override("nl"):
        return str(Lane(lane).label)
