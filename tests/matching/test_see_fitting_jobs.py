"""A seeker's own list: what is in it, why, and what it costs."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom.employers.models import Vacancy
from doorstroom.matching import bridge
from doorstroom.matching.queries import explain, jobs_for
from doorstroom.people.models import Person
from tests.conftest import Cast

from .conftest import Work, fresh

pytestmark = pytest.mark.django_db

Make = Callable[..., object]


def numbers(person: Person, **more: int) -> list[int]:
    return [card.number for card in jobs_for(fresh(person), **more).cards]


def test_only_reviewed_facts_of_a_person_cross_the_bridge() -> None:
    assert {field.name for field in fields(bridge.Seeker)} == {
        "wanted", "skills", "x", "y", "minutes", "hours_min", "hours_max", "licences", "language", "education",
        "available", "excluded", "active", "salt",
    }  # fmt: skip
    assert {field.name for field in fields(bridge.Wished)} == {
        "salt", "postcode", "hours_min", "hours_max", "travel_minutes", "travel_modes", "licences", "language",
        "education", "available", "active",
    }  # fmt: skip


def test_the_first_page_holds_seven_and_paging_reaches_every_job(seeker_of: Make, job_of: Make) -> None:
    person = seeker_of()
    made = {job_of().number for _ in range(10)}
    first, second = numbers(person), numbers(person, offset=7)
    assert len(first) == 7
    assert len(second) == 3
    assert set(first + second) == made


def test_the_components_of_a_job_sum_to_its_score(seeker_of: Make, job_of: Make, work: Work) -> None:
    person, vacancy = seeker_of(), job_of(nice=(work.serve,))
    found = explain(person, vacancy)
    assert found is not None
    assert sum(reason.contribution for reason in found.reasons) == found.score == found.card.score
    assert sum(reason.points for reason in found.reasons) == found.points == round(found.score * 100 / found.out_of)


def test_a_card_says_what_the_person_can_and_what_is_missing(seeker_of: Make, job_of: Make, work: Work) -> None:
    person = seeker_of(skills=(work.knead,))
    job_of(must=(work.knead, work.drive))
    card = jobs_for(person).cards[0]
    assert card.bars[0].words == "U kunt 1 van de 2 gevraagde dingen"
    assert card.missing == ("bus rijden",)
    assert card.travel.endswith("fiets")


def test_a_vacancy_of_another_region_is_not_in_the_list(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    person = seeker_of()
    job_of(cast.rotterdam)
    here = job_of()
    assert numbers(person) == [here.number]


def test_the_list_follows_a_closed_and_a_changed_vacancy_at_once(seeker_of: Make, job_of: Make, work: Work) -> None:
    person, stays, closes = seeker_of(), job_of(), job_of()
    assert set(numbers(person)) == {stays.number, closes.number}
    closes.status = "filled"
    closes.save()
    assert numbers(person) == [stays.number]
    stays.skills.all().delete()
    stays.save()
    assert jobs_for(fresh(person)).cards[0].bars[0].words == "De werkgever vraagt niets speciaals"
    new = job_of()
    assert set(numbers(person)) == {stays.number, new.number}
    Vacancy.objects.filter(pk=stays.pk).delete()
    assert numbers(person) == [new.number]


def test_a_reserved_vacancy_shows_only_when_a_professional_opened_the_group(
    seeker_of: Make, job_of: Make, cast: Cast
) -> None:
    from doorstroom.matching.models import Admission

    person, reserved = seeker_of(), job_of(reserved_for="banenafspraak")
    assert numbers(person) == []
    Admission.objects.create(person=person, group="banenafspraak", by_user=cast.case_worker.user.pk)
    assert numbers(person) == [reserved.number]


def test_somebody_who_works_in_daytime_only_sees_no_evening_work(seeker_of: Make, job_of: Make) -> None:
    person = seeker_of(profile={"irregular_hours": False})
    job_of(irregular_hours=True)
    assert numbers(person) == []


def test_an_unknown_postcode_is_said_instead_of_an_empty_list(seeker_of: Make, job_of: Make) -> None:
    person = seeker_of(postcode="9999ZZ")
    job_of()
    assert jobs_for(person).trouble == "place"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.text("abcdeé -", min_size=1, max_size=20),
    birth=st.dates(),
    situation=st.sampled_from(["social_assistance", "unemployment", "no_benefit", "working"]),
    street=st.text("abc 123", max_size=20),
)
def test_name_birth_date_benefit_and_street_change_nothing_in_the_list(
    seeker_of: Make, job_of: Make, work: Work, first: str, birth: object, situation: str, street: str
) -> None:
    if not Person.objects.exists():
        seeker_of()
        for skills in ((work.knead,), (work.oven,), (work.cut, work.knead)):
            job_of(must=skills)
    person = Person.objects.get()
    before = [(card.number, card.score) for card in jobs_for(fresh(person)).cards]
    person.first_name, person.birth_date, person.situation, person.street = first, birth, situation, street
    person.save()
    assert [(card.number, card.score) for card in jobs_for(fresh(person)).cards] == before


def test_the_page_shows_the_list_in_at_most_twelve_queries(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    seeker_of()
    for _ in range(9):
        job_of()
    client = client_of(cast.seeker)
    client.get("/banen/")
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page = client.get("/banen/")
    assert page.status_code == 200
    assert page.content.decode().count("ds-card__title") == 7
    assert len(counted) <= 12, "\n".join(query["sql"][:150] for query in counted)


def test_a_seeker_cannot_open_the_list_of_another(seeker_of: Make, job_of: Make, cast: Cast, client_of: Make) -> None:
    person = seeker_of()
    vacancy = job_of()
    for player in (cast.other_seeker, cast.employer, cast.case_worker_elsewhere, cast.colleague):
        client = client_of(player)
        assert client.get(f"/personen/{person.pk}/banen/").status_code == 404
        assert client.get(f"/personen/{person.pk}/banen/{vacancy.number}/").status_code == 404


def test_the_page_of_reasons_costs_at_most_twelve_queries(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    seeker_of()
    vacancy = job_of()
    client = client_of(cast.seeker)
    client.get(f"/banen/{vacancy.number}/")
    with CaptureQueriesContext(connection) as counted:
        page = client.get(f"/banen/{vacancy.number}/")
    assert page.status_code == 200
    assert len(counted) <= 12, "\n".join(query["sql"][:150] for query in counted)


def test_advice_that_is_followed_brings_the_promised_place(seeker_of: Make, job_of: Make, work: Work) -> None:
    from doorstroom.people.models import PersonSkill

    person = seeker_of(skills=(work.hygiene,))
    for _ in range(3):
        job_of(must=(work.hygiene,))
    wanted = job_of(must=(work.drive, work.hygiene))
    advice = explain(fresh(person), wanted).advice[0]
    assert advice.words == "Als u dit goed kunt: bus rijden"
    PersonSkill.objects.create(person=person, skill=work.drive, level=192)
    after = explain(fresh(person), wanted)
    assert (after.rank, after.score) == (advice.rank_after, advice.score_after)


def test_a_vacancy_whose_last_day_has_passed_is_not_in_the_list(seeker_of: Make, job_of: Make) -> None:
    from datetime import timedelta

    from doorstroom.common.dates import today

    person = seeker_of()
    job_of(closes_on=today() - timedelta(days=1))
    last_day = job_of(closes_on=today())
    assert numbers(person) == [last_day.number]


def test_everybody_reads_how_matching_works_with_the_weights_in_force(client_of: Make, cast: Cast) -> None:
    from django.test import Client

    page = Client().get("/hoe-werkt-het-kiezen/").content.decode()
    for component in bridge.RULES.components:
        assert f">{component.weight}</td>" in page
    assert bridge.RULES.id in page


@pytest.mark.parametrize("start", ["999999", "-7", "zeven", "9" * 30, "²"])
def test_a_page_that_does_not_exist_shows_the_first(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make, start: str
) -> None:
    seeker_of()
    vacancy = job_of()
    page = client_of(cast.seeker).get("/banen/", {"vanaf": start})
    assert page.status_code == 200
    assert f"/banen/{vacancy.number}/" in page.content.decode()
