"""Recurring jobs: declared once, each due moment run exactly once however many workers there are."""

import functools
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any, TypeVar, cast

from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from doorstroom.common.dates import AMSTERDAM

from .fence import machine_scope
from .models import JobRun
from .permissions import Purpose

log = logging.getLogger("doorstroom.jobs")
FAILED = "failed"
LEFT_BEHIND = timedelta(hours=1)  # no job of ours runs as long


@dataclass(frozen=True)
class Recurring:
    """A job and its rhythm: every so many minutes, or daily at a Dutch clock time."""

    code: str
    label: str  # Dutch source sentence, for the page that shows how the jobs go
    run: Callable[[], str]
    minutes: int = 0
    at: time | None = None

    def last_due(self, now: datetime) -> datetime:
        """Return the most recent moment at which this job was due."""
        if self.at is None:
            step = self.minutes * 60
            return datetime.fromtimestamp(now.timestamp() // step * step, tz=UTC)
        local = now.astimezone(AMSTERDAM)
        due = datetime.combine(local.date(), self.at, tzinfo=AMSTERDAM)
        return due if due <= local else datetime.combine(local.date() - timedelta(days=1), self.at, tzinfo=AMSTERDAM)


Work = TypeVar("Work", bound=Callable[..., Any])


def works_for(purpose: Purpose) -> Callable[[Work], Work]:
    """Say for which purpose a job reads people; it works under a machine scope with its own name.

    Stands under `@task` and `@recurring`; a job without a purpose stops the start (core.checks).
    """

    def declare(work: Work) -> Work:
        @functools.wraps(work)
        def run(*given: Any, **named: Any) -> Any:
            with machine_scope(f"job:{work.__name__}"):
                return work(*given, **named)

        run.purpose = purpose  # type: ignore[attr-defined]
        return cast(Work, run)

    return declare


JOBS: dict[str, Recurring] = {}


def recurring(
    code: str, label: str, *, minutes: int = 0, at: time | None = None
) -> Callable[[Callable[[], str]], Callable[[], str]]:
    """Declare a recurring job; it returns a short line in English about what it did, without personal data."""

    def register(run: Callable[[], str]) -> Callable[[], str]:
        if code in JOBS:
            raise ValueError(f"recurring job {code} is declared twice")
        if bool(minutes) == (at is not None):
            raise ValueError(f"recurring job {code} needs either minutes or a time of day")
        JOBS[code] = Recurring(code, label, run, minutes, at)
        return run

    return register


def not_in_queue(task: Task[..., Any], argument: str, keys: Iterable[Any], most: int = 500) -> list[Any]:
    """Return the first keys for which a task does not wait already: to ask it again would double the work."""
    ready = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    waiting = {str(arguments["kwargs"].get(argument)) for arguments in ready.values_list("args_kwargs", flat=True)}
    return list(islice((key for key in keys if str(key) not in waiting), most))


def tick(now: datetime | None = None) -> list[str]:
    """Run what is due and has not run; return the codes of the jobs that ran here."""
    now = now or timezone.now()
    ran = []
    for job in JOBS.values():
        due = job.last_due(now)
        run, fresh = JobRun.objects.get_or_create(job=job.code, due_at=due)
        if not fresh and not _taken_over(run, now):
            continue
        try:
            run.result = job.run()[:300]
        except Exception:
            log.exception("recurring job %s failed", job.code)
            run.result = FAILED
        run.finished_at = timezone.now()
        run.save(update_fields=["result", "finished_at"])
        ran.append(job.code)
    return ran


def _taken_over(run: JobRun, now: datetime) -> bool:
    """Take over a run whose worker died; one of all workers that see it gets it."""
    left = JobRun.objects.filter(pk=run.pk, finished_at__isnull=True, started_at__lt=now - LEFT_BEHIND)
    return left.update(started_at=now) == 1
