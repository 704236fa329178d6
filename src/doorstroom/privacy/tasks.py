"""What privacy does by itself: make overviews, try again, and forget what is over."""

from datetime import time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import OWN_DATA

from . import actions
from .choices import OverviewState
from .models import AccessRequest


@task()
@works_for(OWN_DATA)
def make_overview_of(request: str) -> None:
    """Make one overview."""
    actions.make_overview(UUID(request))


@recurring("privacy.make_again", say("Overzichten opnieuw maken die bleven liggen"), minutes=10)
@works_for(OWN_DATA)
def make_again() -> str:
    """Ask again for overviews that a worker left behind."""
    late = AccessRequest.objects.filter(status=OverviewState.ASKED, asked_at__lt=timezone.now() - timedelta(minutes=10))
    keys = list(late.values_list("pk", flat=True)[:100])
    with transaction.atomic():
        for key in keys:
            make_overview_of.enqueue(request=str(key))
    return f"{len(keys)} asked again"


@recurring("privacy.forget_overviews", say("Bestanden van oude overzichten weghalen"), at=time(3, 45))
@works_for(OWN_DATA)
def forget_overviews() -> str:
    """Forget the files of overviews whose time is over."""
    over = AccessRequest.objects.filter(status=OverviewState.READY, expires_at__lte=timezone.now())
    keys = list(over.values_list("pk", flat=True)[:1_000])
    for key in keys:
        actions.expire(actor=actions.MAKER, request=key)
    return f"{len(keys)} forgotten"
