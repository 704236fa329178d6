"""A pasted advert becomes a draft with the words it came from, and words that shut people out are pointed out."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from doorstroom.employers import advert
from doorstroom.employers.models import Vacancy
from doorstroom.reference.models import Occupation
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
TODAY = date(2026, 11, 27)
TEXT = """Vacature: Medewerker bediening (m/v/x)

Voor ons restaurant in 2511 BT Den Haag zoeken wij een jonge en dynamische collega voor 24-32 uur per week.
Je werkt in de avond en in het weekend. Je verdient tussen € 2.350 en € 2.700 bruto per maand.
Wij vragen mbo niveau 2 en goede beheersing van de Nederlandse taal. Een rijbewijs B heb je nodig.
Een VCA is mooi meegenomen. Je krijgt eerst een tijdelijk contract.
Bel met 070-1234567 of mail naar werk@voorbeeld.example.
"""


def values(text: str) -> dict[str, object]:
    return {told.field: told.value for told in advert.read(text)}


def test_an_advert_tells_what_the_form_asks() -> None:
    assert values(TEXT) == {
        "title": "Medewerker bediening (m/v/x)",
        "hours_min": 24,
        "hours_max": 32,
        "pay_min": 2350,
        "pay_max": 2700,
        "postcode": "2511 BT",
        "contract": "fixed_term",
        "irregular_hours": True,
        "licences": ["B"],
        "dutch": 4,
        "education": 3,
        "contact_email": "werk@voorbeeld.example",
        "contact_phone": "070-1234567",
    }


def test_every_value_shows_the_words_it_came_from() -> None:
    flat = " ".join(TEXT.split())
    assert all(told.words and all(part in flat for part in told.words.split(" / ")) for told in advert.read(TEXT))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orderpicker\n40 uur per week, van 7 tot 16 uur.", {"hours_min": 40, "hours_max": 40}),
        ("Kok\nFulltime in ons hotel.", {"hours_min": 36, "hours_max": 40}),
        ("Kok\nSalaris € 15,50 per uur.", {"pay_min": 2552, "pay_max": 2552}),
        ("Kok\nJaarsalaris: € 36.000 bruto.", {"pay_min": 3000, "pay_max": 3000}),
        ("Kok\nWij geven € 250 korting in onze winkel.", {}),
        ("Chauffeur\nRijbewijs CE en code 95 zijn nodig.", {"licences": ["code95", "CE"]}),
        ("Cleaner\n16 to 24 hours a week. Permanent contract.", {"hours_min": 16, "contract": "permanent"}),
        ("Kok\nGeen weekenddiensten.", {}),
    ],
)
def test_hours_pay_and_papers_in_many_forms(text: str, expected: dict[str, object]) -> None:
    found = values(text)
    assert expected.items() <= found.items()
    assert expected or not found.keys() & {"pay_min", "irregular_hours"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Wij zijn een jong en dynamisch team", "jong en dynamisch"),
        ("Een native speaker", "native speaker"),
        ("je bent maximaal 35 jaar", "maximaal 35 jaar"),
        ("van Nederlandse afkomst", "van Nederlandse afkomst"),
        ("fysiek sterk", "fysiek sterk"),
        ("Wij zoeken sterke mannen", "sterke mannen"),
        ("minimaal 10 jaar ervaring", "minimaal 10 jaar ervaring"),
    ],
)
def test_words_that_shut_people_out_come_with_a_better_wording_and_the_law(text: str, words: str) -> None:
    (found,) = advert.wording(text, TODAY)
    assert found.words == words
    assert "artikel" in found.source
    assert all(found.why[language] and found.instead[language] for language in ("nl", "en"))
    assert found.why["nl"] != found.why["en"]


def test_ordinary_words_and_times_before_the_law_raise_nothing() -> None:
    calm = "Je tilt dozen tot 15 kilo. Je werkt 24 uur per week met een hecht team. Ervaring van 2 jaar is fijn."
    assert advert.wording(calm, TODAY) == []
    assert advert.wording("jong en dynamisch", date(2000, 1, 1)) == []


def test_a_pasted_text_fills_the_form_and_puts_nothing_on(
    cast: Cast, words: dict[str, Occupation], client_of: ClientOf
) -> None:
    client = client_of(cast.employer)
    assert "Heeft u al een tekst?" in client.get("/vacatures/nieuw/").content.decode()
    page = client.post("/vacatures/nieuw/", {"step": "read", "advert": TEXT}).content.decode()
    assert "Dit lazen wij in uw tekst" in page and 'name="hours_min" value="24"' in page
    assert "jonge en dynamische" in page and "U beslist zelf." in page
    assert not Vacancy.objects.exists()


def test_an_empty_text_asks_for_one(cast: Cast, client_of: ClientOf) -> None:
    answer = client_of(cast.employer).post("/vacatures/nieuw/", {"step": "read", "advert": "  "})
    assert answer.status_code == 400 and "Plak eerst uw advertentie." in answer.content.decode()
