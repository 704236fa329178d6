"""Intake and lanes: local policy advises with reasons, a person decides, and the first step is owed at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.accounts.models import Team
from doorstroom.benefits.actions import Told, report
from doorstroom.cases.actions import (
    add_extra_staff,
    add_lane_rule,
    add_rung,
    assign,
    begin_lane,
    change_desk,
    decide_lane,
    end_lane,
    end_row,
    save_intake,
    start_intake,
)
from doorstroom.cases.actions.intake import Answers
from doorstroom.cases.models import Intake, LanePlace, LaneRule, Rung
from doorstroom.cases.queries import intake_today, ladder, lane_rules, rooms
from doorstroom.cases.rules import LaneFacts, advise, example_rules, work_past
from doorstroom.common.dates import today
from doorstroom.core.models import Promise
from doorstroom.core.verbs import Refusal
from doorstroom.introductions.actions import propose
from doorstroom.people.models import Experience, Person
from doorstroom.reference.models import Occupation
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
DAY = date(2026, 11, 27)


@pytest.fixture
def intake(cast: Cast, sam_at_intake: Person, news_arrives: Callable[[], None]) -> Intake:
    """Sam lost a job of two years yesterday and reported today."""
    yesterday = today() - timedelta(days=1)
    Experience.objects.create(person=sam_at_intake, title="bakker", start=yesterday - timedelta(days=700))
    told = Told("social_assistance", last_employer="De Korst", worked_until=yesterday)
    report(actor=cast.seeker.actor, person=sam_at_intake.pk, told=told)
    news_arrives()
    return Intake.objects.get()


def talked(cast: Cast, intake: Intake, **answers: object) -> Intake:
    save_intake(actor=cast.intake_worker.actor, intake=intake.pk, answers=Answers(**answers))
    return Intake.objects.get()


@pytest.mark.parametrize(
    ("facts", "lane"),
    [
        (LaneFacts(0, 24, 0, 0, False, False), "work_direct"),
        (LaneFacts(12, 6, 1, 31, False, False), "work_direct"),
        (LaneFacts(13, 24, 0, 0, False, False), "mediation"),
        (LaneFacts(2, 5, 0, 0, False, False), "mediation"),
        (LaneFacts(0, 24, 0, 180, False, False), "mediation"),
        (LaneFacts(0, 24, 2, 0, False, False), "mediation"),
        (LaneFacts(0, 24, 3, 0, False, False), "intensive"),
        (LaneFacts(None, 0, 0, 0, False, False), "mediation"),
        (LaneFacts(0, 24, 0, 0, False, True), "intensive"),
        (LaneFacts(0, 36, 0, 0, True, True), "first"),
    ],
)
def test_the_first_rule_that_fits_gives_the_advice_with_its_reasons(facts: LaneFacts, lane: str) -> None:
    advice = advise(facts, example_rules())
    assert advice is not None and advice.lane == lane and advice.reasons and advice.source
    assert all(reason.words.format(**reason.facts) for reason in advice.reasons)


@pytest.mark.parametrize(
    ("spans", "past"),
    [
        ([], (None, 0)),
        ([(date(2026, 11, 1), None)], (0, 1)),
        ([(date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 6, 1), date(2025, 1, 31))], (22, 13)),
        ([(date(1990, 1, 1), date(2010, 1, 1))], (202, 0)),
        ([(date(2027, 1, 1), None)], (None, 0)),
    ],
)
def test_jobs_beside_each_other_count_once(spans: list, past: tuple) -> None:
    assert work_past(spans, DAY) == past


def test_who_lost_work_yesterday_stands_on_top_of_todays_intake_with_the_reason(
    cast: Cast, intake: Intake, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    (line,) = intake_today(cast.intake_worker.actor, today())
    assert (line.name, line.lane) == ("Sam Zoeker", "work_direct")
    client = client_of(cast.intake_worker)
    client.get("/intake/")
    with django_assert_max_num_queries(12):
        page = client.get("/intake/").content.decode()
    assert "Direct naar werk" in page and "Laatste werk: " in page
    assert not intake_today(cast.case_worker_elsewhere.actor, today())


def test_the_talk_is_kept_in_the_persons_words_and_the_advice_follows(
    cast: Cast, intake: Intake, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.intake_worker)
    form = {"helps": "Ik ken veel bakkers.", "hinders": "Nachtwerk.", "can_start": "0"}
    assert client.post(f"/intake/{intake.pk}/", form).status_code == 302
    with django_assert_max_num_queries(12):
        page = client.get(f"/intake/{intake.pk}/").content.decode()
    assert "Ik ken veel bakkers." in page and "U beslist, niet de computer." in page
    assert Intake.objects.get().advised == "work_direct"
    wrong = client.post(f"/intake/{intake.pk}/", form | {"helps": "Mijn nummer is 111222333"})
    assert wrong.status_code == 409 and "BSN" in wrong.content.decode()


def test_the_wanted_work_is_chosen_beside_the_talk(cast: Cast, intake: Intake, client_of: ClientOf) -> None:
    baker = Occupation.objects.create(uri="urn:test:baker", name_nl="broodbakker", name_en="baker", isco="7512")
    client = client_of(cast.intake_worker)
    to = f"/mensen/{intake.person_id}/profiel/stap/willen/"
    assert f'action="{to}"' in client.get(f"/intake/{intake.pk}/").content.decode()
    assert client.post(to, {"do": f"add:{baker.pk}"}).status_code == 302
    assert intake.person.wanted.get().occupation == baker


def test_a_person_decides_and_says_why_when_leaving_the_advice(cast: Cast, intake: Intake, client_of: ClientOf) -> None:
    worker = cast.intake_worker.actor
    with pytest.raises(Refusal, match="not_answered"):
        decide_lane(actor=worker, intake=intake.pk, lane="work_direct")
    talked(cast, intake)
    with pytest.raises(Refusal, match="why"):
        decide_lane(actor=worker, intake=intake.pk, lane="mediation")
    page = client_of(cast.intake_worker).post(f"/intake/{intake.pk}/spoor/", {"lane": "mediation"})
    assert page.status_code == 409 and "Vertel waarom" in page.content.decode()
    decide_lane(actor=worker, intake=intake.pk, lane="mediation", why_other="Sam wil eerst rust.", rung="half_year")
    held = Intake.objects.get()
    assert (held.lane, held.regional, held.decided_by) == ("mediation", "half_year", cast.intake_worker.user.pk)
    assert not decide_lane(actor=worker, intake=intake.pk, lane="first")


def test_a_work_direct_person_is_owed_a_job_today_until_one_is_proposed(
    cast: Cast, intake: Intake, vacancy_of: Callable, news_arrives: Callable[[], None]
) -> None:
    talked(cast, intake)
    decide_lane(actor=cast.intake_worker.actor, intake=intake.pk, lane="work_direct")
    place = LanePlace.objects.get()
    (promise,) = Promise.objects.filter(closed_at=None)
    assert (place.status, promise.about_id, promise.owner) == ("direct", place.pk, cast.intake.pk)
    assert promise.due - today() <= timedelta(days=4)
    propose(actor=cast.intake_worker.actor, person=intake.person_id, vacancy=vacancy_of().pk)
    news_arrives()
    assert LanePlace.objects.get().status == "running"
    assert Promise.objects.filter(about_id=place.pk, closed_at=None).count() == 1


def test_the_lanes_own_team_takes_over_and_the_intake_lets_go(cast: Cast, intake: Intake) -> None:
    team = Team.objects.create(organisation=cast.delft, name="Team Direct")
    change_desk(
        actor=cast.admin.actor, organisation=cast.delft.pk, lane="work_direct", team=team.pk, staff=2, each=30,
        budget=100_000, valid_from=today(),
    )  # fmt: skip
    talked(cast, intake)
    decide_lane(actor=cast.intake_worker.actor, intake=intake.pk, lane="work_direct")
    assert LanePlace.objects.get().owner == team.pk
    assert not intake_today(cast.intake_worker.actor, today())
    with pytest.raises(Http404):
        begin_lane(actor=cast.intake_worker.actor, place=LanePlace.objects.get().pk)


def test_what_is_owed_in_a_lane_goes_along_to_the_case_worker(cast: Cast, intake: Intake) -> None:
    assign(actor=cast.intake_worker.actor, person=intake.person_id, case_worker=cast.case_worker.user.pk)
    assert Intake.objects.get().owner == Promise.objects.get(closed_at=None).owner == cast.case_worker.user.pk
    save_intake(actor=cast.case_worker.actor, intake=intake.pk, answers=Answers())
    decide_lane(actor=cast.case_worker.actor, intake=intake.pk, lane="work_direct")
    place = LanePlace.objects.get()
    begin_lane(actor=cast.case_worker.actor, place=place.pk)
    assign(actor=cast.case_worker.actor, person=intake.person_id, case_worker=cast.colleague.user.pk)
    assert LanePlace.objects.get().owner == cast.colleague.user.pk
    end_lane(actor=cast.colleague.actor, place=place.pk, why="work")
    assert not Promise.objects.filter(about_id=place.pk, closed_at=None).exists()


def test_a_job_lost_again_opens_a_new_intake_and_the_old_lane_ends_with_the_new(cast: Cast, intake: Intake) -> None:
    talked(cast, intake)
    worker = cast.intake_worker.actor
    decide_lane(actor=worker, intake=intake.pk, lane="work_direct")
    again = start_intake(actor=worker, person=intake.person_id)
    assert not start_intake(actor=worker, person=intake.person_id)
    save_intake(actor=worker, intake=again.pk, answers=Answers(something_first=True))
    decide_lane(actor=worker, intake=again.pk, lane="first")
    assert set(LanePlace.objects.values_list("lane", "status", "why_ended")) == {
        ("work_direct", "ended", "other_lane"),
        ("first", "start", ""),
    }


def test_room_counts_extra_staff_only_in_its_days_and_never_shuts_a_door(cast: Cast, intake: Intake) -> None:
    admin = cast.admin.actor
    change_desk(
        actor=admin, organisation=cast.delft.pk, lane="work_direct", team=None, staff=0, each=1, budget=0,
        valid_from=today(),
    )  # fmt: skip
    add_extra_staff(
        actor=admin, organisation=cast.delft.pk, lane="work_direct", people=2, valid_from=today() + timedelta(days=1),
        valid_to=today() + timedelta(days=9), why="Piek",
    )  # fmt: skip
    talked(cast, intake)
    decide_lane(actor=cast.intake_worker.actor, intake=intake.pk, lane="work_direct")
    direct = {day: rooms(cast.delft.pk, today() + timedelta(days=day))[0] for day in (0, 1, 10)}
    assert [(room.capacity, room.taken, room.full) for room in direct.values()] == [
        (0, 1, True),
        (2, 1, False),
        (0, 1, True),
    ]


def test_policy_is_dated_and_yesterdays_decision_keeps_its_rules(cast: Cast) -> None:
    admin, delft = cast.admin.actor, cast.delft.pk
    before = lane_rules(delft, DAY)
    given = {"order": 1, "lane": "mediation", "since_work_most": 3}
    add_lane_rule(actor=admin, organisation=delft, given=given, valid_from=DAY, source="Besluit 12")
    own = lane_rules(delft, DAY)
    assert len(own) == len(before) + 1 and own[0].source
    assert lane_rules(delft, DAY - timedelta(days=1)) == before
    end_row(actor=admin, organisation=delft, row=LaneRule.objects.get(source="Besluit 12").pk, today=DAY)
    assert len(lane_rules(delft, DAY)) == len(own)
    assert len(lane_rules(delft, DAY + timedelta(days=1))) == len(before)


def test_a_municipality_has_its_own_ladder_with_the_regions_beside_it(cast: Cast) -> None:
    assert next(row.code for row in ladder(cast.delft.pk, DAY)) == "direct"
    rung = {"code": "a", "name": "Trede A", "regional": "half_year", "order": 1, "source": "Beleidsregel 2026"}
    add_rung(actor=cast.admin.actor, organisation=cast.delft.pk, valid_from=DAY, **rung)
    assert [(row.name, row.regional) for row in ladder(cast.delft.pk, DAY)] == [("Trede A", "half_year")]
    assert len(ladder(cast.the_hague.pk, DAY)) == 6
    with pytest.raises(Refusal, match="known"):
        add_rung(actor=cast.admin.actor, organisation=cast.delft.pk, valid_from=DAY, **rung)
    assert Rung.objects.count() == 1


def test_the_administrator_changes_lanes_and_the_case_worker_only_looks(
    cast: Cast, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    admin, delft = client_of(cast.admin), cast.delft.pk
    desk = f"/sporen/{delft}/work_direct/bemensen/"
    form = {"team": str(cast.intake.pk), "staff": "3", "each": "30", "budget": "90000", "valid_from": "2026-11-01"}
    assert admin.post(desk, form).status_code == 302
    assert admin.post(desk, form | {"staff": "veel"}).status_code == 400
    extra = {"lane": "work_direct", "people": "2", "valid_from": "2026-11-01", "valid_to": "2031-01-01", "why": "Piek"}
    assert admin.post(f"/sporen/{delft}/nieuw/extra/", extra).status_code == 302
    assert admin.post(f"/sporen/{delft}/nieuw/extra/", extra | {"valid_to": "2020-01-01"}).status_code == 409
    rule = {"order": "1", "lane": "first", "needs_least": "5", "valid_from": "2026-11-01", "source": "Besluit 9"}
    assert admin.post(f"/sporen/{delft}/nieuw/rule/", rule).status_code == 302
    with django_assert_max_num_queries(12):
        page = admin.get(f"/sporen/?gemeente={delft}").content.decode()
    assert "150" in page and "3 + 2" in page and "Besluit 9" in page and "Piek" in page
    assert client_of(cast.case_worker).get("/sporen/").status_code == 200
    for player in (cast.case_worker, cast.employer, cast.seeker, cast.consultant):
        assert client_of(player).post(desk, form).status_code == 404
    assert admin.post(f"/sporen/{cast.rotterdam.pk}/work_direct/bemensen/", form).status_code == 404
