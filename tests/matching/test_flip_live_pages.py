"""Two people who differ only in who they are see the same list, and are seen in the same place: on the live pages."""

import random
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from doorstroom.people.choices import Situation
from doorstroom.people.models import Person
from tests.conftest import Cast
from tests.matching.conftest import Work

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
# On each side; the engine itself is flipped ten thousand times in tests/passend.
PAIRS = 100 if connection.vendor == "sqlite" else 25
NAMES = ("Fatima", "Jan", "Mohammed", "Sanne", "Agnieszka", "Kwame", "Li", "Noor", "Piet", "Şeyma")
LAST = ("de Vries", "El Amrani", "Kowalska", "Yıldız", "Jansen", "Mensah", "Bakker", "Nguyen")
OWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|Kandidaat [A-Z0-9]{4}-[A-Z0-9]{2}|code=[A-Z0-9-]{7}')


def anybody(dice: random.Random) -> dict[str, object]:
    """Draw who somebody is: everything that may never count."""
    return {
        "first_name": dice.choice(NAMES),
        "infix": dice.choice(("", "van", "el")),
        "last_name": dice.choice(LAST),
        "birth_date": date(1950, 1, 1) + timedelta(days=dice.randint(0, 20_000)),
        "situation": dice.choice(Situation.values),
        "street": dice.choice(("Markt", "Dorpsstraat", "")),
        "house_number": str(dice.randint(1, 300)),
        "postcode": f"2611{dice.choice('ABCDEFG')}{dice.choice('XYZ')}",  # within the same area: equal travel time
        "client_number": str(dice.randint(1, 10**9)),
        "registered_on": date(2020, 1, 1) + timedelta(days=dice.randint(0, 2_000)),
    }


def list_on(client: Client, address: str) -> str:
    """Return what a page lists, without what belongs to one request."""
    answer = client.get(address)
    assert answer.status_code == 200
    return OWN.sub("", answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0])


@pytest.mark.slow
def test_who_somebody_is_changes_nothing_in_the_own_list(
    seeker_of: Make, job_of: Make, work: Work, cast: Cast, client_of: Make
) -> None:
    person = seeker_of(skills=(work.knead, work.cut))
    for number in range(9):
        job_of(must=(work.knead,) if number % 2 else (work.oven,), hours_min=16 + number)
    client, dice = client_of(cast.seeker), random.Random(20261127)
    first = list_on(client, "/banen/")
    assert first.count("<article") >= 7 or first.count("/banen/1") >= 7
    for _ in range(PAIRS):
        Person.objects.filter(pk=person.pk).update(**anybody(dice))
        assert list_on(client, "/banen/") == first


@pytest.mark.slow
def test_who_somebody_is_changes_nothing_in_the_list_of_an_employer(
    seeker_of: Make, job_of: Make, work: Work, cast: Cast, client_of: Make
) -> None:
    person = seeker_of(skills=(work.knead,))
    vacancy = job_of(must=(work.knead, work.oven))
    client, dice = client_of(cast.employer), random.Random(20261128)
    address = f"/vacatures/{vacancy.number}/kandidaten/"
    first = list_on(client, address)
    assert "uur per week" in first
    for _ in range(PAIRS):
        Person.objects.filter(pk=person.pk).update(**anybody(dice))
        assert list_on(client, address) == first
