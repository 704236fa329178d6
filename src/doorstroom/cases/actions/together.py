"""One thing done to several people at once, each through the door of that person, and taken back on the same day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from doorstroom.cases.choices import StepStatus, TalkStatus
from doorstroom.cases.declarations import (
    ASSIGN,
    CASELOAD,
    DONE_TOGETHER,
    STEP_DROPPED,
    STEPS,
    TALK_CANCELLED,
    TALKS,
    UNDO_TOGETHER,
    UNDONE_TOGETHER,
)
from doorstroom.cases.models import Appointment, CaseAssignment, PlanStep, Together, TogetherRow
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.machines import untie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.models import Person

from .guidance import _assign, _hand_over, _to_intake, assign, intake_of
from .plan import plan_step
from .talks import offer_talk

MOST = 100
VERBS: dict[str, Callable[..., Any]] = {"assign": assign, "step": plan_step, "talk": offer_talk}


@dataclass
class Outcome:
    """What became of it: the rows to take back, and who was left out with the reason."""

    together: Together
    left_out: list[tuple[UUID, Refusal]] = field(default_factory=list)


@verb(ASSIGN)
def do_together(*, actor: Actor, what: str, people: Sequence[UUID], given: dict[str, Any], today: date) -> Outcome:
    """Do the same to several people; whom a rule keeps out is named, the others go on."""
    if what not in VERBS or actor.user_id is None:
        raise Refusal("what", say("Kies wat u wilt doen."))
    keys = list(dict.fromkeys(people))
    if not keys or len(keys) > MOST:
        raise Refusal("how_many", say("Kies een tot {most} mensen."), most=MOST)
    done = Outcome(Together.objects.create(by_user=actor.user_id, what=what, done_on=today))
    for key in keys:
        try:
            with transaction.atomic():
                made = VERBS[what](actor=actor, person=key, today=today, **given)
        except Refusal as refusal:
            done.left_out.append((key, refusal))
        except Http404:
            done.left_out.append((key, Refusal("gone", say("Deze persoon staat niet meer in uw lijst."))))
        else:
            if not isinstance(made, Unchanged):
                TogetherRow.objects.create(together=done.together, person_id=key, about_id=made.pk)
    record(DONE_TOGETHER, by=actor, about=done.together, count=len(keys) - len(done.left_out), what=what)
    return done


@verb(together=UNDO_TOGETHER)
def undo_together(*, actor: Actor, together: Together, today: date) -> Together | Unchanged:
    """Take back what was done to several people today; what somebody moved on meanwhile stays."""
    if together.undone:
        return UNCHANGED
    if together.done_on != today:
        raise Refusal("late", say("Dit kan alleen op dezelfde dag."))
    rows = list(together.rows.order_by("pk"))
    for row in rows:
        BACK[together.what](actor, row, today)
    together.undone = True
    together.save(update_fields=["undone"])
    record(UNDONE_TOGETHER, by=actor, about=together, count=len(rows))
    return together


def _step_back(actor: Actor, row: TogetherRow, today: date) -> None:
    step = PlanStep.objects.select_for_update(of=("self",)).filter(pk=row.about_id, status=StepStatus.TO_DO).first()
    if step is not None:
        step.ended_on = today
        step.save(update_fields=["ended_on"])
        STEPS.move(step, "drop", today=today)
        record(STEP_DROPPED, by=actor, about=step)


def _talk_back(actor: Actor, row: TogetherRow, today: date) -> None:
    offered = Appointment.objects.select_for_update(of=("self",)).filter(pk=row.about_id, status=TalkStatus.OFFERED)
    talk = offered.first()
    if talk is not None:
        TALKS.move(talk, "cancel", today=today)
        record(TALK_CANCELLED, by=actor, about=talk)


def _assignment_back(actor: Actor, row: TogetherRow, today: date) -> None:
    now = CaseAssignment.objects.select_for_update(of=("self",)).filter(pk=row.about_id, until__isnull=True).first()
    if now is None:
        return
    person = Person.objects.select_for_update(of=("self",)).get(pk=row.person_id)
    earlier = CaseAssignment.objects.filter(person=person, until__isnull=False).exclude(pk=now.pk)
    before = earlier.filter(until=today).select_related("case_worker").order_by("-since", "pk").first()
    if before is not None and actor.organisation_id is not None:
        _assign(actor, person, before.case_worker, actor.organisation_id, today)
        return
    now.until = timezone.localdate()
    now.save(update_fields=["until"])
    untie(person.pk, CASELOAD, person.pk)
    _to_intake(actor, person)
    _hand_over(person, {now.case_worker_id}, intake_of(person.controller_id)[0])


BACK = {"assign": _assignment_back, "step": _step_back, "talk": _talk_back}
