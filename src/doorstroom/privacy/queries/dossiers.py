"""What the pages about moving, joining and opening dossiers read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext

from doorstroom.accounts.models import Organisation, User
from doorstroom.core.actors import Actor
from doorstroom.core.fence import machine_scope
from doorstroom.core.personal import PERSONAL
from doorstroom.people.choices import EducationLevel, LanguageLevel
from doorstroom.people.models import Person, Profile
from doorstroom.privacy.choices import TransferState, WhyOpened
from doorstroom.privacy.declarations import (
    CLOSE_GLASS,
    MERGE,
    RECEIVE,
    SEE_ARRIVING,
    SEE_BROKEN,
    SEE_BROKEN_PROFILE,
    SEE_GLASS,
    UNDO_MERGE,
)
from doorstroom.privacy.models import BrokenGlass, Merge, Transfer


def municipalities_for(person: Person) -> list[tuple[UUID, str]]:
    """Return the other municipalities that take part, by name."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, active=True).exclude(
        pk=person.controller_id
    )
    return list(rows.order_by("name").values_list("pk", "name"))


def offer_of(person: Person) -> Transfer | None:
    """Return the running offer of a person whose door the caller opened."""
    return Transfer.objects.filter(person=person.pk, status=TransferState.OFFERED).select_related("receiver").first()


@dataclass(frozen=True)
class Arrival:
    """Somebody whom another municipality asks to take over."""

    key: UUID
    person: Person
    giver: str
    asked_at: datetime


def arrivals(actor: Actor) -> list[Arrival]:
    """Return who waits for an answer of this actor's intake, the oldest first."""
    rows = (
        RECEIVE.visible(actor).filter(status=TransferState.OFFERED).select_related("giver").order_by("asked_at", "pk")
    )
    offered: list[Transfer] = list(rows[:50])
    people = {row.pk: row for row in SEE_ARRIVING.visible(actor).filter(pk__in=[row.person_id for row in offered])}
    known = [row for row in offered if row.person_id in people]
    return [Arrival(row.pk, people[row.person_id], row.giver.name, row.asked_at) for row in known]


def likely_doubles(actor: Actor) -> list[list[Person]]:
    """Return dossiers of the own municipality with one last name and birth date, as far as this actor may join them."""
    same = (
        Person.objects.filter(controller=actor.organisation_id, merged_into__isnull=True, birth_date__isnull=False)
        .values("last_name", "birth_date")
        .annotate(count=Count("pk"))
        .filter(count__gt=1)
        .order_by("last_name", "birth_date")[:50]
    )
    pairs = []
    for each in same:
        rows = MERGE.visible(actor).filter(
            last_name=each["last_name"], birth_date=each["birth_date"], merged_into__isnull=True
        )
        found: list[Person] = list(rows.order_by("registered_on", "pk")[:2])
        if len(found) == 2:
            pairs.append(found)
        if len(pairs) == 4:  # each pair is a question to the database, and a page has few
            break
    return pairs


def merges(actor: Actor) -> list[Merge]:
    """Return the merges that can still be taken back, the latest first."""
    rows = UNDO_MERGE.visible(actor).filter(undone_at__isnull=True, undo_until__gt=timezone.now())
    return list(rows.select_related("keep", "gone").order_by("-merged_at")[:20])


def both(actor: Actor, keep: Any, gone: Any) -> tuple[Person, Person] | None:
    """Return two dossiers that this actor may join, or None."""
    rows = {str(row.pk): row for row in MERGE.visible(actor).filter(pk__in=[keep, gone])}
    return (rows[str(keep)], rows[str(gone)]) if len(rows) == 2 else None


@machine_scope("privacy.what_moves")
def what_moves(gone: Person, models: Sequence[Any]) -> list[tuple[str, int]]:
    """Return how many rows of which table would move, in words, in one query; the caller opened both doors."""
    first, *rest = [
        model._default_manager.filter(person_id=gone.pk)
        .annotate(table=Value(model._meta.label))
        .order_by()
        .values("table")
        .annotate(count=Count("pk"))
        for model in models
    ]
    counted = first.union(*rest, all=True)
    held = [(PERSONAL[row["table"]], row["count"]) for row in counted]
    return [(gettext(table.title), count) for table, count in held if table.given]


@dataclass(frozen=True)
class Opened:
    """A dossier that is open for an hour: what guidance needs, and when it closes."""

    glass: BrokenGlass
    person: Person
    profile: Profile | None
    minutes: int

    @property
    def lines(self) -> list[dict[str, str]]:
        """Return the profile in words."""
        if self.profile is None:
            return []
        shown = self.profile
        return [
            {"term": gettext("Uren"), "value": f"{shown.hours_min} - {shown.hours_max}"},
            {"term": gettext("Langste reis in minuten"), "value": str(shown.travel_minutes)},
            {"term": gettext("Nederlands"), "value": str(LanguageLevel(shown.dutch).label)},
            {"term": gettext("Opleiding"), "value": str(EducationLevel(shown.education).label)},
        ]


def opened_for_me(actor: Actor, person: Any) -> Opened | None:
    """Return a dossier that this actor opened less than an hour ago, or None."""
    row = SEE_BROKEN.visible(actor).filter(pk=person).first()
    if row is None:
        return None
    now = timezone.now()
    glass = CLOSE_GLASS.visible(actor).filter(person=row.pk, until__gt=now).order_by("-opened_at").first()
    if glass is None:
        return None
    profile = SEE_BROKEN_PROFILE.visible(actor).filter(pk=row.pk).first()
    return Opened(glass, row, profile, max(1, int((glass.until - now).total_seconds() // 60)))


def latest_glass(actor: Actor) -> BrokenGlass | None:
    """Return the dossier that this actor opened last."""
    row: BrokenGlass | None = CLOSE_GLASS.visible(actor).order_by("-opened_at").first()
    return row


def glass_of(actor: Actor) -> "QuerySet[BrokenGlass]":
    """Return the dossiers that were opened without a tie, for the administrator, the latest first."""
    rows: QuerySet[BrokenGlass] = SEE_GLASS.visible(actor)
    return rows.select_related("organisation").order_by("-opened_at", "pk")


def glass_lines(rows: Iterable[BrokenGlass]) -> list[dict[str, Any]]:
    """Return opened dossiers in words: who, from where, when and why; not whose dossier it was."""
    held = list(rows)
    names = dict(User.objects.filter(pk__in=[row.by_user for row in held]).values_list("pk", "name"))
    now = timezone.now()
    return [
        {
            "row": row,
            "who": names.get(row.by_user, ""),
            "reason": WhyOpened(row.reason).label,
            "open": row.until > now,
        }
        for row in held
    ]
