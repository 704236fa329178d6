"""State machines: the moves that exist, and what each live state owes to whom by when."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from doorstroom.common.text import say

from .calendar import working_day_after
from .models import Promise, Tie, label_of
from .permissions import Ground, Permission
from .verbs import Refusal


@dataclass(frozen=True)
class Live:
    """A state in which somebody owes a step: its words, its owner, its term, and its ties.

    The term is a number of working days, or a function of the row that returns such a number or an agreed day.
    """

    step: str  # Dutch source words: what is owed
    owner: Callable[[Any], UUID]
    within: int | Callable[[Any], int | date]
    ties: Callable[[Any], Iterable[tuple[UUID, UUID, Ground]]] = lambda _row: ()  # (person, party, ground)


@dataclass(frozen=True)
class Move:
    """An edge of the machine: who may make it, from where to where. `adverse` moves are never for a machine."""

    code: str
    label: str
    origins: frozenset[str]
    target: str
    who: Permission
    adverse: bool = False


class Machine:
    """The states and moves of one model. A live state holds exactly one promise; leaving it closes that."""

    def __init__(
        self, model: type[models.Model], *, live: dict[str, Live], moves: list[Move], field: str = "status"
    ) -> None:
        self.model, self.live, self.field = model, live, field
        self.moves = {move.code: move for move in moves}
        MACHINES[f"{model._meta.app_label}.{model._meta.object_name}"] = self

    def begin(self, row: Any, *, today: date) -> Promise | None:
        """Lay down the first promise and ties of a row that was just made."""
        return self._enter(row, today)

    def possible(self, row: Any) -> list[Move]:
        """Return the moves that exist from where this row stands."""
        return [move for move in self.moves.values() if getattr(row, self.field) in move.origins]

    def move(self, row: Any, code: str, *, today: date) -> Promise | None:
        """Make a move: save the state, close the old promise and ties, open the new. Refuse from a wrong state."""
        move = self.moves[code]
        if getattr(row, self.field) not in move.origins:
            raise Refusal("moved_on", say("Dit kan niet meer. De situatie is intussen veranderd."))
        setattr(row, self.field, move.target)
        row.save(update_fields=[self.field])
        now = timezone.now()
        Promise.objects.filter(about_model=label_of(row), about_id=row.pk, closed_at__isnull=True).update(
            closed_at=now, outcome=code
        )
        wanted = {(person, party, ground.code) for person, party, ground in self._ties(row)}
        for tie in Tie.objects.filter(subject=row.pk, until__isnull=True):
            if (tie.person_id, tie.party, tie.ground) not in wanted:
                tie.until = now
                tie.save(update_fields=["until"])
        return self._enter(row, today)

    def _ties(self, row: Any) -> list[tuple[UUID, UUID, Ground]]:
        state = self.live.get(getattr(row, self.field))
        return list(state.ties(row)) if state else []

    def _enter(self, row: Any, today: date) -> Promise | None:
        state = self.live.get(getattr(row, self.field))
        if state is None:
            return None
        promise = Promise.objects.create(
            person_id=getattr(row, "person_id", None),
            owner=state.owner(row),
            step=f"{label_of(row)}:{getattr(row, self.field)}",
            about_model=label_of(row),
            about_id=row.pk,
            due=_due(state, row, today),
        )
        for person_id, party, ground in state.ties(row):
            tie(person_id, party, ground, row.pk)
        return promise


def _due(state: Live, row: Any, today: date) -> date:
    term = state.within(row) if callable(state.within) else state.within
    return working_day_after(today, term) if isinstance(term, int) else term


MACHINES: dict[str, Machine] = {}


def step_words(promise: Promise) -> str:
    """Return the Dutch source words of what a promise owes."""
    model, _, state = promise.step.partition(":")
    return MACHINES[model].live[state].step


def tie(person_id: UUID, party: UUID, ground: Ground, subject: UUID) -> bool:
    """Lay a tie, unless it already stands; tell whether it is new."""
    _tie, fresh = Tie.objects.get_or_create(
        person_id=person_id, party=party, ground=ground.code, subject=subject, until=None
    )
    return fresh


def untie(person_id: UUID, ground: Ground, subject: UUID, party: UUID | None = None) -> None:
    """End the ties of one ground about one subject, of one party or of all."""
    ties = Tie.objects.filter(person_id=person_id, ground=ground.code, subject=subject, until__isnull=True)
    (ties if party is None else ties.filter(party=party)).update(until=timezone.now())
