"""Who looked at me and what happened, in the words of the person it is about."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from doorstroom.core.guarded import FieldHidden
from doorstroom.core.models import ReadLogEntry
from doorstroom.people.actions import change_profile
from doorstroom.people.choices import Step
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person
from doorstroom.people.queries import dossier
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]


def test_the_look_of_the_case_worker_is_shown_with_place_role_and_reason(
    cast: Cast, guided_by_karin: Person, client_of: ClientOf
) -> None:
    client_of(cast.case_worker).get(f"/mensen/{guided_by_karin.pk}/profiel/")
    page = client_of(cast.seeker).get("/wie-keek/").content.decode()
    assert "Gemeente Delft, klantmanager: uw profiel, om u te begeleiden naar werk" in page
    assert "Karin" not in page.split("<main")[1]


def test_a_look_that_was_refused_is_no_look(cast: Cast, guided_by_karin: Person, client_of: ClientOf) -> None:
    assert client_of(cast.colleague).get(f"/mensen/{guided_by_karin.pk}/profiel/").status_code == 404
    assert "Nog niemand keek naar uw profiel" in client_of(cast.seeker).get("/wie-keek/").content.decode()


def test_the_own_looks_are_hidden_until_asked(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    client = client_of(cast.seeker)
    client.get("/profiel/")
    assert "uzelf" not in client.get("/wie-keek/").content.decode()
    assert "uzelf: uw profiel" in client.get("/wie-keek/?eigen=ja").content.decode()


def test_looks_stand_by_day_and_a_page_holds_no_more_than_fifty(cast: Cast, sam: Person, client_of: ClientOf) -> None:
    for number in range(60):
        ReadLogEntry.objects.create(
            request_id=uuid4(),
            at=timezone.now() - timedelta(days=number),
            by_user=cast.case_worker.user.pk,
            by_name="Karin Visser",
            by_role="case_worker",
            by_organisation=cast.delft.pk,
            person_id=sam.pk,
            permission="people.see",
            purpose="guidance",
            fields="first_name,last_name,place",
            page="cases_caseload",
        )
    page = client_of(cast.seeker).get("/wie-keek/").content.decode()
    assert page.count("Gemeente Delft, klantmanager: uw naam, uw woonplaats") == 50
    assert page.split("<main")[1].count("<h2") == 50
    assert client_of(cast.seeker).get("/wie-keek/?page=2").content.decode().count("klantmanager: uw naam") == 10


def test_nobody_sees_who_looked_at_another(cast: Cast, guided_by_karin: Person, client_of: ClientOf) -> None:
    assert client_of(cast.case_worker).get("/wie-keek/").status_code == 404
    assert client_of(cast.employer).get("/zichtbaar/").status_code == 404


def test_the_timeline_tells_it_to_the_person_and_a_day_of_changes_as_one(
    cast: Cast, guided_by_karin: Person, client_of: ClientOf
) -> None:
    sam, karin = guided_by_karin, cast.case_worker.actor
    change_profile(actor=karin, person=sam, step=Step.HOURS, given={"hours_min": 12, "hours_max": 20})
    change_profile(actor=karin, person=sam, step=Step.LANGUAGE, given={"dutch": 4})
    page = client_of(cast.seeker).get("/tijdlijn/").content.decode()
    assert "Karin Visser (Gemeente Delft) heeft het profiel aangepast: uw uren, taal." in page
    assert "U heeft zich ingeschreven." in page


@pytest.mark.parametrize("who", ["employer", "consultant", "account_manager"])
def test_after_contact_the_work_side_sees_name_and_reach_and_no_more(
    cast: Cast, sam: Person, client_of: ClientOf, who: str
) -> None:
    from doorstroom.core.machines import tie
    from doorstroom.introductions.declarations import CONTACT

    player: Player = getattr(cast, who)
    assert player.actor.organisation_id is not None
    tie(sam.pk, player.actor.organisation_id, CONTACT, uuid4())
    row = SEE.open(player.actor, sam.pk)
    assert (row.first_name, row.email) == ("Sam", "sam@test.example")
    for name in ("birth_date", "postcode", "situation", "client_number"):
        with pytest.raises(FieldHidden):
            getattr(row, name)
    with pytest.raises(FieldHidden):
        dossier(row)
    client = client_of(player)
    for address in (f"/mensen/{sam.pk}/profiel/", f"/kandidaten/{sam.pk}/", f"/kandidaten/{sam.pk}/tijdlijn/"):
        assert client.get(address).status_code == 404, address


def test_the_pages_of_a_person_ask_few_questions_of_the_database(
    cast: Cast, sam: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.seeker)
    client.get("/profiel/")
    for address in (
        "/profiel/",
        "/profiel/klopt-dit/",
        "/zichtbaar/",
        "/wie-keek/",
        "/tijdlijn/",
        "/profiel/stap/uren/",
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
