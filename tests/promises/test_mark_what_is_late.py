"""The clock marks and hands over; it never closes."""

from datetime import date

import pytest

from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.introductions.choices import Status
from doorstroom.introductions.declarations import INTRODUCTION
from doorstroom.introductions.models import Introduction
from doorstroom.promises.actions import mark_overdue
from doorstroom.promises.declarations import ANSWERING
from doorstroom.promises.queries import owed_by

DUE = date(2026, 11, 27)
LATE = date(2026, 11, 30)


@pytest.fixture
def introduction(cast, person_of, vacancy_of):
    row = Introduction.objects.create(
        person=person_of(), vacancy=vacancy_of(), organisation=cast.firm, status=Status.INTERESTED
    )
    INTRODUCTION.begin(row, today=date(2026, 11, 20))
    return row


def test_the_case_worker_comes_before_the_intake_team():
    assert ANSWERING == [CASELOAD, AT_INTAKE]


def test_on_the_due_day_nothing_is_late(introduction):
    assert mark_overdue(DUE) == 0


def test_a_late_promise_is_handed_to_the_case_worker_and_stays_open(cast, introduction):
    tie(introduction.person_id, cast.intake.pk, AT_INTAKE, introduction.person_id)
    tie(introduction.person_id, cast.case_worker.user.pk, CASELOAD, introduction.person_id)
    assert mark_overdue(LATE) == 1
    promise = Promise.objects.get()
    assert (promise.overdue_since, promise.escalated_to, promise.closed_at) == (LATE, cast.case_worker.user.pk, None)
    assert Introduction.objects.get().status == Status.INTERESTED
    assert TrailEntry.objects.get().event == "promises.overdue"


def test_without_a_case_worker_the_intake_team_answers(cast, introduction):
    tie(introduction.person_id, cast.intake.pk, AT_INTAKE, introduction.person_id)
    mark_overdue(LATE)
    assert Promise.objects.get().escalated_to == cast.intake.pk


def test_marking_twice_marks_once(introduction):
    assert [mark_overdue(LATE), mark_overdue(LATE)] == [1, 0]


def test_the_firm_owes_the_step_and_the_case_worker_is_asked_to_help(cast, introduction):
    tie(introduction.person_id, cast.case_worker.user.pk, CASELOAD, introduction.person_id)
    mark_overdue(LATE)
    (firm,) = owed_by(cast.employer.actor, LATE)
    (helper,) = owed_by(cast.case_worker.actor, LATE)
    assert (firm.due, firm.late, firm.ours) == (DUE, True, True)
    assert (helper.ours, helper.person_id) == (False, introduction.person_id)
    assert not owed_by(cast.rival_employer.actor, LATE) and not owed_by(cast.colleague.actor, LATE)


def test_the_seeker_owes_the_answer_to_an_invitation(cast, person_of, vacancy_of):
    row = Introduction.objects.create(
        person=person_of(), vacancy=vacancy_of(), organisation=cast.firm, status=Status.INVITED
    )
    INTRODUCTION.begin(row, today=date(2026, 11, 20))
    (owed,) = owed_by(cast.seeker.actor, date(2026, 11, 23))
    assert (owed.words, owed.due, owed.late) == ("Antwoord geven op een uitnodiging", DUE, False)
    assert not owed_by(cast.other_seeker.actor, date(2026, 11, 23))
