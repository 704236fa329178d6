"""Core's own jobs: telling listeners the news, trying again, sealing the trail."""

import logging
from datetime import time, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from doorstroom.common.text import say

from . import files, trail
from .jobs import not_in_queue, recurring, works_for
from .models import JobRun, NewsDelivery, SharedEntry
from .permissions import UPKEEP
from .seals import LOGS, head, seal

log = logging.getLogger("doorstroom.news")
MOST_TRIES = 5  # after this a functional administrator sees it on the health page


@task()
@works_for(UPKEEP)
def deliver(delivery: int) -> None:
    """Let one listener hear of one event, once."""
    with transaction.atomic():
        row = NewsDelivery.objects.select_for_update(of=("self",)).select_related("entry").get(pk=delivery)
        if row.heard_at is None:
            trail.HEARERS[row.listener](row.entry)
            row.heard_at = timezone.now()
            row.save(update_fields=["heard_at"])


@task()
@works_for(UPKEEP)
def deliver_all(deliveries: list[int]) -> None:
    """Let listeners hear of what happened to many rows at once; one that fails is offered again on its own."""
    for delivery in deliveries:
        try:
            deliver.func(delivery=delivery)
        except Exception:
            log.exception("news %s was not heard", delivery)


@recurring("core.try_news_again", say("Nieuws opnieuw doorgeven"), minutes=5)
@works_for(UPKEEP)
def try_news_again() -> str:
    """Offer again what was not heard within five minutes and waits in no queue."""
    late = NewsDelivery.objects.filter(
        heard_at__isnull=True, tries__lt=MOST_TRIES, written_at__lt=timezone.now() - timedelta(minutes=5)
    )
    keys = not_in_queue(deliver, "delivery", late.values_list("pk", flat=True).iterator())
    with transaction.atomic():
        NewsDelivery.objects.filter(pk__in=keys).update(tries=F("tries") + 1)
        for key in keys:
            deliver.enqueue(delivery=key)
    return f"{len(keys)} offered again"


@recurring("core.seal_logs", say("De logboeken verzegelen"), minutes=1)
@works_for(UPKEEP)
def seal_logs() -> str:
    """Chain the new lines of both logs, so that tampering shows; tell both ends, to be kept elsewhere."""
    return "; ".join(f"{log.name}: {seal(log)} sealed, {_place(head(log))}" for log in LOGS)


@recurring("core.seal_what_was_late", say("Late regels in de logboeken verzegelen"), at=time(2, 30))
@works_for(UPKEEP)
def seal_what_was_late() -> str:
    """Seal the lines that came in with an old date, such as those of a file from before."""
    return "; ".join(f"{log.name}: {seal(log, everything=True)} sealed" for log in LOGS)


def _place(end: tuple[int, str]) -> str:
    return f"{end[0]}:{end[1]}"


@recurring("core.forget_old_runs", say("Oude taken opruimen"), at=time(3, 30))
@works_for(UPKEEP)
def forget_old_runs() -> str:
    """Forget runs of jobs, finished tasks and heard news of more than thirty days ago."""
    before = timezone.now() - timedelta(days=30)
    runs, _ = JobRun.objects.filter(due_at__lt=before).delete()
    news, _ = NewsDelivery.objects.filter(heard_at__lt=before).delete()
    tasks, _ = DBTaskResult.objects.successful().filter(finished_at__lt=before).delete()
    return f"{runs} runs, {news} deliveries, {tasks} tasks forgotten"


@recurring("core.sweep_files", say("Bestanden weghalen die nergens meer bij horen"), at=time(3, 50))
@works_for(UPKEEP)
def sweep_files() -> str:
    """Remove stored files of more than a day ago that have no row, and so no key."""
    gone, left = files.sweep(timezone.now() - timedelta(days=1))
    return f"{left} files without a row left: most have none, is this their database?" if left else f"{gone} removed"


@recurring("core.forget_shared", say("Tellingen van pogingen opruimen"), minutes=60)
@works_for(UPKEEP)
def forget_shared() -> str:
    """Forget what all hosts remembered together and has run out, such as attempts to sign in."""
    gone, _ = SharedEntry.objects.filter(until__lt=timezone.now()).delete()
    return f"{gone} forgotten"
