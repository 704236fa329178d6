"""Rotation: everything that names a key by its id moves to the current key, while people go on working."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from . import keys
from .models import PersonKey, StoredFile

BATCH = 200  # rows in one transaction: short enough that nobody waits for it

# Each mover moves at most one batch to the current key and tells how many rows that were.
MOVERS: dict[str, Callable[[], int]] = {}


def moves(code: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Declare a function that moves a batch of rows to the current key, and returns how many it moved."""

    def register(mover: Callable[[], int]) -> Callable[[], int]:
        if code in MOVERS:
            raise ValueError(f"mover {code} is declared twice")
        MOVERS[code] = mover
        return mover

    return register


def move_everything() -> dict[str, int]:
    """Move every row to the current key; return how many rows of each kind moved."""
    moved = dict.fromkeys(MOVERS, 0)
    for code, mover in MOVERS.items():
        while count := mover():
            moved[code] += count
    return moved


@moves("core.person_keys")
def move_person_keys() -> int:
    """Wrap the keys of persons anew."""
    return _wrap_anew(PersonKey.objects.all(), lambda row: f"person:{row.person_id}")


@moves("core.files")
def move_file_keys() -> int:
    """Wrap the keys of stored files anew."""
    return _wrap_anew(StoredFile.objects.all(), lambda row: f"file:{row.id}")


def _wrap_anew(rows: "QuerySet[Any]", binding: Callable[[Any], str]) -> int:
    current, _held = keys.ring()
    with transaction.atomic():
        batch = list(rows.select_for_update().exclude(wrapped_by=current).order_by("pk")[:BATCH])
        for row in batch:
            plain = keys.unwrap(bytes(row.wrapped), row.wrapped_by, binding(row))
            row.wrapped, row.wrapped_by = keys.wrap(plain, binding(row))
        rows.bulk_update(batch, ["wrapped", "wrapped_by"])
    return len(batch)
