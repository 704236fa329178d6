"""The demo's own calendar: what is played on a past day also says that it happened on that day."""

import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from doorstroom.common import dates
from doorstroom.common.dates import AMSTERDAM


@contextmanager
def on(day: date, minute: int) -> Iterator[None]:
    """Let Django's clock and our own `today` stand at a minute of a past working day while verbs are played.

    Rows take their moments from `timezone.now`, what hears the news its day from `dates.today`; every verb gets the day
    itself. Nothing else runs meanwhile: the demo is loaded by a command in a process of its own.
    """
    moment = datetime.combine(day, time(8, 30), tzinfo=AMSTERDAM) + timedelta(minutes=minute)
    moment = min(moment, timezone.now() - timedelta(minutes=1))  # early in the morning nothing lies ahead

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz)

    clocks: list[Any] = [timezone, dates]
    held = [module.datetime for module in clocks]
    for module in clocks:
        module.datetime = Then
    try:
        yield
    finally:
        for module, real in zip(clocks, held, strict=True):
            module.datetime = real


def working_day(day: date) -> date:
    """Return the day, or the Friday before when it falls in a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@contextmanager
def same_keys(seed: int) -> Iterator[None]:
    """Let rows that verbs make get keys from the seed, so that the same region always tells the same stories."""
    chance = random.Random(seed)
    held: Any = uuid.os  # type: ignore[attr-defined]
    uuid.os = SimpleNamespace(urandom=chance.randbytes)  # type: ignore[attr-defined]
    try:
        yield
    finally:
        uuid.os = held  # type: ignore[attr-defined]
