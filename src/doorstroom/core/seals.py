"""The hash chain over the trail: sealed by a job each minute, because a chain per write would queue all writers."""

import hashlib
import json

from django.db import transaction
from django.db.models import Max

from .models import TrailEntry


def digest(previous: str, entry: TrailEntry) -> str:
    """Return the seal of an entry: SHA-256 over the previous seal and everything the entry says."""
    said = [
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
        entry.sequence,
    ]
    return hashlib.sha256(f"{previous}{json.dumps(said)}".encode()).hexdigest()


def seal_trail() -> int:
    """Seal every entry that has no seal yet, in order of time; return how many."""
    with transaction.atomic():
        last = TrailEntry.objects.aggregate(last=Max("sequence"))["last"]
        previous = TrailEntry.objects.get(sequence=last).seal if last is not None else ""
        number = 0 if last is None else last + 1
        fresh = list(TrailEntry.objects.filter(sequence__isnull=True).order_by("at", "id")[:20_000])
        for entry in fresh:
            entry.sequence = number
            entry.seal = previous = digest(previous, entry)
            number += 1
        TrailEntry.objects.bulk_update(fresh, ["sequence", "seal"], batch_size=500)
    return len(fresh)


def broken_seal() -> int | None:
    """Return the sequence number of the first entry whose seal does not fit, or None when all fit."""
    previous = ""
    for expected, entry in enumerate(TrailEntry.objects.filter(sequence__isnull=False).order_by("sequence").iterator()):
        if entry.sequence != expected or entry.seal != digest(previous, entry):
            return expected
        previous = entry.seal
    return None
