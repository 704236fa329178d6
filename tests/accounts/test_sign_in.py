"""Who comes in, and how far without a second factor."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.middleware import TO_ENROL
from doorstroom.accounts.models import Membership, Session, User
from doorstroom.core.checks import routes
from doorstroom.core.jobs import JOBS
from doorstroom.core.models import TrailEntry
from doorstroom.notices.models import Notice
from tests.accounts.conftest import PASSWORD
from tests.conftest import Cast, Player, code_of

ClientOf = Callable[[Player], Client]
HOME = "/mijn-account/"
NOBODY = "0" * 8 + "-0000-4000-8000-" + "0" * 12
FILLED = {"uuid": NOBODY, "uuidstr": NOBODY, "int": "1", "str": "x", "slug": "x", "path": "x"}


def test_a_professional_without_second_factor_gets_nowhere(cast, sign_in):
    for player in (cast.case_worker, cast.consultant, cast.employer, cast.account_manager, cast.admin):
        client, _ = sign_in(player)
        for place in (HOME, "/beheer/gebruikers/", "/berichten/", "/toegang/password/change/", "/bestaat-niet/"):
            assert client.get(place)["Location"] == reverse("mfa_index"), place
        assert client.post(HOME, {"name": "Anders", "language": "nl"})["Location"] == reverse("mfa_index")


def test_every_door_of_the_site_is_shut_without_a_second_factor_but_those_it_takes_to_get_one(cast, sign_in):
    client, _ = sign_in(cast.case_worker)
    reached = set()
    for path, name, _view in routes():
        if "(?P" in path or path.startswith("^"):
            continue  # links from mail, which open nothing by themselves
        place = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: FILLED[found.group(1) or "str"], path)
        answer = client.get(place)
        shut = answer.status_code == 403 or answer.headers.get("Location") == reverse("mfa_index")
        if not shut:
            reached.add(name)
    assert reached <= TO_ENROL
    assert len(reached) > 5


def test_a_part_of_a_page_is_refused_as_the_whole_page_is(cast, sign_in):
    client, _ = sign_in(cast.admin)
    answer = client.get(HOME, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == reverse("mfa_index")
    assert not answer.content


def test_the_api_says_that_a_second_factor_is_needed(cast, sign_in):
    client, _ = sign_in(cast.admin)
    answer = client.get("/api/v1/anything")
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 403


def test_a_professional_can_reach_what_a_second_factor_needs_and_then_goes_on_at_once(cast, sign_in, monkeypatch):
    client, _ = sign_in(cast.admin)
    assert "verplicht" in client.get(reverse("mfa_index")).content.decode()
    place = reverse("mfa_activate_totp")
    again = client.get(place)
    assert again["Location"].startswith(reverse("account_reauthenticate"))
    client.post(again["Location"], {"password": PASSWORD, "next": place})
    page = client.get(place)
    assert b"<svg" in page.content
    assert b"data:image" not in page.content

    monkeypatch.setattr("django.db.transaction.on_commit", lambda work: work())  # a test never commits

    answer = client.post(place, {"code": code_of(page.context["form"].secret)})

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert client.get(HOME).status_code == 200


def test_the_secret_of_the_app_lies_encrypted_in_the_database(cast, with_app):
    secret = with_app(cast.admin)
    assert secret not in str(Authenticator.objects.get().data)


def test_with_an_app_signing_in_asks_for_the_code_first(cast, sign_in, with_app):
    secret = with_app(cast.admin)
    client, answer = sign_in(cast.admin)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(HOME).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 400

    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})

    assert answer["Location"] == "/"
    assert client.get(HOME).status_code == 200


def test_a_session_from_before_the_second_factor_cannot_switch_it_off(cast, sign_in, with_app):
    client, _ = sign_in(cast.admin)
    with_app(cast.admin)
    for name in ("mfa_deactivate_totp", "mfa_index", "account_change_password", "mfa_add_webauthn"):
        assert client.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate")), name


def test_a_professional_cannot_take_off_the_last_second_factor(cast, client_of, with_app):
    with_app(cast.admin)
    client = client_of(cast.admin)
    session = client.session
    session["account_authentication_methods"][0] |= {"reauthenticated": True, "at": 9_999_999_999}
    session["account_authentication_methods"].reverse()
    session.save()
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 400
    assert "verplicht" in answer.content.decode()
    assert Authenticator.objects.count() == 1


def test_a_job_seeker_needs_no_second_factor(cast, sign_in):
    client, _ = sign_in(cast.seeker)
    assert client.get(HOME).status_code == 200


def test_a_job_seeker_who_also_works_here_is_stopped_in_the_professional_role(cast, sign_in):
    work = Membership.objects.create(user=cast.seeker.user, organisation=cast.delft, role="case_worker")
    Membership.objects.filter(pk=cast.seeker.membership.pk).update(since=date(2020, 3, 16))
    client, _ = sign_in(cast.seeker)
    assert client.get(HOME).status_code == 200
    client.post("/rol-kiezen/", {"membership": str(work.pk)})
    assert client.get(HOME)["Location"] == reverse("mfa_index")
    client.post("/rol-kiezen/", {"membership": str(cast.seeker.membership.pk)})
    assert client.get(HOME).status_code == 200


def test_a_wrong_password_is_refused_in_dutch_with_a_bad_request(cast, client):
    answer = client.post("/toegang/login/", {"login": cast.seeker.user.email, "password": "x"})
    assert answer.status_code == 400
    assert "klopt niet" in answer.content.decode()


def test_trying_one_account_too_often_is_answered_with_429_in_dutch(cast, client):
    for _ in range(5):
        client.post("/toegang/login/", {"login": cast.seeker.user.email, "password": "x"})
    answer = client.post("/toegang/login/", {"login": cast.seeker.user.email, "password": "x"})
    assert answer.status_code == 429
    assert "Wacht vijf minuten" in answer.content.decode()


def test_trying_from_one_address_too_often_is_answered_with_429_in_dutch(db, client):
    answers = [client.get("/toegang/login/").status_code for _ in range(3)]
    answers += [
        client.post("/toegang/login/", {"login": f"u{number}@x.nl", "password": "x"}).status_code
        for number in range(31)
    ]
    assert answers[0] == 200
    last = client.post("/toegang/login/", {"login": "u@x.nl", "password": "x"})
    assert last.status_code == 429
    assert "te vaak" in last.content.decode()


def test_a_forged_address_of_the_sender_does_not_help(cast):
    statuses = [
        Client()
        .post(
            "/toegang/login/",
            {"login": cast.seeker.user.email, "password": "x"},
            headers={"X-Forwarded-For": f"10.0.0.{number}"},
        )
        .status_code
        for number in range(7)
    ]
    assert statuses[-1] == 429


def test_a_forgotten_password_gives_a_link_that_works_once(cast, client, mail):
    client.post("/toegang/password/reset/", {"email": cast.seeker.user.email})
    letter = Notice.objects.get()
    assert letter.body.startswith("Beste Sam,")
    assert (letter.subject, letter.secret) == ("Nieuw wachtwoord kiezen", True)
    link = mail.link()
    page = client.get(link, follow=True)
    place = page.redirect_chain[-1][0]
    answer = client.post(place, {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    assert "werkt niet meer" in Client().get(link, follow=True).content.decode()
    assert client.post("/toegang/login/", {"login": cast.seeker.user.email, "password": PASSWORD})["Location"] == "/"


def test_an_unknown_address_gets_the_same_answer_as_a_known_one(cast, client):
    known = client.post("/toegang/password/reset/", {"email": cast.seeker.user.email})
    unknown = client.post("/toegang/password/reset/", {"email": "niemand@test.example"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


@pytest.mark.parametrize("name", ["login", "signup", "reset_password", "reset_password_done", "inactive"])
def test_the_pages_around_signing_in_are_in_dutch_and_hold_no_script_of_their_own(db, client, name):
    page = client.get(reverse(f"account_{name}"))
    words = page.content.decode()
    assert page.status_code == 200
    assert 'lang="nl"' in words
    assert "Sign" not in words.replace("Signalen", "")
    assert "Password" not in words.split("<main")[1]
    assert "style=" not in words
    assert "onclick" not in words


def test_a_user_name_is_never_a_mail_address(client, db):
    given = {"name": "sam@x.nl", "email": "sam@x.nl", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/toegang/signup/", given).status_code == 400
    assert not User.objects.exists()


def test_a_new_password_ends_every_other_session_and_keeps_this_one(cast, sign_in):
    here, _ = sign_in(cast.seeker)
    there = Client()
    there.post("/toegang/login/", {"login": cast.seeker.user.email, "password": PASSWORD})
    assert there.get(HOME).status_code == 200
    new = "andere woorden dan eerst"
    given = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/toegang/password/change/", given).status_code == 302
    assert here.get(HOME).status_code == 200
    assert there.get(HOME)["Location"].startswith("/toegang/login/")


def test_guessing_codes_is_stopped_with_429(cast, sign_in, with_app):
    with_app(cast.admin)
    client, _ = sign_in(cast.admin)
    statuses = [client.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"}).status_code for number in range(7)]
    assert statuses[0] == 400
    assert statuses[-1] == 429


def test_a_recovery_code_opens_the_door_once(cast, sign_in, with_app):
    with_app(cast.admin)
    codes = RecoveryCodes.activate(cast.admin.user).get_unused_codes()
    client, _ = sign_in(cast.admin)
    assert client.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == "/"
    again, _ = sign_in(cast.admin)
    assert again.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 400


def test_a_code_that_was_taken_is_refused_for_as_long_as_it_would_fit(cast, sign_in, with_app):
    secret = with_app(cast.case_worker)
    with time_machine.travel("2026-11-30 09:00:10+00:00", tick=False) as clock:
        code = code_of(secret)
        client, answer = sign_in(cast.case_worker)
        assert client.post(answer["Location"], {"code": code})["Location"] == "/"
        clock.shift(35)  # the library has forgotten it, and takes a clock that is half a minute off
        overheard, answer = sign_in(cast.case_worker)
        assert overheard.post(answer["Location"], {"code": f"{code[:3]} {code[3:]}"}).status_code == 400
        assert overheard.post(answer["Location"], {"code": code_of(secret)})["Location"] == "/"


def test_whoever_signs_out_elsewhere_stays_signed_in_here_and_nobody_else_is_touched(cast: Cast, client_of: ClientOf):
    here, there, colleague = client_of(cast.case_worker), client_of(cast.case_worker), client_of(cast.colleague)
    assert "U bent nog op 1 andere plek ingelogd." in here.get("/mijn-account/").content.decode()
    said = here.post("/mijn-account/elders-uitloggen/", follow=True).content.decode()
    assert "U bent overal uitgelogd, behalve hier." in said and "andere plek ingelogd" not in said
    assert there.get("/mijn-account/").headers["Location"].startswith("/toegang/login/")
    assert here.get("/mijn-account/").status_code == 200 == colleague.get("/mijn-account/").status_code
    assert (
        TrailEntry.objects.filter(event="accounts.signed_out_elsewhere", by_user=cast.case_worker.user.pk).count() == 1
    )


def test_a_session_says_whose_it_is_and_goes_when_it_is_over(cast: Cast, client_of: ClientOf):
    client_of(cast.case_worker)
    client_of(cast.colleague)
    assert set(Session.objects.values_list("user_id", flat=True)) == {cast.case_worker.user.pk, cast.colleague.user.pk}
    Session.objects.filter(user=cast.colleague.user).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert JOBS["accounts.forget_sessions"].run() == "1 removed"
    assert [row.user_id for row in Session.objects.all()] == [cast.case_worker.user.pk]
