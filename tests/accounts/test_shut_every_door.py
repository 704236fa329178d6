"""Each door without a second factor gives nothing to work with, and each session ends when it must."""

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from doorstroom.accounts import actions
from doorstroom.accounts.models import Membership, User
from doorstroom.accounts.queries import password_link
from doorstroom.core.models import TrailEntry
from doorstroom.interop.models import ApiToken
from tests.accounts.conftest import PASSWORD

WORK = "/kandidaten/"


def shut(client: Client) -> bool:
    """Tell whether neither a page nor the API gives anything to work with."""
    page, api = client.get(WORK), client.get("/api/v1/vacatures")
    return page.status_code == 302 and api.status_code in (302, 401, 403)


def by_password(cast, mail):
    client = Client()
    client.post("/toegang/login/", {"login": cast.case_worker.user.email, "password": PASSWORD})
    return client


def by_reset(cast, mail):
    client = Client()
    client.post("/toegang/password/reset/", {"email": cast.case_worker.user.email})
    return through_link(client, mail.link())


def by_invitation(cast, mail):
    return through_link(Client(), password_link(cast.case_worker.user).split("//", 1)[1].partition("/")[2])


def through_link(client, link):
    place = client.get(f"/{link.lstrip('/')}", follow=True).redirect_chain[-1][0]
    assert client.post(place, {"password1": PASSWORD, "password2": PASSWORD}).status_code == 302
    return client


def by_confirmed_address(cast, mail):
    client = Client()
    address = EmailAddress.objects.create(user=cast.case_worker.user, email="karin@test.example", verified=False)
    place = reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key])
    client.get(place)
    assert client.post(place).status_code == 302
    return client


def by_passkey(cast, mail):
    client = Client()
    assert client.post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code in (302, 400)
    return client


def by_demo_door(cast, mail):
    client = Client()
    assert client.post("/demo/inloggen/", {"membership": str(cast.case_worker.membership.pk)}).status_code == 404
    return client


@pytest.mark.parametrize("enrolled", [False, True], ids=["not enrolled", "enrolled"])
@pytest.mark.parametrize("door", [by_password, by_reset, by_invitation, by_confirmed_address, by_passkey, by_demo_door])
def test_a_door_passed_without_a_second_factor_gives_nothing_to_work_with(cast, mail, with_app, door, enrolled):
    cast.case_worker.user.set_password(PASSWORD)
    cast.case_worker.user.save()
    if enrolled:
        with_app(cast.case_worker)
    client = door(cast, mail)
    assert shut(client)
    if enrolled:
        assert "_auth_user_id" not in client.session, "with a second factor set up there is no session before it"


def test_no_token_for_a_program_is_made_without_a_second_factor(cast, sign_in):
    client, _ = sign_in(cast.consultant)
    answer = client.post("/koppelingen/", {"membership": str(cast.consultant.membership.pk), "name": "koppeling"})
    assert answer["Location"] == reverse("mfa_index")
    assert not ApiToken.objects.exists()


def test_a_hundred_forged_addresses_of_the_sender_stay_locked_behind_a_proxy(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    cast.seeker.user.set_password(PASSWORD)
    cast.seeker.user.save()

    def knock(forged: str, real: str, password: str, login: str = cast.seeker.user.email):
        headers = {"X-Forwarded-For": f"{forged}, {real}" if forged else real}
        return Client().post("/toegang/login/", {"login": login, "password": password}, headers=headers)

    statuses = [knock(f"10.0.0.{number}", "203.0.113.9", "x").status_code for number in range(100)]
    assert statuses[:5] == [400] * 5
    assert set(statuses[5:]) == {429}
    assert knock("10.9.9.9", "203.0.113.9", PASSWORD).status_code == 429  # not even with the right password
    assert knock("", "198.51.100.7", PASSWORD)["Location"] == "/"  # the victim, from elsewhere
    cast.other_seeker.user.set_password(PASSWORD)
    cast.other_seeker.user.save()
    other = cast.other_seeker.user.email
    assert knock("", "198.51.100.8", PASSWORD, other)["Location"] == "/"  # somebody else, elsewhere


def test_an_account_tried_from_many_places_is_shut_for_an_hour(cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert settings.ACCOUNT_RATE_LIMITS["login_account"] == "100/h/key"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_account": "10/h/key"}  # to be done sooner
    statuses = [
        Client()
        .post(
            "/toegang/login/",
            {"login": cast.seeker.user.email, "password": "x"},
            headers={"X-Forwarded-For": f"203.0.{number}.1"},
        )
        .status_code
        for number in range(11)
    ]
    assert set(statuses[:10]) == {400}
    assert statuses[10] == 429


@pytest.mark.parametrize("what", ["role", "access", "closed", "switched off", "password", "factor"])
def test_an_open_session_ends_with_the_next_request(cast, client_of, with_app, what):
    cast.case_worker.user.set_password(PASSWORD)
    cast.case_worker.user.save()
    client = client_of(cast.case_worker)
    assert client.get(WORK).status_code == 200
    admin, membership, user = cast.admin.actor, cast.case_worker.membership, cast.case_worker.user
    if what == "role":
        actions.change_membership(actor=admin, membership=membership, role="account_manager", team_ids=[])
    elif what == "access":
        actions.end_membership(actor=admin, membership=membership)
    elif what == "closed":
        actions.close_account(actor=admin, user=user)
    elif what == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False)
    elif what == "password":
        user.set_password("andere woorden dan eerst")
        user.save()
    else:
        with_app(cast.case_worker)
        actions.reset_second_factor(actor=admin, user=user)
    assert client.get(WORK)["Location"].startswith("/toegang/login/")


def test_a_closed_account_lets_nobody_in_and_can_be_opened_again(cast, client_of, client):
    user, admin = cast.colleague.user, client_of(cast.admin)
    user.set_password(PASSWORD)
    user.save()
    place = f"/beheer/gebruikers/{user.pk}/"
    assert admin.post(place, {"do": "close"}).status_code == 302
    assert "Dit account is afgesloten" in admin.get(place).content.decode()
    client.post("/toegang/login/", {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert not Membership.objects.filter(user=user, until__isnull=True).exists()
    admin.post(place, {"do": "reopen"})
    assert User.objects.get(pk=user.pk).is_active
    own = admin.post(f"/beheer/gebruikers/{cast.admin.user.pk}/", {"do": "close"})
    assert own.status_code == 409


def test_a_job_seeker_who_lost_the_second_factor_is_helped_by_address(cast, client_of, with_app):
    with_app(cast.seeker)
    admin = client_of(cast.admin)
    known = admin.post("/beheer/tweede-stap/", {"email": cast.seeker.user.email}, follow=True)
    assert not Authenticator.objects.exists()
    assert TrailEntry.objects.filter(event="accounts.second_factor_reset", by_user=cast.admin.user.pk).count() == 1
    unknown = admin.post("/beheer/tweede-stap/", {"email": "niemand@test.example"}, follow=True)
    words = "Had dit account een tweede stap? Dan is die nu gewist."
    assert words in known.content.decode() and words in unknown.content.decode()
    assert cast.seeker.user.name not in known.content.decode()
    assert client_of(cast.case_worker).post("/beheer/tweede-stap/", {"email": "x@y.nl"}).status_code == 404
