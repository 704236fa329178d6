"""What guidance does: place a person at the intake, assign a case worker, turn the second key, register by hand."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Membership, Organisation, Team, User
from doorstroom.accounts.queries import running
from doorstroom.benefits.models import CALLING, EmployerCall
from doorstroom.cases.choices import (
    DoubleAnswer,
    HandOverStatus,
    IntakeStatus,
    KeyAnswer,
    PlaceStatus,
    PostItStatus,
    StepStatus,
    TalkStatus,
    WhyNotYet,
)
from doorstroom.cases.declarations import (
    ASSIGN,
    ASSIGNED,
    AT_INTAKE,
    CAME_TO_INTAKE,
    CASELOAD,
    KEY_REQUEST,
    NOT_YET,
    SECOND_KEY_ASKED,
    SECOND_KEY_TURNED,
    SECOND_KEY_TURNED_BACK,
    TURN_SECOND_KEY,
)
from doorstroom.cases.models import (
    Appointment,
    CaseAssignment,
    HandOver,
    Intake,
    KeyRequest,
    LanePlace,
    PlanStep,
    PostIt,
)
from doorstroom.common.text import say
from doorstroom.core.actors import Actor, machine
from doorstroom.core.machines import tie, untie
from doorstroom.core.models import Promise, Tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.actions import Registration, register_person
from doorstroom.people.declarations import REGISTER
from doorstroom.people.models import Person, Visibility

INTAKE = machine("intake")


@verb(person=ASSIGN)
def assign(
    *, actor: Actor, person: Person, case_worker: UUID, words: str = "", today: date
) -> CaseAssignment | Unchanged:
    """Give a person to a case worker of the own organisation; the tie, open questions and a hand-over go along."""
    now = timezone.localdate()
    member = (
        Membership.objects.filter(
            Q(until__isnull=True) | Q(until__gt=now),
            user=case_worker,
            organisation=actor.organisation_id,
            role=CASE_WORKER.code,
            user__is_active=True,
        )
        .select_related("user")
        .first()
    )
    if member is None or actor.organisation_id is None:
        raise Refusal("not_a_colleague", say("Kies een klantmanager van uw eigen organisatie."))
    return _assign(actor, person, member.user, actor.organisation_id, today, words)


def _assign(
    actor: Actor, person: Person, case_worker: User, organisation: UUID, today: date, words: str = ""
) -> CaseAssignment | Unchanged:
    before = CaseAssignment.objects.select_for_update().filter(person=person, until__isnull=True).first()
    if before is not None and before.case_worker_id == case_worker.pk:
        return UNCHANGED
    if before is not None:
        before.until = today
        before.save(update_fields=["until"])
    assignment = CaseAssignment.objects.create(
        person=person, case_worker=case_worker, organisation_id=organisation, since=today
    )
    intake = intake_parties(person)
    untie(person.pk, CASELOAD, person.pk)
    untie(person.pk, AT_INTAKE, person.pk)
    tie(person.pk, case_worker.pk, CASELOAD, person.pk)
    _hand_over(person, {before.case_worker_id} if before else intake, case_worker.pk)
    record(ASSIGNED, by=actor, about=assignment, person_id=person.pk, name=case_worker.name)
    if case_worker.pk != actor.user_id and (words or before is not None):
        from .plan import hand_over  # the plan knows who guides

        hand_over(actor, person, case_worker.pk, case_worker.name, words, today)
    return assignment


def _hand_over(person: Person, old: set[UUID], new: UUID) -> None:
    """Let the new party owe what the old one owed for this person; the dates stay."""
    for rows in (
        KeyRequest.objects.filter(status=KeyAnswer.WAITING),
        Intake.objects.filter(status=IntakeStatus.OPEN),
        LanePlace.objects.exclude(status=PlaceStatus.ENDED),
        EmployerCall.objects.filter(status__in=CALLING),
        PlanStep.objects.filter(status=StepStatus.TO_DO),
        HandOver.objects.filter(status=HandOverStatus.OPEN),
        PostIt.objects.filter(status=PostItStatus.WAITING),
    ):
        rows.filter(person=person, owner__in=old).update(owner=new)
    still_open = Promise.objects.filter(person_id=person.pk, closed_at__isnull=True)
    still_open.filter(owner__in=old).update(owner=new)
    still_open.filter(escalated_to__in=old).update(escalated_to=new)
    _take_over_talks(person, new)


def _take_over_talks(person: Person, new: UUID) -> None:
    """Let whoever guides now hold the talks that were offered or planned, and call after a missed one.

    Somebody who has another talk at that very moment gets the task only, and offers other times.
    """
    talks = Appointment.objects.select_for_update(of=("self",)).filter(person=person).exclude(case_worker=new)
    for talk in talks.filter(status__in=(TalkStatus.OFFERED, TalkStatus.PLANNED, TalkStatus.NO_SHOW)).order_by("pk"):
        Promise.objects.filter(about_id=talk.pk, owner=talk.case_worker_id, closed_at__isnull=True).update(owner=new)
        busy = Appointment.objects.filter(case_worker=new, starts_at=talk.starts_at, status=TalkStatus.PLANNED)
        if talk.status != TalkStatus.PLANNED or not busy.exists():
            talk.case_worker_id = new
            talk.save(update_fields=["case_worker"])


def guide_from_now_on(person: Person, case_worker: UUID) -> None:
    """Let a case worker whose assignment already stands guide somebody who was at the intake, and owe what it owed."""
    intake = intake_parties(person)
    untie(person.pk, AT_INTAKE, person.pk)
    tie(person.pk, case_worker, CASELOAD, person.pk)
    _hand_over(person, intake, case_worker)


@verb(person=TURN_SECOND_KEY)
def turn_second_key(
    *, actor: Actor, person: Person, on: bool, ask_again: bool = False, today: date
) -> Visibility | Unchanged:
    """Turn the second key on or off; off takes effect at once.

    A waiting question is answered by turning on; whoever undoes that (`ask_again`) owes the answer again.
    """
    visibility = Visibility.objects.select_for_update().get(pk=person.pk)
    if visibility.second_key == on:
        return UNCHANGED
    visibility.second_key, visibility.second_key_at = on, timezone.now()
    visibility.second_key_by = actor.user_id
    visibility.save(update_fields=["second_key", "second_key_at", "second_key_by"])
    if on:
        _close_request(person, "turn", today)
    record(SECOND_KEY_TURNED if on else SECOND_KEY_TURNED_BACK, by=actor, about=person, person_id=person.pk)
    if ask_again and not on:
        ask_second_key(person.pk, today)
    return visibility


@verb(person=TURN_SECOND_KEY)
def answer_not_yet(*, actor: Actor, person: Person, reason: str, today: date) -> Person | Unchanged:
    """Tell a person who asked that the profile is not shown to employers yet, and why."""
    if reason not in WhyNotYet.values:
        raise Refusal("reason", say("Kies waarom het profiel nog niet zichtbaar wordt."))
    if not _close_request(person, "not_yet", today, reason):
        return UNCHANGED
    record(NOT_YET, by=actor, about=person, person_id=person.pk, reason=source_words(WhyNotYet(reason)))
    return person


def _close_request(person: Person, move: str, today: date, reason: str = "") -> bool:
    request = KeyRequest.objects.select_for_update().filter(person=person, status=KeyAnswer.WAITING).first()
    if request is None:
        return False
    if reason:
        request.reason = reason
        request.save(update_fields=["reason"])
    KEY_REQUEST.move(request, move, today=today)
    words = source_words(WhyNotYet(reason)) if reason else ""
    Visibility.objects.filter(pk=person.pk).update(answer_due=None, not_yet=words)
    return True


def source_words(why: WhyNotYet | DoubleAnswer) -> str:
    """Return the Dutch source words of a choice; whoever shows them translates them."""
    with translation.override("nl"):
        return str(why.label)


@verb(REGISTER)
def register(*, actor: Actor, given: Registration, to_me: bool, today: date) -> Person:
    """Register somebody by hand, in the own caseload or at the intake team."""
    person = register_person(actor=actor, organisation_id=actor.organisation_id, given=given, today=today)
    if to_me and actor.user_id is not None and actor.organisation_id is not None:
        _assign(actor, person, User.objects.get(pk=actor.user_id), actor.organisation_id, today)
    else:
        _to_intake(actor, person)
    return person


def place_at_intake(person_id: UUID) -> None:
    """Tie a person whom nobody guides yet to the intake team; doing it again changes nothing."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        if not CaseAssignment.objects.filter(person=person, until__isnull=True).exists():
            _to_intake(INTAKE, person)


def return_to_intake(membership_id: UUID, today: date) -> None:
    """Give everybody back to the intake whom somebody guided in a role that ended; again changes nothing."""
    with transaction.atomic():
        ended = Membership.objects.get(pk=membership_id)
        place = {"organisation": ended.organisation_id, "user": ended.user_id}
        if Membership.objects.filter(running(today), role=CASE_WORKER.code, **place).exists():
            return
        guided = CaseAssignment.objects.filter(
            case_worker=ended.user_id, organisation=ended.organisation_id, until__isnull=True
        )
        people = Person.objects.select_for_update(of=("self",)).filter(pk__in=guided.values("person"))
        for person in people.order_by("pk"):
            guided.filter(person=person).update(until=today)
            untie(person.pk, CASELOAD, person.pk)
            _to_intake(INTAKE, person)
            _hand_over(person, {ended.user_id}, intake_of(person.controller_id)[0])


def bring_to_intake(actor: Actor, person: Person, old: set[UUID], today: date) -> None:
    """Put a person at the intake of a new municipality, with what the parties of the old one owed."""
    CaseAssignment.objects.filter(person=person, until__isnull=True).update(until=today)
    untie(person.pk, CASELOAD, person.pk)
    untie(person.pk, AT_INTAKE, person.pk)
    _to_intake(actor, person)
    _hand_over(person, old, intake_of(person.controller_id)[0])


def _to_intake(actor: Actor, person: Person) -> None:
    party, name = intake_of(person.controller_id)
    if tie(person.pk, party, AT_INTAKE, person.pk):
        record(CAME_TO_INTAKE, by=actor, about=person, person_id=person.pk, name=name)


def intake_of(organisation: UUID) -> tuple[UUID, str]:
    """Return the party that takes in new people of a municipality, and its name: the intake team, else everybody."""
    team = Team.objects.filter(organisation=organisation, task=Team.Task.INTAKE).order_by("name", "id").first()
    if team is not None:
        return team.pk, team.name
    return organisation, Organisation.objects.get(pk=organisation).name


def intake_parties(person: Person) -> set[UUID]:
    """Return every party that may hold this person at the intake: those tied now, the municipality and its teams."""
    teams = Team.objects.filter(organisation=person.controller_id).values_list("pk", flat=True)
    tied = Tie.objects.filter(person_id=person.pk, ground=AT_INTAKE.code, until__isnull=True)
    return {person.controller_id, *teams, *tied.values_list("party", flat=True)}


def ask_second_key(person_id: UUID, today: date) -> None:
    """Let whoever guides a person owe an answer within one working day; doing it again changes nothing."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        visibility = Visibility.objects.get(pk=person_id)
        waiting = KeyRequest.objects.filter(person=person, status=KeyAnswer.WAITING).exists()
        if not visibility.own_key or visibility.second_key or waiting:
            return
        assignment = CaseAssignment.objects.filter(person=person, until__isnull=True).select_related("case_worker")
        guide = assignment.first()
        if guide is None:
            _to_intake(INTAKE, person)
        party, name = (guide.case_worker_id, guide.case_worker.name) if guide else intake_of(person.controller_id)
        request = KeyRequest.objects.create(person=person, owner=party)
        KEY_REQUEST.begin(request, today=today)
        due = Promise.objects.get(about_id=request.pk, closed_at__isnull=True).due
        Visibility.objects.filter(pk=person_id).update(answer_due=due, not_yet="")
        record(SECOND_KEY_ASKED, by=INTAKE, about=request, person_id=person_id, name=name)


def take_back_question(person_id: UUID, today: date) -> None:
    """Close the question of a person who hid the profile again; doing it again changes nothing."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        if not Visibility.objects.get(pk=person_id).own_key:
            _close_request(person, "take_back", today)
