"""The one search field finds a vacancy by its title, its number, or the occupation that it asks."""

from collections.abc import Callable

import pytest
from django.test import Client

from doorstroom.employers.models import Vacancy
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


def test_a_vacancy_is_found_by_its_title_its_number_and_its_occupation_in_both_languages(
    cast: Cast, vacancy_of: Callable[..., Vacancy], client_of: Callable[..., Client]
) -> None:
    vacancy = vacancy_of(title="Nachtploeg aan de oven")
    client = client_of(cast.case_worker)
    for words in ("nachtploeg", str(vacancy.number), "bakker", "Baker"):
        assert "Nachtploeg aan de oven" in client.get("/zoeken/", {"q": words}).content.decode(), words
    assert "Niets gevonden" in client.get("/zoeken/", {"q": "lasser"}).content.decode()


def test_the_field_suggests_occupations_while_typing(cast: Cast, client_of: Callable[..., Client]) -> None:
    page = client_of(cast.case_worker).get("/zoeken/").content.decode()
    assert 'data-combobox="/woorden/beroepen/"' in page and 'data-combobox-press="zoek"' in page and 'id="zoek"' in page
