"""Rows that hold no more than their reader may see, and that tell the read log who was read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.db.models.query import ModelIterable

from . import readlog

Row = TypeVar("Row", bound=models.Model)


class FieldHidden(Exception):
    """Code reached for a field that its permission does not show; in templates this raises too."""


@dataclass(frozen=True)
class Profile:
    """What one grant shows of a row, and the condition under which it holds."""

    ground: str
    purpose: str
    sees: tuple[str, ...] | None
    condition: Q


@dataclass(frozen=True)
class Guard:
    """The permission under which a list was opened."""

    permission: str
    path: str
    profiles: tuple[Profile, ...]

    @property
    def differs_by_row(self) -> bool:
        """Tell whether rows of one list may show different fields."""
        return len({profile.sees for profile in self.profiles}) > 1


class Guarded(models.Model):
    """A model of which some roles see only some fields. Reading another field raises FieldHidden."""

    _hidden_to_reader: bool = False

    class Meta:
        abstract = True

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """Refuse the silent extra query by which Django would fetch a field that was left out."""
        if fields is not None and self._hidden_to_reader:
            raise FieldHidden(f"{type(self).__name__}.{', '.join(fields)} is not shown by this permission")
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)


class GuardedIterable(ModelIterable[Row]):
    """Yields rows, cut down to what their own grounds show, and notes the persons in the read log."""

    def __iter__(self) -> Iterator[Row]:
        guard: Guard = self.queryset._guard  # type: ignore[attr-defined]
        for row in super().__iter__():
            held = [
                (number, profile)
                for number, profile in enumerate(guard.profiles)
                if not guard.differs_by_row or row.__dict__.get(f"_ground_{number}")
            ]
            shown = _union(profile.sees for _, profile in held)
            if shown is not None:
                keep = shown | {row._meta.pk.attname, guard.path} if row._meta.pk else shown
                for column in row._meta.concrete_fields:
                    if column.name not in keep and column.attname not in keep:
                        row.__dict__.pop(column.attname, None)
                row._hidden_to_reader = True  # type: ignore[attr-defined]
            if guard.path:
                person_id = row.__dict__.get("_person_id", row.__dict__.get(guard.path))
                purpose = held[0][1].purpose if held else ""
                readlog.note(person_id, guard.permission, purpose, shown)
            yield row


class GuardedQuerySet(models.QuerySet[Row]):
    """A queryset opened through a permission."""

    _guard: Guard | None = None

    def guarded(self, permission: str, path: str, profiles: tuple[Profile, ...]) -> Self:
        """Return this list under a permission's field profiles."""
        rows = self.all()
        guard = Guard(permission, path, profiles)
        if "__" in path:
            rows = rows.annotate(_person_id=F(path))
        if guard.differs_by_row:
            rows = rows.annotate(
                **{
                    f"_ground_{number}": ExpressionWrapper(profile.condition, output_field=BooleanField())
                    for number, profile in enumerate(profiles)
                }
            )
        shown = _union(profile.sees for profile in profiles)
        if shown is not None:
            names = [column.name for column in self.model._meta.concrete_fields]
            rows = rows.only(*(name for name in names if name in shown or name == guard.path or f"{name}_id" == path))
        rows._guard = guard
        rows._iterable_class = GuardedIterable
        return rows

    def _clone(self) -> Self:
        copy: Self = super()._clone()  # type: ignore[misc]
        copy._guard = self._guard
        return copy

    def values(self, *fields: Any, **expressions: Any) -> Any:
        """Refuse: values would slip past the field profile and the read log."""
        return self._refuse("values") if self._guard else super().values(*fields, **expressions)

    def values_list(self, *fields: Any, flat: bool = False, named: bool = False) -> Any:
        """Refuse: values would slip past the field profile and the read log."""
        return self._refuse("values_list") if self._guard else super().values_list(*fields, flat=flat, named=named)

    def _refuse(self, what: str) -> NoReturn:
        raise FieldHidden(f"{what}() is not for a list opened through a permission: read its rows")


def _union(sets: Iterable[tuple[str, ...] | None]) -> frozenset[str] | None:
    together: set[str] = set()
    for names in sets:
        if names is None:
            return None
        together |= set(names)
    return frozenset(together)
