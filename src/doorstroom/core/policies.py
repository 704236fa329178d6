"""The second line of defence: row-level security in PostgreSQL, generated from the permissions and their grounds.

Every table with a path to a person gets one policy. A row is open to a machine scope, to who holds a live tie with
its person on a ground that the registry grants for this table, and to who is named in one of its own columns.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import EmptyResultSet, FieldError, FullResultSet
from django.db import connection, models
from django.db.models.sql import Query

from .actors import Actor, Role
from .models import LogSeal, NewsDelivery, Promise, ReadLogEntry, StoredFile, Tie, TrailEntry, Upload, UploadRow
from .permissions import TIE_GROUNDS, Grant, every_grant

Model = type[models.Model]

MACHINE = "(SELECT NULLIF(current_setting('doorstroom.machine', true), '')) IS NOT NULL"
ROLE_NOW = "NULLIF(current_setting('doorstroom.role', true), '')"
ROLE = f"(SELECT {ROLE_NOW})"
USER = "(SELECT NULLIF(current_setting('doorstroom.user', true), '')::uuid)"
ORGANISATION = "(SELECT NULLIF(current_setting('doorstroom.organisation', true), '')::uuid)"
REGION = "(SELECT NULLIF(current_setting('doorstroom.region', true), ''))"
PARTIES = "(SELECT string_to_array(NULLIF(current_setting('doorstroom.parties', true), ''), ',')::uuid[])"
OWN = f"ANY ({PARTIES}::uuid[])"
LIVE = "(until IS NULL OR until > now())"


@dataclass(frozen=True)
class Belongs:
    """To whom a row is open beside the ties of its person."""

    columns: tuple[str, ...] = ()  # each names a party
    through: str = ""  # a foreign key: the row is open to whom that row is open
    about_nobody: bool = False  # rows without a person are open
    read_only: bool = False  # who is named in `columns` and machines write such a row, others read it at most


BELONGS: dict[Model, Belongs] = {
    Tie: Belongs(("party",)),
    Promise: Belongs(("owner", "escalated_to")),
    TrailEntry: Belongs(("by_user",), about_nobody=True),
    StoredFile: Belongs(("owner",)),
    NewsDelivery: Belongs(through="entry"),
    Upload: Belongs(("organisation",)),  # its preview shows rows of people
    UploadRow: Belongs(through="upload"),
}
LOGS: tuple[Model, ...] = (TrailEntry, ReadLogEntry)  # rows are added in one's own name and never changed
ONLY_ADDED_TO: tuple[Model, ...] = (*LOGS, LogSeal)


def belongs(
    model: Model, *columns: str, through: str = "", about_nobody: bool = False, read_only: bool = False
) -> None:
    """Say to whom rows of a personal table are open beside the ties of their person."""
    BELONGS[model] = Belongs(columns, through, about_nobody, read_only)


@cache
def person_model() -> Model:
    """Return the model that is the person: the one whose permissions lead to the person by its own key."""
    return next(permission.model for permission, _ in every_grant() if permission.path == "id")


@cache
def person_column(model: Model) -> str:
    """Return the column of a table that names the person, or "" when there is none."""
    person = person_model()
    if model is person:
        return str(model._meta.pk.column)
    for field in model._meta.concrete_fields:
        if field.attname == "person_id" or field.related_model is person:
            return str(field.column)
    return ""


@cache
def through(model: Model) -> tuple[str, Model] | None:
    """Return the foreign key by which a table without a person of its own leads to one, and where to."""
    said = BELONGS.get(model, Belongs()).through
    if not said and person_column(model):
        return None
    for field in model._meta.concrete_fields:
        other = field.related_model
        if not isinstance(other, type) or other is model or (said and field.name != said):
            continue
        if said or _always_about_somebody(other):
            return str(field.column), other
    return None


def _always_about_somebody(model: Model) -> bool:
    """Tell whether every row of a table leads to a person; a table of files may hold some that are about nobody."""
    column = person_column(model)
    if column:
        return not any(field.column == column and field.null for field in model._meta.concrete_fields)
    return through(model) is not None


def personal_tables() -> list[Model]:
    """Return every table that holds a person, by walking all models."""
    every = apps.get_models(include_auto_created=True)
    found = [model for model in every if person_column(model) or through(model) or model in BELONGS]
    return sorted(found, key=lambda model: model._meta.db_table)


def policy(model: Model) -> str:
    """Return the condition under which a row of a personal table is open."""
    said, column = BELONGS.get(model, Belongs()), person_column(model)
    ways = [MACHINE]
    # Asked in this order: what the row itself tells first, since the ties are gathered only when needed.
    if said.about_nobody:
        ways.append(f'"{column}" IS NULL')
    ways += _named(said)
    ways += _grounds(model)
    if column and model is not Tie:
        ways += _tied(model, column)
    parent = through(model)
    if parent:
        foreign, other = parent
        ways.append(f'"{foreign}" IN (SELECT "{_key(other)}" FROM "{other._meta.db_table}")')
    return "\n OR ".join(ways)


def _named(said: Belongs) -> list[str]:
    return [f'"{name}" = {OWN}' for name in said.columns]


def _key(model: Model) -> str:
    return str(model._meta.pk.column)


def grants_on(model: Model) -> Iterator[Grant]:
    """Walk the grants that open rows of a table: its own, and those on the person that show these rows."""
    person = person_model()
    for permission, grant in every_grant():
        if permission.code.startswith("test."):
            continue
        if permission.model is model or (permission.model is person and _shows(grant, model)):
            yield grant


def _shows(grant: Grant, model: Model) -> bool:
    """Tell whether a grant on the person shows the rows of this table: as a whole, or by the relation's name."""
    if grant.sees is None:
        return True
    relations = person_model()._meta.related_objects
    return any(relation.related_model is model and relation.name in grant.sees for relation in relations)


def _tied(model: Model, column: str) -> list[str]:
    grounds: dict[str, set[str]] = {}
    for grant in grants_on(model):
        if grant.ground.code in TIE_GROUNDS:
            grounds.setdefault(grant.role.code, set()).add(grant.ground.code)
    if not grounds:
        return []
    by_role = " ".join(f"WHEN {_text(role)} THEN {_texts(held)}" for role, held in sorted(grounds.items()))
    return [
        f'"{column}" IN (SELECT person_id FROM core_tie WHERE party = {OWN} AND {LIVE}'
        f" AND ground = ANY (CASE {ROLE} {by_role} END))"
    ]


class _Symbol(Actor):
    """An actor whose keys are signs that stand for the settings of the transaction."""

    @property
    def parties(self) -> frozenset[UUID]:
        return frozenset({PARTY_SIGN})


PARTY_SIGN, USER_SIGN, ORGANISATION_SIGN = UUID(int=1 << 80), UUID(int=2 << 80), UUID(int=3 << 80)
REGION_SIGN = "the region"
SIGNS = {
    str(PARTY_SIGN): f"SELECT unnest({PARTIES}::uuid[])",
    str(USER_SIGN): USER,
    str(ORGANISATION_SIGN): ORGANISATION,
    REGION_SIGN: REGION,
}


def _grounds(model: Model) -> list[str]:
    """Return the grounds that look at the row itself: own organisation, own region, own account, a state."""
    roles: dict[str, set[str]] = {}
    for permission, grant in every_grant():
        own = permission.model is model and not permission.code.startswith("test.")
        if own and grant.ground.code not in TIE_GROUNDS and not grant.ground.for_jobs:
            condition = _condition(model, grant, permission.path)
            if condition:
                roles.setdefault(condition, set()).add(grant.role.code)
    # The roles are compared once for each question, not for each row.
    return [
        f"((SELECT {ROLE_NOW} = ANY ({_texts(codes)})) AND {condition})" for condition, codes in sorted(roles.items())
    ]


def _condition(model: Model, grant: Grant, path: str) -> str:
    """Return a ground as SQL over the row's own columns; "" when it looks further, which a policy must not."""
    actor = _Symbol(Role("", ""), "", USER_SIGN, ORGANISATION_SIGN, frozenset(), REGION_SIGN)
    query = Query(model, alias_cols=False)
    try:
        where = query.build_where(grant.ground.scope(actor, path))
        sql, params = where.as_sql(query.get_compiler(connection=connection), connection)
    except EmptyResultSet:
        return ""
    except FullResultSet:
        return "true"
    except FieldError:
        return ""
    if any(f'"{other._meta.db_table}"' in sql for other in personal_tables() if other is not Tie):
        return ""  # a policy that asks another fenced table can go round in circles
    return f"({sql % tuple(SIGNS.get(str(value)) or _literal(value) for value in params)})"


def _literal(value: Any) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    return _text(str(value))


def _text(words: str) -> str:
    escaped = words.replace("'", "''")
    return f"'{escaped}'"


def _texts(words: set[str]) -> str:
    return f"ARRAY[{', '.join(_text(word) for word in sorted(words))}]"


def statements() -> list[str]:
    """Return the SQL that puts the second line of defence in place."""
    made = []
    for model in personal_tables():
        table, condition = model._meta.db_table, policy(model)
        made += [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'DROP POLICY IF EXISTS doorstroom ON "{table}"',
            f'DROP POLICY IF EXISTS doorstroom_adds ON "{table}"',
        ]
        if model in LOGS:
            own_name = f'{MACHINE} OR "by_user" IS NOT DISTINCT FROM {USER}'
            made.append(f'CREATE POLICY doorstroom ON "{table}" FOR SELECT USING ({condition})')
            made.append(f'DROP POLICY IF EXISTS doorstroom_seals ON "{table}"')
            made.append(f'CREATE POLICY doorstroom_adds ON "{table}" FOR INSERT WITH CHECK ({own_name})')
        else:
            made.append(f'CREATE POLICY doorstroom ON "{table}" USING ({condition}) WITH CHECK ({condition})')
            made += _read_only(table, BELONGS.get(model, Belongs()))
    return made


def _read_only(table: str, said: Belongs) -> list[str]:
    """Return the SQL by which others read such rows and write none; it narrows the first policy.

    A change asks about the new row only, because who locks a row to keep it as it is asks for an update too.
    """
    writes = " OR ".join([MACHINE, *_named(said)])
    made = []
    for deed, rule in (
        ("INSERT", f"WITH CHECK ({writes})"),
        ("UPDATE", f"USING (true) WITH CHECK ({writes})"),
        ("DELETE", f"USING ({writes})"),
    ):
        name = f"doorstroom_no_{deed.lower()}"
        made.append(f'DROP POLICY IF EXISTS {name} ON "{table}"')
        if said.read_only:
            made.append(f'CREATE POLICY {name} ON "{table}" AS RESTRICTIVE FOR {deed} {rule}')
    return made


def grants(role: str) -> list[str]:
    """Return the SQL that gives the runtime role its rights: rows, never tables, and no change of a log."""
    logs = ", ".join(f'"{model._meta.db_table}"' for model in ONLY_ADDED_TO)
    return [
        f'GRANT USAGE ON SCHEMA public TO "{role}"',
        f'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO "{role}"',
        f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO "{role}"',
        f'REVOKE UPDATE, DELETE ON {logs} FROM "{role}"',
        f'REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM "{role}"',
    ]


def close_the_logs() -> list[str]:
    """Return the SQL by which SQLite refuses to change or remove a line of a log."""
    return [
        f"CREATE TRIGGER IF NOT EXISTS {model._meta.db_table}_stays_{deed.lower()} BEFORE {deed} ON "
        f'"{model._meta.db_table}" WHEN doorstroom_logs_stay() '
        "BEGIN SELECT RAISE(ABORT, 'a log is only added to'); END"
        for model in ONLY_ADDED_TO
        for deed in ("UPDATE", "DELETE")
    ]


def secure() -> bool:
    """Put policies and rights in place; tell whether anything changed. Rights wait until the role exists."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for words in close_the_logs():
                cursor.execute(words)
        return True
    role = settings.RUNTIME_ROLE
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        wanted = statements() + (grants(role) if cursor.fetchone() else [])
        tables = sorted(model._meta.db_table for model in apps.get_models(include_auto_created=True))
        digest = hashlib.sha256("\n".join([*wanted, *tables]).encode()).hexdigest()
        cursor.execute("SELECT obj_description('core_tie'::regclass)")
        if cursor.fetchone() == (digest,):
            return False
        cursor.execute(";\n".join([*wanted, f"COMMENT ON TABLE core_tie IS '{digest}'"]))
    return True
