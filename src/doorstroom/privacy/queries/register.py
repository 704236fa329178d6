"""Who may see what, why, and how long it is kept: the registry in words, for the public page and the document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from doorstroom.accounts.declarations import ROLES
from doorstroom.core.actors import ANYONE, SYSTEM
from doorstroom.core.permissions import Grant, Permission, every_grant
from doorstroom.core.personal import PERSONAL, PersonalTable
from doorstroom.privacy.models import RetentionTerm

from .terms import term_words, terms_on


@dataclass(frozen=True)
class Line:
    """What may be seen or done, on which relation, why, which columns, and how long."""

    what: str
    when: str
    why: str
    basis: str
    fields: str
    period: str


@dataclass(frozen=True)
class Kept:
    """Columns of one table that share a class and a term."""

    columns: str
    sort: str
    term: str
    source: str
    why: str


def who_may_see_what() -> dict[str, list[Line]]:
    """Return every grant in words, per role, the job seeker first and the machine last."""
    lines: dict[str, list[Line]] = {gettext(role.label): [] for role in (*ROLES.values(), ANYONE, SYSTEM)}
    for permission, grant in every_grant():
        if permission.code.startswith("test."):
            continue
        lines.setdefault(gettext(grant.role.label), []).append(_line(permission, grant))
    return {role: held for role, held in lines.items() if held}


def _line(permission: Permission, grant: Grant) -> Line:
    ground = grant.ground
    return Line(
        what=gettext(permission.label),
        when=gettext(ground.label),
        why=gettext(ground.purpose.label),
        basis=gettext(ground.purpose.basis),
        fields=_seen(permission, grant),
        period=gettext(ground.period),
    )


def _seen(permission: Permission, grant: Grant) -> str:
    """Return the columns that a grant shows of a person's row; nothing for rows about nobody."""
    table = PERSONAL.get(permission.model._meta.label)
    if table is None:
        return ""
    if grant.sees is None:
        return gettext("alles: {title}").format(title=gettext(table.title))
    return ", ".join(words for name in grant.sees if (words := _column(table, name)))


def _column(table: PersonalTable, name: str) -> str:
    column = table.columns.get(name) or table.columns.get(name.removesuffix("_id"))
    return gettext(column.label) if column is not None and column.label else ""


def what_is_kept(day: date) -> dict[str, list[Kept]]:
    """Return per table which columns have which class, and how long they are kept on a day."""
    terms = terms_on(day)
    told: dict[str, list[Kept]] = {}
    for table in sorted(PERSONAL.values(), key=lambda table: (table.label.split(".")[0] == "core", table.label)):
        groups: dict[tuple[str, str], list[str]] = {}
        for name, column in table.columns.items():
            groups.setdefault((column.sort.code, table.kept_for(name).code), []).append(name)
        told[gettext(table.title)] = [_kept(table, names, terms) for names in groups.values()]
    return told


def _kept(table: PersonalTable, names: list[str], terms: dict[str, RetentionTerm]) -> Kept:
    column = table.columns[names[0]]
    row = terms[table.kept_for(names[0]).code]
    purpose = column.purpose or table.purpose
    return Kept(
        columns=", ".join(gettext(table.columns[name].label) if table.columns[name].label else name for name in names),
        sort=gettext(column.sort.label),
        term=term_words(row),
        source=row.source,
        why=gettext(purpose.label) if purpose else gettext("zoals bij wie het leest"),
    )


def document(day: date) -> str:
    """Return the document "who may see what" in Dutch, for docs/reference."""
    with translation.override("nl"):
        parts = [*_seen_part(), *_kept_part(day)]
    return "\n".join([INTRODUCTION, *parts]) + "\n"


INTRODUCTION = """# Who may see what

Written by `manage.py who_may_see_what` from the declarations of the rooms; do not edit it by hand. In Dutch, the
language of the declarations. What is not here cannot be seen."""


def _seen_part() -> Iterable[str]:
    for role, lines in who_may_see_what().items():
        yield f"\n## {role[:1].upper()}{role[1:]}\n"
        yield "| wat | wanneer | waarvoor, grondslag | welke gegevens | hoe lang |\n|---|---|---|---|---|"
        yield from (
            f"| {line.what} | {line.when} | {line.why}; {line.basis} | {line.fields or '-'} | {line.period} |"
            for line in lines
        )


def _kept_part(day: date) -> Iterable[str]:
    yield "\n## Wat wordt bewaard, en hoe lang"
    for title, rows in what_is_kept(day).items():
        yield f"\n### {title}\n"
        yield "| gegevens | klasse | waarvoor | bewaard | bron van de termijn |\n|---|---|---|---|---|"
        yield from (f"| {row.columns} | {row.sort} | {row.why} | {row.term} | {row.source} |" for row in rows)
