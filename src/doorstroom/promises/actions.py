"""What the clock does with a promise: mark it and hand it to a person. It never closes one."""

from datetime import date
from uuid import UUID

from django.db import transaction

from doorstroom.core.actors import machine
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise, Tie
from doorstroom.core.trail import record

from .declarations import ANSWERING, OVERDUE

CLOCK = machine("klok")


def mark_overdue(today: date) -> int:
    """Mark what should have been done before today and give it to whoever answers for the person."""
    late = Promise.objects.filter(closed_at__isnull=True, overdue_since__isnull=True, due__lt=today)
    keys = list(late.order_by("due").values_list("pk", flat=True)[:5_000])
    for key in keys:
        with transaction.atomic():
            promise = Promise.objects.select_for_update().get(pk=key)
            if promise.closed_at is not None or promise.overdue_since is not None:
                continue
            promise.overdue_since = today
            promise.escalated_to = who_answers_for(promise)
            promise.save(update_fields=["overdue_since", "escalated_to"])
            record(OVERDUE, by=CLOCK, about=promise, step=step_words(promise), due=promise.due.isoformat())
    return len(keys)


def who_answers_for(promise: Promise) -> UUID | None:
    """Return the party that guides the person: a case worker before a team; None when nobody does."""
    if promise.person_id is None:
        return None
    order = [ground.code for ground in ANSWERING]
    ties = Tie.objects.filter(person_id=promise.person_id, ground__in=order, until__isnull=True)
    found = sorted(ties, key=lambda tie: (order.index(tie.ground), tie.since))
    return found[0].party if found else None
