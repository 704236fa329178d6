"""Dit klopt niet: on every fact, with a human answer, its effect, and a line on the timeline."""

from collections.abc import Callable
from typing import Any

import pytest

from doorstroom.cases.declarations import CASELOAD
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise, ReadLogEntry, TrailEntry
from doorstroom.matching.models import Doubt
from doorstroom.people.models import Person
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


@pytest.fixture
def sam(cast: Cast, seeker_of: Make) -> Person:
    """Sam, guided by Karin, who changed the profile and was seen doing so."""
    person: Person = seeker_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    return person


def test_a_part_of_the_profile_is_contested_and_answered_with_an_effect(
    cast: Cast, sam: Person, client_of: Make
) -> None:
    seeker, guide = client_of(cast.seeker), client_of(cast.case_worker)
    assert "/klopt-niet/nieuw/?over=profile:taal" in seeker.get("/profiel/").content.decode()
    page = seeker.get("/klopt-niet/nieuw/?over=profile:taal").content.decode()
    assert "uw profiel, Taal" in page
    assert seeker.post("/klopt-niet/nieuw/?over=profile:taal", {"words": " "}).status_code == 400
    seeker.post("/klopt-niet/nieuw/?over=profile:taal", {"words": "Mijn Nederlands is beter."})
    doubt = Doubt.objects.get()
    owed = Promise.objects.get(about_id=doubt.pk)
    assert owed.owner == cast.case_worker.user.pk and owed.closed_at is None
    assert "Mijn Nederlands is beter" in guide.get("/klopt-niet/").content.decode()
    guide.post(f"/klopt-niet/{doubt.pk}/", {"answer": "U heeft gelijk, het is nu B2.", "effect": "corrected"})
    told = seeker.get("/tijdlijn/").content.decode()
    assert "gaf antwoord op wat volgens u niet klopt: uw profiel, Taal. Gevolg: het is verbeterd." in told
    assert "Wij hebben het verbeterd" in seeker.get("/banen/antwoorden/").content.decode()
    owed.refresh_from_db()
    assert owed.closed_at is not None


def test_a_look_and_a_line_of_the_timeline_are_contested_by_the_person_they_are_about(
    cast: Cast, sam: Person, client_of: Make
) -> None:
    seeker = client_of(cast.seeker)
    client_of(cast.case_worker).get(f"/kandidaten/{sam.pk}/")
    seeker.post("/zichtbaar/", {"key": "off"})
    look = ReadLogEntry.objects.filter(person_id=sam.pk, by_user=cast.case_worker.user.pk).latest("at")
    event = TrailEntry.objects.filter(person_id=sam.pk).latest("at")
    assert f"over=look:{look.pk}" in seeker.get("/wie-keek/").content.decode()
    assert f"over=event:{event.pk}" in seeker.get("/tijdlijn/").content.decode()
    for about, said in ((f"look:{look.pk}", "Gemeente Delft, klantmanager"), (f"event:{event.pk}", "verborgen")):
        assert said in seeker.get(f"/klopt-niet/nieuw/?over={about}").content.decode()
        assert seeker.post(f"/klopt-niet/nieuw/?over={about}", {"words": "Dit klopt niet."}).status_code == 302
    assert Doubt.objects.count() == 2


def test_facts_of_another_or_of_nobody_are_not_there(cast: Cast, sam: Person, client_of: Make, seeker_of: Make) -> None:
    olga = seeker_of(cast.other_seeker)
    client_of(cast.case_worker).get(f"/kandidaten/{sam.pk}/")
    look = ReadLogEntry.objects.filter(person_id=sam.pk).latest("at")
    other = client_of(cast.other_seeker)
    for about in (f"look:{look.pk}", "look:x", "profile:niets", "event:", "", "x" * 200):
        assert other.get("/klopt-niet/nieuw/", {"over": about}).status_code == 404
    assert not Doubt.objects.filter(person=olga).exists()
