"""Somebody reports for a benefit: that day counts, and that day somebody looks for work with them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.benefits import rules
from doorstroom.benefits.actions import Told, report, withdraw
from doorstroom.benefits.models import Report
from doorstroom.cases.models import Intake
from doorstroom.common.dates import today
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
FORM = {
    "kind": "social_assistance",
    "last_employer": "Bakkerij De Korst",
    "worked_until": "2026-11-20",
    "knows_scheme": "no",
    "may_call": "on",
}


def test_a_report_is_followed_by_an_intake_owed_on_the_same_day(cast: Cast, reported: Report) -> None:
    intake = Intake.objects.get()
    promise = Promise.objects.get(closed_at=None)
    assert (reported.status, intake.report_id, intake.opened_on) == ("taken", reported.pk, today())
    assert (promise.about_id, promise.owner) == (intake.pk, cast.intake.pk)
    assert promise.due - today() <= timedelta(days=4)  # today, or the first working day


def test_before_the_news_arrives_the_municipality_owes_the_next_step(cast: Cast, sam: Person, told: Told) -> None:
    made = report(actor=cast.seeker.actor, person=sam.pk, told=told)
    assert Promise.objects.get(about_id=made.pk, closed_at=None).owner == cast.delft.pk


def test_a_person_reports_in_the_browser_and_sees_what_happens_now(
    cast: Cast, sam: Person, client_of: ClientOf, news_arrives: Callable[[], None]
) -> None:
    client = client_of(cast.seeker)
    assert client.post("/uitkering/melden/", FORM).headers["Location"] == "/uitkering/"
    client.post("/uitkering/melden/", FORM)
    assert Report.objects.count() == 1
    news_arrives()
    page = client.get("/uitkering/").content.decode()
    assert "Bij de intake" in page and "Trek de melding in" in page


def test_a_case_worker_takes_the_report_of_whom_she_guides_and_nobody_else_does(
    cast: Cast, sam_guided: Person, client_of: ClientOf
) -> None:
    address = f"/mensen/{sam_guided.pk}/uitkering-melden/"
    for player in cast.players():
        if player in (cast.case_worker, cast.seeker):
            continue
        assert client_of(player).post(address, FORM).status_code == 404, player.actor.name
    assert client_of(cast.case_worker).post(address, FORM).status_code == 302
    assert Report.objects.get().via == "desk"


def test_somebody_at_the_desk_is_registered_and_reported_in_one_go(
    cast: Cast, places: None, client_of: ClientOf
) -> None:
    client = client_of(cast.intake_worker)
    who = {"first_name": "Ada", "last_name": "Bos", "postcode": "2611 AB", "situation": "unknown", "guide": "intake"}
    assert client.post("/intake/balie/", who | FORM | {"kind": "bestaat niet"}).status_code == 400
    assert not Person.objects.exists()
    assert client.post("/intake/balie/", who | FORM).status_code == 302
    assert Report.objects.get().person.name == "Ada Bos"
    assert Person.objects.get().situation == "social_assistance"


def test_another_person_cannot_report_for_somebody(cast: Cast, sam: Person, told: Told) -> None:
    with pytest.raises(Http404):
        report(actor=cast.other_seeker.actor, person=sam.pk, told=told)


def test_taking_a_report_back_stops_the_intake_and_nobody_owes_anything(
    cast: Cast, reported: Report, news_arrives: Callable[[], None], client_of: ClientOf
) -> None:
    page = client_of(cast.seeker).post(f"/uitkering/{reported.pk}/intrekken/", {"why": "found_work"})
    assert page.status_code == 302
    news_arrives()
    assert Intake.objects.get().status == "stopped"
    assert not Promise.objects.filter(closed_at=None).exists()
    assert TrailEntry.objects.filter(event="benefits.withdrawn").count() == 1


def test_only_the_person_and_who_guides_can_take_a_report_back(cast: Cast, reported: Report) -> None:
    for player in cast.players():
        if player in (cast.seeker, cast.intake_worker):
            continue
        with pytest.raises(Http404):
            withdraw(actor=player.actor, report=reported.pk, why="other")
    assert withdraw(actor=cast.intake_worker.actor, report=reported.pk, why="other") is not None


@pytest.mark.parametrize("change", [{"kind": "tozo"}, {"worked_until": "morgen"}, {"employer_phone": "x"}])
def test_a_wrong_answer_is_told_and_nothing_is_lost(cast: Cast, sam: Person, client_of: ClientOf, change: dict) -> None:
    page = client_of(cast.seeker).post("/uitkering/melden/", FORM | change)
    assert page.status_code == 400 and "Bakkerij De Korst" in page.content.decode()
    assert not Report.objects.exists()


def test_a_day_far_ahead_is_refused(cast: Cast, sam: Person, told: Told) -> None:
    with pytest.raises(Refusal, match="far_away"):
        report(actor=cast.seeker.actor, person=sam.pk, told=replace(told, worked_until=today() + timedelta(days=400)))


@pytest.mark.parametrize(
    ("day", "scheme", "tozo"),
    [
        (date(2020, 2, 29), None, False),
        (date(2020, 3, 1), "now1", True),
        (date(2020, 5, 31), "now1", True),
        (date(2020, 6, 1), "now2", True),
        (date(2021, 10, 15), None, False),
        (date(2022, 3, 31), "now6", False),
        (date(2026, 11, 27), "wtv", False),
    ],
)
def test_what_can_be_reported_and_which_scheme_ran_depends_on_the_day(day: date, scheme: str, tozo: bool) -> None:
    held = rules.scheme_on(day)
    assert (held.code if held else None) == scheme
    assert ("tozo" in {row.code for row in rules.kinds_on(day)}) == tozo


def test_every_dated_row_says_where_it_comes_from() -> None:
    for day in (date(2020, 4, 1), date(2026, 11, 27)):
        scheme = rules.scheme_on(day)
        assert scheme and scheme.source and all(row.source for row in rules.kinds_on(day))
