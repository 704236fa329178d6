"""Loading the starter vocabulary: complete, repeatable, and kept through names that ESCO brings."""

import pytest

from doorstroom.reference.actions import load_starter
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence
from doorstroom.reference.models import Occupation, OccupationSkill, OccupationTitle, Skill, SkillGroup
from doorstroom.reference.queries import find_occupations, skills_for, starter_occupations, vocabulary_state

pytestmark = pytest.mark.django_db


def counts() -> list[int]:
    return [model.objects.count() for model in (Occupation, Skill, SkillGroup, OccupationTitle, OccupationSkill)]


def test_the_starter_set_loads_whole_and_a_second_time_changes_nothing() -> None:
    load_starter()
    first = counts()
    assert first[0] == len(starter_occupations()) >= 130
    assert first[1] >= 400
    keys = dict(Occupation.objects.values_list("uri", "pk"))
    load_starter()
    assert counts() == first
    assert dict(Occupation.objects.values_list("uri", "pk")) == keys


def test_every_starter_occupation_has_a_sector_skills_and_known_demands() -> None:
    load_starter()
    by_code = {row.code: row for row in Occupation.objects.select_related("sector")}
    for row in starter_occupations():
        occupation = by_code[row.code]
        assert occupation.sector_id == row.sector
        assert {ask.skill.code for ask in skills_for(occupation)} == {*row.essential, *row.optional}
        assert set(row.licences) <= set(Licence.values)
        assert row.min_education in EducationLevel.values
        assert row.dutch_level in LanguageLevel.values


def test_essential_skills_come_before_optional_ones() -> None:
    load_starter()
    asks = [ask.essential for ask in skills_for(Occupation.objects.get(code="schoonmaker"))]
    assert asks == sorted(asks, reverse=True)


def test_a_row_that_esco_brought_first_becomes_the_starter_occupation_and_keeps_its_old_name_as_a_title() -> None:
    uri = next(row.esco_uri for row in starter_occupations() if row.code == "schoonmaker")
    esco = Occupation.objects.create(
        uri=uri, name_nl="schoonmaker gebouwen", label_sources={"nl": "esco 1.2.0"}, isco="9112", release="1.2.0"
    )
    load_starter()
    esco.refresh_from_db()
    assert (esco.name_nl, esco.code, esco.label_sources["nl"]) == ("schoonmaker", "schoonmaker", "starter 1")
    assert esco.titles.filter(title="schoonmaker gebouwen", language="nl").exists()


def test_an_own_skill_that_gets_a_twin_in_esco_stays_for_who_refers_to_it_but_is_no_longer_offered() -> None:
    load_starter()
    linked = Skill.objects.filter(uri__startswith="http").order_by("pk").first()
    assert linked is not None
    old = Skill.objects.create(
        uri="urn:doorstroom:skill:old", code="gone", name_nl="oud", label_sources={"nl": "starter 1"}
    )
    load_starter()
    old.refresh_from_db()
    assert old.retired
    assert Skill.objects.filter(pk=linked.pk, retired=False).exists()


def test_a_skill_known_by_its_own_name_keeps_its_row_when_it_gets_an_esco_uri() -> None:
    load_starter()
    skill = Skill.objects.get(code="forklift")
    uri, key = skill.uri, skill.pk
    Skill.objects.filter(pk=key).update(uri="urn:doorstroom:skill:forklift")
    load_starter()
    assert Skill.objects.get(pk=key).uri == uri


def test_the_about_page_names_the_starter_set() -> None:
    load_starter()
    assert next((line.name, line.version) for line in vocabulary_state()) == ("Startwoordenlijst", "1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("schoonmaker", "schoonmaker"),
        ("schoonmkaer", "schoonmaker"),
        ("verpleegkundige ziekenhuis", "ziekenhuisverpleegkundige"),
        ("vrachtwagen chaufeur", "vrachtwagenchauffeur"),
        ("TRUCK DRIVER", "vrachtwagenchauffeur"),
        ("heftruk", "heftruckchauffeur"),
        ("juf", "leerkracht-basisonderwijs"),
        ("CAISSIERE", "kassamedewerker"),
    ],
)
def test_people_find_an_occupation_as_they_type_it(typed: str, expected: str) -> None:
    load_starter()
    found = find_occupations(typed, 5)
    assert found[0].concept.code == expected


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "%%%", "\ud800", "a" * 10_000, "!?"])
def test_odd_input_finds_nothing_and_breaks_nothing(typed: str) -> None:
    load_starter()
    assert find_occupations(typed, 5) == []


def test_search_follows_what_is_added_renamed_and_retired() -> None:
    load_starter()
    assert find_occupations("vuurtorenwachter", 5) == []
    keeper = Occupation.objects.create(uri="urn:test:keeper", name_nl="vuurtorenwachter", isco="5419")
    assert [found.concept for found in find_occupations("vuurtorenwachter", 5)] == [keeper]
    keeper.delete()
    assert find_occupations("vuurtorenwachter", 5) == []
