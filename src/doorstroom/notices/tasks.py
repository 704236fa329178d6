"""What notices does by itself: deliver, try again, tidy up, and tell people about their access."""

from datetime import time
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from doorstroom.accounts.declarations import INVITED
from doorstroom.accounts.models import User
from doorstroom.accounts.queries import password_link
from doorstroom.common.text import say
from doorstroom.core.jobs import not_in_queue, recurring, works_for
from doorstroom.core.models import TrailEntry
from doorstroom.core.permissions import GUIDANCE, UPKEEP
from doorstroom.core.trail import on

from . import actions
from .choices import KEEP_ROWS, KEEP_WORDS, STUCK_AFTER
from .models import Notice

State = Notice.State


@task()
@works_for(GUIDANCE)
def deliver_notice(notice: str) -> None:
    """Deliver one message."""
    actions.deliver(UUID(notice))


@recurring("notices.try_again", say("Berichten opnieuw versturen"), minutes=5)
@works_for(GUIDANCE)
def try_again() -> str:
    """Offer again what waits past its time and in no queue, and what a sender that died left behind."""
    now = timezone.now()
    stuck = Notice.objects.filter(state=State.SENDING, next_try_at__lt=now - STUCK_AFTER)
    stuck.update(state=State.WAITING)
    due = Notice.objects.filter(state=State.WAITING, next_try_at__lte=now).order_by("written_at")
    keys = not_in_queue(deliver_notice, "notice", due.values_list("pk", flat=True).iterator())
    with transaction.atomic():
        for key in keys:
            deliver_notice.enqueue(notice=str(key))
    return f"{len(keys)} offered again"


@recurring("notices.tidy", say("Oude berichten opruimen"), at=time(4, 0))
@works_for(UPKEEP)
def tidy() -> str:
    """Forget the words of old messages, and later the messages."""
    now = timezone.now()
    past = Notice.objects.filter(~Q(state=State.WAITING), ~Q(body=""), written_at__lt=now - KEEP_WORDS).update(body="")
    gone, _ = Notice.objects.filter(written_at__lt=now - KEEP_ROWS).delete()
    return f"{past} wiped, {gone} removed"


@on(INVITED)
def tell_the_invited(entry: TrailEntry) -> None:
    """Send somebody the way in: a link to choose a password, or for an existing account the news of a new role."""
    user = User.objects.filter(pk=entry.facts["user"], is_active=True).first()
    if user is None:
        return
    facts = {"organisation": entry.facts["organisation"]}
    if user.has_usable_password():
        home = reverse("accounts_switch")
        actions.tell(template="notices/new_role", user_id=user.pk, context=facts, link=home, essential=True)
    else:
        way_in = password_link(user)
        actions.tell(
            template="notices/invited", user_id=user.pk, context=facts, link=way_in, essential=True, secret=True
        )
