"""A text about a person is read for personal numbers and health words before it is kept."""

import csv

import pytest

from doorstroom.common.numbers import is_bsn, is_phone, postcode
from doorstroom.common.text import unwritable
from doorstroom.people.rules import HEALTH_WORDS, private_in_cv, private_parts, without


@pytest.mark.parametrize("number", ["111222333", "123456782", "12345678 2", "1112.22.333"])
def test_a_number_that_passes_the_eleven_test_is_pointed_out(number: str) -> None:
    found = private_parts(f"Mijn nummer is {number}, bel mij.")
    assert [part.kind for part in found] == ["bsn"]
    assert number not in without(f"Mijn nummer is {number}, bel mij.", found)


@pytest.mark.parametrize(
    "text", ["06 11122233 of 06-11122233", "NL02 1112 2233 34", "van 2019 tot 2021", "9-17 uur", "€ 2.480"]
)
def test_telephone_and_account_numbers_are_left_alone(text: str) -> None:
    assert is_bsn("11122233" + "3") and private_parts(text) == []


def test_a_personal_number_is_found_beside_other_numbers() -> None:
    assert [part.words for part in private_parts("06 12345678 111222333 2020")] == ["111222333"]


@pytest.mark.parametrize("text", ["Ik had een BURN-OUT.", "last van rugklachten", "ptss, maar het gaat goed", "Réuma"])
def test_a_word_about_health_is_pointed_out_whatever_its_capitals_and_accents(text: str) -> None:
    assert [part.kind for part in private_parts(text)] == ["health"]


@pytest.mark.parametrize("text", ["Ik verzorgde ouderen", "afdeling reumatologie", "gehandicaptenzorg", "MS Office"])
def test_a_word_inside_another_word_is_not_pointed_out(text: str) -> None:
    assert private_parts(text) == []


@pytest.mark.parametrize("text", ["ik heb een notenallergie", "borstkanker gehad", "eczeem aan mijn handen"])
def test_a_word_that_ends_in_a_complaint_is_pointed_out(text: str) -> None:
    assert [part.kind for part in private_parts(text)] == ["health"]


@pytest.mark.parametrize("period", ["2009-2015", "01-09-2017", "2011 - 2016"])
def test_a_period_is_no_personal_number_though_it_passes_the_eleven_test(period: str) -> None:
    assert private_parts(f"Kok, {period}") == []


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Gouda\n3 juni 1991\nOPLEIDING", "birth", "3 juni 1991"),
        ("Texel · 06-12345609 · 11-04-2002", "birth", "11-04-2002"),
        ("mail@voorbeeld.example ★ 17-05-2003", "birth", "17-05-2003"),
        ("Birthday: 1 January 1990", "birth", "1 January 1990"),
        ("Date of birth: 4th March 1976.", "birth", "4th March 1976"),
        ("Born in Aleppo in 1994, here since 2015", "birth", "1994"),
        ("Bouwjaar 1977", "birth", "1977"),
        ("Permit: V-number 9912345678", "permit", "9912345678"),
        ("Rijksregisternummer 84.02.27-001.23", "bsn", "84.02.27-001.23"),
    ],
)
def test_a_cv_tells_who_somebody_is_in_many_ways_and_each_is_pointed_out(text: str, kind: str, words: str) -> None:
    assert [(part.kind, part.words) for part in private_in_cv(text)] == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "01-03-2005 - 31-12-2008 Kok bij Hotel Zon",
        "Kok (01-03-2005 – heden)",
        "Diploma behaald op 12-06-2005",
        "Kok bij Hotel Zon sinds 1 maart 2005",
        "Kok\n1 maart 2025\nHotel Zon",
    ],
)
def test_the_days_of_a_job_or_a_diploma_are_no_birth_dates(text: str) -> None:
    assert private_in_cv(text) == []


def test_taking_words_out_leaves_a_readable_text() -> None:
    text = "Ik werk graag buiten. Ik heb rugklachten gehad. BSN 111222333."
    assert without(text, private_parts(text)) == "Ik werk graag buiten. Ik heb gehad. BSN ."


def test_the_list_of_health_words_has_no_doubles_and_no_empty_lines() -> None:
    with HEALTH_WORDS.open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file)]
    assert len(words) == len(set(words)) > 40
    assert all(word == word.strip().lower() for word in words)
    assert all(word.rfind("*") <= 0 for word in words)  # "*kanker": every word that ends so


def test_postcodes_are_kept_in_one_form() -> None:
    assert postcode(" 2611 ab") == "2611AB"
    assert [postcode(text) for text in ("0611AB", "2611", "2611SS", "26A1BB", "2611ABC")] == [None] * 5


def test_telephone_numbers_can_be_dialled() -> None:
    assert all(is_phone(text) for text in ("06 12345678", "015-2197000", "+31 6 12345678", "0031612345678"))
    assert not any(is_phone(text) for text in ("12345", "06123456789", "bel mij", "0"))


def test_nul_and_lone_surrogates_cannot_be_written() -> None:
    assert unwritable("a\0b") and unwritable("a\ud800b") and unwritable("a\x1bb")
    assert not unwritable("é\n\tñ 😀")
