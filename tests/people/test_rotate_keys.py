"""New wrapping keys and a new pepper come into use while people work, and a wrong key opens nothing."""

import json
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.exceptions import InvalidTag
from django.core.management import CommandError, call_command
from django.db import connection, connections

from doorstroom.common.numbers import Bsn, is_bsn
from doorstroom.core import files, keys
from doorstroom.core.models import PersonKey, StoredFile
from doorstroom.people import sealing, vault
from doorstroom.people.models import Person, SealedBsn
from tests.conftest import Cast


def numbers(count: int) -> list[Bsn]:
    """Return invented numbers that pass the eleven-test."""
    return [Bsn(str(each)) for each in range(300_000_000, 300_000_000 + 12 * count) if is_bsn(str(each))][:count]


@pytest.fixture(autouse=True)
def own_key_file(settings: object, tmp_path: Path) -> Path:
    """Rotate a key file of this test, not the one the other tests share."""
    settings.KEYS_FILE = tmp_path / "keys.json"
    keys.make_ring(settings.KEYS_FILE)
    return settings.KEYS_FILE


@pytest.fixture
def sealed(cast: Cast) -> dict[Person, Bsn]:
    """Thirty people of Delft with a number."""
    rows = {}
    for number, bsn in enumerate(numbers(30)):
        person = Person.objects.create(
            first_name=f"P{number}", last_name="Vast", postcode="2611AB", controller=cast.delft, user_id=uuid4()
        )
        sealing.seal(person.pk, cast.delft.pk, bsn)
        rows[person] = bsn
    return rows


def test_after_rotation_everything_opens_and_names_the_new_keys(cast: Cast, sealed: dict[Person, Bsn]) -> None:
    file = files.store(b"cv", name="cv.txt", media_type="text/plain", owner=cast.delft.pk)
    secret = generate_totp_secret()
    TOTP.activate(cast.admin.user, secret)

    call_command("rotate_keys")

    assert keys.ring()[0] == "k2"
    assert keys.peppers()[0] == "p2"
    assert set(PersonKey.objects.values_list("wrapped_by", flat=True)) == {"k2"}
    assert set(SealedBsn.objects.values_list("peppered_by", flat=True)) == {"p2"}
    assert files.read(StoredFile.objects.get(pk=file.pk)) == b"cv"
    assert TOTP(Authenticator.objects.get(user=cast.admin.user)).instance.data["secret"].startswith("k2:")
    for person, bsn in sealed.items():
        assert vault.masked_bsn(person) == str(bsn)
        assert sealing.having(bsn, cast.delft.pk) == [person.pk]

    call_command("rotate_keys", "--forget-old")

    assert list(keys.ring()[1]) == ["k2"]
    assert all(vault.masked_bsn(person) == str(bsn) for person, bsn in sealed.items())
    assert files.read(StoredFile.objects.get(pk=file.pk)) == b"cv"


def test_keys_prepared_for_several_hosts_are_used_one_step_later(sealed: dict[Person, Bsn], cast: Cast) -> None:
    call_command("rotate_keys", "--prepare")
    assert keys.ring()[0] == "k1" and "k2" in keys.ring()[1]
    person, bsn = next(iter(sealed.items()))
    with pytest.raises(CommandError):
        call_command("rotate_keys", "--use-prepared")
        PersonKey.objects.filter(pk=person.pk).update(**_under_the_old_key(person))
        call_command("rotate_keys", "--forget-old")
    assert "k1" in keys.ring()[1]
    assert vault.masked_bsn(person) == str(bsn)


def _under_the_old_key(person: Person) -> dict[str, object]:
    """Return a data key wrapped as a host would that read the key file a moment before the rotation."""
    row = PersonKey.objects.get(pk=person.pk)
    plain = keys.unwrap(bytes(row.wrapped), row.wrapped_by, f"person:{person.pk}")
    return {"wrapped": keys.seal(keys.ring()[1]["k1"], f"person:{person.pk}", plain), "wrapped_by": "k1"}


def test_a_wrong_key_raises_and_returns_nothing(sealed: dict[Person, Bsn], own_key_file: Path) -> None:
    person = next(iter(sealed))
    own_key_file.unlink()
    keys.make_ring(own_key_file)
    with pytest.raises(InvalidTag):
        vault.masked_bsn(person)
    assert sealing.having(sealed[person], person.controller_id) == []


def test_a_key_that_is_missing_raises_too(sealed: dict[Person, Bsn], own_key_file: Path) -> None:
    held = json.loads(own_key_file.read_text())
    own_key_file.unlink()
    own_key_file.write_text(json.dumps(held | {"current": "k9", "keys": {"k9": held["keys"]["k1"]}}))
    with pytest.raises(KeyError):
        vault.masked_bsn(next(iter(sealed)))


def test_the_key_file_is_for_its_owner_alone_before_and_after(own_key_file: Path, db: None) -> None:
    assert own_key_file.stat().st_mode & 0o077 == 0
    call_command("rotate_keys")
    assert own_key_file.stat().st_mode & 0o077 == 0
    assert [path.name for path in own_key_file.parent.iterdir()] == ["keys.json"]


def test_an_older_key_file_gets_its_pepper_and_keeps_its_keys(own_key_file: Path) -> None:
    held = json.loads(own_key_file.read_text())
    own_key_file.unlink()
    own_key_file.write_text(json.dumps({name: held[name] for name in ("current", "keys")}))
    call_command("make_keys")
    assert keys.ring()[0] == "k1" and keys.ring()[1].keys() >= {"k1"}
    assert keys.peppers()[0] == "p1"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_readers_and_writers_go_on_without_an_error_while_keys_rotate(cast: Cast, sealed: dict[Person, Bsn]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("work at one moment is proven on PostgreSQL")
    people, fresh, stop = list(sealed.items()), numbers(400)[30:], threading.Event()
    troubles: list[BaseException] = []
    done = {"read": 0, "written": 0, "found": 0}

    def worker(act: Callable[[int], None]) -> threading.Thread:
        def run() -> None:
            turn = 0
            try:
                while not stop.is_set():
                    act(turn)
                    turn += 1
            except BaseException as trouble:
                troubles.append(trouble)
            finally:
                connections.close_all()

        return threading.Thread(target=run)

    def read(turn: int) -> None:
        person, bsn = people[turn % 20]
        assert vault.masked_bsn(person) == str(bsn)
        done["read"] += 1

    def find(turn: int) -> None:
        person, bsn = people[turn % 20]
        assert sealing.having(bsn, cast.delft.pk) == [person.pk]
        done["found"] += 1

    def write(turn: int) -> None:
        person, bsn = people[20 + turn % 10][0], fresh[turn % len(fresh)]
        sealing.seal(person.pk, cast.delft.pk, bsn)
        newcomer = uuid4()
        sealing.seal(newcomer, cast.the_hague.pk, fresh[turn % len(fresh)])
        done["written"] += 2

    workers = [worker(read), worker(read), worker(find), worker(write), worker(write)]
    for each in workers:
        each.start()
    for _ in range(2):
        call_command("rotate_keys")
    stop.set()
    for each in workers:
        each.join()

    assert troubles == []
    assert min(done.values()) >= 10, done
    call_command("rotate_keys", "--forget-old")
    assert keys.ring()[0] == "k3"
    assert all(vault.masked_bsn(person) for person, _bsn in people)
