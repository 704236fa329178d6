"""Verbs: the only functions that change something for somebody, each with its doors, transaction and trail."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.http import Http404

from doorstroom.common.dates import today as this_day

from .fence import machine_scope
from .permissions import Permission
from .trail import Recorded, in_verb

Result = TypeVar("Result")


class Unchanged:
    """What a verb returns when there was nothing to change, such as on a double click."""

    def __bool__(self) -> bool:
        return False


UNCHANGED = Unchanged()


class Refusal(Exception):
    """A verb cannot be done, for a reason the person at the screen should read (a Dutch source sentence)."""

    def __init__(self, code: str, sentence: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.sentence, self.facts = code, sentence, facts


class SilentVerb(Exception):
    """A verb changed something and left no trace."""


def verb(*needs: Permission, **doors: Permission) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Make a function a verb.

    `needs` are permissions that the actor's role must hold (for verbs that make something new); `doors` name the
    arguments that are rows: each is opened for this actor and locked before the verb runs. Everything happens in
    one transaction. The verb must record an event or return UNCHANGED. `today` is filled in when not given.
    """

    def wrap(function: Callable[..., Result]) -> Callable[..., Result]:
        takes = inspect.signature(function).parameters
        missing = doors.keys() - takes.keys()
        if missing:
            raise TypeError(f"{function.__qualname__} has no argument {', '.join(missing)}")

        @functools.wraps(function)
        def run(**given: Any) -> Result:
            actor = given["actor"]
            if not all(need.held_by(actor) for need in needs):
                raise Http404
            if "today" in takes:
                given.setdefault("today", this_day())
            with transaction.atomic():
                for name, permission in doors.items():
                    if given.get(name) is not None or takes[name].default is inspect.Parameter.empty:
                        given[name] = permission.lock(actor, given.get(name))
                recorded = Recorded()
                token = in_verb.set(recorded)
                try:
                    with machine_scope(f"verb:{function.__name__}"):  # it also writes what others must see
                        result = function(**given)
                finally:
                    in_verb.reset(token)
                if not recorded.entries and result is not UNCHANGED:
                    raise SilentVerb(f"{function.__module__}.{function.__qualname__} recorded nothing")
                return result

        run.verb_doors = doors  # type: ignore[attr-defined]
        run.verb_needs = needs  # type: ignore[attr-defined]
        VERBS[f"{function.__module__}.{function.__qualname__}"] = run
        return run

    return wrap


VERBS: dict[str, Callable[..., Any]] = {}
