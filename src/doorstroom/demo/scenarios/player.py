"""The player: reads a scenario's dated events and plays each through a real verb, news included.

A file is a table with the columns `date;who;event;details`; details are `name=value` pairs divided by `|`. It holds no
totals: every figure is counted from what the verbs wrote.
"""

import csv
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from doorstroom.core.models import NewsDelivery
from doorstroom.core.tasks import deliver
from doorstroom.core.verbs import Refusal

from ..stories.clock import on, same_keys

FOLDER = Path(__file__).parent
OFFICE_MINUTES = 480


@dataclass(frozen=True)
class Event:
    """One thing that happened to one person (or one partner) on one day."""

    day: date
    who: str
    what: str
    details: Mapping[str, str] = field(default_factory=dict)
    line: int = 0


@dataclass(frozen=True)
class Scenario:
    """A story that can be played: the stage it needs, the scene for each kind of event, and its last line."""

    name: str
    stands: Callable[[], bool]  # was it played in this database already?
    stage: Callable[[], Any]  # brings the offices and staff; what it returns goes to every scene
    scenes: Mapping[str, Callable[[Any, Event], None]]
    last_line: Callable[[], str]  # the figures, counted from the rows


SCENARIOS: dict[str, Scenario] = {}


def read(path: Path) -> list[Event]:
    """Return the events of a file by date; raise ValueError with the line that cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    events = [_event(row, number) for number, row in enumerate(rows, start=2)]
    return sorted(events, key=lambda event: (event.day, event.line))


def _event(row: Mapping[str, str], line: int) -> Event:
    try:
        details = dict(pair.split("=", 1) for pair in (row["details"] or "").split("|") if pair)
        return Event(date.fromisoformat(row["date"]), row["who"], row["event"], details, line)
    except (KeyError, TypeError, ValueError) as trouble:
        raise ValueError(f"line {line} cannot be read: {trouble}") from trouble


def replay(scenario: Scenario, events: Iterable[Event], say: Callable[[str], None] = lambda _line: None) -> int:
    """Play events in order, each on its day; return how many a verb refused. All of it is kept, or nothing."""
    refused = 0
    with transaction.atomic(), same_keys(zlib.crc32(scenario.name.encode())):
        stage = scenario.stage()
        for day, happened in groupby(events, key=lambda event: event.day):
            for number, event in enumerate(happened):
                with on(day, 2 * number % OFFICE_MINUTES):
                    refused += _play(scenario, stage, event, say)
    return refused


def _play(scenario: Scenario, stage: Any, event: Event, say: Callable[[str], None]) -> int:
    if event.what not in scenario.scenes:
        raise ValueError(f"line {event.line}: no scene for {event.what}")
    last = NewsDelivery.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    try:
        with transaction.atomic():
            scenario.scenes[event.what](stage, event)
    except Refusal as refusal:
        say(f"line {event.line}, {event.what}: {gettext(refusal.sentence).format(**refusal.facts)}")
        return 1
    _let_news_arrive(last)
    return 0


def _let_news_arrive(last: int) -> None:
    """Let every listener hear of the event, and of what came of that, on the day itself."""
    fresh = NewsDelivery.objects.filter(pk__gt=last, heard_at__isnull=True)
    while keys := list(fresh.order_by("pk").values_list("pk", flat=True)):
        for key in keys:
            deliver.func(delivery=key)
