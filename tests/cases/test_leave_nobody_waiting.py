"""Every state x move of every machine of benefits and cases: a live state owes one step, an end owes none.

What a machine does next depends on its state alone, so walking each state with each move walks every history.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from doorstroom.benefits.declarations import CALLS, REPORTING
from doorstroom.benefits.models import EmployerCall, Report
from doorstroom.cases import declarations as machines
from doorstroom.cases.actions import pass_on, plan_step, register
from doorstroom.cases.models import Appointment, HandOver, Intake, LanePlace, PlanStep, PostIt
from doorstroom.common.dates import today
from doorstroom.core.actors import SYSTEM
from doorstroom.core.machines import Machine
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.notices.actions import tell
from doorstroom.notices.models import Notice, Preference
from doorstroom.people.actions import Registration
from doorstroom.people.models import Person
from doorstroom.promises.actions import mark_overdue, send_digest
from tests.conftest import Cast

OURS: dict[str, Machine] = {
    "report": REPORTING,
    "call": CALLS,
    "intake": machines.INTAKES,
    "lane": machines.LANES,
    "step": machines.STEPS,
    "talk": machines.TALKS,
    "hand_over": machines.HAND_OVERS,
    "post_it": machines.POST_ITS_MACHINE,
}


@pytest.fixture
def row_of(cast: Cast, sam_guided: Person) -> Callable[[str, str], Any]:
    """Make a row of a machine in a state, owing what that state owes."""
    karin, day = cast.case_worker.user, today()

    def make(name: str, state: str) -> Any:
        given: dict[str, Any] = {"person": sam_guided, "status": state}
        if name == "report":
            row: Any = Report(owner=karin.pk, kind="social_assistance", reported_on=day, **given)
        elif name == "call":
            report = Report.objects.create(
                person=sam_guided, owner=karin.pk, kind="x", reported_on=day, status="withdrawn"
            )
            row = EmployerCall(report=report, owner=karin.pk, due_on=day, **given)
        elif name == "intake":
            row = Intake(owner=karin.pk, opened_on=day, **given)
        elif name == "lane":
            intake = Intake.objects.create(person=sam_guided, owner=karin.pk, opened_on=day, status="decided")
            row = LanePlace(
                intake=intake, organisation=cast.delft, lane="mediation", owner=karin.pk, since=day, **given
            )
        elif name == "step":
            row = PlanStep(words="x", owner=karin.pk, due_on=day, **given)
        elif name == "talk":
            row = Appointment(case_worker=karin, starts_at=timezone.now(), **given)
        elif name == "hand_over":
            row = HandOver(owner=karin.pk, from_name="x", **given)
        else:
            notice = Notice.objects.create(person_id=sam_guided.pk, template="x", subject="x", body="x")
            row = PostIt(owner=karin.pk, notice=notice, **given)
        row.save(force_insert=True)
        OURS[name].begin(row, today=day)
        return row

    return make


def states(machine: Machine) -> list[str]:
    field = machine.model._meta.get_field("status")
    return [value for value, _ in field.choices]


def owed(row: Any) -> list[Promise]:
    return list(Promise.objects.filter(about_id=row.pk, closed_at=None))


@pytest.mark.parametrize("name", OURS)
def test_from_every_state_every_move_leaves_one_owner_with_a_day_or_an_end(name: str, row_of: Callable) -> None:
    machine = OURS[name]
    for state in states(machine):
        for code, move in machine.moves.items():
            row = row_of(name, state)
            assert len(owed(row)) == (state in machine.live), state
            if state in move.origins:
                machine.move(row, code, today=today())
                assert row.status == move.target
            else:
                with pytest.raises(Refusal, match="moved_on"):
                    machine.move(row, code, today=today())
                assert row.status == state
            promises = owed(row)
            assert len(promises) == (row.status in machine.live), (state, code)
            assert all(promise.owner and promise.due for promise in promises)
            type(row).objects.filter(pk=row.pk).delete()


@pytest.mark.parametrize("name", OURS)
def test_what_is_past_its_day_is_marked_with_an_event_and_an_owner_and_never_closed(
    name: str, row_of: Callable, cast: Cast
) -> None:
    machine = OURS[name]
    later = today() + timedelta(days=90)
    for state in machine.live:
        row = row_of(name, state)
        mark_overdue(later)
        (promise,) = owed(row)
        assert promise.overdue_since == later and promise.owner and promise.escalated_to == cast.case_worker.user.pk
        assert TrailEntry.objects.filter(event="promises.overdue", about_id=promise.pk).count() == 1
        assert type(row).objects.get(pk=row.pk).status == state
        type(row).objects.filter(pk=row.pk).delete()
        promise.delete()


def test_every_state_can_be_reached_and_no_machine_makes_an_adverse_move() -> None:
    for name, machine in OURS.items():
        reached = {move.target for move in machine.moves.values()} | set(machine.live)
        assert reached == set(states(machine)), name
        for move in machine.moves.values():
            assert not (move.adverse and SYSTEM in {grant.role for grant in move.who.grants}), move.code
    assert machines.TALKS.moves["no_show"].adverse


def test_a_message_for_who_cannot_be_written_to_is_passed_on_by_who_guides(cast: Cast, places: None) -> None:
    karin = cast.case_worker.actor
    mute = register(actor=karin, given=Registration("Mo", "Stil", "2611AB"), to_me=True)
    mailed = register(actor=karin, given=Registration("Ma", "Mail", "2611AB", email="ma@test.example"), to_me=True)
    told = tell(template="cases/talk_offered", person_id=mailed.pk, link="/mijn-plan/")
    assert (told.to, told.state) == ("ma@test.example", "waiting")
    kept = tell(template="cases/talk_offered", person_id=mute.pk, link="/mijn-plan/")
    row = PostIt.objects.get(notice=kept)
    assert kept.state == "post_it" and [promise.owner for promise in owed(row)] == [cast.case_worker.user.pk]
    pass_on(actor=karin, post_it=row.pk)
    assert not owed(row)


def test_a_professional_may_choose_one_mail_a_day_that_names_nobody(cast: Cast, sam_guided: Person) -> None:
    karin = cast.case_worker
    plan_step(actor=karin.actor, person=sam_guided.pk, words="Bellen", due_on=today(), for_person=False)
    assert send_digest(today()) == 0
    Preference.objects.create(user_id=karin.user.pk, channel="digest")
    Preference.objects.create(user_id=cast.colleague.user.pk, channel="digest")  # nothing waits for Koen
    assert (send_digest(today()), send_digest(today())) == (1, 0)
    mail = Notice.objects.get(template="promises/digest")
    assert mail.user_id == karin.user.pk and mail.state == "waiting" and "1 stap" in mail.body
    assert not any(word in mail.subject + mail.body for word in ("Sam", "Zoeker", "Bellen"))
