"""A job seeker makes an account."""

from django.urls import reverse

from doorstroom.accounts.models import Membership, User
from doorstroom.core.models import TrailEntry
from tests.accounts.conftest import PASSWORD

GIVEN = {"name": "Sam de Vries", "email": "Sam@Voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD}


def test_a_seeker_signs_up_and_lands_in_the_guided_path(db, client):
    answer = client.post("/toegang/signup/", GIVEN)
    assert answer["Location"] == reverse("people_start")
    membership = Membership.objects.get()
    assert (membership.role, membership.organisation) == ("job_seeker", None)
    assert membership.user.name == "Sam de Vries"
    assert membership.user.email == "sam@voorbeeld.example"
    assert TrailEntry.objects.filter(event="accounts.signed_up").count() == 1
    assert client.get(answer["Location"]).status_code == 200


def test_an_address_that_is_known_makes_no_second_account(db, client):
    client.post("/toegang/signup/", GIVEN)
    client.post("/toegang/logout/")
    answer = client.post("/toegang/signup/", GIVEN)
    assert answer.status_code == 400
    assert "al een account" in answer.content.decode()
    assert User.objects.count() == 1


def test_a_short_password_is_refused_and_the_rest_stays(db, client):
    answer = client.post("/toegang/signup/", GIVEN | {"password1": "kort", "password2": "kort"})
    assert answer.status_code == 400
    assert "Sam de Vries" in answer.content.decode()
    assert not Membership.objects.exists()


def test_nobody_becomes_a_professional_by_signing_up(db, client):
    client.post("/toegang/signup/", GIVEN | {"role": "functional_admin", "organisation": "x"})
    assert Membership.objects.get().role == "job_seeker"


def test_a_seeker_who_signed_up_in_english_is_kept_in_english(db, client):
    client.post("/taal/", {"language": "en"})
    client.post("/toegang/signup/", GIVEN)
    assert User.objects.get().language == "en"
