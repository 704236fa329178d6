"""Two clicks at one moment on PostgreSQL: nobody waits for the other in a circle, and nothing is half-written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from doorstroom.cases.declarations import CASELOAD
from doorstroom.core.machines import tie
from doorstroom.core.verbs import Refusal
from doorstroom.introductions import actions
from doorstroom.introductions.models import Introduction
from tests.conftest import Cast

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL locks rows"),
]
Make = Callable[..., Any]


def both(monkeypatch: pytest.MonkeyPatch, holds_vacancy: str, *jobs: Callable[[], Any]) -> list[str]:
    """Let both verbs take their first lock before either asks for its second one."""
    gate = Barrier(2)

    def meet_first(step: Callable[..., Any]) -> Callable[..., Any]:
        def waits(*given: Any, **named: Any) -> Any:
            with suppress(BrokenBarrierError):  # else the other one waits for us already, in the right order
                gate.wait(timeout=2)
            return step(*given, **named)

        return waits

    for name in (holds_vacancy, "_still_open"):
        monkeypatch.setattr(actions, name, meet_first(getattr(actions, name)))

    def run(job: Callable[[], Any]) -> str:
        try:
            return "done" if job() else "unchanged"
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def proposed(cast: Cast, seeker_of: Make, job_of: Make) -> Introduction:
    """A job that the case worker proposed to somebody."""
    person = seeker_of(phone="0612345678", email="sam@test.example")
    vacancy = job_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    made = actions.propose(actor=cast.case_worker.actor, person=person, vacancy=vacancy.number, message="Past goed.")
    assert isinstance(made, Introduction)
    return made


def test_taking_up_a_proposal_and_being_invited_at_one_moment_ends_for_both(
    cast: Cast, proposed: Introduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "person_behind", lambda _vacancy, _code: proposed.person_id)
    invite = partial(actions.invite, actor=cast.employer.actor, vacancy=proposed.vacancy, code="x", message="Kom langs")
    accept = partial(actions.accept, actor=cast.seeker.actor, introduction=proposed)
    became = both(monkeypatch, "_between", accept, invite)
    assert became[0] == "done" and became[1] in {"gone", "unchanged"}
    assert Introduction.objects.get().status == "interested"


def test_two_ways_to_say_yes_to_a_proposal_at_one_moment_say_it_once(
    cast: Cast, proposed: Introduction, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept = partial(actions.accept, actor=cast.seeker.actor, introduction=proposed)
    again = partial(actions.show_interest, actor=cast.seeker.actor, person=proposed.person_id,
                    vacancy=proposed.vacancy.number)  # fmt: skip
    assert sorted(both(monkeypatch, "_between", accept, again)) == ["done", "unchanged"]
    assert Introduction.objects.get().status == "interested"
