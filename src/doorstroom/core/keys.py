"""Keys: one data key per person, wrapped by a key that lies outside the database, where the peppers lie too."""

import base64
import functools
import json
import os
import secrets
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.views.decorators.debug import sensitive_variables

from .models import PersonKey

NONCE = 12  # bytes, as NIST SP 800-38D advises for AES-GCM


@dataclass(frozen=True)
class Ring:
    """What the key file holds: wrapping keys and peppers by id, and the id of each that is in use now."""

    current: str
    keys: dict[str, bytes]
    current_pepper: str = ""
    peppers: dict[str, bytes] = field(default_factory=dict)


@functools.lru_cache(maxsize=4)
def _read(path: Path, _stamp: tuple[int, int]) -> Ring:
    held = json.loads(path.read_text())

    def opened(words: dict[str, str]) -> dict[str, bytes]:
        return {name: base64.b64decode(word) for name, word in words.items()}

    return Ring(held["current"], opened(held["keys"]), held.get("current_pepper", ""), opened(held.get("peppers", {})))


def whole_ring() -> Ring:
    """Return everything the key file holds; a change of the file is seen at once."""
    path = Path(settings.KEYS_FILE)
    if not path.exists():
        raise ImproperlyConfigured(f"No wrapping keys at {path.name}: run `manage.py make_keys` first.")
    state = path.stat()
    return _read(path, (state.st_mtime_ns, state.st_ino))


def ring() -> tuple[str, dict[str, bytes]]:
    """Return the id of the current wrapping key and every wrapping key by id."""
    held = whole_ring()
    return held.current, held.keys


def peppers() -> tuple[str, dict[str, bytes]]:
    """Return the id of the current pepper and every pepper by id; they key the look-ups of numbers."""
    held = whole_ring()
    if not held.current_pepper:
        raise ImproperlyConfigured("The key file holds no pepper: run `manage.py make_keys` once more.")
    return held.current_pepper, held.peppers


def _fresh() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def _text(held: Ring) -> str:
    def closed(words: dict[str, bytes]) -> dict[str, str]:
        return {name: base64.b64encode(word).decode() for name, word in words.items()}

    return json.dumps(
        {
            "current": held.current,
            "keys": closed(held.keys),
            "current_pepper": held.current_pepper,
            "peppers": closed(held.peppers),
        }
    )


def make_ring(path: Path) -> None:
    """Write a fresh key file, readable by its owner only; never overwrite one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        file.write(_text(Ring("k1", {"k1": _fresh()}, "p1", {"p1": _fresh()})))


def replace_ring(held: Ring) -> None:
    """Put another key file in the place of the old one, in one step: nobody ever reads half a file."""
    path = Path(settings.KEYS_FILE)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # readable by its owner only
    with os.fdopen(handle, "w") as file:
        file.write(_text(held))
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)


def with_fresh(held: Ring, *, in_use: bool) -> Ring:
    """Return a ring with one more wrapping key and pepper, in use at once or only known."""
    key, pepper = _next("k", held.keys), _next("p", held.peppers)
    return Ring(
        key if in_use else held.current,
        {**held.keys, key: _fresh()},
        pepper if in_use or not held.current_pepper else held.current_pepper,
        {**held.peppers, pepper: _fresh()},
    )


def _next(letter: str, held: dict[str, bytes]) -> str:
    return f"{letter}{max((int(name[1:]) for name in held if name[1:].isdecimal()), default=0) + 1}"


@sensitive_variables()
def wrap(data_key: bytes, bound_to: str) -> tuple[bytes, str]:
    """Return a data key wrapped by the current wrapping key, and that key's id."""
    current, held = ring()
    return seal(held[current], bound_to, data_key), current


def unwrap(wrapped: bytes, wrapped_by: str, bound_to: str) -> bytes:
    """Return the data key; raise InvalidTag when the wrapping key or the binding is wrong."""
    return unseal(ring()[1][wrapped_by], bound_to, wrapped)


@sensitive_variables()
def seal(key: bytes, bound_to: str, plain: bytes) -> bytes:
    """Encrypt with AES-GCM; `bound_to` is authenticated, so that ciphertexts cannot be swapped."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, bound_to: str, sealed: bytes) -> bytes:
    """Decrypt what `seal` made; raise InvalidTag when anything differs."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())


@sensitive_variables()
def encrypt_for(person_id: UUID, bound_to: str, plain: bytes) -> bytes:
    """Encrypt under the key of one person, making that key at first use."""
    row = PersonKey.objects.filter(person_id=person_id).first()
    if row is None:
        wrapped, wrapped_by = wrap(AESGCM.generate_key(bit_length=256), f"person:{person_id}")
        row, _ = PersonKey.objects.get_or_create(
            person_id=person_id, defaults={"wrapped": wrapped, "wrapped_by": wrapped_by}
        )
    return seal(_data_key(row), f"{person_id}:{bound_to}", plain)


def decrypt_for(person_id: UUID, bound_to: str, sealed: bytes) -> bytes | None:
    """Decrypt under a person's key; None when that key has been destroyed."""
    row = PersonKey.objects.filter(person_id=person_id).first()
    return None if row is None else decrypt_under(row, bound_to, sealed)


def decrypt_under(row: PersonKey, bound_to: str, sealed: bytes) -> bytes:
    """Decrypt under the key of a person that the caller read already."""
    return unseal(_data_key(row), f"{row.person_id}:{bound_to}", sealed)


def _data_key(row: PersonKey) -> bytes:
    return unwrap(bytes(row.wrapped), row.wrapped_by, f"person:{row.person_id}")
