"""Who lets go of somebody, or is let go, has nothing left of that person on the next request: no page, list or file."""

import pytest
from django.core.cache import cache

from doorstroom.cases.actions import assign
from doorstroom.deals.actions import withdraw as end_referral
from doorstroom.introductions.actions import withdraw
from doorstroom.notices.models import Notice
from doorstroom.people.actions import turn_own_key
from doorstroom.privacy.actions import ask_overview, make_overview
from doorstroom.privacy.choices import Identity

from .stage import Stage

pytestmark = pytest.mark.django_db


def said(stage: Stage, who: str, path: str) -> str:
    answer = stage.ask(who, "GET", path)
    return answer.content.decode() if answer.status_code == 200 else f"refused: {answer.status_code}"


def marks(stage: Stage, name: str) -> tuple[str, ...]:
    person = stage.people[name].person
    return person.name, person.email, person.phone


def test_after_a_withdrawal_no_page_list_or_mail_of_the_firm_holds_the_person(stage: Stage) -> None:
    met = stage.introductions[0]
    pages = ("/kennismakingen/", f"/kennismakingen/{met.pk}/", "/", "/berichten/", "/vacatures/", "/vacatures/4002/")
    assert marks(stage, "sam")[0] in said(stage, "employer", pages[1])  # and whatever is cached is warm now
    for page in pages:
        said(stage, "employer", page)
    withdraw(actor=stage.cast.seeker.actor, introduction=met.pk)
    for page in pages:
        text = said(stage, "employer", page)
        assert not [mark for mark in marks(stage, "sam") if mark in text], page
    waiting = Notice.objects.filter(user_id=stage.cast.employer.user.pk)
    assert waiting.exists()  # what still waits to be mailed names nobody either
    for notice in waiting:
        assert not [mark for mark in marks(stage, "sam") if mark in f"{notice.subject} {notice.body}"]


def test_after_a_withdrawal_the_card_of_an_agency_is_closed(stage: Stage) -> None:
    met, mia = stage.introductions[2], stage.people["mia"].person
    assert mia.first_name in said(stage, "rival agency", f"/overdracht/{mia.pk}/")
    withdraw(actor=stage.cast.colleague.actor, introduction=met.pk)
    assert said(stage, "rival agency", f"/overdracht/{mia.pk}/") == "refused: 404"


def test_a_referral_that_is_taken_back_leaves_the_list_of_programs_and_people(stage: Stage) -> None:
    key, code = (stage.things[kind][0].key for kind in ("referral", "code"))
    pages = ("/api/v1/verwijzingen", "/verwijzingen/", "/verwijzingen/bestand/", f"/verwijzingen/{key}/")
    sam = marks(stage, "sam")[0]
    assert all(sam in said(stage, "agency", page) for page in pages if "bestand" not in page)
    assert str(code) in said(stage, "agency", "/api/v1/verwijzingen")
    end_referral(actor=stage.cast.case_worker.actor, referral=key)
    for page in pages:
        assert not [mark for mark in marks(stage, "sam") if mark in said(stage, "agency", page)], page


def test_a_file_that_was_asked_before_somebody_was_given_away_opens_for_nobody_but_the_person(stage: Stage) -> None:
    sam, cast = stage.people["sam"].person, stage.cast
    asked = ask_overview(actor=cast.case_worker.actor, person=sam, identity=Identity.DOCUMENT)
    assign(actor=cast.case_worker.actor, person=sam, case_worker=cast.colleague.user.pk)
    make_overview(asked.pk)  # the worker comes to it afterwards
    for part in ("", "gegevens.json", "alles.zip"):
        for who in ("case worker", "colleague", "intake worker"):
            assert said(stage, who, f"/overzicht/{asked.pk}/{part}") == "refused: 404", who
    assert sam.last_name in said(stage, "job seeker", f"/overzicht/{asked.pk}/gegevens.json")


def test_who_was_given_away_is_in_no_list_or_file_of_the_earlier_case_worker(stage: Stage) -> None:
    sam, cast = stage.people["sam"].person, stage.cast
    pages = (
        "/kandidaten/",
        "/kandidaten/bestand/",
        "/zoeken/?q=Zoeker",
        "/",
        f"/gesprek/{stage.things['talk'][0].key}/agenda.ics",
    )
    assert sam.name in said(stage, "case worker", "/kandidaten/")
    for page in pages:
        said(stage, "case worker", page)
    assign(actor=cast.case_worker.actor, person=sam, case_worker=cast.colleague.user.pk)
    for page in pages:
        text = said(stage, "case worker", page)
        assert not [mark for mark in marks(stage, "sam") if mark in text], page


def test_who_hides_the_profile_is_in_no_list_of_candidates_though_it_was_remembered(stage: Stage) -> None:
    page = "/vacatures/4004/kandidaten/"
    cache.clear()
    before = said(stage, "rival employer", page)
    assert "/uitnodigen/" in before or 'name="code"' in before
    turn_own_key(actor=stage.cast.seeker.actor, person=stage.people["sam"].person, on=False)
    after = said(stage, "rival employer", page)
    assert not after.startswith("refused") and 'name="code"' not in after and "/uitnodigen/" not in after


def test_nothing_about_a_person_may_be_kept_by_a_browser_or_on_the_way(stage: Stage) -> None:
    sam = stage.people["sam"].person.pk
    own = stage.overviews[0].pk
    for who, path in (
        ("case worker", f"/kandidaten/{sam}/"), ("case worker", "/kandidaten/bestand/"),
        ("job seeker", f"/overzicht/{own}/gegevens.json"), ("job seeker", f"/overzicht/{own}/alles.zip"),
        ("employer", "/kennismakingen/"), ("agency", "/api/v1/verwijzingen"), ("agency", "/verwijzingen/"),
        ("job seeker", f"/gesprek/{stage.things['talk'][0].key}/agenda.ics"),
    ):  # fmt: skip
        answer = stage.ask(who, "GET", path)
        assert answer.status_code == 200, path
        assert "no-store" in answer.headers["Cache-Control"], path
