"""Who works here gets everything that is kept of the own account with one button, and nothing of anybody else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from doorstroom.accounts import actions as accounts
from doorstroom.accounts.models import Membership, User
from doorstroom.cases.actions import assign
from doorstroom.cases.models import CaseAssignment
from doorstroom.common.dates import today
from doorstroom.core.models import TrailEntry
from doorstroom.core.personal import FIRM_FILE, NAMINGS, PERSONAL
from doorstroom.employers.actions import note_contact
from doorstroom.employers.models import Employer
from doorstroom.people.models import Person
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
PAGE, FILE = "/mijn-account/gegevens/", "/mijn-account/gegevens.json"
SECRET = "JBSWY3DPEHPK3PXP"


def given(client: Client) -> dict[str, list[dict[str, Any]]]:
    """Return what the file for programs holds, by part."""
    answer = client.get(FILE)
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment")
    return {part["table"]: part["rows"] for part in json.loads(answer.content)["parts"]}


def test_the_case_worker_reads_own_account_guidance_and_deeds_and_nothing_of_the_people_guided(
    cast: Cast, sam: Person, olga: Person, client_of: ClientOf
):
    TOTP.activate(cast.case_worker.user, SECRET)
    client = client_of(cast.case_worker)
    client.get(f"/kandidaten/{sam.pk}/")  # a look, which the read log keeps
    parts = given(client)
    assert [row["email"] for row in parts["accounts.User"]] == [cast.case_worker.user.email]
    assert [row["role"] for row in parts["accounts.Membership"]] == ["case_worker"]
    assert [row["type"] for row in parts["mfa.Authenticator"]] == ["totp"]
    assert len(parts["cases.CaseAssignment.case_worker"]) == 1 == len(parts["accounts.Session"])
    assert len(parts["introductions.Introduction.proposed_by"]) == 1
    assert any(
        row["permission"] and row["by_organisation"] == "Gemeente Delft" for row in parts["core.ReadLogEntry.by_user"]
    )
    assert any(row["event"] == "U stelde vacature … aan u voor." for row in parts["core.TrailEntry.by_user"])
    text = client.get(FILE).content.decode()
    for other in ("Sam", "Zoeker", "0612345678", "sam@test.example", str(sam.pk), "canary", "Iets?"):
        assert other not in text, other
    for colleague in (cast.colleague, cast.intake_worker, cast.employer, cast.admin):
        assert colleague.user.name not in text and colleague.user.email not in text
    user = User.objects.get(pk=cast.case_worker.user.pk)
    for secret in (SECRET, user.password, client.session.session_key):
        assert secret not in text


def test_the_file_is_made_without_reading_the_names_of_the_people_guided(cast: Cast, sam: Person, client_of: ClientOf):
    client = client_of(cast.case_worker)
    with CaptureQueriesContext(connection) as asked:
        parts = given(client)
    assert len(parts) > 20
    assert not [each["sql"] for each in asked if '"people_person"."last_name"' in each["sql"]]


def test_every_page_of_it_shows_the_same_in_words(cast: Cast, sam: Person, client_of: ClientOf):
    client = client_of(cast.case_worker)
    page = client.get(PAGE).content.decode()
    assert "Mensen die u begeleidt of begeleidde</a> (1)" in page and cast.case_worker.user.email in page
    for key in [*given(client), "no-such-part"]:
        shown = client.get(PAGE, {"deel": key, "page": "2"})
        assert shown.status_code == 200 and "Zoeker" not in shown.content.decode(), key
    assert "Uiterlijk tot" in client.get(PAGE, {"deel": "accounts.Session"}).content.decode()
    assert f'href="{PAGE}"' in client.get("/mijn-account/").content.decode()


@pytest.mark.parametrize("who", ["colleague", "rival_consultant", "case_worker_elsewhere", "rival_employer", "admin"])
def test_a_colleague_a_rival_and_somebody_elsewhere_get_their_own_account_only(
    cast: Cast, sam: Person, client_of: ClientOf, who: str
):
    User.objects.filter(pk=cast.case_worker.user.pk).update(phone="0698765432")
    client = client_of(getattr(cast, who))
    parts, text = given(client), client.get(FILE).content.decode()
    assert parts["cases.CaseAssignment.case_worker"] == parts["introductions.Introduction.proposed_by"] == []
    for word in (cast.case_worker.user.email, cast.case_worker.user.name, "0698765432", str(cast.case_worker.user.pk)):
        assert word not in text
    assert getattr(cast, who).user.email in text


def test_guidance_that_ended_stays_in_it_and_the_next_case_worker_gets_the_own_part(
    cast: Cast, sam: Person, client_of: ClientOf
):
    assign(actor=cast.case_worker.actor, person=sam, case_worker=cast.colleague.user.pk)
    ended, runs = (
        given(client_of(who))["cases.CaseAssignment.case_worker"] for who in (cast.case_worker, cast.colleague)
    )
    assert (len(ended), len(runs)) == (1, 1) and CaseAssignment.objects.count() == 2
    assert ended[0]["until"] and not runs[0]["until"]


def test_a_contact_person_is_known_by_a_confirmed_address_and_by_nothing_else(
    cast: Cast, vacancy_of: Callable, client_of: ClientOf
):
    contact = {"contact_name": "Bea Bakker", "contact_email": "Bea@De-Korst.example", "contact_phone": "0151234567"}
    vacancy_of(**contact)
    Employer.objects.filter(organisation=cast.firm).update(email="bea@de-korst.example", contact_name="B. Bakker")
    tables = ("employers.Vacancy", "employers.Employer")
    assert [given(client_of(cast.employer))[table] for table in tables] == [[], []]
    address = EmailAddress.objects.create(user=cast.employer.user, email="bea@de-korst.example", verified=False)
    assert [given(client_of(cast.employer))[table] for table in tables] == [[], []]
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    vacancy, firm = (given(client_of(cast.employer))[table] for table in tables)
    assert [row["contact_name"] for row in vacancy] == ["Bea Bakker"] and vacancy[0]["contact_phone"] == "0151234567"
    assert [row["contact_name"] for row in firm] == ["B. Bakker"]
    for other in (cast.rival_employer, cast.account_manager):
        assert [given(client_of(other))[table] for table in tables] == [[], []]


def test_the_account_manager_reads_which_talks_were_written_down_and_not_what_was_said(
    cast: Cast, vacancy_of: Callable, client_of: ClientOf
):
    employer = vacancy_of().employer
    said = {"kind": "phone", "on": today(), "spoke_with": "Bea Bakker", "summary": "Bea zoekt een bakker"}
    note_contact(actor=cast.account_manager.actor, employer=employer, given=said)
    client = client_of(cast.account_manager)
    (talk,) = given(client)["employers.ContactMoment.by_user"]
    assert talk.keys() == {"employer", "kind", "on"} and talk["employer"] == employer.name
    assert "Bea" not in client.get(FILE).content.decode()


def test_what_others_did_to_the_account_is_told_with_their_role_and_without_their_name(cast: Cast, client_of: ClientOf):
    accounts.change_settings(actor=cast.case_worker.actor, user=cast.case_worker.user, language="en")
    accounts.change_membership(
        actor=cast.admin.actor, membership=cast.case_worker.membership, role="case_worker", team_ids=[cast.intake.pk]
    )
    cast.case_worker.user.refresh_from_db()  # the change ended the open sessions
    rows = given(client_of(cast.case_worker))["core.TrailEntry.by_user"]
    assert TrailEntry.objects.filter(by_user=cast.admin.user.pk).exists()
    assert {row["by_role"] for row in rows} == {"case worker", "functional administrator"}
    assert cast.admin.user.name not in json.dumps(rows)


def test_somebody_who_works_nowhere_any_more_still_gets_it(cast: Cast, client_of: ClientOf):
    client = client_of(cast.colleague)
    Membership.objects.filter(user=cast.colleague.user).update(until=timezone.localdate())
    assert given(client)["accounts.User"][0]["email"] == cast.colleague.user.email


def test_a_job_seeker_has_the_own_page_and_neither_this_one_nor_the_form_of_the_case_worker(
    cast: Cast, sam: Person, client_of: ClientOf
):
    client = client_of(cast.seeker)
    for address in (PAGE, FILE, f"/kandidaten/{sam.pk}/gegevens/"):
        assert client.get(address).status_code == 404, address
    assert client.post(f"/kandidaten/{sam.pk}/gegevens/", {"identity": "document"}).status_code == 404
    assert client.get("/mijn-gegevens/").status_code == 200
    assert PAGE not in client.get("/mijn-account/").content.decode()
    assert client_of(cast.case_worker).get(f"/kandidaten/{sam.pk}/gegevens/").status_code == 200
    assert Client().get(PAGE).status_code == 302


def test_many_deeds_stay_a_small_page_with_few_questions(
    cast: Cast, sam: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
):
    who = {"by_user": cast.case_worker.user.pk, "by_name": "Karin Visser", "by_role": "case_worker"}
    TrailEntry.objects.bulk_create(
        TrailEntry(event="people.bsn_sought", about_model="x", about_id=cast.delft.pk, **who) for _ in range(120)
    )
    client = client_of(cast.case_worker)
    client.get(PAGE)
    for part in ("", "core.TrailEntry.by_user", "core.ReadLogEntry.by_user", "core.Tie.party", "core.Promise.owner"):
        with django_assert_max_num_queries(12):
            shown = client.get(PAGE, {"deel": part})
        assert shown.status_code == 200 and len(shown.content) < 100_000, part


# Keys that are of something else than an account.
OF_SOMETHING_ELSE = {
    "core.Tie.subject", "core.Promise.about_id", "core.TrailEntry.by_organisation", "core.TrailEntry.about_id",
    "core.ReadLogEntry.request_id", "core.ReadLogEntry.by_organisation", "core.LogSeal.entry_id",
    "deals.Deal.signed_text", "core.Upload.organisation", "core.UploadRow.about_id", "cases.TogetherRow.about_id",
    "privacy.Transfer.owner",  # the intake that is asked to take over
    "people.SealedBsn.waits_for",  # the municipality
}  # fmt: skip


def test_no_column_holds_the_account_of_a_colleague_without_being_in_it():
    accounted = {f"{naming.table.label}.{column}" for naming in NAMINGS for column in naming.columns}
    accounted |= {f"{label}.{table.account.removesuffix('_id')}" for label, table in PERSONAL.items() if table.account}
    keys = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if not field.primary_key and (isinstance(field, models.UUIDField) or field.related_model is User)
    }
    people = {key for key in keys if key.endswith(".person_id")} | {"people.Person.user_id"}
    forgotten = [key for key in keys - people - OF_SOMETHING_ELSE if not {key, key.removesuffix("_id")} & accounted]
    assert not forgotten, "declare with names_colleague what of such a row is the colleague's own"


def test_the_contact_persons_of_firms_are_declared_with_a_term_and_reached_by_an_address():
    tables = [table for table in PERSONAL.values() if table.address]
    assert {table.label for table in tables} == {"employers.Employer", "employers.Vacancy", "deals.Partner"}
    for table in tables:
        assert {table.columns[name].sort.code for name in table.given} == {"identity", "reach", "work"}
        assert table.kept is FIRM_FILE and not table.path and not table.account
    named = ("contact_name", "contact_email", "contact_phone")
    held = {model._meta.label for model in apps.get_models() for field in model._meta.fields if field.name in named}
    assert held == {table.label for table in tables}
