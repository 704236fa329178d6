"""Several things at one moment, each in a thread with connections of its own; only PostgreSQL shows a race."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.db import connections
from django.http import Http404

from doorstroom.core.verbs import Refusal


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Do every job, all at one moment; return what each returned."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def became(jobs: list[Callable[[], Any]]) -> list[str]:
    """Do verbs at one moment; return what became of each: done, the code of a refusal, or 404."""
    return at_once([partial(outcome, job) for job in jobs])


def outcome(job: Callable[[], Any]) -> str:
    """Do one verb and return what became of it."""
    try:
        job()
    except Refusal as refusal:
        return refusal.code
    except Http404:  # the tie ended while this one waited
        return "404"
    return "done"
