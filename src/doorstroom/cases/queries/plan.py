"""Reading plans: goals, steps, notes, talks, and the card for who comes next."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from doorstroom.cases.choices import HandOverStatus, StepStatus
from doorstroom.cases.declarations import CHOOSE_TALK, READ_HAND_OVER, READ_NOTE, SEE_GOAL, TAKE_STEP
from doorstroom.cases.models import Appointment, Goal, HandOver, Note, PlanStep
from doorstroom.core.actors import Actor

MOST = 30


@dataclass(frozen=True)
class Plan:
    """All that stands in somebody's plan, for this reader."""

    goals: list[Goal]
    steps: list[PlanStep]
    past: list[PlanStep]
    talks: list[Appointment]


def plan_of(actor: Actor, person: UUID) -> Plan:
    """Return somebody's plan, in three queries."""
    steps: list[PlanStep] = list(
        TAKE_STEP.visible(actor).filter(person=person).order_by("due_on", "pk").select_related("goal")
    )
    goals: list[Goal] = list(SEE_GOAL.visible(actor).filter(person=person).order_by("made_on", "pk"))
    talks: list[Appointment] = list(
        CHOOSE_TALK.visible(actor)
        .filter(person=person)
        .select_related("case_worker")
        .order_by(F("starts_at").desc(nulls_first=True), "pk")[:MOST]
    )
    for talk in talks:
        ahead = [datetime.fromisoformat(slot) for slot in talk.slots]
        coming = [slot for slot in ahead if slot > timezone.now()]
        talk.choices = [(slot.isoformat(), moment_words(slot)) for slot in coming]  # type: ignore[attr-defined]
        talk.over = talk.starts_at is not None and talk.starts_at <= timezone.now()  # type: ignore[attr-defined]
    open_steps = [step for step in steps if step.status == StepStatus.TO_DO]
    past = [step for step in steps if step.status != StepStatus.TO_DO][-MOST:]
    return Plan(goals, open_steps, past, talks)


def moment_words(moment: datetime) -> str:
    """Return a moment as people say it, as "maandag 30 november, 10.00"."""
    return date_format(timezone.localtime(moment), "l j F, H.i")


def notes_of(actor: Actor, person: UUID) -> list[Note]:
    """Return the notes that this reader may read: those shared, and the own ones."""
    rows = READ_NOTE.visible(actor).filter(Q(shared=True) | Q(author=actor.user_id), person=person)
    notes: list[Note] = list(rows.order_by("-written_at", "pk")[:MOST])
    return notes


def hand_over_of(actor: Actor, person: UUID) -> HandOver | None:
    """Return the hand-over that waits to be read, if any."""
    rows = READ_HAND_OVER.visible(actor).filter(person=person, status=HandOverStatus.OPEN)
    held: HandOver | None = rows.order_by("-handed_on", "pk").first()
    return held


def goals_and_steps(actor: Actor, person: UUID) -> tuple[list[Goal], list[PlanStep]]:
    """Return somebody's goals and open steps, for a card."""
    goals = list(SEE_GOAL.visible(actor).filter(person=person).order_by("made_on", "pk"))
    steps = TAKE_STEP.visible(actor).filter(person=person, status=StepStatus.TO_DO)
    return goals, list(steps.order_by("due_on", "pk"))
