"""Putting a vacancy on, changing it and closing it: who may, who may not, and what is refused."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.http import Http404

from doorstroom.accounts.models import Organisation
from doorstroom.common.dates import today
from doorstroom.core.models import TrailEntry
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.employers.actions import (
    change_vacancy,
    end_vacancy,
    publish_vacancy,
    reopen_vacancy,
    stamp,
)
from doorstroom.employers.declarations import PUBLISH_VACANCY, SEE_VACANCY
from doorstroom.employers.models import Employer, Vacancy
from doorstroom.employers.queries import firm_of, hirers_of, open_vacancies, vacancies_at
from doorstroom.employers.rules import NewFirm, SkillAsked, VacancyDraft, kvk, obstacles
from doorstroom.employers.tasks import close_due

Make = Callable[..., VacancyDraft]


def put_on(player: Any, given: VacancyDraft) -> Vacancy:
    """Put a vacancy on as somebody."""
    return publish_vacancy(actor=player.actor, organisation_id=player.actor.organisation_id, given=given)


def test_a_firm_puts_a_vacancy_on_for_itself_with_a_number_to_say_on_the_phone(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.employer, draft())
    assert vacancy.employer.organisation == cast.firm
    assert (vacancy.status, vacancy.region_id, vacancy.number) == ("open", "AM21", 1001)
    assert {(each.skill.code, each.must) for each in vacancy.skills.select_related("skill")} == {
        ("pick", True),
        ("forklift", False),
    }
    assert TrailEntry.objects.get().event == "employers.vacancy_published"
    assert put_on(cast.employer, draft()).number == 1002


def test_a_double_click_puts_a_vacancy_on_once(cast: Any, draft: Make) -> None:
    given = draft(id=uuid4())
    put_on(cast.employer, given)
    assert put_on(cast.employer, given) is UNCHANGED
    assert Vacancy.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_put_a_vacancy_on_once(cast: Any, draft: Make) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("races are proven on PostgreSQL")
    given, outcomes = draft(id=uuid4()), []

    def click() -> None:
        try:
            outcomes.append(put_on(cast.employer, given))
        except Exception as trouble:
            outcomes.append(trouble)
        connections.close_all()

    clicks = [threading.Thread(target=click) for _ in range(6)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Vacancy.objects.count() == 1
    assert [outcome for outcome in outcomes if outcome is not UNCHANGED] == [Vacancy.objects.get()]


def test_the_same_own_number_twice_is_refused_in_words(cast: Any, draft: Make) -> None:
    put_on(cast.employer, draft(reference="A-1"))
    with pytest.raises(Refusal, match="reference"):
        put_on(cast.employer, draft(reference="A-1"))
    assert put_on(cast.rival_employer, draft(reference="A-1")).reference == "A-1"


def test_a_firm_whose_number_the_file_knows_under_another_organisation_still_gets_its_own_line(
    cast: Any, draft: Make
) -> None:
    Employer.objects.create(organisation=cast.rival_firm, name="Brood en Zo", region_id="AM21", kvk="12345678")
    Organisation.objects.filter(pk=cast.firm.pk).update(kvk="12345678")
    vacancy = put_on(cast.employer, draft())
    assert (vacancy.employer.organisation_id, vacancy.employer.kvk) == (cast.firm.pk, "")


def test_nobody_puts_a_vacancy_on_for_another_organisation(cast: Any, draft: Make) -> None:
    with pytest.raises(Http404):
        publish_vacancy(actor=cast.employer.actor, organisation_id=cast.rival_firm.pk, given=draft())
    for player in (cast.seeker, cast.case_worker, cast.admin):
        with pytest.raises(Http404):
            publish_vacancy(actor=player.actor, organisation_id=cast.firm.pk, given=draft())
    assert not Vacancy.objects.exists()


def test_an_agency_hides_its_hirer_unless_it_chooses_otherwise(cast: Any, draft: Make) -> None:
    firm = NewFirm("Kaas bv", "12345678")
    hidden = put_on(cast.consultant, draft(new_firm=firm))
    shown = put_on(cast.consultant, draft(new_firm=firm, hirer_hidden=False))
    own = put_on(cast.consultant, draft())
    assert (hidden.hirer_hidden, shown.hirer_hidden, own.hirer_hidden) == (True, False, False)
    assert hidden.employer == shown.employer == Employer.objects.get(kvk="12345678")
    assert firm_of(hidden) == "een opdrachtgever van Uitzendbureau Vlot"
    assert firm_of(hidden, cast.rival_agency.pk) == "een opdrachtgever van Uitzendbureau Vlot"
    assert firm_of(hidden, cast.agency.pk) == "Kaas bv"
    assert list(hirers_of(cast.agency.pk).exclude(organisation=cast.agency)) == [hidden.employer]


def test_a_hidden_hirer_does_not_show_on_the_page_of_the_firm(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.consultant, draft(new_firm=NewFirm("Kaas bv", "12345678")))
    assert not vacancies_at(vacancy.employer, cast.service_point.pk).exists()
    assert vacancies_at(vacancy.employer, cast.agency.pk).exists()


def test_an_agency_names_no_firm_that_it_does_not_know(cast: Any, draft: Make) -> None:
    theirs = put_on(cast.rival_consultant, draft(new_firm=NewFirm("Geheim bv")))
    with pytest.raises(Refusal):
        put_on(cast.consultant, draft(employer_id=theirs.employer_id))


def test_an_account_manager_takes_a_vacancy_for_a_firm_of_the_own_region_only(cast: Any, draft: Make) -> None:
    here = Employer.objects.create(name="Hier bv", region_id="AM21")
    there = Employer.objects.create(name="Daar bv", region_id="AM22")
    assert put_on(cast.account_manager, draft(employer_id=here.pk)).employer == here
    with pytest.raises(Http404):
        put_on(cast.account_manager, draft(employer_id=there.pk))
    with pytest.raises(Refusal, match="employer"):
        put_on(cast.account_manager, draft())


def test_a_draft_is_seen_by_the_own_organisation_only(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.consultant, draft(publish=False))
    others = [player for player in cast.players() if player is not cast.consultant]
    assert SEE_VACANCY.may(cast.consultant.actor, vacancy)
    assert not [player.user.name for player in others if SEE_VACANCY.may(player.actor, vacancy)]


def test_an_open_vacancy_is_seen_by_seekers_and_changed_by_its_publisher_only(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.consultant, draft())
    may_see = {player.user.name for player in cast.players() if SEE_VACANCY.may(player.actor, vacancy)}
    may_change = {player.user.name for player in cast.players() if PUBLISH_VACANCY.may(player.actor, vacancy)}
    assert {"Sam Zoeker", "Karin Visser", "Anna Kok"} <= may_see
    assert may_see & {"Rik Rap", "Zoe Zo", "Bram Korst"} == set()
    assert may_change == {"Ilse Vlot"}
    for rival in (cast.rival_consultant, cast.employer, cast.account_manager, cast.seeker):
        with pytest.raises(Http404):
            change_vacancy(actor=rival.actor, vacancy=vacancy, given=draft(title="Van ons"))
        with pytest.raises(Http404):
            end_vacancy(actor=rival.actor, vacancy=vacancy, status="withdrawn")


def test_a_stale_form_overwrites_nothing(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.employer, draft())
    seen = stamp(vacancy)
    change_vacancy(actor=cast.employer.actor, vacancy=vacancy, given=draft(title="Van een collega"), version=seen)
    with pytest.raises(Refusal, match="changed_meanwhile"):
        change_vacancy(actor=cast.employer.actor, vacancy=vacancy, given=draft(title="Van mij"), version=seen)
    vacancy.refresh_from_db()
    assert vacancy.title == "Van een collega"


def test_saving_the_same_again_changes_nothing_but_another_skill_does(cast: Any, draft: Make, words: Any) -> None:
    vacancy = put_on(cast.employer, draft())
    before = Vacancy.objects.get().changed_at
    assert change_vacancy(actor=cast.employer.actor, vacancy=vacancy, given=draft()) is UNCHANGED
    other = draft(skills=(SkillAsked(words["bake"].pk, must=True),))
    assert change_vacancy(actor=cast.employer.actor, vacancy=vacancy, given=other) is not UNCHANGED
    assert Vacancy.objects.get().changed_at > before
    assert [each.skill.code for each in vacancy.skills.select_related("skill")] == ["bake"]


def test_a_closed_vacancy_is_not_changed_and_can_be_opened_again(cast: Any, draft: Make) -> None:
    vacancy = put_on(cast.employer, draft())
    actor = cast.employer.actor
    end_vacancy(actor=actor, vacancy=vacancy, status="filled")
    assert end_vacancy(actor=actor, vacancy=vacancy, status="filled") is UNCHANGED
    with pytest.raises(Refusal):
        end_vacancy(actor=actor, vacancy=vacancy, status="withdrawn")
    with pytest.raises(Refusal, match="closed"):
        change_vacancy(actor=actor, vacancy=vacancy, given=draft(title="Nog iets"))
    assert not open_vacancies("AM21").exists()
    reopen_vacancy(actor=actor, vacancy=vacancy)
    assert reopen_vacancy(actor=actor, vacancy=vacancy) is UNCHANGED
    assert open_vacancies("AM21").get() == vacancy


def test_a_vacancy_past_its_closing_day_is_no_longer_on_offer(cast: Any, draft: Make) -> None:
    put_on(cast.employer, draft(closes_on=today() + timedelta(days=3)))
    assert open_vacancies("AM21").exists()
    assert not open_vacancies("AM21", today() + timedelta(days=4)).exists()


def test_the_clock_closes_a_vacancy_the_day_after_its_closing_day_and_not_before(
    cast: Any, draft: Make, time_machine_day: Any
) -> None:
    put_on(cast.employer, draft(closes_on=today() + timedelta(days=3)))
    put_on(cast.employer, draft())
    with time_machine_day(days=3):
        assert close_due() == "0 closed"
    with time_machine_day(days=4):
        assert close_due() == "1 closed"
        assert close_due() == "0 closed"
    assert {row.status for row in Vacancy.objects.all()} == {"withdrawn", "open"}
    ended = TrailEntry.objects.get(event="employers.vacancy_ended")
    assert (ended.by_role, ended.facts["status"]) == ("system", "withdrawn")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"hours_min": 0}, "hours_min"),
        ({"hours_max": 168}, "hours_max"),
        ({"hours_min": 36, "hours_max": 24}, "hours_max"),
        ({"hours_max": 2**40}, "hours_max"),
        ({"pay_min": 3000, "pay_max": 2000}, "pay_max"),
        ({"pay_min": 14}, "pay_min"),
        ({"pay_max": 40_000}, "pay_max"),
        ({"positions": 0}, "positions"),
        ({"start_on": date(1926, 1, 1)}, "start_on"),
        ({"start_on": date(2062, 1, 1)}, "start_on"),
        ({"closes_on": date(2020, 1, 1)}, "closes_on"),
        ({"postcode": "0999AA"}, "postcode"),
        ({"postcode": "2512"}, "postcode"),
        ({"postcode": "2512SS"}, "postcode"),
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"text": "a\x00b"}, "text"),
        ({"text": "a\ud800b"}, "text"),
        ({"contact_phone": "bel maar"}, "contact_phone"),
        ({"contact_email": "geen adres"}, "contact_email"),
    ],
)
def test_an_impossible_vacancy_is_refused_by_the_field_that_is_wrong(draft: Make, given: Any, field: str) -> None:
    found = obstacles(draft(**given), today())
    assert [each.name for each in found] == [field]
    assert found[0].sentence.format(**found[0].facts)


def test_a_good_vacancy_meets_no_obstacle(draft: Make) -> None:
    assert obstacles(draft(), today()) == []


@pytest.mark.parametrize(
    ("text", "number"), [("12345678", "12345678"), ("12 34 56 78", "12345678"), ("1234567", None), ("00000000", None)]
)
def test_a_number_of_the_trade_register_has_eight_digits(text: str, number: str | None) -> None:
    assert kvk(text) == number
