"""Who looked at whom: collected while a response is made, written with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from .actors import Actor
from .models import ReadLogEntry


@dataclass
class Reads:
    """The persons read so far in one request: (person, permission) -> (purpose, fields)."""

    seen: dict[tuple[UUID, str], tuple[str, str]] = field(default_factory=dict)


_reads: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def collecting() -> Iterator[Reads]:
    """Collect every person read inside this block."""
    reads = Reads()
    token = _reads.set(reads)
    try:
        yield reads
    finally:
        _reads.reset(token)


def note(person_id: UUID | None, permission: str, purpose: str, fields: frozenset[str] | None) -> None:
    """Note that a person was read; outside a request (a job, a command) nothing is shown, so nothing is noted."""
    reads = _reads.get()
    if reads is not None and person_id is not None:
        words = "*" if fields is None else ",".join(sorted(fields))
        reads.seen[(person_id, permission)] = (purpose, words[:400])


def write(reads: Reads, actor: Actor, page: str) -> None:
    """Write one row per person who was read for this response."""
    if not reads.seen:
        return
    request_id = uuid4()
    ReadLogEntry.objects.bulk_create(
        ReadLogEntry(
            request_id=request_id,
            by_user=actor.user_id,
            by_name=actor.name,
            by_role=actor.role.code,
            by_organisation=actor.organisation_id,
            person_id=person_id,
            permission=permission,
            purpose=purpose,
            fields=fields,
            page=page[:80],
        )
        for (person_id, permission), (purpose, fields) in reads.seen.items()
    )
