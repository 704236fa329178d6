"""Titles as people write them, linked to occupations: without training, with a reason for every answer."""

import pytest

from doorstroom.reference.actions import load_starter
from doorstroom.reference.linking import Band, Label, Override, lexical_linker, normalise
from doorstroom.reference.linking.linker import reviewed
from doorstroom.reference.models import Occupation, Skill, SkillName, Vocabulary
from doorstroom.reference.queries import link_title, suggest_skills


@pytest.fixture
def words(db: None) -> None:
    load_starter()


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("medew. bediening (m/v/x) 24-32u", ["medewerker", "bediening"]),
        ("Schoonmaakster, 20 tot 24 uur per week", ["schoonmaker"]),
        ("verkoper/verkoopster", ["verkoper"]),
        ("Verkoop(st)er m/v 0,8 fte", ["verkoper"]),
        ("Ervaren kapster gezocht", ["kapper"]),
        ("lerares", ["leraar"]),
        ("rentmeester", ["rentmeester"]),
        ("toneelmeester of inspiciënte", ["toneelmeester", "inspicient"]),
        ("C# developer", ["c#", "developer"]),
        ("pm'er KDV", ["pedagogisch", "medewerker", "kinderdagverblijf"]),
        ("32 uur m/v", []),
    ],
)
def test_a_title_is_brought_back_to_the_words_that_tell_about_the_work(written: str, plain: list[str]) -> None:
    assert normalise(written) == plain


def test_a_title_with_hours_and_gender_marks_finds_its_occupation_and_says_which_words_did_it(words: None) -> None:
    linked = link_title("Heftruckchauffeur (m/v/x) 32-40 uur per week")
    assert linked.best is not None and linked.best.code == "heftruckchauffeur"
    assert linked.band is Band.SURE
    choice = linked.choices[0]
    assert choice.words[0][0] == "heftruckchauffeur"
    assert sum(share for _word, share in choice.words) == pytest.approx(choice.score, abs=1e-4)


def test_typing_errors_and_english_are_understood(words: None) -> None:
    assert link_title("hefturckchaufeur").choices[0].occupation.code == "heftruckchauffeur"
    assert link_title("forklift driver").choices[0].occupation.code == "heftruckchauffeur"


def test_of_a_title_that_means_nothing_to_us_the_person_has_to_choose(words: None) -> None:
    for text in ("", "???", "32 uur (m/v)", "qzxw vvvv"):
        linked = link_title(text)
        assert linked.best is None
        assert linked.band is Band.UNSURE


def test_a_correction_takes_a_wrong_title_away_and_gives_it_to_the_right_occupation() -> None:
    labels = [Label("u:plants", "botanicus", preferred=True), Label("u:plants", "tuinman")]
    labels += [Label("u:garden", "hovenier", preferred=True)]
    corrections = [Override("tuinman", "u:plants", "u:garden", "why")]
    kept = reviewed(labels, corrections)
    assert [label.key for label in kept if label.text == "tuinman"] == ["u:garden"]
    assert reviewed(labels[:2], corrections) == labels[:1]
    assert lexical_linker(kept).link("tuinvrouw").candidates[0].key == "u:garden"


def test_text_gives_skills_to_confirm_and_the_occupation_adds_probable_ones(words: None) -> None:
    driver = Occupation.objects.get(code="heftruckchauffeur")
    text = "Je kunt samenwerken in een team.\n- initiatief nemen\nWe ask you to cope with pressure."
    found = suggest_skills(text, driver, limit=20)
    named = {one.skill.code: one for one in found if not one.probable}
    assert {"teamwork", "initiative", "stress"} <= named.keys()
    assert named["initiative"].piece == "initiatief nemen"
    probable = {one.skill.code for one in found if one.probable}
    assert probable and not probable & named.keys()
    assert not [one for one in suggest_skills(text, limit=20) if one.probable]


def test_a_text_that_uses_another_dutch_name_of_a_skill_finds_it(words: None) -> None:
    skill = Skill.objects.get(code="initiative")
    SkillName.objects.create(skill=skill, language="nl", name="zweefmolens smeren", source="esco 1.2.0")
    SkillName.objects.create(skill=skill, language="en", name="grease merry-go-rounds", source="esco 1.2.0")
    Vocabulary.objects.order_by("pk")[0].save()  # as a load does
    found = suggest_skills("- zweefmolens smeren")
    assert [(one.skill, one.piece) for one in found][:1] == [(skill, "zweefmolens smeren")]
    assert not suggest_skills("- grease merry-go-rounds"), (
        "of English names only the skill's own is compared with texts"
    )
