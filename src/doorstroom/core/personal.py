"""What is known of people: every column of a table that holds a person, with its privacy class and how long it is kept.

Each room declares its own tables in `declarations.py`; the access request, the document "who may see what" and the
check at start-up read nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from doorstroom.common.text import say

from .permissions import Purpose


@dataclass(frozen=True)
class Term:
    """How long something is kept. The number, its source and its dates are rows of privacy.RetentionTerm."""

    code: str
    label: str

    def __post_init__(self) -> None:
        TERMS[self.code] = self


TERMS: dict[str, Term] = {}
GUIDANCE_FILE = Term("guidance_file", say("het dossier van uw begeleiding"))
INTRODUCTIONS = Term("introductions", say("kennismakingen met werkgevers"))
CONSENTS = Term("consents", say("het bewijs van uw toestemming"))
MESSAGES = Term("messages", say("berichten aan u"))
TRAIL = Term("trail", say("wat er gebeurde en wie er keek"))
ACCOUNT = Term("account", say("uw account"))
SESSIONS = Term("sessions", say("waar u bent ingelogd"))
OVERVIEWS = Term("overviews", say("een overzicht van uw gegevens"))
MERGES = Term("merges", say("het terugdraaien van een samenvoeging"))
FIRM_FILE = Term("firm_file", say("contact met werkgevers"))


@dataclass(frozen=True)
class Column:
    """One column: its class, the words for it, and where it differs from its table the term and the purpose."""

    sort: "PrivacyClass"
    label: str = ""
    kept: Term | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True)
class PrivacyClass:
    """How sensitive a column is. `given` columns are part of what a person gets on request and need words."""

    code: str
    label: str
    given: bool = True

    def __call__(self, label: str = "", *, kept: Term | None = None, purpose: Purpose | None = None) -> Column:
        """Return a column of this class, with the Dutch source words for it."""
        return Column(self, label, kept, purpose)


IDENTITY = PrivacyClass("identity", say("wie u bent"))
REACH = PrivacyClass("reach", say("hoe wij u bereiken"))
WORK = PrivacyClass("work", say("werk, opleiding en wensen"))
WORDS = PrivacyClass("words", say("eigen woorden"))
SITUATION = PrivacyClass("situation", say("gevoelig: inkomen en situatie"))
SPECIAL = PrivacyClass("special", say("bijzonder: gezondheid of doelgroep"))
COURSE = PrivacyClass("course", say("wat er gebeurde en wanneer"))
FIRM = PrivacyClass("firm", say("gaat over een bedrijf"), given=False)
OTHERS = PrivacyClass("others", say("gaat over een ander"), given=False)
TECHNICAL = PrivacyClass("technical", say("techniek"), given=False)
SECRET = PrivacyClass("secret", say("beveiliging"), given=False)


@dataclass(frozen=True)
class PersonalTable:
    """A table that holds people. `path` leads from a row to the person, `account` to the user who signs in.

    `address` is the column with the e-mail address of somebody who has no file here, such as the contact of a firm:
    who signs in with that address, confirmed, is the one whom the row is about.
    """

    model: type[models.Model]
    title: str
    path: str
    kept: Term
    purpose: Purpose | None  # None: the purpose of the grant by which somebody reads it
    columns: dict[str, Column]
    account: str
    address: str

    @property
    def label(self) -> str:
        """Return "room.Model"."""
        return str(self.model._meta.label)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the columns that the person gets on request, in the order of the declaration."""
        return tuple(name for name, column in self.columns.items() if column.sort.given)

    def kept_for(self, name: str) -> Term:
        """Return the term of one column."""
        return self.columns[name].kept or self.kept


PERSONAL: dict[str, PersonalTable] = {}


def personal(
    model: type[models.Model],
    title: str,
    *,
    path: str,
    fields: Mapping[str, Column | PrivacyClass],
    kept: Term,
    purpose: Purpose | None = None,
    account: str = "",
    address: str = "",
) -> PersonalTable:
    """Declare every column of a table that holds people (Dutch source words for the table and each given column).

    `path` is "id" on the person, "person_id" on most tables, "plan__person_id" where another table leads the way.
    `account` does the same for a person's account. Without both the rows are about people without a file here,
    who are known by an `address` at most.
    """
    columns = {name: each() if isinstance(each, PrivacyClass) else each for name, each in fields.items()}
    nameless = [name for name, column in columns.items() if column.sort.given and not column.label]
    if nameless:
        raise ValueError(f"{model._meta.label}: say in Dutch what {', '.join(nameless)} is")
    table = PersonalTable(model, title, path, kept, purpose, columns, account, address)
    PERSONAL[table.label] = table
    return table


@dataclass(frozen=True)
class Naming:
    """Where a personal table names somebody who works here: by which columns, and what of such a row is their own."""

    table: PersonalTable
    title: str
    columns: tuple[str, ...]
    gives: Mapping[str, str]


NAMINGS: list[Naming] = []


def names_colleague(model: type[models.Model], title: str, *columns: str, gives: Mapping[str, str]) -> None:
    """Declare which columns of a personal table hold the account of who works here, in words for that colleague.

    `gives` are the columns that the colleague gets on request, with their Dutch source words: when it was and what
    kind of work, never whom it was about.
    """
    NAMINGS.append(Naming(PERSONAL[model._meta.label], title, columns, gives))


# Columns that point to somebody without a foreign key.
POINTERS = ("person_id", "user_id", "by_user", "by_name")


def undeclared() -> Iterator[tuple[type[models.Model], list[str]]]:
    """Walk the tables that hold people with the columns nobody declared; a declared column that is gone counts too."""
    roots = {
        table.model
        for table in PERSONAL.values()
        if table.model._meta.pk is not None and table.model._meta.pk.name in (table.path, table.account)
    }
    for model in apps.get_models():
        held: list[Any] = list(model._meta.concrete_fields)
        names = {field.name for field in held}
        table = PERSONAL.get(model._meta.label)
        if table is not None:
            wrong = sorted(names ^ table.columns.keys())
        else:
            wrong = sorted(field.name for field in held if field.related_model in roots or field.attname in POINTERS)
        if wrong:
            yield model, wrong
