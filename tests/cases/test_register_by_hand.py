"""A case worker registers somebody with the least that is needed."""

from collections.abc import Callable

import pytest
from django.test import Client

from doorstroom.cases.models import CaseAssignment
from doorstroom.core.models import Tie
from doorstroom.people.models import Person
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
FORM = {
    "client_number": "D-77",
    "first_name": "Ada",
    "last_name": "Bos",
    "postcode": "2611 AB",
    "situation": "social_assistance",
    "guide": "me",
}


def test_registered_by_hand_somebody_is_in_the_own_caseload(cast: Cast, places: None, client_of: ClientOf) -> None:
    answer = client_of(cast.case_worker).post("/kandidaten/inschrijven/", FORM)
    person = Person.objects.get()
    assert answer.headers["Location"] == f"/kandidaten/{person.pk}/"
    assert (person.controller_id, person.place) == (cast.delft.pk, "Delft")
    assert CaseAssignment.objects.get().case_worker == cast.case_worker.user


def test_or_waits_at_the_intake(cast: Cast, places: None, client_of: ClientOf) -> None:
    client_of(cast.case_worker).post("/kandidaten/inschrijven/", FORM | {"guide": "intake"})
    assert Tie.objects.get(person_id=Person.objects.get().pk, ground="intake").party == cast.intake.pk
    assert not CaseAssignment.objects.exists()


def test_a_double_click_registers_once(cast: Cast, places: None, client_of: ClientOf) -> None:
    client = client_of(cast.case_worker)
    client.post("/kandidaten/inschrijven/", FORM)
    again = client.post("/kandidaten/inschrijven/", FORM)
    assert again.status_code == 409 and "Deze persoon staat al ingeschreven." in again.content.decode()
    assert Person.objects.count() == CaseAssignment.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"client_number": "111222333"}, "Dit lijkt een BSN."),
        ({"birth_date": "31-02-1980"}, "Vul een datum in die bestaat"),
        ({"birth_date": "2024-01-01"}, "Deze geboortedatum kan niet kloppen."),
        ({"birth_date": "1850-01-01"}, "Deze geboortedatum kan niet kloppen."),
        ({"postcode": "0000"}, "Vul een postcode in"),
        ({"last_name": "B\0s"}, "niet kunnen bewaren"),
        ({"situation": "rijk"}, "Kies een antwoord."),
        ({"email": "ada"}, "Vul een e-mailadres in"),
    ],
)
def test_a_wrong_answer_is_told_and_nobody_is_registered(
    cast: Cast, places: None, client_of: ClientOf, change: dict[str, str], words: str
) -> None:
    answer = client_of(cast.case_worker).post("/kandidaten/inschrijven/", FORM | change)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert "Ada" in answer.content.decode()
    assert not Person.objects.exists()


def test_other_roles_register_nobody(cast: Cast, places: None, client_of: ClientOf) -> None:
    for player in (cast.employer, cast.consultant, cast.account_manager, cast.admin):
        assert client_of(player).post("/kandidaten/inschrijven/", FORM).status_code == 404
    assert not Person.objects.exists()
