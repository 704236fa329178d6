"""The first seven jobs are spread fairly: nobody is sent where everybody goes, and no score changes."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from doorstroom.common.dates import today
from doorstroom.employers.models import Vacancy
from doorstroom.matching import batch
from doorstroom.matching.models import Match, SpreadRule
from doorstroom.matching.queries import jobs_for
from doorstroom.people.models import Person
from tests.conftest import Cast, play

from .conftest import Work, fresh

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture(autouse=True)
def rule(db: None) -> None:
    """Put the first rule in force, also after a test that emptied the database."""
    first = {"times_average": Decimal("1.5"), "source": "Beginwaarde van Doorstroom"}
    SpreadRule.objects.get_or_create(region=None, since=date(2026, 11, 1), defaults=first)


@pytest.fixture
def crowd(seeker_of: Make, job_of: Make, cast: Cast) -> list[Person]:
    """Four people who are alike, and sixteen jobs of which the newer ones fit better."""
    for age in range(16):
        job_of(published_on=today() - timedelta(days=age))
    players = [cast.seeker, cast.other_seeker, *(play(name, cast.seeker.actor.role) for name in ("An Uit", "Bo Aan"))]
    return [seeker_of(player) for player in players]


def numbers(person: Person, **given: Any) -> list[int]:
    """Return what somebody's page shows, in its order."""
    return [card.number for card in jobs_for(fresh(person), **given).cards]


def test_no_job_stands_first_with_more_people_than_the_rule_allows(crowd: list[Person]) -> None:
    batch.run("AM21")
    shown = Counter(number for person in crowd for number in numbers(person))
    assert sum(shown.values()) == 4 * 7
    assert max(shown.values()) == 3  # 1.5 x 7 x 4 / 16, rounded up; without the spread all four see the same seven


def test_who_wants_the_best_fit_first_gets_it(
    crowd: list[Person], client_of: Callable[..., Client], cast: Cast
) -> None:
    batch.run("AM21")
    best = list(Vacancy.objects.order_by("-published_on").values_list("number", flat=True)[:7])
    assert {tuple(numbers(person, by_fit=True)) for person in crowd} == {tuple(best)}
    page = client_of(cast.seeker).get("/banen/?volgorde=passend")
    assert "Terug naar de eerlijke verdeling" in page.content.decode()
    assert "vanaf=7&amp;volgorde=passend" in page.content.decode()


def test_every_job_is_reached_once_by_paging(crowd: list[Person]) -> None:
    batch.run("AM21")
    for by_fit in (False, True):
        walked = [n for offset in (0, 7, 14) for n in numbers(crowd[0], offset=offset, by_fit=by_fit)]
        assert sorted(walked) == sorted(Vacancy.objects.values_list("number", flat=True))


def test_the_seven_stand_in_the_order_of_their_fit_and_keep_their_score(crowd: list[Person]) -> None:
    plain = {card.number: card.score for card in jobs_for(fresh(crowd[0]), limit=16).cards}
    batch.run("AM21")
    cards = jobs_for(fresh(crowd[0])).cards
    assert [card.score for card in cards] == sorted((card.score for card in cards), reverse=True)
    assert all(plain[card.number] == card.score for card in cards)


def test_a_job_that_came_after_the_run_still_stands_first_when_it_fits_best(
    crowd: list[Person], job_of: Make, work: Work
) -> None:
    batch.run("AM21")
    new = job_of(must=(work.knead, work.hygiene))
    assert numbers(crowd[0])[0] == new.number


def test_who_changed_the_profile_since_the_run_sees_the_plain_order_until_the_next_night(crowd: list[Person]) -> None:
    batch.run("AM21")
    person = max(crowd, key=lambda one: Match.objects.filter(person=one, rank__gt=7).count())
    assert numbers(person) != numbers(person, by_fit=True)
    profile = person.profile
    profile.travel_minutes += 15
    profile.save()
    assert numbers(person) == numbers(person, by_fit=True)


def test_a_region_may_choose_its_own_rule_or_none(crowd: list[Person]) -> None:
    SpreadRule.objects.create(region_id="AM21", since=timezone.localdate(), times_average=None, source="raad")
    SpreadRule.objects.create(region_id="AM22", since=timezone.localdate(), times_average=Decimal("1.0"), source="raad")
    batch.run("AM21")
    assert all(numbers(person) == numbers(person, by_fit=True) for person in crowd)


def test_the_page_about_the_method_tells_the_rule_its_date_and_its_source(client: Client) -> None:
    page = client.get("/hoe-werkt-het-kiezen/").content.decode()
    assert "hoogstens 1,5 keer zo veel mensen" in page
    assert "1 november 2026" in page and "Beginwaarde" in page
