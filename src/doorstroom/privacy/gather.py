"""Everything that is known of one person: the columns that the registry gives, and nobody else's."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import get_language, gettext

from doorstroom.accounts.declarations import ROLES
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise, ReadLogEntry, StoredFile, Tie, TrailEntry
from doorstroom.core.permissions import REGISTRY, every_grant
from doorstroom.core.personal import PERSONAL, PersonalTable
from doorstroom.deals.models import Enrolment
from doorstroom.introductions.models import Consent
from doorstroom.notices.models import Notice
from doorstroom.people.consents import AGENCIES, EMPLOYER, agreed_text
from doorstroom.people.models import Person
from doorstroom.people.queries import happenings, known_as, organisation_names
from doorstroom.people.queries.log import fields_words, purpose_words

from .models import AccessRequest
from .rules import plain

Row = dict[str, Any]


def tables() -> list[PersonalTable]:
    """Return the tables that hold people with a file here, the person first, then room by room."""
    held = [table for table in PERSONAL.values() if (table.path or table.account) and table.given]
    return sorted(held, key=lambda table: (table.path != "id", table.label.split(".")[0] == "core", table.label))


def rows_of(table: PersonalTable, person: Person) -> "QuerySet[Any]":
    """Return the rows of a table that are about this person, the latest first where time is kept."""
    condition = Q(pk__in=[])
    if table.path:
        condition |= Q(**{f"{table.path}__in": known_as(person).values("pk")})
    if table.account and person.user_id is not None:
        condition |= Q(**{table.account: person.user_id})
    rows: QuerySet[Any] = table.model._default_manager.filter(condition)
    return with_related(rows, table.given).order_by(*_order(table))


def with_related(rows: "QuerySet[Any]", names: Iterable[str]) -> "QuerySet[Any]":
    """Join the tables to which some of these columns point, and no other: without a name Django joins all there is."""
    related = [name for name in names if rows.model._meta.get_field(name).is_relation]
    return rows.select_related(*related) if related else rows


def _order(table: PersonalTable) -> tuple[str, ...]:
    names = {field.name for field in table.model._meta.concrete_fields}
    return (*("-at",) * ("at" in names), "pk")


def gathered(person: Person) -> Iterator[tuple[PersonalTable, list[Row]]]:
    """Walk the registry and yield each table with this person's rows, in the language of the person."""
    with translation.override(person.language):
        for table in tables():
            yield table, [_row(table, row, person) for row in rows_of(table, person)]


def _row(table: PersonalTable, row: Any, person: Person) -> Row:
    told = WORDS.get(table.model)
    words = told(row, person) if told else {}
    return {name: words[name] if name in words else plain(getattr(row, name)) for name in table.given}


def _trail(row: TrailEntry, person: Person) -> Row:
    told = happenings([row], person)
    return {"event": told[0].title if told else row.event} | _hand(row)


def _look(row: ReadLogEntry, _person: Person) -> Row:
    permission = REGISTRY.get(row.permission)
    return _hand(row) | {
        "permission": gettext(permission.label) if permission else row.permission,
        "purpose": purpose_words(row.purpose),
        "fields": fields_words(row.fields),
    }


def _hand(row: Any) -> Row:
    """Return the role and the organisation behind an act; the name of a colleague is not the person's data."""
    role = ROLES.get(row.by_role)
    names = organisation_names([row.by_organisation])
    return {
        "by_role": gettext(role.label) if role else gettext("het systeem"),
        "by_organisation": names.get(row.by_organisation, ""),
    }


def _tie(row: Tie, _person: Person) -> Row:
    grounds = {grant.ground.code: grant.ground.label for _permission, grant in every_grant()}
    return {"ground": gettext(grounds[row.ground]) if row.ground in grounds else row.ground}


def _promise(row: Promise, _person: Person) -> Row:
    return {"step": gettext(step_words(row))}


def _notice(row: Notice, _person: Person) -> Row:
    """Leave out the words of a message that holds a link into an account."""
    return {"body": ""} if row.secret else {}


def _agreed(consent: str, version: str) -> Row:
    """Give the text itself, as it was when the person agreed."""
    text = agreed_text(consent, version)
    return {"text_version": f"{version}: {text.words(get_language())}"} if text else {}


WORDS: dict[Any, Callable[[Any, Person], Row]] = {
    TrailEntry: _trail,
    ReadLogEntry: _look,
    Tie: _tie,
    Promise: _promise,
    Notice: _notice,
    Consent: lambda row, _person: _agreed(EMPLOYER, row.text_version),
    Enrolment: lambda row, _person: _agreed(AGENCIES, row.text_version),
}


def own_files(person: Person) -> "QuerySet[StoredFile]":
    """Return the person's files, without the overviews that were made earlier."""
    made = AccessRequest.objects.filter(person=person)
    rows = StoredFile.objects.filter(person_id=person.pk)
    return rows.exclude(pk__in=made.filter(content__isnull=False).values("content")).exclude(
        pk__in=made.filter(bundle__isnull=False).values("bundle")
    )
