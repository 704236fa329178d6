"""What the clock does with a promise: mark it and hand it to a person. It never closes one."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from doorstroom.accounts.declarations import PROFESSIONAL_CODES
from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import running
from doorstroom.common.dates import AMSTERDAM
from doorstroom.core.actors import machine
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise
from doorstroom.core.trail import record
from doorstroom.notices.actions import tell
from doorstroom.notices.queries import on_digest, told_since

from .declarations import OVERDUE, who_guides

CLOCK = machine("klok")
DIGEST = "promises/digest"


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


def send_digest(today: date) -> int:
    """Send one mail to each professional who asked for that and for whom something waits; never twice a day."""
    sent = 0
    began = datetime.combine(today, time.min, tzinfo=AMSTERDAM)
    for user_id in on_digest():
        parties = parties_of(user_id, today)
        mine = Q(owner__in=parties) | Q(escalated_to__in=parties)
        waiting = Promise.objects.filter(mine, closed_at__isnull=True, due__lte=today).count()
        if waiting and not told_since(user_id, DIGEST, began):
            tell(template=DIGEST, user_id=user_id, context={"count": waiting}, link=reverse("home"), essential=True)
            sent += 1
    return sent


def parties_of(user_id: UUID, today: date) -> set[UUID]:
    """Return every party for which a user works now: self, teams, organisations."""
    parties = {user_id}
    members = Membership.objects.filter(running(today), user=user_id, role__in=PROFESSIONAL_CODES)
    for member in members.prefetch_related("teams").order_by("pk"):
        parties |= {team.pk for team in member.teams.all()}
        if member.organisation_id is not None:
            parties.add(member.organisation_id)
    return parties


def who_answers_for(promise: Promise) -> UUID | None:
    """Return the party that guides the person of a promise; None when nobody does, or it is about nobody."""
    return who_guides(promise.person_id) if promise.person_id else None
