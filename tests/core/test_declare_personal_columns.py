"""No column about a person without a privacy class and a term: the start is refused, in words that say what to do."""

from dataclasses import replace

import pytest
from django.core.checks import run_checks

from doorstroom.core.personal import GUIDANCE_FILE, PERSONAL, TECHNICAL, TERMS, WORK, personal
from doorstroom.people.models import Experience, Person


def test_every_column_of_every_table_that_holds_people_has_a_class_and_a_term():
    assert run_checks(tags=["personal"]) == []
    assert PERSONAL["people.Person"].kept_for("first_name") is GUIDANCE_FILE
    assert all(table.kept.code in TERMS for table in PERSONAL.values())


def test_a_new_column_about_a_person_stops_the_start_and_says_what_to_declare(monkeypatch: pytest.MonkeyPatch):
    whole = PERSONAL["people.Experience"]
    short = {name: column for name, column in whole.columns.items() if name != "what"}
    monkeypatch.setitem(PERSONAL, "people.Experience", replace(whole, columns=short))
    (error,) = run_checks(tags=["personal"])
    assert "people.Experience" in error.msg and error.msg.endswith("what.")
    assert "doorstroom/people/declarations.py" in error.hint


def test_a_new_table_that_points_to_a_person_stops_the_start(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delitem(PERSONAL, "people.Experience")
    (error,) = run_checks(tags=["personal"])
    assert "people.Experience" in error.msg and "person" in error.msg


def test_a_column_that_is_gone_cannot_stay_declared(monkeypatch: pytest.MonkeyPatch):
    whole = PERSONAL["people.Experience"]
    monkeypatch.setitem(PERSONAL, "people.Experience", replace(whole, columns=whole.columns | {"pet": TECHNICAL()}))
    (error,) = run_checks(tags=["personal"])
    assert error.msg.endswith("pet.")


def test_a_column_that_the_person_gets_needs_words():
    with pytest.raises(ValueError, match="title"):
        personal(Experience, "Werk", path="person_id", kept=GUIDANCE_FILE, fields={"title": WORK})
    assert PERSONAL["people.Person"].model is Person
