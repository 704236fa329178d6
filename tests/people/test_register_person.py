"""A person is registered once, at the municipality that answers for the data."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.core.models import Tie, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.people.actions import Registration, register_person
from doorstroom.people.models import Person
from tests.conftest import Cast, Player
from tests.people.conftest import TODAY

ClientOf = Callable[[Player], Client]


def test_a_seeker_registers_and_is_tied_to_the_own_data(cast: Cast, sam: Person) -> None:
    assert Tie.objects.filter(person_id=sam.pk, party=cast.seeker.user.pk, ground="self").exists()
    assert (sam.place, sam.controller_id) == ("Delft", cast.delft.pk)
    assert TrailEntry.objects.filter(event="people.registered_self", person_id=sam.pk).count() == 1
    assert not sam.visibility.own_key and not sam.visibility.second_key


def test_an_account_belongs_to_one_person(cast: Cast, sam: Person) -> None:
    given = Registration("Sam", "Dubbel", "2611AB", user_id=cast.seeker.user.pk)
    with pytest.raises(Refusal, match="known"):
        register_person(actor=cast.seeker.actor, organisation_id=cast.delft.pk, given=given, today=TODAY)
    assert Person.objects.count() == 1


def test_a_client_number_stands_once_per_municipality(cast: Cast, places: None) -> None:
    given = Registration("Ada", "Bos", "2611AB", client_number="D-1")
    register_person(actor=cast.case_worker.actor, organisation_id=cast.delft.pk, given=given, today=TODAY)
    with pytest.raises(Refusal, match="known"):
        register_person(actor=cast.colleague.actor, organisation_id=cast.delft.pk, given=given, today=TODAY)
    there = cast.case_worker_elsewhere.actor
    register_person(actor=there, organisation_id=cast.rotterdam.pk, given=given, today=TODAY)
    assert Person.objects.count() == 2


def test_nobody_is_registered_at_another_municipality_or_at_a_firm(cast: Cast, places: None) -> None:
    given = Registration("Ada", "Bos", "2611AB")
    with pytest.raises(Refusal, match="other_organisation"):
        register_person(actor=cast.case_worker.actor, organisation_id=cast.rotterdam.pk, given=given, today=TODAY)
    with pytest.raises(Refusal, match="no_municipality"):
        own = Registration("Sam", "Zoeker", "2611AB", user_id=cast.seeker.user.pk)
        register_person(actor=cast.seeker.actor, organisation_id=cast.firm.pk, given=own, today=TODAY)
    assert not Person.objects.exists()


@pytest.mark.parametrize("who", ["employer", "consultant", "account_manager", "admin"])
def test_the_work_side_and_the_administrator_register_nobody(cast: Cast, who: str) -> None:
    player: Player = getattr(cast, who)
    with pytest.raises(Http404):
        register_person(
            actor=player.actor, organisation_id=cast.delft.pk, given=Registration("A", "B", "2611AB"), today=TODAY
        )


def test_the_first_page_registers_at_the_municipality_of_the_postcode(
    cast: Cast, places: None, client_of: ClientOf
) -> None:
    client = client_of(cast.seeker)
    assert "Ongeveer tien minuten" in client.get("/profiel/begin/").content.decode()
    form = {"first_name": "Sam", "last_name": "Zoeker", "postcode": "2611 ab", "plain": "nee"}
    answer = client.post("/profiel/begin/", form)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/profiel/stap/werk/")
    assert Person.objects.get().controller_id == cast.delft.pk
    again = client.post("/profiel/begin/", form)
    assert again.status_code == 302 and Person.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("postcode", "12", "Vul een postcode in met vier cijfers"),
        ("postcode", "2636 AB", "Deze gemeente doet nog niet mee."),
        ("postcode", "9999 ZZ", "Deze gemeente doet nog niet mee."),
        ("first_name", "Sa\0m", "tekens die wij niet kunnen bewaren"),
        ("first_name", "S" * 61, "Deze tekst is te lang"),
        ("last_name", "", "Vul dit in."),
        ("plain", "misschien", "Kies een antwoord."),
    ],
)
def test_bad_input_is_answered_in_dutch_and_keeps_what_was_typed(
    cast: Cast, places: None, client_of: ClientOf, field: str, value: str, words: str
) -> None:
    form = {"first_name": "Sam", "last_name": "Zoeker", "postcode": "2611AB", "plain": "nee", field: value}
    answer = client_of(cast.seeker).post("/profiel/begin/", form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert ("Zoeker" if field != "last_name" else "Sam") in page
    assert not Person.objects.exists()


def test_a_case_worker_has_no_profile_of_the_own_to_begin(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.case_worker).get("/profiel/begin/").status_code == 404
