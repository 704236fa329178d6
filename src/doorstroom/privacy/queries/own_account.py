"""What is kept of somebody who works here: the own account, and where rows name that account or address.

Such rows are about others as well. The registry says which columns of them are the colleague's own (`gives`): when it
was and what kind of work. Whom it was about is not given here; for that there are the pages of the work itself.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.paginator import Page, Paginator
from django.db.models import Count, DateField, Q, QuerySet, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext

from doorstroom.accounts.declarations import ROLES
from doorstroom.accounts.models import Membership, User
from doorstroom.core.actors import SYSTEM
from doorstroom.core.fence import machine_scope
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise, ReadLogEntry, Tie, TrailEntry
from doorstroom.core.permissions import REGISTRY, every_grant
from doorstroom.core.personal import NAMINGS, PERSONAL, PersonalTable
from doorstroom.core.trail import EVENTS
from doorstroom.notices.models import Notice
from doorstroom.people.queries import organisation_names
from doorstroom.privacy.gather import with_related
from doorstroom.privacy.rules import plain

from .overviews import in_words

Row = dict[str, Any]
ROWS_ON_A_PAGE = 25


@dataclass(frozen=True)
class Part:
    """Rows of one table that are about somebody's account, with the words for the columns that are given."""

    key: str
    title: str
    table: PersonalTable
    labels: Mapping[str, str]
    rows: "QuerySet[Any]"

    def ordered(self) -> "QuerySet[Any]":
        """Return the rows, the latest first where a given column tells when."""
        fields = [self.table.model._meta.get_field(name) for name in self.labels]
        dated = [f"-{field.name}" for field in fields if isinstance(field, DateField)]
        return with_related(self.rows, self.labels).order_by(*dated[:1], "pk")


def _parts(user: User) -> list[Part]:
    """Return every part, the account first, then where somebody is a firm's contact, then where the work names them."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).annotate(low=Lower("email")).values("low")
    own, contact, work = [], [], []
    for table in PERSONAL.values():
        labels = {name: table.columns[name].label for name in table.given}
        manager = table.model._default_manager
        if table.account and labels:
            own.append(Part(table.label, table.title, table, labels, manager.filter(**{table.account: user.pk})))
        if table.address:
            rows = manager.alias(low=Lower(table.address)).filter(low__in=addresses)
            contact.append(Part(table.label, table.title, table, labels, rows))
    for naming in NAMINGS:
        named = Q(*((column, user.pk) for column in naming.columns), _connector=Q.OR)
        if naming.table.model is TrailEntry:
            named |= Q(about_id=user.pk) | Q(about_id__in=Membership.objects.filter(user=user).values("pk"))
        rows = naming.table.model._default_manager.filter(named)
        key = f"{naming.table.label}.{naming.columns[0]}"
        work.append(Part(key, naming.title, naming.table, naming.gives, rows))
    return own + contact + work


@dataclass(frozen=True)
class Line:
    """One part as the list of parts shows it."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Shown:
    """The list of parts, and one of them opened at a page."""

    lines: list[Line]
    empty: list[str]
    here: Line
    rows: list[list[dict[str, str]]]
    page: "Page[Any]"


@machine_scope("privacy.own_account")
def own_account(user: User, key: str, number: str) -> Shown:
    """Return what is kept of somebody who works here, as a page shows it; the caller opened the own account's door."""
    parts = {part.key: part for part in _parts(user)}
    counts = _counted(list(parts.values()))
    lines = [Line(part.key, gettext(part.title), counts[part.key]) for part in parts.values() if counts.get(part.key)]
    here = next((line for line in lines if line.key == key), lines[0])
    part = parts[here.key]
    page: Page[Any] = Paginator(part.ordered(), ROWS_ON_A_PAGE).get_page(number)
    rows = [
        [
            {"term": gettext(part.labels[name]).capitalize(), "value": words}
            for name, value in row.items()
            if (words := in_words(part.table, name, value))
        ]
        for row in _rows(part, page.object_list, user)
    ]
    empty = [gettext(part.title) for part in parts.values() if not counts.get(part.key)]
    return Shown(lines, empty, here, rows, page)


@machine_scope("privacy.own_account")
def own_account_file(user: User) -> dict[str, Any]:
    """Return all of it as a program reads it."""
    parts = [
        {"table": part.key, "title": gettext(part.title), "rows": list(_rows(part, part.ordered(), user))}
        for part in _parts(user)
    ]
    return {"made_at": timezone.now().isoformat(), "account": user.email, "parts": parts}


def _counted(parts: list[Part]) -> dict[str, int]:
    """Count the rows of every part in one question."""
    first, *rest = [
        part.rows.annotate(part=Value(part.key)).order_by().values("part").annotate(count=Count("pk")) for part in parts
    ]
    return {row["part"]: row["count"] for row in first.union(*rest, all=True)}


def _rows(part: Part, found: Any, user: User) -> Iterator[Row]:
    held = list(found)
    tell = WORDS.get(part.table.model)
    asked = {getattr(row, "by_organisation", None) for row in held} if "by_organisation" in part.labels else set()
    names = organisation_names(key for key in asked if isinstance(key, UUID))
    for row in held:
        words = tell(row, user, names) if tell else {}
        yield {name: words[name] if name in words else plain(getattr(row, name)) for name in part.labels}


def _hand(row: Any, names: Mapping[UUID, str]) -> Row:
    role = ROLES.get(row.by_role, SYSTEM)
    return {"by_role": gettext(role.label), "by_organisation": names.get(row.by_organisation, "")}


def _deed(row: TrailEntry, user: User, names: Mapping[UUID, str]) -> Row:
    """Tell what stands in the trail with nobody in it but the reader: other facts read as three dots."""
    event = EVENTS.get(row.event)
    hand = _hand(row, names)
    facts: dict[str, str] = defaultdict(lambda: "…", who=gettext("U") if row.by_user == user.pk else hand["by_role"])
    return hand | {"event": gettext(event.sentence).format_map(facts) if event else row.event}


def _look(row: ReadLogEntry, _user: User, names: Mapping[UUID, str]) -> Row:
    permission = REGISTRY.get(row.permission)
    return _hand(row, names) | {"permission": gettext(permission.label) if permission else row.permission}


def _tie(row: Tie, _user: User, _names: Mapping[UUID, str]) -> Row:
    grounds = {grant.ground.code: grant.ground.label for _permission, grant in every_grant()}
    return {"ground": gettext(grounds[row.ground]) if row.ground in grounds else row.ground}


def _promise(row: Promise, _user: User, _names: Mapping[UUID, str]) -> Row:
    return {"step": gettext(step_words(row))}


def _notice(row: Notice, _user: User, _names: Mapping[UUID, str]) -> Row:
    """Leave out the words of a message that holds a link into an account."""
    return {"body": ""} if row.secret else {}


WORDS: dict[Any, Any] = {
    TrailEntry: _deed,
    ReadLogEntry: _look,
    Tie: _tie,
    Promise: _promise,
    Notice: _notice,
}
