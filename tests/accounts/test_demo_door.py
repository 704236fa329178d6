"""One click on a role signs in, in the demo and nowhere else."""

import pytest
from django.test import Client

from doorstroom.accounts.declarations import CASE_WORKER, FUNCTIONAL_ADMIN
from doorstroom.accounts.models import Membership, User

DOOR = "/demo/inloggen/"


@pytest.fixture
def karin(cast) -> Membership:
    user = User.objects.create_user("case_worker@demo.doorstroom.example", name="Karin Klantmanager")
    return Membership.objects.create(user=user, organisation=cast.delft, role=CASE_WORKER.code)


def test_in_the_demo_one_click_signs_a_professional_in_without_password_or_code(settings, karin, client):
    settings.DEMO = True
    assert "Karin Klantmanager" in client.get("/toegang/login/").content.decode()

    answer = client.post(DOOR, {"membership": str(karin.pk), "next": "/mijn-account/"})

    assert answer.status_code == 302
    assert answer["Location"] == "/mijn-account/"
    assert client.get("/mijn-account/").status_code == 200


def test_outside_the_demo_the_door_does_not_exist_and_the_page_shows_nothing_of_it(karin, client):
    assert client.post(DOOR, {"membership": str(karin.pk)}).status_code == 404
    assert client.get(DOOR).status_code == 404
    page = client.get("/toegang/login/").content.decode()
    assert "Karin" not in page
    assert DOOR not in page


def test_a_session_that_went_through_the_demo_door_is_worthless_once_the_demo_is_off(settings, karin, client):
    settings.DEMO = True
    client.post(DOOR, {"membership": str(karin.pk)})
    assert client.session["demo"] is True

    settings.DEMO = False

    assert client.get("/mijn-account/").headers["Location"].startswith("/toegang/2fa/")


def test_the_demo_door_opens_for_demo_users_only(settings, cast, client):
    settings.DEMO = True
    assert client.post(DOOR, {"membership": str(cast.case_worker.membership.pk)}).status_code == 404
    assert client.post(DOOR, {"membership": "anything"}).status_code == 404


def test_the_demo_door_leads_to_no_foreign_site(settings, karin, client):
    settings.DEMO = True
    answer = client.post(DOOR, {"membership": str(karin.pk), "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_every_demo_user_of_a_role_has_a_button_with_what_the_role_does(settings, karin, cast, client):
    settings.DEMO = True
    user = User.objects.create_user("beheer@demo.doorstroom.example", name="Bea Beheer")
    Membership.objects.create(user=user, organisation=cast.delft, role=FUNCTIONAL_ADMIN.code)

    page = client.get("/toegang/login/").content.decode()

    for words in ("Bea Beheer", "Karin Klantmanager", "Beheer gebruikers, organisaties", "Help uw kandidaten aan werk"):
        assert words in page


def test_the_demo_door_takes_a_press_on_a_button_not_a_link(settings, karin):
    settings.DEMO = True
    assert Client().get(DOOR).status_code == 405
