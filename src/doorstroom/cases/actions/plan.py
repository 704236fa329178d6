"""The plan: goals in the person's own words, agreed steps on a day, notes, and the hand-over to who comes next."""

from datetime import date
from uuid import UUID

from doorstroom.cases.choices import HandOverStatus, StepStatus
from doorstroom.cases.declarations import (
    GOAL_REACHED,
    GOAL_SET,
    HAND_OVER_READ,
    HAND_OVERS,
    HANDED_OVER,
    NOTE_WRITTEN,
    PLAN,
    READ_HAND_OVER,
    SEE_GOAL,
    STEP_DONE,
    STEP_DROPPED,
    STEP_LATER,
    STEP_PLANNED,
    STEPS,
    TAKE_STEP,
    WRITE_NOTE,
)
from doorstroom.cases.models import CaseAssignment, Goal, HandOver, Note, PlanStep
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.models import Person
from doorstroom.people.queries import private_parts

from .guidance import intake_of


@verb(person=PLAN)
def set_goal(*, actor: Actor, person: Person, words: str, today: date) -> Goal:
    """Put a goal in the plan."""
    made = Goal.objects.create(
        person=person, words=plain(words), by_person=actor.user_id == person.user_id, made_on=today
    )
    record(GOAL_SET, by=actor, about=made)
    return made


@verb(goal=SEE_GOAL)
def reach_goal(*, actor: Actor, goal: Goal, today: date) -> Goal | Unchanged:
    """Note that a goal is reached."""
    if goal.reached_on is not None:
        return UNCHANGED
    goal.reached_on = today
    goal.save(update_fields=["reached_on"])
    record(GOAL_REACHED, by=actor, about=goal)
    return goal


@verb(person=PLAN)
def plan_step(
    *, actor: Actor, person: Person, words: str, due_on: date, for_person: bool, goal: UUID | None = None, today: date
) -> PlanStep:
    """Agree on a step: the person takes it, or who guides does."""
    if due_on < today:
        raise Refusal("past", say("Kies een dag vanaf vandaag."))
    if goal is not None and not Goal.objects.filter(pk=goal, person=person).exists():
        raise Refusal("goal", say("Kies een doel uit dit plan."))
    made = PlanStep.objects.create(
        person=person,
        goal_id=goal,
        words=plain(words),
        owner=person.pk if for_person else guide_of(person),
        by_person=actor.user_id == person.user_id,
        due_on=due_on,
    )
    STEPS.begin(made, today=today)
    record(STEP_PLANNED, by=actor, about=made)
    return made


@verb(step=TAKE_STEP)
def step_done(*, actor: Actor, step: PlanStep, today: date) -> PlanStep | Unchanged:
    """Note that a step was taken."""
    if step.status == StepStatus.DONE:
        return UNCHANGED
    _end(step, "done", today)
    record(STEP_DONE, by=actor, about=step)
    return step


@verb(step=TAKE_STEP)
def drop_step(*, actor: Actor, step: PlanStep, today: date) -> PlanStep | Unchanged:
    """Note that a step is not needed any more."""
    if step.status == StepStatus.DROPPED:
        return UNCHANGED
    _end(step, "drop", today)
    record(STEP_DROPPED, by=actor, about=step)
    return step


@verb(step=TAKE_STEP)
def step_later(*, actor: Actor, step: PlanStep, due_on: date, today: date) -> PlanStep:
    """Move a step to a later day; it stays owed."""
    if due_on <= today:
        raise Refusal("past", say("Kies een dag na vandaag."))
    step.due_on = due_on
    step.save(update_fields=["due_on"])
    STEPS.move(step, "later", today=today)
    record(STEP_LATER, by=actor, about=step)
    return step


def _end(step: PlanStep, move: str, today: date) -> None:
    step.ended_on = today
    step.save(update_fields=["ended_on"])
    STEPS.move(step, move, today=today)


@verb(person=WRITE_NOTE)
def write_note(*, actor: Actor, person: Person, words: str, shared: bool) -> Note:
    """Write something down, for oneself or for everybody who guides this person."""
    if actor.user_id is None:
        raise Refusal("nobody", say("Log eerst in."))
    made = Note.objects.create(
        person=person, author=actor.user_id, author_name=actor.name, words=plain(words), shared=shared
    )
    record(NOTE_WRITTEN, by=actor, about=made)
    return made


def hand_over(actor: Actor, person: Person, to: UUID, name: str, words: str, today: date) -> None:
    """Let who comes next owe a look at what is important; called in the transaction of the assignment."""
    for held in HandOver.objects.select_for_update(of=("self",)).filter(person=person, status=HandOverStatus.OPEN):
        HAND_OVERS.move(held, "read", today=today)
    made = HandOver.objects.create(
        person=person, owner=to, from_name=actor.name, words=plain(words, empty=True), handed_on=today
    )
    HAND_OVERS.begin(made, today=today)
    record(HANDED_OVER, by=actor, about=made, name=name)


@verb(hand_over=READ_HAND_OVER)
def read_hand_over(*, actor: Actor, hand_over: HandOver, today: date) -> HandOver | Unchanged:
    """Note that a hand-over was read."""
    if hand_over.status == HandOverStatus.READ:
        return UNCHANGED
    HAND_OVERS.move(hand_over, "read", today=today)
    record(HAND_OVER_READ, by=actor, about=hand_over)
    return hand_over


def guide_of(person: Person) -> UUID:
    """Return who guides a person: the case worker, else the intake."""
    held = CaseAssignment.objects.filter(person=person, until__isnull=True).values_list("case_worker", flat=True)
    return held.first() or intake_of(person.controller_id)[0]


def plain(words: str, *, empty: bool = False) -> str:
    """Return a text without room around it; refuse an empty one and one with a personal number."""
    words = words.strip()
    if not words and not empty:
        raise Refusal("empty", say("Schrijf eerst iets op."))
    if any(part.kind == "bsn" for part in private_parts(words)):
        raise Refusal("bsn", say("In de tekst staat een nummer dat op een BSN lijkt. Haal het eerst weg."))
    return words
