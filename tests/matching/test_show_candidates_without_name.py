"""The employer's side before contact: pseudonyms, bands, and the same reasons as the seeker reads."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from doorstroom.core.models import ReadLogEntry
from doorstroom.matching import bridge, crowd, live
from doorstroom.matching.models import Pseudonym
from doorstroom.matching.queries import Candidate, candidates_for, explain, jobs_for
from tests.conftest import Cast

from .conftest import Work, fresh

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def test_what_an_employer_may_know_before_contact_is_a_reviewed_list() -> None:
    assert {field.name for field in fields(Candidate)} == {
        "code", "fit", "fit_tone", "travel", "hours", "available", "wish", "had", "related", "missing", "language",
        "licences",
    }  # fmt: skip


def test_a_person_with_one_key_is_not_shown_and_a_key_turned_back_works_at_once(seeker_of: Make, job_of: Make) -> None:
    person, vacancy = seeker_of(visible=False), job_of()
    keys = person.visibility
    for own, second, shown in ((True, False, 0), (False, True, 0), (True, True, 1), (False, True, 0)):
        keys.own_key, keys.second_key = own, second
        keys.save()
        assert candidates_for(vacancy, vacancy.organisation_id).total == shown


def test_a_person_elsewhere_is_not_shown(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    seeker_of(controller=cast.rotterdam)
    vacancy = job_of()
    assert candidates_for(vacancy, vacancy.organisation_id).total == 0


def test_the_same_person_has_another_code_at_each_organisation(seeker_of: Make, job_of: Make, cast: Cast) -> None:
    seeker_of()
    codes = set()
    for organisation in (cast.firm, cast.rival_firm, cast.agency):
        vacancy = job_of(organisation)
        row = candidates_for(vacancy, organisation.pk).rows[0]
        assert row.code == candidates_for(vacancy, organisation.pk).rows[0].code
        codes.add(row.code)
    assert len(codes) == 3
    assert Pseudonym.objects.count() == 3


def test_two_vacancies_of_one_organisation_cannot_be_laid_side_by_side(
    seeker_of: Make, job_of: Make, cast: Cast
) -> None:
    seeker_of(profile={"hours_min": 18, "hours_max": 30})
    first, second = (candidates_for(job_of(), cast.firm.pk).rows[0] for _ in range(2))
    assert first.code != second.code
    assert first.hours == second.hours == "16 tot 32 uur per week"


def test_both_sides_read_the_same_reasons(seeker_of: Make, job_of: Make, work: Work) -> None:
    person = seeker_of(skills=(work.knead, work.cut))
    vacancy = job_of(must=(work.knead, work.oven), nice=(work.drive,))
    mine = explain(fresh(person), vacancy)
    theirs = candidates_for(vacancy, vacancy.organisation_id).rows[0]
    assert mine is not None
    assert set(theirs.had) == {skill.label for skill in mine.asked if skill.state == "had"}
    assert set(theirs.related) == {skill.label for skill in mine.asked if skill.state == "related"}
    assert set(theirs.missing) == {skill.label for skill in mine.asked if skill.state == "missing"}
    assert theirs.fit == mine.card.fit
    region = live.region("AM21")
    people = crowd.crowd("AM21", region)
    ranked = next(iter(people.index.top(region.index.job(vacancy.number))))
    assert ranked.score == mine.score == jobs_for(fresh(person)).cards[0].score
    assert ranked.components == {reason.name: reason.value for reason in mine.reasons}


def test_travel_is_shown_in_a_band_only(seeker_of: Make, job_of: Make) -> None:
    seeker_of(profile={"travel_minutes": 90})
    vacancy = job_of(postcode="2512AB")
    assert candidates_for(vacancy, vacancy.organisation_id).rows[0].travel == "30 tot 45 minuten reizen"


def test_a_changed_profile_is_seen_at_the_next_request(seeker_of: Make, job_of: Make) -> None:
    person, vacancy = seeker_of(), job_of(dutch=4)
    assert candidates_for(vacancy, vacancy.organisation_id).total == 0
    person.profile.dutch = 5
    person.profile.save()
    assert candidates_for(vacancy, vacancy.organisation_id).rows[0].language == "C1"


def test_a_rival_does_not_open_the_candidates_of_a_vacancy(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    seeker_of()
    vacancy = job_of()
    path = f"/vacatures/{vacancy.number}/kandidaten/"
    for player in (cast.rival_employer, cast.consultant, cast.account_manager, cast.seeker, cast.case_worker):
        assert client_of(player).get(path).status_code == 404


def test_the_page_holds_no_name_and_no_key_and_the_person_sees_who_looked(
    seeker_of: Make, job_of: Make, cast: Cast, client_of: Make
) -> None:
    person = seeker_of(first_name="Zeldzaam", last_name="Achternaamsma")
    vacancy = job_of()
    client = client_of(cast.employer)
    client.get(f"/vacatures/{vacancy.number}/kandidaten/")
    with CaptureQueriesContext(connection) as counted:
        page = client.get(f"/vacatures/{vacancy.number}/kandidaten/").content.decode()
    assert "Kandidaat " in page
    for secret in ("Zeldzaam", "Achternaamsma", str(person.pk), person.pk.hex, person.postcode):
        assert secret not in page
    assert len(counted) <= 12
    looked = ReadLogEntry.objects.filter(person_id=person.pk).latest("at")
    assert looked.by_organisation == cast.firm.pk
    assert "travel_band" in looked.fields


def test_the_crowd_keeps_nothing_beside_the_reviewed_record(seeker_of: Make, job_of: Make) -> None:
    seeker_of()
    vacancy = job_of()
    candidates_for(vacancy, vacancy.organisation_id)
    for reading in crowd.crowd("AM21", live.region("AM21")).readings.values():
        assert isinstance(reading.seeker, bridge.Seeker)
