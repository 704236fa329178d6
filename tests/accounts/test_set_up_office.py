"""A real office is set up, step by step."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from doorstroom.accounts import actions
from doorstroom.accounts.models import Installation, Membership, Organisation, User
from doorstroom.accounts.queries import office
from doorstroom.core.verbs import Refusal
from doorstroom.reference.models import LabourMarketRegion, Municipality, RegionMembership, RegionName
from tests.accounts.conftest import PASSWORD
from tests.conftest import Player


@pytest.fixture
def haaglanden(db) -> LabourMarketRegion:
    region, _ = LabourMarketRegion.objects.get_or_create(code="AM21")
    RegionName.objects.get_or_create(
        region=region, name="Haaglanden", defaults={"valid_from": date(2015, 1, 1), "source": "test"}
    )
    for code, name in (("GM0503", "Delft"), ("GM0603", "Rijswijk")):
        town, _ = Municipality.objects.get_or_create(code=code, defaults={"name": name})
        RegionMembership.objects.get_or_create(
            region=region, municipality=town, defaults={"valid_from": date(2015, 1, 1), "source": "test"}
        )
    return region


@pytest.fixture
def first_admin(db) -> Player:
    call_command("first_admin", "beheer@kantoor.example", "Bea Baas", stdout=StringIO())
    user = User.objects.get()
    membership = Membership.objects.get()
    return Player(user, membership, None)


def test_the_first_administrator_gets_a_link_that_sets_a_password_once(db):
    said = StringIO()
    call_command("first_admin", "Beheer@kantoor.example", "Bea Baas", stdout=said)
    link = next(word for word in said.getvalue().split() if word.startswith("http"))
    path = "/" + link.split("/", 3)[3]
    client = Client()
    page = client.get(path, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/toegang/login/", {"login": "beheer@kantoor.example", "password": PASSWORD})
    assert client.get("/")["Location"] == reverse("mfa_index")
    assert Membership.objects.get().role == "functional_admin"


def test_making_the_first_administrator_twice_makes_one(db):
    for _ in range(2):
        call_command("first_admin", "beheer@kantoor.example", "Bea Baas", stdout=StringIO())
    assert Membership.objects.count() == 1


def test_a_first_administrator_who_has_a_password_is_left_alone(first_admin):
    first_admin.user.set_password(PASSWORD)
    first_admin.user.save()
    said = StringIO()
    call_command("first_admin", "beheer@kantoor.example", stdout=said)
    assert "http" not in said.getvalue()


def test_a_new_office_leads_its_administrator_to_the_set_up_page(first_admin, client_of, haaglanden):
    client = client_of(first_admin)
    assert client.get("/")["Location"] == reverse("accounts_setup")
    page = client.get(reverse("accounts_setup")).content.decode()
    for words in ("Uw regio", "Organisaties", "Woorden voor werk", "Eerste gebruikers", "E-mail", "Nog te doen"):
        assert words in page


def test_the_set_up_page_asks_the_database_no_more_than_twelve_times(first_admin, client_of, haaglanden, count_queries):
    client = client_of(first_admin)
    assert count_queries(lambda: client.get(reverse("accounts_setup"))) <= 12
    assert "Kies eerst uw regio" in client.get(reverse("accounts_setup_organisations")).content.decode()


def test_a_demo_is_never_led_to_the_set_up_page(first_admin, client_of, settings, haaglanden):
    settings.DEMO = True
    answer = client_of(first_admin).get("/")
    assert answer.headers.get("Location") != reverse("accounts_setup")


def test_the_region_once_chosen_names_every_page_and_the_step_is_done(first_admin, client_of, haaglanden):
    client = client_of(first_admin)
    answer = client.post(reverse("accounts_setup_region"), {"region": "AM21", "name": "", "theme": "AM21"})
    assert answer["Location"] == reverse("accounts_setup")
    assert office().set_up
    assert (office().name, office().theme) == ("Haaglanden", "AM21")
    page = client.get(reverse("accounts_setup"))
    assert page.context["done"] == 1
    assert "ui/themes/AM21.css" in page.content.decode()


def test_the_municipalities_of_the_region_are_there_to_tick(first_admin, client_of, haaglanden):
    client = client_of(first_admin)
    client.post(reverse("accounts_setup_region"), {"region": "AM21", "name": "Haaglanden", "theme": ""})
    place = reverse("accounts_setup_organisations")
    page = client.get(place).content.decode()
    assert "Delft" in page
    assert "Rijswijk" in page
    given = {"municipalities": ["GM0503"], "service_point": "on"}
    assert client.post(place, given).status_code == 302
    names = set(Organisation.objects.values_list("name", flat=True))
    assert names == {"Gemeente Delft", "Werkgeversservicepunt"}
    assert "Delft" not in client.get(place).content.decode().split("<main")[1]
    assert client.post(place, {"municipalities": ["GM9999"]}).status_code == 400


def test_a_region_with_organisations_does_not_change_under_their_feet(cast):
    given = {"actor": cast.admin.actor, "name": "X", "theme": ""}
    actions.install(region_code="AM21", **given)
    with pytest.raises(Refusal, match="in_use"):
        actions.install(region_code="AM22", **given)
    actions.install(region_code="AM21", actor=cast.admin.actor, name="Regio Haaglanden", theme="")
    assert Installation.objects.get().name == "Regio Haaglanden"


def test_before_it_is_set_up_an_office_is_what_the_settings_say(db, settings):
    assert office().region_code == settings.REGION_CODE
    assert not office().set_up
