"""The starter vocabulary as it ships: complete, consistent and readable in both languages."""

import csv
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from doorstroom.reference.choices import Licence

FOLDER = Path(__file__).resolve().parents[2] / "src/doorstroom/reference/vocabulary"
MINIMUM_MONTH_2026 = round(14.71 * 40 * 52 / 12)  # legal minimum hourly wage, 40 hours a week


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


SECTORS, GROUPS, SKILLS = rows("sectors.csv"), rows("skill_groups.csv"), rows("skills.csv")
OCCUPATIONS, ISCO = rows("occupations.csv"), rows("isco_unit_groups.csv")
RULES = rows("entry_rules.csv")


def test_the_starter_vocabulary_is_wide_enough_to_start_a_region() -> None:
    assert len(SECTORS) >= 12
    assert len(SKILLS) >= 400
    assert len(OCCUPATIONS) >= 130
    assert len({row["sector"] for row in OCCUPATIONS}) >= 12


@pytest.mark.parametrize("table", ["sectors", "skill_groups", "skills", "occupations", "isco_unit_groups"])
def test_every_entry_has_a_code_of_its_own_and_a_name_in_dutch_and_english(table: str) -> None:
    entries = rows(f"{table}.csv")
    assert len({row["code"] for row in entries}) == len(entries)
    for row in entries:
        assert row["name_nl"].strip() == row["name_nl"] != ""
        assert row["name_en"].strip() == row["name_en"] != ""


@pytest.mark.parametrize("table", ["sectors", "skill_groups", "skills", "occupations"])
@pytest.mark.parametrize("language", ["name_nl", "name_en"])
def test_no_two_entries_bear_the_same_name(table: str, language: str) -> None:
    names = Counter(row[language].casefold() for row in rows(f"{table}.csv"))
    assert [name for name, times in names.items() if times > 1] == []


def test_every_skill_stands_in_a_known_group() -> None:
    assert {row["group"] for row in SKILLS} == {row["code"] for row in GROUPS}


def test_an_occupation_asks_eight_to_twenty_known_skills_of_which_four_to_ten_are_essential() -> None:
    known = {row["code"] for row in SKILLS}
    for row in OCCUPATIONS:
        essential, optional = row["essential"].split("|"), row["optional"].split("|")
        assert 4 <= len(essential) <= 10, row["code"]
        assert 8 <= len(essential) + len(optional) <= 20, row["code"]
        assert len({*essential, *optional}) == len(essential) + len(optional), row["code"]
        assert {*essential, *optional} <= known, row["code"]


def test_occupations_and_isco_groups_point_to_known_sectors() -> None:
    sectors = {row["code"] for row in SECTORS}
    assert {row["sector"] for row in OCCUPATIONS} <= sectors
    assert {row["sector"] for row in ISCO} <= sectors


def test_every_occupation_has_an_existing_isco_unit_group() -> None:
    assert len(ISCO) == 436  # ISCO-08 as ILO published it
    assert {row["isco"] for row in OCCUPATIONS} <= {row["code"] for row in ISCO}


def test_an_esco_uri_belongs_to_one_entry_only() -> None:
    for table in (SKILLS, OCCUPATIONS):
        uris = [row["esco_uri"] for row in table if row["esco_uri"]]
        assert len(uris) == len(set(uris))
        assert all(uri.startswith("http://data.europa.eu/esco/") for uri in uris)


def test_no_alternative_title_repeats_the_name_of_its_occupation() -> None:
    for row in OCCUPATIONS:
        for language in ("nl", "en"):
            titles = [title for title in row[f"titles_{language}"].split("|") if title]
            assert row[f"name_{language}"] not in titles
            assert len(titles) == len(set(titles))


def test_pay_respects_the_legal_minimum_and_levels_stay_on_their_scales() -> None:
    for row in OCCUPATIONS:
        assert MINIMUM_MONTH_2026 <= int(row["pay_low"]) < int(row["pay_high"]) < 8000, row["code"]
        assert 0 <= int(row["min_education"]) <= 6
        assert 1 <= int(row["dutch_level"]) <= 6


def test_the_dutch_names_of_skills_are_short_plain_phrases() -> None:
    for row in SKILLS:
        assert len(row["name_nl"].split()) <= 8, row["name_nl"]
        assert not re.search(r"[;/]", row["name_nl"].replace("MIG/MAG", "")), row["name_nl"]


def test_a_source_of_a_gate_was_read_before_today_and_its_row_ends_after_it_began() -> None:
    for row in RULES:
        assert date.fromisoformat(row["valid_from"]) < date.fromisoformat(row["valid_to"] or "9999-12-31"), row
        assert not row["checked_on"] or date.fromisoformat(row["checked_on"]) <= date.today(), row
        assert row["source"].strip() == row["source"] != "" and len(row["source"]) <= 200


def test_a_gate_is_asked_of_known_occupations_and_once_at_a_time() -> None:
    codes, licences = {row["code"] for row in OCCUPATIONS}, set(Licence.values) | {""}
    spans: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in RULES:
        assert row["licence"] in licences
        for code in row["occupations"].split("|"):
            assert code in codes
            span = (row["valid_from"], row["valid_to"] or "9999-12-31")
            spans.setdefault((code, row["kind"], row["name_nl"]), []).append(span)
    for held in spans.values():
        held.sort()
        assert all(first[1] <= second[0] for first, second in pairwise(held))
