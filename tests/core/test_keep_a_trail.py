"""The trail: written with the change, encrypted where it is personal, sealed against tampering."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from doorstroom.core import files, keys
from doorstroom.core.models import NewsDelivery, PersonKey, StoredFile, TrailEntry
from doorstroom.core.tasks import deliver, sweep_files, try_news_again
from doorstroom.core.trail import HEARERS, LISTENERS, EventType, facts_of, on, record
from doorstroom.people.declarations import PROFILE_CHANGED
from tests.conftest import Player

SAID = EventType("test.said", "{who} zei: {words}.", personal=("words",))
HEARD: list[str] = []


@pytest.fixture
def listener():
    HEARD.clear()

    @on(SAID)
    def hear(entry):
        HEARD.append(facts_of(entry)["words"])

    yield
    LISTENERS.pop(SAID.code)
    HEARERS.pop(f"{hear.__module__}.{hear.__qualname__}")


def test_personal_facts_lie_encrypted_and_go_with_the_key(cast, person_of):
    person = person_of()
    with transaction.atomic():
        entry = record(SAID, by=cast.seeker.actor, about=person, person_id=person.pk, words="geheim")
    stored = TrailEntry.objects.get(pk=entry.pk)
    assert b"geheim" not in bytes(stored.personal) and "geheim" not in str(stored.facts)
    assert facts_of(stored) == {"words": "geheim"}
    PersonKey.objects.filter(person_id=person.pk).delete()
    assert facts_of(stored) == {"words": ""}


def test_a_fact_that_was_not_declared_is_refused(cast, person_of):
    with transaction.atomic(), pytest.raises(ValueError, match="does not declare"):
        record(SAID, by=cast.seeker.actor, about=person_of(), secret="x")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction(cast, person_of):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(PROFILE_CHANGED, by=cast.seeker.actor, about=person_of(), parts="uren")


def test_news_is_heard_once_however_often_it_is_delivered(cast, person_of, listener):
    person = person_of()
    with transaction.atomic():
        record(SAID, by=cast.seeker.actor, about=person, person_id=person.pk, words="hallo")
    delivery = NewsDelivery.objects.get()
    deliver.call(delivery=delivery.pk)
    deliver.call(delivery=delivery.pk)
    assert HEARD == ["hallo"]


def test_news_that_was_not_heard_is_offered_again(cast, person_of, listener, time_machine_day):
    person = person_of()
    with transaction.atomic():
        record(SAID, by=cast.seeker.actor, about=person, person_id=person.pk, words="hallo")
    with time_machine_day(minutes=6):
        assert try_news_again() == "0 offered again"  # its turn has not come yet
        DBTaskResult.objects.all().delete()  # as when its worker died
        assert try_news_again() == "1 offered again"
        assert try_news_again() == "0 offered again"
    assert NewsDelivery.objects.get().tries == 1


def test_a_stored_file_is_unreadable_on_disk_and_whole_when_read(cast, settings, django_capture_on_commit_callbacks):
    stored = files.store(b"Curriculum vitae", name="../cv.pdf", media_type="application/pdf", owner=cast.seeker.user.pk)
    where = next(settings.FILES_ROOT.glob(f"*/{stored.id}"))
    assert b"Curriculum" not in where.read_bytes() and stored.name == "cv.pdf"
    assert files.read(stored) == b"Curriculum vitae"
    with django_capture_on_commit_callbacks(execute=True):
        files.remove(stored)
    assert not StoredFile.objects.exists() and not where.exists()


def stored_by(player: Player) -> StoredFile:
    """Store a file that belongs to somebody."""
    return files.store(b"Curriculum vitae", name="cv.pdf", media_type="application/pdf", owner=player.user.pk)


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_removal_was_undone_is_still_whole(cast):
    stored = stored_by(cast.seeker)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        files.remove(StoredFile.objects.get(pk=stored.pk))
        _ = 1 / 0
    assert files.read(StoredFile.objects.get(pk=stored.pk)) == b"Curriculum vitae"


def test_a_file_whose_row_was_never_written_goes_after_a_day(cast, settings, tmp_path, time_machine_day):
    settings.FILES_ROOT = tmp_path
    kept = stored_by(cast.seeker)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        stored_by(cast.seeker)
        _ = 1 / 0
    assert len(list(tmp_path.glob("*/*"))) == 2
    assert sweep_files() == "0 removed"  # it may be about to be written
    with time_machine_day(days=2):
        assert sweep_files() == "1 removed"
    assert [path.name for path in tmp_path.glob("*/*")] == [str(kept.pk)]


def test_files_of_another_database_are_left_alone(cast, settings, tmp_path, time_machine_day):
    settings.FILES_ROOT = tmp_path
    for _ in range(3):
        stored_by(cast.seeker)
    StoredFile.objects.all().delete()
    stored_by(cast.seeker)
    with time_machine_day(days=2):
        assert sweep_files().startswith("3 files without a row left")
    assert len(list(tmp_path.glob("*/*"))) == 4


def test_a_ciphertext_moved_to_another_person_does_not_open(cast, person_of):
    one, two = person_of(), person_of(cast.other_seeker)
    sealed = keys.encrypt_for(one.pk, "field", b"woord")
    keys.encrypt_for(two.pk, "field", b"ander woord")
    assert keys.decrypt_for(one.pk, "field", sealed) == b"woord"
    with pytest.raises(InvalidTag):
        keys.decrypt_for(two.pk, "field", sealed)
    with pytest.raises(InvalidTag):
        keys.decrypt_for(one.pk, "another field", sealed)
