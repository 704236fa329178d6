"""The hash chains over the trail and the read log, kept in a table of their own, so that a log is only added to.

Sealed by a job each minute: a chain per write would queue all writers.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import LogSeal, ReadLogEntry, TrailEntry

MOST = 20_000  # lines in one go; the next minute goes on
STEP = 2_000
LATE = timedelta(hours=2)  # a line that a long job commits later than it says still stands in here


@dataclass(frozen=True)
class Log:
    """A log: its name in the chain, its table, and everything that one line says."""

    name: str
    model: type[models.Model]
    says: Callable[[Any], list[Any]]


def _trail(entry: TrailEntry) -> list[Any]:
    return [
        str(entry.id),
        entry.at.isoformat(),
        entry.event,
        str(entry.by_user),
        entry.by_name,
        entry.by_role,
        str(entry.by_organisation),
        entry.about_model,
        str(entry.about_id),
        str(entry.person_id),
        json.dumps(entry.facts, sort_keys=True, ensure_ascii=False),
        bytes(entry.personal).hex() if entry.personal else "",
    ]


def _reads(entry: ReadLogEntry) -> list[Any]:
    return [str(entry.id), entry.at.isoformat(), *(str(getattr(entry, name)) for name in READ_COLUMNS)]


READ_COLUMNS = (
    "request_id",
    "by_user",
    "by_name",
    "by_role",
    "by_organisation",
    "person_id",
    "permission",
    "purpose",
    "fields",
    "page",
)
TRAIL = Log("trail", TrailEntry, _trail)
READS = Log("reads", ReadLogEntry, _reads)
LOGS = (TRAIL, READS)


def digest(previous: str, says: list[Any], sequence: int) -> str:
    """Return a seal: SHA-256 over the previous seal and everything the line says, its place included."""
    return hashlib.sha256(f"{previous}{json.dumps([*says, sequence])}".encode()).hexdigest()


def head(log: Log) -> tuple[int, str]:
    """Return the number and the seal of the last sealed line; before the first these are -1 and ""."""
    last = LogSeal.objects.filter(log=log.name).order_by("-sequence").first()
    return (last.sequence, last.seal) if last else (-1, "")


def seal(log: Log, *, everything: bool = False) -> int:
    """Seal the lines that have no seal yet, in order of time; return how many.

    Looks back two hours, or over the whole log. Of two workers at once one seals, and the other leaves it to the next
    minute.
    """
    waiting = log.model._default_manager.filter(
        ~Exists(LogSeal.objects.filter(log=log.name, entry_id=OuterRef("pk")))
    ).order_by("at", "pk")
    if not everything:
        waiting = waiting.filter(at__gt=timezone.now() - LATE)
    try:
        with transaction.atomic():
            number, previous = head(log)
            made = []
            for entry in waiting[:MOST]:
                number += 1
                previous = digest(previous, log.says(entry), number)
                made.append(LogSeal(log=log.name, sequence=number, entry_id=entry.pk, seal=previous))
            LogSeal.objects.bulk_create(made, batch_size=STEP)
    except IntegrityError:
        return 0
    return len(made)


def fault(log: Log, held: tuple[int, str] | None = None) -> str:
    """Return what is wrong with a log, in one line; empty when every seal fits.

    `held` is a number and seal that were kept elsewhere: they show that the end of the chain was cut off.
    """
    previous, expected = "", 0
    for number, entry_id, found, entry in _sealed(log):
        if number != expected:
            return f"{log.name}: the seal of line {expected} was removed."
        if entry is None:
            return f"{log.name}: line {number} ({entry_id}) was removed."
        if found != digest(previous, log.says(entry), number):
            return f"{log.name}: line {number} ({entry_id}) was changed, or does not stand in its place."
        if held and held[0] == number and held[1] != found:
            return f"{log.name}: the chain was made anew: line {number} had another seal."
        previous, expected = found, expected + 1
    if held and held[0] >= expected:
        return f"{log.name}: lines {expected} to {held[0]} were cut off."
    return ""


def _sealed(log: Log) -> Iterator[tuple[int, Any, str, Any]]:
    """Walk the chain with its lines, some thousands at a time."""
    seals = LogSeal.objects.filter(log=log.name).order_by("sequence")
    rows = seals.values_list("sequence", "entry_id", "seal").iterator(chunk_size=STEP)
    while chunk := list(islice(rows, STEP)):
        entries = log.model._default_manager.in_bulk([entry_id for _, entry_id, _ in chunk])
        for number, entry_id, found in chunk:
            yield number, entry_id, found, entries.get(entry_id)
