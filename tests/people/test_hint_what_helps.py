"""What is still open in a profile, with what filling it in brings; never a bare percentage."""

import pytest

from doorstroom.people import rules
from doorstroom.people.actions import change_profile, set_skills, set_wanted
from doorstroom.people.choices import SkillLevel, Step
from doorstroom.people.models import Person
from doorstroom.people.queries import completeness, dossier
from doorstroom.people.rules import Openings
from doorstroom.reference.models import Occupation, Skill
from tests.conftest import Cast

FIGURES = Openings(total=100, licence=31, irregular=40, dutch={0: 20, 3: 50, 4: 30}, education={0: 60, 4: 40})


def test_a_figure_counts_the_vacancies_that_ask_more_than_is_known() -> None:
    missed = rules.unasked(FIGURES, dutch=3, education=2, drives=False, irregular=True)
    assert missed == {Step.LANGUAGE: 30, Step.SCHOOL: 40, Step.PAPERS: 31}
    assert "31" not in rules.hint_words(Step.PAPERS, 31) and "{count}" in rules.hint_words(Step.PAPERS, 31)
    assert "{count}" not in rules.hint_words(Step.PAPERS, 0)


def test_what_was_answered_is_not_asked_again() -> None:
    assert rules.unasked(FIGURES, dutch=None, education=None, drives=True, irregular=True) == {}
    assert rules.unasked(None, dutch=0, education=0, drives=False, irregular=False) == {}


def test_a_new_profile_is_told_what_each_part_brings(cast: Cast, sam: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorstroom.people.queries.dossiers.openings", lambda region: FIGURES)
    hints = {hint.step: hint.sentence for hint in completeness(dossier(sam))}
    assert hints[Step.PAPERS] == "Vul uw rijbewijs en papieren in. Er zijn nu 31 banen die daarom vragen."
    assert "40 banen in de avond" in hints[Step.HOURS]
    assert next(iter(hints)) == Step.WANTED
    assert not any("%" in sentence for sentence in hints.values())


def test_a_hint_goes_when_its_part_is_filled_in(cast: Cast, sam: Person, words: dict[str, Occupation]) -> None:
    actor = cast.seeker.actor
    set_wanted(actor=actor, person=sam, occupations=[words["kok"].pk])
    skills = list(Skill.objects.values_list("pk", flat=True))[:4]
    set_skills(actor=actor, person=sam, shown=skills, levels=dict.fromkeys(skills, SkillLevel.GOOD))
    change_profile(actor=actor, person=sam, step=Step.PAPERS, given={"licences": []})
    left = {hint.step for hint in completeness(dossier(sam))}
    assert not left & {Step.WANTED, Step.SKILLS, Step.PAPERS}
    assert Step.TRAVEL in left
