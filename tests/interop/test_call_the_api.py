"""The API by the Dutch API design rules: tokens, problems, versions."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from doorstroom.accounts.models import Membership
from doorstroom.common.dates import today
from doorstroom.employers.models import Employer, Vacancy
from doorstroom.interop.actions import make_token, revoke_token
from doorstroom.interop.models import ApiToken
from doorstroom.reference.models import Occupation, Skill


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


@pytest.fixture
def vacancy_given(db):
    baker = Occupation.objects.create(uri="urn:test:baker", name_nl="bakker", name_en="baker", isco="7512")
    skill = Skill.objects.create(uri="urn:test:knead", name_nl="deeg kneden", name_en="knead dough")
    return {
        "titel": "Bakker",
        "omschrijving": "U bakt elke ochtend brood.",
        "beroep": baker.uri,
        "urenMin": 24,
        "urenMax": 36,
        "postcode": "2611 AB",
        "plaats": "Delft",
        "begindatum": today().isoformat(),
        "referentie": "A-1",
        "vaardigheden": [{"vaardigheid": skill.uri, "vereist": True}],
    }


@pytest.fixture
def own_firm(cast):
    return Employer.objects.create(organisation=cast.firm, name=cast.firm.name, region_id="AM21")


def test_a_program_publishes_changes_and_closes_a_vacancy(cast, own_firm, call, token_of, vacancy_given):
    token = token_of(cast.employer)
    made = call("POST", "/vacatures", token, **vacancy_given)
    assert made.status_code == 201, made.content
    number = made.json()["nummer"]
    assert Vacancy.objects.get(number=number).came_via == "api"
    changed = call("PUT", f"/vacatures/{number}", token, **(vacancy_given | {"titel": "Broodbakker"}))
    assert (changed.status_code, changed.json()["titel"]) == (200, "Broodbakker")
    closed = call("POST", f"/vacatures/{number}/sluitingen", token, reden="vervuld")
    assert closed.json()["status"] == "vervuld"


def test_a_change_by_a_program_keeps_what_it_cannot_speak_of(cast, own_firm, call, token_of, vacancy_given):
    token = token_of(cast.employer)
    number = call("POST", "/vacatures", token, **vacancy_given).json()["nummer"]
    Vacancy.objects.update(contact_name="Bram Korst", contact_phone="0151234567")
    call("PUT", f"/vacatures/{number}", token, **(vacancy_given | {"titel": "Broodbakker"}))
    kept = Vacancy.objects.get()
    assert (kept.title, kept.contact_name, kept.contact_phone) == ("Broodbakker", "Bram Korst", "0151234567")


def test_the_same_reference_is_refused_with_the_number_under_which_it_stands(
    cast, own_firm, call, token_of, vacancy_given
):
    token = token_of(cast.employer)
    number = call("POST", "/vacatures", token, **vacancy_given).json()["nummer"]
    again = call("POST", "/vacatures", token, **vacancy_given)
    assert again.status_code == 409
    assert str(number) in again.json()["detail"]
    assert Vacancy.objects.count() == 1


def test_the_rival_can_neither_change_nor_close_it(cast, own_firm, call, token_of, vacancy_given):
    number = call("POST", "/vacatures", token_of(cast.employer), **vacancy_given).json()["nummer"]
    rival = token_of(cast.rival_employer)
    assert call("GET", f"/vacatures/{number}", rival).status_code == 404
    assert call("PUT", f"/vacatures/{number}", rival, **vacancy_given).status_code == 404
    assert call("POST", f"/vacatures/{number}/sluitingen", rival, reden="vervuld").status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("urenMin", 0),
        ("urenMax", "veel"),
        ("postcode", "0000"),
        ("beroep", "urn:onbekend"),
        ("begindatum", "2026-02-30"),
        ("titel", ""),
        ("titel", "x" * 121),
        ("omschrijving", "nul \u0000 teken"),
        ("onbekend", 1),
        ("loonMin", 10**12),
    ],
)
def test_impossible_input_is_a_problem_and_writes_nothing(cast, own_firm, call, token_of, vacancy_given, field, value):
    answer = call("POST", "/vacatures", token_of(cast.employer), **(vacancy_given | {field: value}))
    assert answer.status_code == 400, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Vacancy.objects.exists()


def test_words_are_found_by_a_part_of_their_name(cast, call, token_of, vacancy_given):
    answer = call("GET", "/beroepen?zoek=bakker", token_of(cast.employer))
    assert [row["uri"] for row in answer.json()["resultaten"]] == ["urn:test:baker"]


@pytest.mark.parametrize("body", ["{", "[]", "null", "\u0000", "x" * 5000])
def test_a_body_that_is_no_json_object_is_a_problem(cast, token_of, body):
    token = token_of(cast.employer)
    answer = Client().post(
        "/api/v1/vacatures", data=body, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
