"""The encrypted file store: bytes outside the database, one key per file, the row only after the bytes are safe."""

import hashlib
import hmac
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import transaction

from . import keys
from .models import StoredFile


def store(content: bytes, *, name: str, media_type: str, owner: UUID, person_id: UUID | None = None) -> StoredFile:
    """Encrypt and keep a file; return its row. The bytes are on disk before the row exists."""
    key, file_id = AESGCM.generate_key(bit_length=256), uuid4()
    path = _path(file_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(keys.seal(key, str(file_id), content))
        file.flush()
        os.fsync(file.fileno())
    wrapped, wrapped_by = keys.wrap(key, f"file:{file_id}")
    return StoredFile.objects.create(
        id=file_id,
        person_id=person_id,
        owner=owner,
        name=Path(name).name[:200],
        media_type=media_type[:100],
        size=len(content),
        digest=hmac.new(key, content, hashlib.sha256).hexdigest(),
        wrapped=wrapped,
        wrapped_by=wrapped_by,
    )


def read(stored: StoredFile) -> bytes:
    """Return the plain bytes; raise InvalidTag when file, row or key was exchanged."""
    key = keys.unwrap(bytes(stored.wrapped), stored.wrapped_by, f"file:{stored.id}")
    return keys.unseal(key, str(stored.id), _path(stored.id).read_bytes())


def remove(stored: StoredFile) -> None:
    """Forget a file: its row with the key, and once that is certain the bytes, which nobody can read any more."""
    path = _path(stored.id)
    stored.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def sweep(before: datetime) -> tuple[int, int]:
    """Remove what was written before a moment and has no row: its transaction did not end well.

    Return how many were removed and how many were left. All are left when most files have no row: then this is
    another database than the one the folder belongs to.
    """
    known, unknown = 0, []
    for folder in sorted(Path(settings.FILES_ROOT).glob("??")):
        there = {UUID(path.name): path for path in folder.glob("????????-????-????-????-????????????")}
        rows = set(StoredFile.objects.filter(pk__in=there).values_list("pk", flat=True))
        known += len(rows)
        unknown += [path for key, path in there.items() if key not in rows]
    old = [path for path in unknown if path.stat().st_mtime < before.timestamp()]
    if len(unknown) > known:
        return 0, len(old)
    for path in old:
        path.unlink(missing_ok=True)
    return len(old), 0


def _path(file_id: UUID) -> Path:
    return Path(settings.FILES_ROOT) / file_id.hex[:2] / str(file_id)
