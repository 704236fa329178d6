"""Keys: one data key per person, wrapped by a key that lies outside the database."""

import base64
import functools
import json
import os
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .models import PersonKey

NONCE = 12  # bytes, as NIST SP 800-38D advises for AES-GCM


@functools.lru_cache(maxsize=4)
def _ring(path: Path, _stamp: float) -> tuple[str, dict[str, bytes]]:
    held = json.loads(path.read_text())
    return held["current"], {name: base64.b64decode(word) for name, word in held["keys"].items()}


def ring() -> tuple[str, dict[str, bytes]]:
    """Return the id of the current wrapping key and every wrapping key by id."""
    path = Path(settings.KEYS_FILE)
    if not path.exists():
        raise ImproperlyConfigured(f"No wrapping keys at {path.name}: run `manage.py make_keys` first.")
    return _ring(path, path.stat().st_mtime)


def make_ring(path: Path) -> None:
    """Write a fresh key file, readable by its owner only; never overwrite one."""
    word = base64.b64encode(AESGCM.generate_key(bit_length=256)).decode()
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "w") as file:
        json.dump({"current": "k1", "keys": {"k1": word}}, file)


def wrap(data_key: bytes, bound_to: str) -> tuple[bytes, str]:
    """Return a data key wrapped by the current wrapping key, and that key's id."""
    current, held = ring()
    return seal(held[current], bound_to, data_key), current


def unwrap(wrapped: bytes, wrapped_by: str, bound_to: str) -> bytes:
    """Return the data key; raise InvalidTag when the wrapping key or the binding is wrong."""
    return unseal(ring()[1][wrapped_by], bound_to, wrapped)


def seal(key: bytes, bound_to: str, plain: bytes) -> bytes:
    """Encrypt with AES-GCM; `bound_to` is authenticated, so that ciphertexts cannot be swapped."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to.encode())


def unseal(key: bytes, bound_to: str, sealed: bytes) -> bytes:
    """Decrypt what `seal` made; raise InvalidTag when anything differs."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to.encode())


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
    return None if row is None else unseal(_data_key(row), f"{person_id}:{bound_to}", sealed)


def _data_key(row: PersonKey) -> bytes:
    return unwrap(bytes(row.wrapped), row.wrapped_by, f"person:{row.person_id}")
