"""The account of a job seeker: with every filter gone the database shows it to nobody else, and the doors work."""

import importlib
import json

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.urls import reverse
from fido2.utils import websafe_encode

from doorstroom.accounts.middleware import ENTRANCE, ENTRANCES_LIE_UNDER
from doorstroom.accounts.models import Identity, Membership, User
from doorstroom.cases.declarations import CASELOAD
from doorstroom.core import fence
from doorstroom.core.actors import NOBODY
from doorstroom.core.checks import routes
from doorstroom.core.fence import NobodyActs
from doorstroom.core.machines import tie
from doorstroom.core.policies import personal_tables, policy
from tests.core.test_fence_the_database import ON_POSTGRESQL, in_a_request

OWNED = {User: "id", Membership: "user_id", EmailAddress: "user_id", Identity: "user_id", Authenticator: "user_id"}
WAYS_IN = (EmailAddress, Identity, Authenticator)
STRANGERS = ("case_worker", "case_worker_elsewhere", "consultant", "rival_consultant", "employer", "rival_employer",
             "account_manager", "alderman", "admin", "other_seeker")  # fmt: skip


@pytest.fixture
def accounts(cast):
    """Give every player an address, an identity and a second factor, beside the account and the role."""
    for player in cast.players():
        EmailAddress.objects.create(user=player.user, email=player.user.email, primary=True, verified=True)
        Identity.objects.create(user=player.user, issuer="https://in.example", subject=player.user.email)
        Authenticator.objects.create(user=player.user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return cast


def rows_of(user):
    """Count what is there of an account, as the database answers who acts: no filter of ours but whose it is."""
    with connection.cursor() as cursor:
        found = {}
        for model, column in OWNED.items():
            cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}" WHERE "{column}" = %s', [user.pk])
            found[model] = cursor.fetchone()[0]
    return found


@ON_POSTGRESQL
@pytest.mark.parametrize("who", STRANGERS)
def test_the_account_of_a_job_seeker_is_open_to_no_stranger(accounts, who):
    found = in_a_request(getattr(accounts, who).actor, lambda: rows_of(accounts.seeker.user))
    assert found == dict.fromkeys(OWNED, 0)


@ON_POSTGRESQL
def test_not_even_who_guides_the_person_reads_the_account(accounts, person_of):
    person = person_of()
    tie(person.pk, accounts.case_worker.user.pk, CASELOAD, person.pk)
    found = in_a_request(
        accounts.case_worker.actor, lambda: (type(person).objects.count(), rows_of(accounts.seeker.user))
    )
    assert found == (1, dict.fromkeys(OWNED, 0))


@ON_POSTGRESQL
def test_everybody_reads_the_own_account_whole(accounts):
    for player in accounts.players():
        assert in_a_request(player.actor, lambda player=player: rows_of(player.user)) == dict.fromkeys(OWNED, 1)


@ON_POSTGRESQL
def test_a_colleague_is_known_by_name_and_role_and_the_ways_in_stay_closed(accounts):
    closed = dict.fromkeys(WAYS_IN, 0)
    for player in (accounts.seeker, accounts.employer, accounts.colleague, accounts.admin):
        found = in_a_request(player.actor, lambda: rows_of(accounts.case_worker.user))
        assert found == {User: 1, Membership: 1, **closed}, player.actor.name


@ON_POSTGRESQL
def test_who_is_not_signed_in_reads_no_account_at_all(accounts):
    for player in (accounts.seeker, accounts.case_worker):
        assert in_a_request(NOBODY, lambda player=player: rows_of(player.user)) == dict.fromkeys(OWNED, 0)


@ON_POSTGRESQL
@pytest.mark.parametrize("works_here", (True, False))
def test_an_address_that_is_taken_is_refused_in_the_same_words_as_one_that_is_free(accounts, works_here):
    said = set()
    for email in (accounts.seeker.user.email, "nobody@test.example"):
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            in_a_request(
                accounts.admin.actor, lambda email=email: User.objects.create(email=email, works_here=works_here)
            )
        said.add(str(refused.value))
    assert len(said) == 1 and "row-level security policy" in said.pop()


@ON_POSTGRESQL
@pytest.mark.parametrize(
    "deed",
    [
        lambda cast: User.objects.filter(pk=cast.case_worker.user.pk).update(name="Iemand anders"),
        lambda cast: Membership.objects.filter(pk=cast.employer.membership.pk).update(role="functional_admin"),
        lambda cast: Membership.objects.create(user=cast.employer.user, role="functional_admin"),
        lambda cast: Identity.objects.create(user=cast.case_worker.user, issuer="x", subject="mine"),
    ],
    ids=["the name of a colleague", "the own role", "a new role", "a way in to somebody else"],
)
def test_what_others_may_read_they_cannot_write(accounts, deed):
    with pytest.raises(DatabaseError, match="row-level security policy"), transaction.atomic():
        in_a_request(accounts.employer.actor, lambda: deed(accounts))


@ON_POSTGRESQL
def test_nobody_takes_away_the_account_of_somebody_else(accounts):
    def take():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM accounts_membership")
            cursor.execute("DELETE FROM mfa_authenticator WHERE user_id <> %s", [accounts.employer.user.pk])
            return cursor.rowcount

    before = (Membership.objects.count(), Authenticator.objects.count())
    assert in_a_request(accounts.employer.actor, take) == 0
    assert (Membership.objects.count(), Authenticator.objects.count()) == before


def test_accounts_and_their_ways_in_are_fenced_and_only_who_works_here_is_read_by_others(db):
    assert set(OWNED) <= set(personal_tables())
    others = [way for way in policy(User).split("\n OR ") if "doorstroom.role" in way and '"id" = ' not in way]
    (known,) = others
    assert '("works_here")' in known
    assert not any("doorstroom.role" in policy(model) for model in WAYS_IN)


def test_code_that_acts_for_nobody_cannot_reach_an_account(cast):
    found = []

    def view(_request):
        for model in OWNED:
            try:
                found.append(model.objects.count())
            except NobodyActs:
                found.append(0)
        return HttpResponse()

    fence.fence(view)(None)
    assert found == [0] * len(OWNED)


def test_a_first_role_of_a_professional_makes_somebody_known_and_that_of_a_seeker_does_not(cast):
    works_here = set(User.objects.filter(works_here=True))
    assert works_here == {player.user for player in cast.players()} - {cast.seeker.user, cast.other_seeker.user}
    Membership.objects.create(user=cast.seeker.user, organisation=cast.firm, role="employer")
    assert User.objects.get(pk=cast.seeker.user.pk).works_here


def test_the_accounts_of_before_are_told_apart_by_their_roles(cast):
    before = set(User.objects.filter(works_here=True))
    User.objects.update(works_here=False)
    importlib.import_module("doorstroom.accounts.migrations.0004_works_here").who_works_here(apps, None)
    assert set(User.objects.filter(works_here=True)) == before


def test_every_route_by_which_somebody_comes_in_is_there_and_lies_where_the_middleware_looks():
    held = {name: path for path, name, _view in routes()}
    assert [name for name in ENTRANCE if not f"/{held[name]}".startswith(ENTRANCES_LIE_UNDER)] == []


def test_a_passkey_finds_its_account_before_it_is_known_who_comes_in(accounts, client, monkeypatch):
    user = accounts.seeker.user
    key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})
    # The proof itself is the library's; here counts what the database answers on the way.
    monkeypatch.setattr(passkeys, "parse_authentication_response", lambda said: None)
    monkeypatch.setattr(
        passkeys, "complete_authentication", lambda user, said: Authenticator.objects.get(user=user, type=key.type)
    )
    said = {"response": {"userHandle": websafe_encode(user_pk_to_url_str(user).encode())}}
    client.post(reverse("mfa_login_webauthn"), {"credential": json.dumps(said)})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/mijn-account/").status_code == 200


def test_a_page_of_the_sign_in_library_works_fenced_when_it_needs_no_other_account(cast, client_of, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "doorstroom.accounts.middleware.machine_scope", lambda name: opened.append(name) or fence.machine_scope(name)
    )
    client = client_of(cast.seeker)
    for address, scopes in (
        ("/mijn-account/", ["accounts.session"]),
        ("/toegang/password/change/", ["accounts.session"]),
        ("/toegang/2fa/", ["accounts.session"]),
        ("/toegang/email/", ["accounts.session", "accounts.entrance"]),
    ):
        opened.clear()
        assert client.get(address, follow=False).status_code in {200, 302}
        assert opened == scopes, address
