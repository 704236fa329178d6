"""The trail and the read log are only added to, and a line that was changed, moved or removed is found."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from doorstroom.core import readlog
from doorstroom.core.models import LogSeal, ReadLogEntry, TrailEntry
from doorstroom.core.seals import LOGS, READS, TRAIL, digest, fault, head, seal
from doorstroom.core.tasks import seal_logs
from doorstroom.core.trail import record
from doorstroom.people.declarations import PROFILE_CHANGED


@pytest.fixture
def lines(cast, person_of):
    """Three lines in each log, sealed."""
    person = person_of()
    with transaction.atomic():
        for parts in ("uren", "reistijd", "taal"):
            record(PROFILE_CHANGED, by=cast.seeker.actor, about=person, person_id=person.pk, parts=parts)
    with readlog.collecting() as reads:
        for code in ("people.see", "people.see_profile", "people.see_looks"):
            readlog.note(person.pk, code, "guidance", frozenset({"first_name"}))
        readlog.write(reads, cast.case_worker.actor, "people_dossier")
    assert seal_logs().startswith("trail: 3 sealed, 2:")
    return person


def forge(log, words, values=()):
    """Change a log behind the product's back, as somebody would who holds the database itself."""
    table = log.model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        cursor.execute(words.format(table=f'"{table}"'), values)


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_a_log_that_nobody_touched_verifies(lines, log, capsys):
    assert seal(log) == 0
    call_command("verify_log")
    assert f"{log.name}:2:{head(log)[1]}" in capsys.readouterr().out


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_one_changed_letter_is_found(lines, log):
    forge(log, "UPDATE {table} SET by_name = by_name || ' ' WHERE id = %s", [_line(log, 1)])
    with pytest.raises(CommandError, match=f"{log.name}: line 1 .* was changed"):
        call_command("verify_log")


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_a_removed_line_is_found(lines, log):
    forge(log, "DELETE FROM {table} WHERE id = %s", [_line(log, 1)])
    with pytest.raises(CommandError, match=f"{log.name}: line 1 .* was removed"):
        call_command("verify_log")


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_a_line_removed_with_its_seal_is_found(lines, log):
    LogSeal.objects.filter(log=log.name, sequence=1).delete()
    forge(log, "DELETE FROM {table} WHERE id = %s", [_line(log, 2)])
    assert fault(log) == f"{log.name}: the seal of line 1 was removed."


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_two_lines_that_changed_places_are_found(lines, log):
    one, two = (LogSeal.objects.get(log=log.name, sequence=number) for number in (1, 2))
    LogSeal.objects.filter(pk=one.pk).update(entry_id=uuid.uuid4())
    LogSeal.objects.filter(pk=two.pk).update(entry_id=one.entry_id)
    LogSeal.objects.filter(pk=one.pk).update(entry_id=two.entry_id)
    with pytest.raises(CommandError, match="does not stand in its place"):
        call_command("verify_log")


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_a_line_that_was_changed_and_sealed_anew_breaks_the_seals_after_it(lines, log):
    forge(log, "UPDATE {table} SET by_name = 'Iemand anders' WHERE id = %s", [_line(log, 1)])
    before = LogSeal.objects.get(log=log.name, sequence=0).seal
    changed = log.says(log.model._default_manager.get(pk=_line(log, 1)))
    LogSeal.objects.filter(log=log.name, sequence=1).update(seal=digest(before, changed, 1))
    assert fault(log).startswith(f"{log.name}: line 2 ")


def test_an_end_that_was_cut_off_shows_against_one_that_was_kept_elsewhere(lines):
    number, kept = head(TRAIL)
    forge(TRAIL, "DELETE FROM {table} WHERE id = %s", [_line(TRAIL, number)])
    LogSeal.objects.filter(log="trail", sequence=number).delete()
    assert fault(TRAIL) == ""
    with pytest.raises(CommandError, match="were cut off"):
        call_command("verify_log", held=[f"trail:{number}:{kept}"])


def test_a_line_with_an_old_date_is_sealed_by_the_nightly_round(cast, lines):
    old = timezone.now() - timedelta(days=400)
    TrailEntry.objects.create(at=old, event="people.registered", about_id=lines.pk, by_name="oud", by_role="system")
    assert seal(TRAIL) == 0
    assert seal(TRAIL, everything=True) == 1
    call_command("verify_log")


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_seal_at_once_make_one_chain(cast):
    ReadLogEntry.objects.bulk_create(
        ReadLogEntry(request_id=uuid.uuid4(), person_id=uuid.uuid4(), by_name=f"{number}") for number in range(300)
    )
    gate, sealed = threading.Barrier(3), []

    def work():
        gate.wait()
        sealed.append(seal(READS))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(sealed) == LogSeal.objects.filter(log="reads").count() == 300
    assert fault(READS) == ""


@pytest.mark.parametrize("model", [TrailEntry, ReadLogEntry, LogSeal])
@pytest.mark.parametrize("deed", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_product_cannot_change_or_remove_a_line(lines, model, deed, settings):
    settings.LOGS_STAY = True
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET LOCAL ROLE {settings.RUNTIME_ROLE}")
        with pytest.raises(DatabaseError, match=r"only added to|permission denied"), transaction.atomic():
            cursor.execute(deed.format(table=f'"{model._meta.db_table}"'))
        if connection.vendor == "postgresql":
            cursor.execute("RESET ROLE")


def test_who_cannot_be_logged_is_not_shown(cast, person_of, client_of, monkeypatch):
    person_of(first_name="Zeldzaamnaam")

    def broken(*_given):
        raise DatabaseError("the log cannot be written")

    client = client_of(cast.seeker)
    assert "Zeldzaamnaam" in client.get("/profiel/").content.decode()
    monkeypatch.setattr(readlog, "write", broken)
    client.raise_request_exception = False
    answer = client.get("/profiel/")
    assert answer.status_code == 500 and "Zeldzaamnaam" not in answer.content.decode()


def _line(log, number):
    key = LogSeal.objects.get(log=log.name, sequence=number).entry_id
    return key if connection.vendor == "postgresql" else key.hex
