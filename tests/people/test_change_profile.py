"""The guided path: every step has its own address and form, is kept at once, and can be left and resumed."""

from collections.abc import Callable
from datetime import date

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.accounts.models import User
from doorstroom.core.models import TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.people import rules
from doorstroom.people.actions import (
    SchoolDone,
    WorkDone,
    change_profile,
    save_education,
    save_experience,
    set_skills,
    set_wanted,
    step_values,
)
from doorstroom.people.choices import SkillLevel, Step
from doorstroom.people.models import Education, Experience, Person, PersonSkill, Profile, WantedOccupation
from doorstroom.reference.models import Occupation, Skill
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
Words = dict[str, Occupation]
HOURS = {"hours_min": "16", "hours_max": "24"}
WORK = {"do": "save", "title": "schoonmaker", "start_month": "3", "start_year": "2019", "still": "on"}


def test_a_step_is_kept_at_once_and_leads_to_the_next(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    answer = client.post("/profiel/stap/uren/", HOURS | {"irregular_hours": "on"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profiel/stap/reizen/")
    profile = Profile.objects.get(pk=sam.pk)
    assert (profile.hours_min, profile.hours_max, profile.irregular_hours) == (16, 24, True)
    assert profile.steps_done == ["uren"]


def test_who_comes_back_goes_on_at_the_first_open_step(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    assert client.get("/profiel/begin/").headers["Location"] == "/profiel/stap/werk/"
    client.post("/profiel/stap/werk/", {"do": "next"})
    assert client.get("/profiel/begin/").headers["Location"] == "/profiel/stap/kunnen/"
    Profile.objects.filter(pk=sam.pk).update(steps_done=[str(step) for step in Step])
    assert client.get("/profiel/begin/").headers["Location"] == "/profiel/klopt-dit/"


def test_who_changes_one_part_goes_back_to_the_profile(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    answer = client_of(cast.seeker).post("/profiel/stap/uren/?van=profiel", HOURS)
    assert answer.headers["Location"] == "/profiel/"


@pytest.mark.parametrize("step", list(Step))
def test_every_step_opens_in_both_manners_and_both_languages(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf, step: str
) -> None:
    client = client_of(cast.seeker)
    for plain in (False, True):
        Person.objects.filter(pk=sam.pk).update(plain=plain)
        for language in ("nl", "en"):
            User.objects.filter(pk=cast.seeker.user.pk).update(language=language)
            page = client.get(f"/profiel/stap/{step}/")
            assert page.status_code == 200
            assert f'<html lang="{language}"' in page.content.decode()


def test_an_unknown_step_is_not_there(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    assert client_of(cast.seeker).get("/profiel/stap/geheim/").status_code == 404


@pytest.mark.parametrize(
    ("step", "form", "words"),
    [
        ("uren", {"hours_min": "30", "hours_max": "20"}, "Het maximum is lager dan het minimum."),
        ("uren", {"hours_min": "0", "hours_max": "90"}, "Vul een getal in van 1 tot en met 48."),
        ("uren", {"hours_min": "veel", "hours_max": "20"}, "Vul een getal in van 1 tot en met 48."),
        ("uren", {"hours_min": "9" * 400, "hours_max": "20"}, "Vul een getal in van 1 tot en met 48."),
        ("reizen", {"travel_minutes": "45"}, "Kies een antwoord."),
        ("reizen", {"travel_minutes": "46", "travel_modes": ["bike"]}, "Kies een antwoord."),
        ("taal", {"dutch": "99"}, "Kies een antwoord."),
        ("papieren", {"licences": ["maanlander"]}, "Kies een antwoord."),
        ("start", {"available_from": "31-02-2027"}, "Vul een datum in die bestaat"),
        ("start", {"available_from": "2099-01-01"}, "Kies een dag binnen twee jaar"),
        ("school", {"education": ""}, "Kies een antwoord."),
        ("contact", {"first_name": "S", "last_name": "Z", "postcode": "x"}, "Vul een postcode in"),
        (
            "contact",
            {"first_name": "S", "last_name": "Z", "postcode": "2611AB", "email": "sam@"},
            "Vul een e-mailadres",
        ),
        (
            "contact",
            {"first_name": "S", "last_name": "Z", "postcode": "2611AB", "phone": "12"},
            "Vul een telefoonnummer",
        ),
        ("contact", {"first_name": "S\0", "last_name": "Z", "postcode": "2611AB"}, "niet kunnen bewaren"),
    ],
)
def test_a_wrong_answer_is_told_in_dutch_and_nothing_is_kept(
    cast: Cast, sam: Person, client_of: ClientOf, step: str, form: dict[str, str], words: str
) -> None:
    before = Profile.objects.get(pk=sam.pk).changed_at
    answer = client_of(cast.seeker).post(f"/profiel/stap/{step}/", form)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    profile = Profile.objects.get(pk=sam.pk)
    assert (profile.changed_at, profile.steps_done) == (before, [])
    assert Person.objects.get(pk=sam.pk).first_name == "Sam"


def test_a_double_click_changes_once_and_tells_once(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    for _press in range(2):
        assert client.post("/profiel/stap/uren/", HOURS).status_code == 302
        assert client.post("/profiel/stap/werk/", WORK).status_code == 302
    assert Experience.objects.filter(person=sam).count() == 1
    assert TrailEntry.objects.filter(event="people.profile_changed", person_id=sam.pk).count() == 2


def test_a_stale_form_is_refused_with_what_was_typed(cast: Cast, guided_by_karin: Person, client_of: ClientOf) -> None:
    sam = guided_by_karin
    seen = rules.stamp(step_values(Profile.objects.get(pk=sam.pk), sam, Step.HOURS))
    change_profile(actor=cast.case_worker.actor, person=sam, step=Step.HOURS, given={"hours_min": 8, "hours_max": 12})
    answer = client_of(cast.seeker).post("/profiel/stap/uren/", HOURS | {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "intussen door iemand anders aangepast" in page and 'value="24"' in page
    assert Profile.objects.get(pk=sam.pk).hours_max == 12


def test_only_the_person_and_the_own_case_worker_change_a_profile(
    cast: Cast, guided_by_karin: Person, olga: Person, client_of: ClientOf
) -> None:
    sam, address = guided_by_karin, f"/mensen/{guided_by_karin.pk}/profiel/stap/uren/"
    may = {cast.seeker, cast.case_worker}
    for player in cast.players():
        assert client_of(player).get(address).status_code == (200 if player in may else 404), player.actor.name
        if player not in may:
            with pytest.raises(Http404):
                change_profile(actor=player.actor, person=sam, step=Step.HOURS, given={"hours_min": 1})
    assert client_of(cast.case_worker).post(address, HOURS).status_code == 302


def test_a_step_takes_no_fields_of_another(cast: Cast, sam: Person) -> None:
    with pytest.raises(ValueError, match="controller_id"):
        change_profile(
            actor=cast.seeker.actor, person=sam, step=Step.CONTACT, given={"controller_id": cast.rotterdam.pk}
        )


def test_work_is_added_with_its_occupation_changed_and_taken_out(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    client.post("/profiel/stap/werk/", WORK)
    work = Experience.objects.get(person=sam)
    assert work.occupation == words["schoonmaker"] and work.end is None
    assert 'value="schoonmaker"' in client.get(f"/profiel/stap/werk/?werk={work.pk}").content.decode()
    client.post("/profiel/stap/werk/", WORK | {"do": f"save:{work.pk}", "employer": "Blinkend BV"})
    assert Experience.objects.get(person=sam).employer == "Blinkend BV"
    client.post("/profiel/stap/werk/", {"do": f"drop:{work.pk}"})
    assert not Experience.objects.exists()
    gone = client.post("/profiel/stap/werk/", WORK | {"do": f"save:{work.pk}"})
    assert gone.status_code == 409 and "Dit is intussen weggehaald." in gone.content.decode()


@pytest.mark.parametrize("number", ["999999", "9223372036854775808", "-1"])
def test_work_with_an_occupation_that_does_not_exist_is_refused_in_words(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf, number: str
) -> None:
    page = client_of(cast.seeker).post("/profiel/stap/werk/", WORK | {"occupation": number})
    assert page.status_code == 409 and "Dit beroep staat niet in de lijst." in page.content.decode()
    assert not Experience.objects.exists()


def test_nobody_takes_out_the_work_of_another(cast: Cast, sam: Person, olga: Person, client_of: ClientOf) -> None:
    client_of(cast.seeker).post("/profiel/stap/werk/", WORK)
    work = Experience.objects.get()
    client_of(cast.other_seeker).post("/profiel/stap/werk/", {"do": f"drop:{work.pk}"})
    assert client_of(cast.other_seeker).post("/profiel/stap/werk/", WORK | {"do": f"save:{work.pk}"}).status_code == 409
    assert Experience.objects.get() == work


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"start_year": "2099"}, "Deze datum ligt in de toekomst."),
        ({"still": "", "end_month": "1", "end_year": "2001"}, "U stopte eerder dan u begon."),
        ({"still": ""}, "Vul in wanneer u stopte"),
        ({"start_month": "13"}, "Kies een antwoord."),
        ({"title": ""}, "Vul dit in."),
        ({"title": "a\0"}, "niet kunnen bewaren"),
    ],
)
def test_work_with_impossible_dates_is_told_and_not_kept(
    cast: Cast, sam: Person, words: str, change: dict[str, str], client_of: ClientOf
) -> None:
    answer = client_of(cast.seeker).post("/profiel/stap/werk/", WORK | change)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not Experience.objects.exists()


def test_without_scripts_a_button_searches_the_occupation(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    page = client_of(cast.seeker).post("/profiel/stap/werk/", {"do": "search", "title": "schoonmker"})
    assert page.status_code == 200
    assert f'value="{words["schoonmaker"].pk}"' in page.content.decode() and "schoonmker" in page.content.decode()


def test_a_personal_number_is_pointed_out_and_not_kept_until_it_is_gone(
    cast: Cast, sam: Person, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    answer = client.post("/profiel/stap/werk/", WORK | {"what": "Mijn BSN is 111222333"})
    assert answer.status_code == 400
    assert (
        "Wij hebben nog niets bewaard" in answer.content.decode()
        and "Dit gaat over mijn werk" not in answer.content.decode()
    )
    assert not Experience.objects.exists()
    insists = client.post("/profiel/stap/werk/", WORK | {"what": "Mijn BSN is 111222333", "tekst": "werk"})
    assert insists.status_code == 400 and not Experience.objects.exists()
    client.post("/profiel/stap/werk/", WORK | {"what": "Mijn BSN is 111222333", "tekst": "weg"})
    assert Experience.objects.get().what == "Mijn BSN is"


def test_no_verb_keeps_a_personal_number(cast: Cast, sam: Person) -> None:
    actor, text = cast.seeker.actor, "BSN 111222333"
    with pytest.raises(Refusal, match="bsn"):
        change_profile(actor=actor, person=sam, step=Step.CONTACT, given={"about": text})
    with pytest.raises(Refusal, match="bsn"):
        save_experience(actor=actor, person=sam, given=WorkDone("kok", date(2020, 1, 1), what=text))
    with pytest.raises(Refusal, match="bsn"):
        save_education(actor=actor, person=sam, given=SchoolDone(text, level=2))
    assert not TrailEntry.objects.filter(event="people.profile_changed").exists()


def test_work_changed_in_the_pages_with_pictures_keeps_what_they_do_not_ask(
    cast: Cast, sam: Person, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    client.post("/profiel/stap/werk/", WORK | {"employer": "Blinkend BV", "what": "Ramen."})
    work = Experience.objects.get()
    Person.objects.filter(pk=sam.pk).update(plain=True)
    client.post("/profiel/stap/werk/", WORK | {"do": f"save:{work.pk}", "title": "glazenwasser"})
    work.refresh_from_db()
    assert (work.title, work.employer, work.what) == ("glazenwasser", "Blinkend BV", "Ramen.")


def test_a_health_word_may_stay_when_it_is_about_the_work(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client, text = client_of(cast.seeker), "Ik begeleidde mensen met een verslaving"
    answer = client.post("/profiel/stap/werk/", WORK | {"what": text})
    assert answer.status_code == 400 and "Dit gaat over mijn werk" in answer.content.decode()
    client.post("/profiel/stap/werk/", WORK | {"what": text, "tekst": "werk"})
    assert Experience.objects.get().what == text


def test_skills_of_the_work_done_are_suggested_and_kept_with_their_level(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    client.post("/profiel/stap/werk/", WORK)
    page = client.get("/profiel/stap/kunnen/").content.decode()
    assert "Vloeren schoonmaken" in page and "Koken" not in page
    floors, windows = (Skill.objects.get(name_nl=name).pk for name in ("vloeren schoonmaken", "ramen lappen"))
    form = {"shown": [floors, windows], f"has_{floors}": "on", f"level_{floors}": str(SkillLevel.EXPERT)}
    assert client.post("/profiel/stap/kunnen/", form).headers["Location"] == "/profiel/stap/willen/"
    assert list(PersonSkill.objects.values_list("skill", "level", "came_via")) == [(floors, 255, "self")]


def test_a_skill_that_was_not_shown_stays(cast: Cast, guided_by_karin: Person, words: Words) -> None:
    sam = guided_by_karin
    first, second = Skill.objects.order_by("pk")[:2]
    set_skills(actor=cast.case_worker.actor, person=sam, shown=[first.pk], levels={first.pk: SkillLevel.GOOD})
    set_skills(actor=cast.seeker.actor, person=sam, shown=[second.pk], levels={})
    assert PersonSkill.objects.get().came_via == "case_worker"


def test_skills_that_do_not_exist_are_left_out_and_wrong_levels_refused(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client, skill = client_of(cast.seeker), Skill.objects.order_by("pk")[0]
    assert client.post("/profiel/stap/kunnen/", {"shown": ["999999", "x", "-1", "9" * 30]}).status_code == 302
    form = {"shown": [skill.pk], f"has_{skill.pk}": "on", f"level_{skill.pk}": "7"}
    assert client.post("/profiel/stap/kunnen/", form).status_code == 400
    assert not PersonSkill.objects.exists()


def test_searching_a_skill_keeps_what_was_ticked(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client, skill = client_of(cast.seeker), Skill.objects.get(name_nl="ramen lappen")
    form = {"do": "search", "q": "koken", "shown": [skill.pk], f"has_{skill.pk}": "on"}
    page = client.post("/profiel/stap/kunnen/", form).content.decode()
    tick = next(part for part in page.split("<input") if f'name="has_{skill.pk}"' in part)
    assert "Koken" in page and "checked" in tick
    assert not PersonSkill.objects.exists()


def test_one_to_three_occupations_are_wanted_in_order(
    cast: Cast, sam: Person, words: Words, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    for name in ("schoonmaker", "kok", "bouwhulp"):
        client.post("/profiel/stap/willen/", {"do": f"add:{words[name].pk}"})
    client.post("/profiel/stap/willen/", {"do": f"up:{words['kok'].pk}"})
    wanted = WantedOccupation.objects.filter(person=sam).order_by("rank")
    assert [row.occupation.name_nl for row in wanted] == ["kok", "schoonmaker", "bouwhulp"]
    fourth = client.post("/profiel/stap/willen/", {"do": f"add:{words['vrachtwagenchauffeur'].pk}"})
    assert fourth.status_code == 409 and "U kunt 3 beroepen kiezen" in fourth.content.decode()
    client.post("/profiel/stap/willen/", {"do": f"drop:{words['kok'].pk}"})
    unknown = client.post("/profiel/stap/willen/", {"do": "add:99999999"})
    assert unknown.status_code == 409 and "staat niet in de lijst" in unknown.content.decode()
    assert WantedOccupation.objects.filter(person=sam).count() == 2


def test_wanting_the_same_twice_changes_nothing(cast: Cast, sam: Person, words: Words) -> None:
    key = words["kok"].pk
    assert set_wanted(actor=cast.seeker.actor, person=sam, occupations=[key, key])
    assert not set_wanted(actor=cast.seeker.actor, person=sam, occupations=[key])


def test_who_reads_little_points_at_a_kind_of_work(cast: Cast, sam: Person, words: Words, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    client.post("/profiel/plaatjes/", {"plain": "ja", "next": "/profiel/stap/willen/"})
    page = client.get("/profiel/stap/willen/").content.decode()
    assert all(word in page for word in ("Aanpakken", "Helpen", "Maken", "Verkopen", "Vervoeren"))
    of_kind = client.get("/profiel/stap/willen/?soort=vervoeren").content.decode()
    assert "vrachtwagenchauffeur" in of_kind and "schoonmaker" not in of_kind
    assert client.get("/profiel/stap/willen/?soort=<script>").status_code == 200


def test_what_the_pages_with_pictures_do_not_ask_stays_as_it_is(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    Person.objects.filter(pk=sam.pk).update(plain=True, street="Oude Delft", infix="van")
    Profile.objects.filter(pk=sam.pk).update(about="Ik werk graag buiten.")
    form = {"first_name": "Sam", "last_name": "Zoeker", "postcode": "2611AB", "phone": "06 12345678"}
    assert client_of(cast.seeker).post("/profiel/stap/contact/", form).status_code == 302
    person = Person.objects.select_related("profile").get(pk=sam.pk)
    assert (person.phone, person.street, person.infix) == ("06 12345678", "Oude Delft", "van")
    assert person.profile.about == "Ik werk graag buiten."


def test_the_way_back_never_leads_off_the_site(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    answer = client_of(cast.seeker).post("/profiel/plaatjes/", {"plain": "ja", "next": "https://elders.example/"})
    assert answer.headers["Location"] == "/profiel/"


def test_a_school_is_added_and_taken_out(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    client.post(
        "/profiel/stap/school/", {"do": "course", "name": "Heftruck", "level": "2", "year": "2020", "finished": "on"}
    )
    school = Education.objects.get(person=sam)
    assert "Heftruck" in client.get("/profiel/stap/school/").content.decode()
    wrong = client.post("/profiel/stap/school/", {"do": "course", "name": "", "level": "2"})
    assert wrong.status_code == 400
    client.post("/profiel/stap/school/", {"do": f"drop:{school.pk}"})
    assert not Education.objects.exists()


def test_the_summary_is_confirmed_once(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    for _press in range(2):
        assert client.post("/profiel/klopt-dit/").headers["Location"] == "/zichtbaar/"
    assert TrailEntry.objects.filter(event="people.profile_confirmed").count() == 1
    assert Profile.objects.get(pk=sam.pk).confirmed_at is not None
