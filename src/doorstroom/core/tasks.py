"""Core's own jobs: telling listeners the news, trying again, sealing the trail."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from . import trail
from .jobs import recurring
from .models import NewsDelivery
from .seals import seal_trail

MOST_TRIES = 5  # after this a functional administrator sees it on the health page


@task()
def deliver(delivery: int) -> None:
    """Let one listener hear of one event, once."""
    with transaction.atomic():
        row = NewsDelivery.objects.select_for_update(of=("self",)).select_related("entry").get(pk=delivery)
        if row.heard_at is None:
            trail.HEARERS[row.listener](row.entry)
            row.heard_at = timezone.now()
            row.save(update_fields=["heard_at"])


@recurring("core.try_news_again", minutes=5)
def try_news_again() -> str:
    """Offer again what was not heard within five minutes."""
    late = NewsDelivery.objects.filter(
        heard_at__isnull=True, tries__lt=MOST_TRIES, written_at__lt=timezone.now() - timedelta(minutes=5)
    )
    keys = list(late.values_list("pk", flat=True)[:500])
    with transaction.atomic():
        NewsDelivery.objects.filter(pk__in=keys).update(tries=F("tries") + 1)
        for key in keys:
            deliver.enqueue(delivery=key)
    return f"{len(keys)} offered again"


@recurring("core.seal_trail", minutes=1)
def seal() -> str:
    """Chain the new trail entries, so that tampering shows."""
    return f"{seal_trail()} sealed"
