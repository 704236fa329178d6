"""A text about a person is read for personal numbers and health words before it is kept."""

import csv

import pytest

from doorstroom.common.numbers import is_bsn, is_phone, postcode
from doorstroom.common.text import unwritable
from doorstroom.people.rules import HEALTH_WORDS, private_parts, without


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


def test_taking_words_out_leaves_a_readable_text() -> None:
    text = "Ik werk graag buiten. Ik heb rugklachten gehad. BSN 111222333."
    assert without(text, private_parts(text)) == "Ik werk graag buiten. Ik heb gehad. BSN ."


def test_the_list_of_health_words_has_no_doubles_and_no_empty_lines() -> None:
    with HEALTH_WORDS.open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file)]
    assert len(words) == len(set(words)) > 40
    assert all(word == word.strip().lower() for word in words)


def test_postcodes_are_kept_in_one_form() -> None:
    assert postcode(" 2611 ab") == "2611AB"
    assert [postcode(text) for text in ("0611AB", "2611", "2611SS", "26A1BB", "2611ABC")] == [None] * 5


def test_telephone_numbers_can_be_dialled() -> None:
    assert all(is_phone(text) for text in ("06 12345678", "015-2197000", "+31 6 12345678", "0031612345678"))
    assert not any(is_phone(text) for text in ("12345", "06123456789", "bel mij", "0"))


def test_nul_and_lone_surrogates_cannot_be_written() -> None:
    assert unwritable("a\0b") and unwritable("a\ud800b") and unwritable("a\x1bb")
    assert not unwritable("é\n\tñ 😀")
