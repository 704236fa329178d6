"""Plain functions of a deal: weeks, spreading people over partners with the reason, and what is kept from open figures.

Nobody is scored here: partners are compared for a person, and every step of the comparison can be read.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from doorstroom.common.text import say

SMALLEST = 10  # open figures below this are not shown
ENOUGH_OTHERS = 10  # partners besides one's own before a median of the others is shown
AT_A_TIME = 5
MOST_FITS = 20  # fitting vacancies above this make no difference


def monday(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class Choice:
    """A partner that could be asked: places left this week, and how many of the people it had found work."""

    key: UUID
    room: int
    had: int = 0
    placed: int = 0


@dataclass(frozen=True)
class Fits:
    """How a person's profile fits the open vacancies of one partner."""

    vacancies: int = 0
    best: int = 0  # percent of the best one


@dataclass(frozen=True)
class Proposal:
    """Whom to ask for a person, and why: codes with their facts, see `REASONS`."""

    person: UUID
    partner: UUID
    why: tuple[tuple[str, dict[str, Any]], ...]


REASONS = {
    "fit": say("{vacancies} passende vacatures, de beste past voor {best} procent"),
    "fit_one": say("Eén passende vacature, die past voor {best} procent"),
    "no_fit": say("Nu geen passende vacature in de lijst"),
    "room": say("{room} van de plekken van deze week zijn nog vrij"),
    "room_one": say("Eén plek van deze week is nog vrij"),
    "result": say("{placed} van de {had} mensen vonden hier werk"),
    "asked_next": say("Volgende partner na een teruggave"),
    "by_hand": say("Zelf gekozen door {name}"),
    "desk": say("Gekozen bij de screening, om de baan"),
}


def spread(
    people: Sequence[UUID],
    choices: Sequence[Choice],
    fits: Mapping[tuple[UUID, UUID], Fits],
    barred: Mapping[UUID, Collection[UUID]] | None = None,
) -> list[Proposal]:
    """Return for each person the partner to ask, within the room of each; who cannot be placed is left out.

    The best pair of all goes first, then the best of what is left: by fit, then by the share of room that is left,
    then by past result. The order in which people or partners are given makes no difference. Partners that are
    `barred` for a person (they had the person already, or the person was not told of them) are not proposed.
    """
    barred = barred or {}
    known = {choice.key: choice for choice in choices}
    room = {choice.key: max(0, choice.room) for choice in choices}
    waiting = set(people)
    found: dict[UUID, Proposal] = {}
    while waiting:
        pairs = [
            (_order(person, known[key], fits, room), person, key)
            for person in waiting
            for key, left in room.items()
            if left > 0 and key not in barred.get(person, ())
        ]
        if not pairs:
            break
        given = 0
        for _rank, person, key in sorted(pairs, key=lambda pair: pair[0]):
            if person not in waiting or room[key] <= 0:
                continue
            found[person] = Proposal(person, key, reasons(known[key], room[key], fits.get((person, key), Fits())))
            waiting.discard(person)
            room[key] -= 1
            given += 1
            if given == AT_A_TIME:  # then look again at the room that is left, so that equal partners share
                break
    return [found[person] for person in sorted(found)]


def _order(
    person: UUID, choice: Choice, fits: Mapping[tuple[UUID, UUID], Fits], room: Mapping[UUID, int]
) -> tuple[Any, ...]:
    fit = fits.get((person, choice.key), Fits())
    share = room[choice.key] / choice.room if choice.room else 0.0
    # With few people so far a result says little: ten imagined people, one of whom found work, stand beside them.
    result = (choice.placed + 1) / (choice.had + 10)
    points = fit.best / 100 + min(fit.vacancies, MOST_FITS) / MOST_FITS + share + result
    lot = hashlib.sha256(person.bytes + choice.key.bytes).digest()
    return (-round(points, 9), lot)


def reasons(choice: Choice, room: int, fit: Fits) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return why a partner is proposed, as codes with facts."""
    why: list[tuple[str, dict[str, Any]]] = []
    if fit.vacancies == 1:
        why.append(("fit_one", {"best": fit.best}))
    elif fit.vacancies:
        why.append(("fit", {"vacancies": fit.vacancies, "best": fit.best}))
    else:
        why.append(("no_fit", {}))
    why.append(("room_one", {}) if room == 1 else ("room", {"room": room}))
    if choice.had:
        why.append(("result", {"placed": choice.placed, "had": choice.had}))
    return tuple(why)


def median_of(counts: Mapping[int, int]) -> float | None:
    """Return the median of values given as {value: how often}, or None when there are none."""
    total = sum(counts.values())
    if not total:
        return None
    middle = ((total - 1) // 2, total // 2)
    seen, found = 0, []
    for value in sorted(counts):
        for at in middle:
            if seen <= at < seen + counts[value]:
                found.append(value)
        seen += counts[value]
    return sum(found) / 2


def suppressed(cells: Sequence[int], smallest: int = SMALLEST, also: Iterable[int] = ()) -> list[int | None]:
    """Return figures of one total as they may be open: small ones go, and one more when it could be counted back.

    Cells that add up to a known total: when exactly one small cell is hidden, or the hidden ones together are still
    below the bound, the smallest other cell that is not zero goes too. Zero tells of nobody and stays. `also` are
    places that must be hidden for another reason.
    """
    hidden = {at for at, value in enumerate(cells) if 0 < value < smallest} | set(also)
    while hidden and (len(hidden) == 1 or sum(cells[at] for at in hidden) < smallest):
        others = [at for at, value in enumerate(cells) if value and at not in hidden]
        if not others:
            break
        hidden.add(min(others, key=lambda at: (cells[at], at)))
    return [None if at in hidden else value for at, value in enumerate(cells)]


def open_table(rows: Sequence[Sequence[int]], smallest: int = SMALLEST) -> list[list[int | None]]:
    """Return rows of a funnel (each later cell part of the ones before) as they may be open.

    Each column adds up to a figure that is shown elsewhere; in a row no two shown figures differ by a few people.
    """
    hidden: list[set[int]] = [set() for _ in (rows[0] if rows else ())]
    while True:
        before = sum(map(len, hidden))
        for column, held in enumerate(hidden):
            shown = suppressed([row[column] for row in rows], smallest, held)
            held.update(at for at, value in enumerate(shown) if value is None)
        for at, row in enumerate(rows):
            known: list[int] = []
            for column, value in enumerate(row):
                if at not in hidden[column]:
                    if any(0 < abs(earlier - value) < smallest for earlier in known):
                        hidden[column].add(at)
                    else:
                        known.append(value)
        if sum(map(len, hidden)) == before:
            return [
                [None if at in hidden[column] else value for column, value in enumerate(row)]
                for at, row in enumerate(rows)
            ]
