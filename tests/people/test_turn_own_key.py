"""The person's own key: employers find a profile only while both keys are turned."""

from collections.abc import Callable

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.core.models import TrailEntry
from doorstroom.people.actions import turn_own_key
from doorstroom.people.models import Person, Visibility
from doorstroom.people.queries import visible_person_ids
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]


def test_one_key_alone_shows_nobody(cast: Cast, sam: Person) -> None:
    turn_own_key(actor=cast.seeker.actor, person=sam, on=True)
    assert list(visible_person_ids("AM21")) == []
    Visibility.objects.filter(pk=sam.pk).update(second_key=True)
    assert list(visible_person_ids("AM21")) == [sam.pk]
    assert list(visible_person_ids("AM22")) == []


def test_turning_back_takes_effect_at_once(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    Visibility.objects.filter(pk=sam.pk).update(own_key=True, second_key=True)
    client = client_of(cast.seeker)
    assert "Werkgevers kunnen u vinden" in client.get("/zichtbaar/").content.decode()
    client.post("/zichtbaar/", {"key": "off"})
    assert list(visible_person_ids("AM21")) == []
    assert "Werkgevers kunnen u niet vinden" in client.get("/zichtbaar/").content.decode()


def test_a_double_click_turns_once(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    for _press in range(2):
        assert client.post("/zichtbaar/", {"key": "on"}).status_code == 302
    assert TrailEntry.objects.filter(event="people.own_key_turned").count() == 1
    assert "Uw sleutel is omgedraaid." in client.get("/zichtbaar/").content.decode()


def test_nobody_turns_the_key_of_another(cast: Cast, guided_by_karin: Person) -> None:
    for player in cast.players():
        if player != cast.seeker:
            with pytest.raises(Http404):
                turn_own_key(actor=player.actor, person=guided_by_karin, on=True)
    assert not Visibility.objects.get(pk=guided_by_karin.pk).own_key


def test_somebody_who_left_is_not_found(cast: Cast, sam: Person) -> None:
    Visibility.objects.filter(pk=sam.pk).update(own_key=True, second_key=True)
    Person.objects.filter(pk=sam.pk).update(active=False)
    assert list(visible_person_ids("AM21")) == []


def test_without_a_profile_these_pages_lead_to_its_beginning(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    for address in (
        "/profiel/",
        "/profiel/klopt-dit/",
        "/profiel/stap/werk/",
        "/zichtbaar/",
        "/wie-keek/",
        "/tijdlijn/",
    ):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/profiel/begin/"), address
