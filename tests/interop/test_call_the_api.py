"""The API by the Dutch API design rules: tokens, problems, versions."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from doorstroom.accounts.models import Membership
from doorstroom.common.dates import today
from doorstroom.interop.actions import make_token, revoke_token
from doorstroom.interop.models import ApiToken


@pytest.fixture
def token_of(db):
    def make(player):
        return make_token(actor=player.actor, membership_id=player.membership.pk, name="ons systeem")

    return make


@pytest.fixture
def call(db):
    def go(method, path, token="", **body):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        more = {"data": json.dumps(body), "content_type": "application/json"} if body else {}
        return Client().generic(method, f"/api/v1{path}", headers=headers, **more)

    return go


def test_the_description_is_public_and_names_the_version(call):
    answer = call("GET", "/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["info"]["version"] == "1.0.0"


def test_paths_and_parameters_follow_the_rules(call):
    description = call("GET", "/openapi.json").json()
    for path, operations in description["paths"].items():
        assert path.startswith("/api/v1/") and not path.endswith("/") and path == path.lower()
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                assert "_" not in parameter["name"]


@pytest.mark.parametrize("token", ["", "onzin", "dst_onzin"])
def test_without_a_live_token_the_answer_is_a_problem(call, token):
    answer = call("GET", "/vacatures", token)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["API-Version"] == "1.0.0"
    assert answer.json()["status"] == 401


def test_a_firm_gets_its_own_vacancies_and_not_the_rival_s(cast, call, token_of, vacancy_of):
    own, _rival = vacancy_of(), vacancy_of(cast.rival_firm)
    answer = call("GET", "/vacatures", token_of(cast.employer))
    assert answer.status_code == 200
    assert [row["nummer"] for row in answer.json()["resultaten"]] == [own.number]


def test_every_fault_of_a_call_is_reported_together_as_400(cast, call, token_of):
    answer = call("GET", "/vacatures?pagina=nul&paginaGrootte=9999", token_of(cast.employer))
    assert answer.status_code == 400
    assert {fault["field"] for fault in answer.json()["faults"]} == {"query.pagina", "query.paginaGrootte"}


def test_a_revoked_token_is_refused_on_the_next_call(cast, call, token_of):
    token = token_of(cast.employer)
    revoke_token(actor=cast.employer.actor, token=ApiToken.objects.get())
    assert call("GET", "/vacatures", token).status_code == 401


def test_an_expired_token_is_refused(cast, call, token_of):
    token = token_of(cast.employer)
    ApiToken.objects.update(expires_on=today())
    assert call("GET", "/vacatures", token).status_code == 401


def test_a_token_ends_with_the_membership(cast, call, token_of):
    token = token_of(cast.employer)
    Membership.objects.filter(pk=cast.employer.membership.pk).update(until=today() - timedelta(days=1))
    assert call("GET", "/vacatures", token).status_code == 401


def test_the_token_itself_is_not_kept(cast, token_of):
    token = token_of(cast.employer)
    assert token not in str(list(ApiToken.objects.values()))


def test_a_member_sees_and_revokes_only_the_own_keys(cast, client_of, token_of):
    token_of(cast.employer)
    key = ApiToken.objects.get().pk
    assert "ons systeem" in client_of(cast.employer).get("/koppelingen/").content.decode()
    assert "ons systeem" not in client_of(cast.rival_employer).get("/koppelingen/").content.decode()
    assert client_of(cast.rival_employer).post(f"/koppelingen/{key}/intrekken/").status_code == 404
    assert client_of(cast.seeker).get("/koppelingen/").status_code == 404
