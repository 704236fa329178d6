"""Rules on values: how recent and how long somebody worked, and which lane local policy points to, with reasons."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from doorstroom.common.rows import dated_rows
from doorstroom.common.text import say

from .choices import Lane, Regional

ROWS = Path(__file__).parent / "rows"
WINDOW = 36  # months back that count as recent work history


@dataclass(frozen=True)
class LaneFacts:
    """All that the advice on a lane uses; nothing else of a person comes near it."""

    months_since_work: int | None  # None: no work known
    months_worked: int  # of the last WINDOW months
    needs: int  # how many things make it hard, as the person picked them
    start_within: int  # days until the person can start
    first: bool  # something else has to come first, the person says
    coach: bool  # the person wants a coach at work


@dataclass(frozen=True)
class LaneRow:
    """One dated local rule: when all that is filled in holds, the advice is `lane`."""

    order: int
    lane: str
    first: bool
    coach: bool
    since_work_most: int | None
    worked_least: int | None
    needs_least: int | None
    needs_most: int | None
    start_within: int | None
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True)
class Reason:
    """A condition that held, in a Dutch source sentence with its facts."""

    words: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class Advice:
    """A lane with the rule that pointed to it; a person decides."""

    lane: str
    reasons: tuple[Reason, ...]
    source: str


@dataclass(frozen=True)
class RungRow:
    """One dated rung of a municipality's ladder, with the rung of the region that it equals."""

    code: str
    name: str
    regional: str
    order: int
    valid_from: date
    valid_to: date | None
    source: str


def holds(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Tell whether a dated row holds on a day, both days included."""
    return valid_from <= day and (valid_to is None or day <= valid_to)


def work_past(spans: Iterable[tuple[date, date | None]], day: date) -> tuple[int | None, int]:
    """Return the months since somebody last worked (None: never), and the months worked in the last WINDOW.

    Jobs beside each other count once. A month counts when somebody worked on any day of it.
    """
    now = _month(day)
    worked: set[int] = set()
    last: int | None = None
    for start, end in spans:
        if start > day:
            continue
        until = min(end or day, day)
        last = max(last or 0, _month(until))
        worked.update(range(max(_month(start), now - WINDOW + 1), _month(until) + 1))
    return (None if last is None else now - last), len(worked)


def _month(day: date) -> int:
    return day.year * 12 + day.month


def advise(facts: LaneFacts, rows: Sequence[LaneRow]) -> Advice | None:
    """Return what the first rule that fits says, by order; None when the policy has no rule for this."""
    for row in sorted(rows, key=lambda each: each.order):
        reasons = _reasons(facts, row)
        if reasons is not None:
            nothing = Reason(say("Geen eerdere regel past."), {})
            return Advice(row.lane, tuple(reasons or [nothing]), row.source)
    return None


def _reasons(facts: LaneFacts, row: LaneRow) -> list[Reason] | None:
    """Return why a rule fits, or None when one of its conditions does not hold."""
    since = facts.months_since_work
    checks: list[tuple[bool, bool, str, dict[str, Any]]] = [
        (row.first, facts.first, say("Er moet eerst iets anders gebeuren."), {}),
        (row.coach, facts.coach, say("De persoon wil hulp van een jobcoach."), {}),
        (
            row.since_work_most is not None,
            since is not None and since <= (row.since_work_most or 0),
            say("Laatste werk: {months} maanden geleden. De grens is {limit} maanden."),
            {"months": since, "limit": row.since_work_most},
        ),
        (
            row.worked_least is not None,
            facts.months_worked >= (row.worked_least or 0),
            say("Gewerkt in de laatste drie jaar: {months} maanden. Nodig: {limit}."),
            {"months": facts.months_worked, "limit": row.worked_least},
        ),
        (
            row.needs_least is not None,
            facts.needs >= (row.needs_least or 0),
            say("{count} dingen maken werken lastig. De grens is {limit}."),
            {"count": facts.needs, "limit": row.needs_least},
        ),
        (
            row.needs_most is not None,
            facts.needs <= (row.needs_most if row.needs_most is not None else facts.needs),
            say("{count} dingen maken werken lastig. Dat is hooguit {limit}."),
            {"count": facts.needs, "limit": row.needs_most},
        ),
        (
            row.start_within is not None,
            facts.start_within <= (row.start_within or 0),
            say("De persoon kan binnen {limit} dagen beginnen."),
            {"limit": row.start_within},
        ),
    ]
    asked = [(fits, Reason(words, given)) for wanted, fits, words, given in checks if wanted]
    return [reason for _, reason in asked] if all(fits for fits, _ in asked) else None


@functools.cache
def example_rules() -> tuple[LaneRow, ...]:
    """Return the rules that hold until a municipality has its own."""
    return tuple(
        LaneRow(
            order=int(row["order"]),
            lane=Lane(row["lane"]).value,
            first=row["first"] == "yes",
            coach=row["coach"] == "yes",
            since_work_most=_number(row["since_work_most"]),
            worked_least=_number(row["worked_least"]),
            needs_least=_number(row["needs_least"]),
            needs_most=_number(row["needs_most"]),
            start_within=_number(row["start_within"]),
            valid_from=first,
            valid_to=last,
            source=row["source"],
        )
        for row, first, last in dated_rows(ROWS / "lane_rules.csv")
    )


@functools.cache
def regional_ladder() -> tuple[RungRow, ...]:
    """Return the region's ladder, which also serves a municipality without a ladder of its own."""
    return tuple(
        RungRow(
            row["code"],
            row["name"],
            Regional(row["regional"]).value,
            int(row["order"]),
            first,
            last,
            row["source"],
        )
        for row, first, last in dated_rows(ROWS / "rungs.csv")
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


@dataclass(frozen=True)
class OrderRow:
    """One dated rule for who stands first among promises of one day."""

    order: int
    code: str
    days: int
    valid_from: date
    valid_to: date | None
    source: str


@functools.cache
def example_order() -> tuple[OrderRow, ...]:
    """Return the order that holds until a municipality has its own."""
    return tuple(
        OrderRow(
            int(row["order"]),
            row["code"],
            int(row["days"]),
            first,
            last,
            row["source"],
        )
        for row, first, last in dated_rows(ROWS / "order_rules.csv")
    )


def video_host_allowed(link: str, day: date) -> bool:
    """Tell whether a link leads to a host on the list of that day, over https; a part of a name is not enough."""
    parts = urlsplit(link)
    host = (parts.hostname or "").lower()
    held = [row for row in _video_hosts() if holds(row[1], row[2], day)]
    return parts.scheme == "https" and any(host == name or host.endswith(f".{name}") for name, _, _ in held)


@functools.cache
def _video_hosts() -> tuple[tuple[str, date, date | None], ...]:
    return tuple(
        (
            row["host"],
            first,
            last,
        )
        for row, first, last in dated_rows(ROWS / "video_hosts.csv")
    )
