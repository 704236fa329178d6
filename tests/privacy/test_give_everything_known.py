"""One button gives a person everything that is known: exactly what the registry names, and nobody else's."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from doorstroom.core import files
from doorstroom.core.models import Promise, ReadLogEntry, StoredFile, TrailEntry
from doorstroom.core.personal import PERSONAL, TERMS
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.notices.models import Notice
from doorstroom.people.models import Person
from doorstroom.privacy import actions, gather, tasks
from doorstroom.privacy.actions import ask_overview
from doorstroom.privacy.choices import Identity, OverviewState
from doorstroom.privacy.models import AccessRequest
from doorstroom.privacy.queries import terms_on
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]


def made(cast: Cast, person: Person) -> AccessRequest:
    """Ask as the person and let the worker work."""
    asked = ask_overview(actor=cast.seeker.actor, person=person)
    actions.make_overview(asked.pk)
    asked.refresh_from_db()
    return asked


def parts_of(asked: AccessRequest) -> dict[str, list[dict]]:
    """Return what an overview holds, by table."""
    return {part["table"]: part["rows"] for part in json.loads(files.read(asked.content))["parts"]}


def test_the_overview_holds_exactly_the_columns_of_the_registry_for_every_row_of_the_person(
    cast: Cast, sam: Person, olga: Person
):
    parts = parts_of(made(cast, sam))
    given = {label: table for label, table in PERSONAL.items() if (table.path or table.account) and table.given}
    assert parts.keys() == given.keys()
    for label, rows in parts.items():
        assert all(row.keys() == set(given[label].given) for row in rows), label
    for label in ("people.Person", "people.Profile", "people.Experience", "matching.Doubt", "introductions.Consent"):
        assert len(parts[label]) == gather.rows_of(given[label], sam).count() > 0, label


def test_nothing_of_another_person_stands_in_it(cast: Cast, sam: Person, olga: Person):
    text = files.read(made(cast, sam).content).decode()
    for canary in ("canary", "Olga", "0687654321", str(olga.pk), str(cast.other_seeker.user.pk)):
        assert canary not in text
    for secret in (cast.seeker.user.password, str(cast.case_worker.user.pk), "wrapped", "digest"):
        assert secret not in text


def test_a_colleague_is_named_only_where_the_trail_says_who_acted_and_who_guides(cast: Cast, sam: Person):
    parts = parts_of(made(cast, sam))
    naming = {label for label, rows in parts.items() if "Karin Visser" in json.dumps(rows, ensure_ascii=False)}
    assert naming == {"core.TrailEntry", "cases.CaseAssignment"}


def test_the_person_reads_it_part_by_part_and_takes_it_along_with_the_own_files(
    cast: Cast, sam: Person, client_of: ClientOf
):
    files.store(b"my cv", name="cv.txt", media_type="text/plain", owner=cast.delft.pk, person_id=sam.pk)
    client = client_of(cast.seeker)
    sent = client.post("/mijn-gegevens/")
    asked = AccessRequest.objects.get()
    assert sent.headers["Location"] == f"/overzicht/{asked.pk}/"
    assert "Wij verzamelen alles" in client.get(sent.headers["Location"]).content.decode()
    actions.make_overview(asked.pk)
    page = client.get(f"/overzicht/{asked.pk}/").content.decode()
    assert "Wie u bent" in page and "Zoeker" in page and "sam@test.example" in page
    work = client.get(f"/overzicht/{asked.pk}/?deel=people.Experience").content.decode()
    assert "Brood gebakken" in work and "1 januari 2020" in work
    held = client.get(f"/overzicht/{asked.pk}/gegevens.json")
    assert json.loads(held.content)["person"] == "Sam Zoeker"
    assert held.headers["Content-Disposition"].startswith("attachment")
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/overzicht/{asked.pk}/alles.zip").content))
    assert archive.read("bestanden/001-cv.txt") == b"my cv"
    again = made(cast, sam)
    assert len(zipfile.ZipFile(io.BytesIO(files.read(again.bundle))).namelist()) == 2


def test_the_person_is_told_and_no_promise_stays_open(cast: Cast, sam: Person):
    asked = made(cast, sam)
    assert Notice.objects.filter(template="privacy/overview_ready", person_id=sam.pk).count() == 1
    assert not Promise.objects.filter(about_id=asked.pk, closed_at__isnull=True).exists()
    assert TrailEntry.objects.filter(person_id=sam.pk, event__startswith="privacy.overview").count() == 2


def test_a_double_click_and_a_second_run_of_the_worker_make_one_overview(cast: Cast, sam: Person):
    asked = ask_overview(actor=cast.seeker.actor, person=sam)
    assert ask_overview(actor=cast.seeker.actor, person=sam) is UNCHANGED
    actions.make_overview(asked.pk)
    actions.make_overview(asked.pk)
    assert StoredFile.objects.filter(person_id=sam.pk).count() == 2


def test_an_overview_that_a_worker_left_behind_is_asked_again(
    cast: Cast, sam: Person, time_machine_day: Callable, django_capture_on_commit_callbacks: Callable
):
    asked = ask_overview(actor=cast.seeker.actor, person=sam)
    with time_machine_day(minutes=11):
        assert tasks.make_again() == "1 asked again"
    actions.make_overview(asked.pk)
    asked.refresh_from_db()
    assert asked.status == OverviewState.READY


def test_after_its_time_nobody_reads_it_and_the_files_are_gone(
    cast: Cast, sam: Person, client_of: ClientOf, time_machine_day: Callable
):
    asked = made(cast, sam)
    with time_machine_day(days=15):
        client = client_of(cast.seeker)
        assert client.get(f"/overzicht/{asked.pk}/gegevens.json").status_code == 404
        assert "Dit overzicht is verlopen" in client.get(f"/overzicht/{asked.pk}/").content.decode()
        assert tasks.forget_overviews() == "1 forgotten"
    asked.refresh_from_db()
    assert asked.status == OverviewState.EXPIRED and asked.content is None
    assert not StoredFile.objects.filter(person_id=sam.pk).exists()


@pytest.mark.parametrize("who", ["other_seeker", "colleague", "employer", "consultant", "account_manager", "admin"])
def test_nobody_else_asks_for_it_or_reads_it(cast: Cast, sam: Person, client_of: ClientOf, who: str):
    asked = made(cast, sam)
    player: Player = getattr(cast, who)
    client = client_of(player)
    for address in (
        f"/overzicht/{asked.pk}/",
        f"/overzicht/{asked.pk}/gegevens.json",
        f"/kandidaten/{sam.pk}/gegevens/",
    ):
        assert client.get(address).status_code == 404, address
    with pytest.raises(Http404):
        ask_overview(actor=player.actor, person=sam, identity=Identity.DOCUMENT)


def test_the_case_worker_makes_it_for_somebody_at_the_desk_and_the_person_sees_that(
    cast: Cast, sam: Person, client_of: ClientOf
):
    client = client_of(cast.case_worker)
    assert client.post(f"/kandidaten/{sam.pk}/gegevens/").status_code == 400
    sent = client.post(f"/kandidaten/{sam.pk}/gegevens/", {"identity": "document"})
    asked = AccessRequest.objects.get()
    actions.make_overview(asked.pk)
    assert client.get(sent.headers["Location"]).status_code == 200
    assert ReadLogEntry.objects.filter(person_id=sam.pk, permission="privacy.see_overview").exists()
    told = client_of(cast.seeker).get("/tijdlijn/").content.decode()
    assert "Karin Visser (Gemeente Delft) vroeg om een overzicht van al uw gegevens." in told


def test_what_somebody_asked_for_alone_is_not_the_case_workers_to_read(cast: Cast, sam: Person, client_of: ClientOf):
    asked = ask_overview(actor=cast.seeker.actor, person=sam)
    actions.make_overview(asked.pk)
    assert client_of(cast.seeker).get(f"/overzicht/{asked.pk}/gegevens.json").status_code == 200
    for address in ("", "gegevens.json", "alles.zip"):
        assert client_of(cast.case_worker).get(f"/overzicht/{asked.pk}/{address}").status_code == 404


def test_a_case_worker_says_how_the_asker_was_known(cast: Cast, sam: Person):
    with pytest.raises(Refusal):
        ask_overview(actor=cast.case_worker.actor, person=sam)
    with pytest.raises(Refusal):
        ask_overview(actor=cast.seeker.actor, person=sam, identity=Identity.DOCUMENT)


def test_the_words_of_an_overview_follow_the_language_of_the_person(cast: Cast, sam: Person):
    Person.objects.filter(pk=sam.pk).update(language="en")
    events = [row["event"] for row in parts_of(made(cast, sam))["core.TrailEntry"]]
    assert any("asked for an overview" in event for event in events)


def test_every_term_has_a_number_and_a_source_on_any_day_since_the_start(db: None):
    for day in (date(2026, 11, 1), timezone.localdate(), timezone.localdate() + timedelta(days=900)):
        rows = terms_on(day)
        assert rows.keys() == TERMS.keys()
        assert all((row.months or row.days) and row.source for row in rows.values())


def test_the_pages_of_an_overview_ask_few_questions(
    cast: Cast, sam: Person, client_of: ClientOf, django_assert_max_num_queries: Callable
):
    asked = made(cast, sam)
    client = client_of(cast.seeker)
    client.get("/mijn-gegevens/")
    for address in ("/mijn-gegevens/", f"/overzicht/{asked.pk}/", f"/overzicht/{asked.pk}/?deel=core.TrailEntry"):
        with django_assert_max_num_queries(12):
            shown = client.get(address)
        assert shown.status_code == 200 and len(shown.content) < 100_000
