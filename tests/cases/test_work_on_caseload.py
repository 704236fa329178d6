"""A caseload shows what the day asks, says why somebody stands there, and takes one thing for many at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from doorstroom.benefits.actions import Told, report
from doorstroom.cases.actions import plan_step
from doorstroom.cases.actions.together import undo_together
from doorstroom.cases.models import Appointment, CaseAssignment, OrderRule, PlanStep, Together, TogetherRow
from doorstroom.cases.queries import Filters, caseload, lines
from doorstroom.common.dates import today
from doorstroom.core.models import Promise, Tie
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person
from tests.cases.test_open_caseload import guided
from tests.conftest import Cast, Player
from tests.core.test_fence_the_database import ON_POSTGRESQL, in_a_request

ClientOf = Callable[[Player], Client]
WEEK = timedelta(days=7)


@pytest.fixture
def three(cast: Cast, places: None) -> list[Person]:
    """Anna, Bea and Cor, guided by Karin."""
    return guided(cast, "Anna", "Bea", "Cor")


def picked(people: list[Person], **form: str) -> dict[str, object]:
    return {"wie": [str(person.pk) for person in people], **form}


def names(cast: Cast, **filters: str) -> list[str]:
    actor = cast.case_worker.actor
    return [line.name.split()[0] for line in lines(caseload(actor, Filters(**filters), today()), actor, today())]


def test_among_promises_of_one_day_a_dated_rule_decides_and_says_so(cast: Cast, three: list[Person]) -> None:
    karin = cast.case_worker.actor
    for person in three:
        plan_step(actor=karin, person=person.pk, words="x", due_on=today() + WEEK, for_person=False)
    report(actor=karin, person=three[2].pk, told=Told("social_assistance"))
    Promise.objects.filter(about_model="benefits.Report").delete()
    shown = lines(caseload(karin, Filters(), today()), karin, today())
    assert [(line.name.split()[0], line.why) for line in shown] == [
        ("Cor", "Kort geleden gemeld"),
        ("Anna", "Nog geen spoor"),
        ("Bea", "Nog geen spoor"),
    ]
    OrderRule.objects.create(
        organisation=cast.delft, code="quiet", days=30, order=1, valid_from=date(2020, 1, 1), source="Besluit 3"
    )
    assert {line.why for line in lines(caseload(karin, Filters(), today()), karin, today())} == {"Lang niet gesproken"}


def test_filters_find_what_is_mine_today_and_whose_term_runs(cast: Cast, three: list[Person]) -> None:
    anna, bea, _cor = three
    karin = cast.case_worker.actor
    plan_step(actor=karin, person=anna.pk, words="x", due_on=today(), for_person=False)
    plan_step(actor=karin, person=bea.pk, words="x", due_on=today() + WEEK, for_person=True)
    assert (names(cast, waits="today"), names(cast, waits="term"), names(cast, waits="nobody")) == (
        ["Anna"],
        ["Bea"],
        ["Cor"],
    )


def test_a_step_for_several_people_is_previewed_done_and_taken_back(
    cast: Cast, three: list[Person], client_of: ClientOf
) -> None:
    client = client_of(cast.case_worker)
    preview = client.post("/kandidaten/samen/", picked(three[:2], what="step")).content.decode()
    assert "Anna Jansen" in preview and "Cor Jansen" not in preview and not PlanStep.objects.exists()
    form = picked(
        three[:2], what="step", bevestig="ja", words="Bellen", who="guide", due_on=(today() + WEEK).isoformat()
    )
    wrong = client.post("/kandidaten/samen/", form | {"words": ""})
    assert wrong.status_code == 400 and not PlanStep.objects.exists()
    assert "Klaar voor 2 mensen" in client.post("/kandidaten/samen/", form).content.decode()
    assert Promise.objects.filter(closed_at=None).count() == 2
    client.post(f"/kandidaten/samen/{Together.objects.get().pk}/terug/")
    assert not Promise.objects.filter(closed_at=None).exists()
    assert set(PlanStep.objects.values_list("status", flat=True)) == {"dropped"}


def test_a_talk_for_several_people_asks_each_to_choose(cast: Cast, three: list[Person], client_of: ClientOf) -> None:
    client = client_of(cast.case_worker)
    day = (today() + WEEK).isoformat()
    form = picked(three, what="talk", bevestig="ja", kind="desk", day1=day, time1="10:00", minutes="30")
    assert "Klaar voor 3 mensen" in client.post("/kandidaten/samen/", form).content.decode()
    assert Appointment.objects.filter(status="offered").count() == 3
    client.post(f"/kandidaten/samen/{Together.objects.get().pk}/terug/")
    assert Appointment.objects.filter(status="cancelled").count() == 3


def test_giving_several_people_away_can_be_taken_back_today_and_not_tomorrow(
    cast: Cast, three: list[Person], client_of: ClientOf
) -> None:
    client = client_of(cast.case_worker)
    form = picked(three[:2], what="assign", bevestig="ja", case_worker=str(cast.colleague.user.pk))
    client.post("/kandidaten/samen/", form)
    assert names(cast) == ["Cor"]
    together = Together.objects.get()
    with pytest.raises(Refusal, match="late"):
        undo_together(actor=cast.case_worker.actor, together=together.pk, today=today() + timedelta(days=1))
    undo_together(actor=cast.case_worker.actor, together=together.pk)
    assert sorted(names(cast)) == ["Anna", "Bea", "Cor"]
    assert not undo_together(actor=cast.case_worker.actor, together=together.pk)
    assert CaseAssignment.objects.filter(until__isnull=True).count() == 3


def test_nobody_does_anything_to_people_of_somebody_else(cast: Cast, three: list[Person], client_of: ClientOf) -> None:
    form = picked(three, what="step", bevestig="ja", words="x", who="guide", due_on=(today() + WEEK).isoformat())
    for player in cast.players():
        if player != cast.case_worker:
            client_of(player).post("/kandidaten/samen/", form)
    assert not PlanStep.objects.exists()
    client_of(cast.case_worker).post("/kandidaten/samen/", form)
    together = Together.objects.get()
    assert client_of(cast.colleague).post(f"/kandidaten/samen/{together.pk}/terug/").status_code == 404


@ON_POSTGRESQL
def test_the_database_tells_nobody_else_what_a_case_worker_did_with_a_group(
    cast: Cast, three: list[Person], client_of: ClientOf
) -> None:
    form = picked(three, what="step", bevestig="ja", words="x", who="guide", due_on=(today() + WEEK).isoformat())
    client_of(cast.case_worker).post("/kandidaten/samen/", form)
    for player in cast.players():
        seen = in_a_request(player.actor, lambda: (Together.objects.count(), TogetherRow.objects.count()))
        tied = Tie.objects.filter(person_id=three[0].pk, party__in=player.actor.parties)  # now or before
        assert seen == (int(player == cast.case_worker), 3 if tied.exists() else 0), player.actor.name
        assert player in {cast.case_worker, cast.intake_worker} or seen == (0, 0)


def test_nonsense_in_the_hand_of_a_form_picks_nobody(cast: Cast, three: list[Person], client_of: ClientOf) -> None:
    client = client_of(cast.case_worker)
    for form in ({"what": "step"}, {"what": "weg", "wie": str(three[0].pk)}, {"what": "step", "wie": "niemand"}):
        assert client.post("/kandidaten/samen/", form).headers["Location"] == "/kandidaten/"
