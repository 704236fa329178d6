"""What happened: event types declared as sentences, and `record`, which writes in the transaction of the change."""

import json
from collections.abc import Callable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models, transaction

from . import keys
from .actors import Actor
from .models import NewsDelivery, TrailEntry, label_of


@dataclass(frozen=True)
class EventType:
    """A kind of event: its sentence, its plain facts, and its personal facts (encrypted, gone after erasure)."""

    code: str
    sentence: str  # Dutch source sentence with {facts} in braces; {who} is always there
    facts: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    to_person: bool = True  # does the person read this on the own timeline?

    def __post_init__(self) -> None:
        if self.code in EVENTS:
            raise ValueError(f"event {self.code} is declared twice")
        EVENTS[self.code] = self


EVENTS: dict[str, EventType] = {}
LISTENERS: dict[str, list[str]] = {}
HEARERS: dict[str, Callable[[TrailEntry], None]] = {}


@dataclass
class Recorded:
    """The entries written inside one verb."""

    entries: list[TrailEntry] = field(default_factory=list)


in_verb: ContextVar[Recorded | None] = ContextVar("in_verb", default=None)


def record(
    event: EventType, *, by: Actor, about: models.Model, person_id: UUID | None = None, **facts: Any
) -> TrailEntry:
    """Write that an event happened; raise ValueError on a fact the type does not declare."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event.code} must be recorded inside the transaction of its change")
    undeclared = facts.keys() - set(event.facts) - set(event.personal)
    if undeclared:
        raise ValueError(f"{event.code} does not declare {', '.join(sorted(undeclared))}")
    person_id = person_id or getattr(about, "person_id", None)
    private = {name: facts[name] for name in event.personal if name in facts}
    if private and person_id is None:
        raise ValueError(f"{event.code} has personal facts but no person")
    entry = TrailEntry(
        event=event.code,
        by_user=by.user_id,
        by_name=by.name,
        by_role=by.role.code,
        by_organisation=by.organisation_id,
        about_model=label_of(about),
        about_id=about.pk,
        person_id=person_id,
        facts={name: facts[name] for name in event.facts if name in facts},
    )
    if private and person_id is not None:
        text = json.dumps(private, ensure_ascii=False, sort_keys=True).encode()
        entry.personal = keys.encrypt_for(person_id, f"trail:{entry.id}", text)
    entry.save(force_insert=True)
    recorded = in_verb.get()
    if recorded is not None:
        recorded.entries.append(entry)
    _tell(event, entry)
    return entry


def record_all(
    event: EventType, *, by: Actor, about: Sequence[tuple[models.Model, Mapping[str, Any]]]
) -> list[TrailEntry]:
    """Write that an event without personal facts happened to many rows, in a few statements."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{event.code} must be recorded inside the transaction of its change")
    undeclared = {name for _, facts in about for name in facts} - set(event.facts)
    if undeclared:
        raise ValueError(f"{event.code} does not declare {', '.join(sorted(undeclared))}")
    entries = [
        TrailEntry(
            event=event.code,
            by_user=by.user_id,
            by_name=by.name,
            by_role=by.role.code,
            by_organisation=by.organisation_id,
            about_model=label_of(row),
            about_id=row.pk,
            person_id=getattr(row, "person_id", None),
            facts=dict(facts),
        )
        for row, facts in about
    ]
    TrailEntry.objects.bulk_create(entries)
    recorded = in_verb.get()
    if recorded is not None:
        recorded.entries.extend(entries)
    _tell_all(event, entries)
    return entries


def facts_of(entry: TrailEntry) -> dict[str, Any]:
    """Return all facts of an entry; after erasure the personal ones read as an empty string."""
    facts: dict[str, Any] = dict(entry.facts)
    if entry.personal and entry.person_id:
        text = keys.decrypt_for(entry.person_id, f"trail:{entry.id}", bytes(entry.personal))
        facts |= json.loads(text) if text is not None else dict.fromkeys(EVENTS[entry.event].personal, "")
    return facts


def on(event: EventType) -> Callable[[Callable[[TrailEntry], None]], Callable[[TrailEntry], None]]:
    """Let a higher room hear of an event: a job written with the entry, heard once, retried when it fails."""

    def register(hearer: Callable[[TrailEntry], None]) -> Callable[[TrailEntry], None]:
        name = f"{hearer.__module__}.{hearer.__qualname__}"
        LISTENERS.setdefault(event.code, []).append(name)
        HEARERS[name] = hearer
        return hearer

    return register


def _tell_all(event: EventType, entries: Sequence[TrailEntry]) -> None:
    from .tasks import deliver_all

    deliveries = [
        NewsDelivery(entry=entry, listener=listener) for entry in entries for listener in LISTENERS.get(event.code, ())
    ]
    if deliveries:
        made = NewsDelivery.objects.bulk_create(deliveries)
        deliver_all.enqueue(deliveries=[delivery.pk for delivery in made])


def _tell(event: EventType, entry: TrailEntry) -> None:
    from .tasks import deliver  # the task backend is not ready when this module loads

    for listener in LISTENERS.get(event.code, ()):
        delivery = NewsDelivery.objects.create(entry=entry, listener=listener)
        deliver.enqueue(delivery=delivery.pk)
