"""For whom the database works now: the acting user of a request, or a named machine. PostgreSQL's policies read it.

The settings live as long as the transaction, so a connection that serves the next request remembers nothing
(docs/adr/0008). On SQLite, which has no policies, a wrapper refuses personal tables while nobody is known.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from psycopg.pq import TransactionStatus

from .actors import Actor


@dataclass(frozen=True)
class Acting:
    """What the policies know: a machine by its name, or a role with its parties and region."""

    machine: str = ""
    role: str = ""
    user: str = ""
    organisation: str = ""
    parties: str = ""
    region: str = ""
    fenced: bool = False  # inside a request, where the actor is known a moment later
    database_role: str = "none"  # tests answer requests under the runtime role, on the owner's connection


class NobodyActs(Exception):
    """Code reached for a personal table before it was known for whom it works."""


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)
_whole_process: list[str] = []

SETTINGS = ("machine", "role", "user", "organisation", "parties", "region")
_TELL = "SELECT " + ", ".join(f"set_config('doorstroom.{name}', %s, %s)" for name in SETTINGS)


def now_acting() -> Acting:
    """Return for whom this thread works now."""
    return _acting.get() or Acting(machine=_whole_process[0] if _whole_process else "")


def process_is(name: str) -> None:
    """Say that this whole process is a machine: a command at the console, or the worker."""
    _whole_process[:] = [name]


@contextmanager
def machine_scope(name: str) -> Iterator[None]:
    """Read and write beyond what the acting user may see, under a name; a test holds the list of who may."""
    held = now_acting()
    with _as(held if held.machine else replace(held, machine=name)):
        yield


def act_as(actor: Actor) -> None:
    """Let the database work for this actor until the request ends."""
    held = now_acting()
    if held.fenced:
        parties = ",".join(sorted(map(str, actor.parties)))
        acting = replace(
            held,
            role=actor.role.code,
            user=str(actor.user_id or ""),
            organisation=str(actor.organisation_id or ""),
            parties=parties,
            region=actor.region_code,
        )
        _acting.set(acting)
        _tell(acting, held)


def fence(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: nobody acts until the actor is known; on PostgreSQL one transaction holds the whole request."""

    def handle(request: HttpRequest) -> HttpResponse:
        unknown = Acting(fenced=True, database_role=settings.REQUESTS_AS_ROLE or "none")
        if connection.vendor != "postgresql":
            with _as(unknown):
                return get_response(request)
        with _one_transaction(), _as(unknown):
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    return handle


@contextmanager
def _one_transaction() -> Iterator[None]:
    """Open a transaction whose own begin and end do not count as questions of the page."""
    frame = transaction.atomic()
    with _uncounted():
        frame.__enter__()
    try:
        yield
    except BaseException:
        with _uncounted():
            frame.__exit__(*sys.exc_info())
        raise
    with _uncounted():
        frame.__exit__(None, None, None)


@contextmanager
def _uncounted() -> Iterator[None]:
    held = connection.force_debug_cursor
    connection.force_debug_cursor = False
    try:
        yield
    finally:
        connection.force_debug_cursor = held


@contextmanager
def _as(acting: Acting) -> Iterator[None]:
    before = now_acting()
    token = _acting.set(acting)
    _tell(acting, before)
    try:
        yield
    finally:
        inside = now_acting()
        _acting.reset(token)
        _tell(before, inside)


def _tell(acting: Acting, before: Acting) -> None:
    """Pass it on to PostgreSQL in one statement that is no query of the page; a broken transaction forgets itself."""
    if acting == before or connection.vendor != "postgresql":
        return
    connection.ensure_connection()
    raw: Any = connection.connection
    if raw.info.transaction_status == TransactionStatus.INERROR:
        return
    local = connection.in_atomic_block
    if not local and acting.role and not acting.machine:
        raise NobodyActs("on PostgreSQL a person acts inside a transaction")
    values = [value for name in SETTINGS for value in (getattr(acting, name), local)]
    if acting.database_role != before.database_role:
        raw.execute(f"{_TELL}, set_config('role', %s, %s)", [*values, acting.database_role, local])
    else:
        raw.execute(_TELL, values)


def _prepare(sender: Any, connection: Any, **_more: Any) -> None:
    """Tell a fresh connection who works, or on SQLite watch over it."""
    if connection.vendor == "postgresql":
        acting = now_acting()
        if acting.machine:
            connection.connection.execute("SELECT set_config('doorstroom.machine', %s, false)", [acting.machine])
        return
    connection.connection.create_function("doorstroom_logs_stay", 0, lambda: settings.LOGS_STAY)
    if _refuse_nobody not in connection.execute_wrappers:
        connection.execute_wrappers.append(_refuse_nobody)


connection_created.connect(_prepare, dispatch_uid="doorstroom.core.fence")


def _refuse_nobody(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    acting = now_acting()
    if not acting.machine and not acting.role and (table := _personal_in(str(sql))):
        raise NobodyActs(f"{table} holds people; act as somebody, or open a machine scope (core.fence)")
    return execute(sql, params, many, context)


_patterns: list[re.Pattern[str]] = []


def _personal_in(sql: str) -> str:
    if not _patterns:
        from .policies import personal_tables  # the registry is whole only after every room was loaded

        names = "|".join(sorted(model._meta.db_table for model in personal_tables()))
        _patterns.append(re.compile(rf'"({names})"'))
    found = _patterns[0].search(sql)
    return found.group(1) if found and not sql.startswith(("PRAGMA", "CREATE", "ALTER", "DROP")) else ""
