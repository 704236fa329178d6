"""Permission = role x ground -> fields, declared as data; every door, list, form and document reads it."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils import timezone

from doorstroom.common.text import say

from .actors import Actor, Role
from .guarded import GuardedQuerySet, Profile
from .models import Tie


@dataclass(frozen=True)
class Purpose:
    """Why data is used, and the law that allows it. A closed list: no enforcement purpose exists."""

    code: str
    label: str
    basis: str


GUIDANCE = Purpose("guidance", say("begeleiding naar werk"), say("Participatiewet, artikel 7; Wet SUWI, artikel 10"))
MEDIATION = Purpose("mediation", say("bemiddeling naar een baan"), say("Participatiewet, artikel 7; uw toestemming"))
OWN_DATA = Purpose("own_data", say("uw eigen gegevens"), say("AVG, artikel 15"))
SERVICE = Purpose("service", say("dienstverlening aan werkgevers"), say("Wet SUWI, artikel 10"))
UPKEEP = Purpose("upkeep", say("beheer van het systeem"), say("AVG, artikel 32"))


@dataclass(frozen=True)
class Ground:
    """A relation on which a permission may rest: a tie, the own organisation, the own region, or none."""

    code: str
    label: str
    purpose: Purpose
    scope: Callable[[Actor, str], Q]  # the actor, and the path from the row to its person
    period: str = say("zolang dit zo is")
    for_jobs: bool = False  # only jobs look so far; the database opens no row to people on it


TIE_GROUNDS: set[str] = set()  # codes of the grounds that rest on a tie; row-level security reads the ties itself


def live_ties(now: Any = None) -> Q:
    """Return the condition under which a tie runs now."""
    return Q(until__isnull=True) | Q(until__gt=now or timezone.now())


def tie_ground(
    code: str, label: str, purpose: Purpose, subject: str = "", period: str = say("zolang deze band loopt")
) -> Ground:
    """Return a ground that holds where a live tie binds the row's person to the actor.

    `subject` is a path from the row to what the tie must be about; empty means any subject will do.
    """
    TIE_GROUNDS.add(code)

    def scope(actor: Actor, path: str) -> Q:
        ties = Tie.objects.filter(live_ties(), party__in=actor.parties, ground=code)
        if subject:
            return Q(Exists(ties.filter(person_id=OuterRef(path), subject=OuterRef(subject))))
        return Q(**{f"{path}__in": ties.values("person_id")})

    return Ground(code, label, purpose, scope, period)


def own_ground(
    code: str, label: str, purpose: Purpose, attribute: str = "organisation_id", *, for_jobs: bool = False
) -> Ground:
    """Return a ground that holds where a column of the row names one of the actor's parties."""
    return Ground(
        code, label, purpose, lambda actor, _path: Q(**{f"{attribute}__in": actor.parties}), for_jobs=for_jobs
    )


def region_ground(code: str, label: str, purpose: Purpose, attribute: str = "region_id") -> Ground:
    """Return a ground that holds where the row lies in the actor's own labour-market region."""
    return Ground(code, label, purpose, lambda actor, _path: Q(**{attribute: actor.region_code}))


def open_ground(code: str, label: str, purpose: Purpose, condition: Q) -> Ground:
    """Return a ground that needs a state of the row only, such as an open vacancy."""
    return Ground(code, label, purpose, lambda _actor, _path: condition)


@dataclass(frozen=True)
class Grant:
    """A role on a ground sees and writes fields. `None` for `sees` means every field."""

    role: Role
    ground: Ground
    sees: tuple[str, ...] | None = None
    writes: tuple[str, ...] = ()


class Permission:
    """Something that can be done to a kind of row, with the grants that allow it.

    `path` leads from the row to the person it is about: "person_id" on most personal tables, "id" on the person,
    "" on rows about nobody. Higher rooms, which own other relations, add their grants downward with `add`.
    """

    def __init__(self, code: str, label: str, model: type[models.Model], *grants: Grant, path: str = "") -> None:
        if code in REGISTRY:
            raise ValueError(f"permission {code} is declared twice")
        self.code, self.label, self.model, self.path = code, label, model, path
        self.grants = list(grants)
        REGISTRY[code] = self

    def add(self, *grants: Grant) -> None:
        """Grant this on a relation that a higher room owns."""
        self.grants.extend(grants)

    def held_by(self, actor: Actor) -> list[Grant]:
        """Return the grants that this actor's role could use."""
        return [grant for grant in self.grants if grant.role == actor.role]

    def visible(self, actor: Actor) -> "GuardedQuerySet[Any]":
        """Return the rows this actor may open, each holding no more fields than its ground shows."""
        grants = self.held_by(actor)
        scopes = self._scopes(grants, actor)
        profiles = tuple(
            Profile(grant.ground.code, grant.ground.purpose.code, grant.sees, scope)
            for grant, scope in zip(grants, scopes, strict=True)
        )
        return self._within(scopes).guarded(self.code, self.path, profiles)

    def open(self, actor: Actor, key: Any) -> Any:
        """Return one visible row, or raise Http404: refused and non-existent look the same."""
        return self._one(self.visible(actor), key)

    def lock(self, actor: Actor, key: Any) -> Any:
        """Return one row in full and locked, for a verb; refuse as `open` does.

        The lock lets others write rows that point to this one: two verbs that open each other's row do not wait in a
        circle.
        """
        return self._one(self._scoped(actor).select_for_update(of=("self",), no_key=True), key)

    def may(self, actor: Actor, key: Any) -> bool:
        """Tell whether this actor may do this to this row."""
        return self._scoped(actor).filter(pk=key.pk if isinstance(key, models.Model) else key).exists()

    def _scoped(self, actor: Actor) -> "GuardedQuerySet[Any]":
        return self._within(self._scopes(self.held_by(actor), actor))

    def _scopes(self, grants: list[Grant], actor: Actor) -> list[Q]:
        return [grant.ground.scope(actor, self.path) for grant in grants]

    def _within(self, scopes: list[Q]) -> "GuardedQuerySet[Any]":
        rows: GuardedQuerySet[Any] = GuardedQuerySet(self.model)
        condition = Q(pk__in=[])  # so that a ground without a condition opens nothing, not everything
        for scope in scopes:
            condition |= scope
        return rows.filter(condition)

    def _one(self, rows: "GuardedQuerySet[Any]", key: Any) -> Any:
        with suppress(ValueError, TypeError, ValidationError, self.model.DoesNotExist):  # type: ignore[attr-defined]
            return rows.get(pk=key.pk if isinstance(key, models.Model) else key)
        raise Http404


REGISTRY: dict[str, Permission] = {}


def every_grant() -> Iterator[tuple[Permission, Grant]]:
    """Walk the whole registry, for the document "who may see what" and for the tests."""
    for code in sorted(REGISTRY):
        for grant in REGISTRY[code].grants:
            yield REGISTRY[code], grant
