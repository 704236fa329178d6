"""Words that name the field and the person they stand for, planted in every field that holds a person's own words."""

import base64
import html
import io
import json
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import models
from django.http import HttpResponse
from django.utils.dateformat import format as date_format

from doorstroom.core.personal import PERSONAL
from doorstroom.deals.models import Referral
from doorstroom.introductions.models import Introduction

from .stage import Stage

FILE = Path(__file__).with_name("canary.txt")
# Columns of words that are codes to a program, so that another word would break the page and not fill it.
CODES = {
    "Person.postcode", "Person.language", "User.language", "Notice.language", "Notice.template", "Notice.trouble",
    "Tie.ground", "Promise.step", "Promise.outcome", "TrailEntry.event", "TrailEntry.by_role", "ReadLogEntry.by_role",
    "ReadLogEntry.permission", "ReadLogEntry.purpose", "ReadLogEntry.fields", "Consent.text_version",
    "Pseudonym.code", "Admission.group", "UploadRow.outcome", "StoredFile.media_type", "Authenticator.type",
    "Membership.role", "Feedback.word", "Introduction.reason", "KeyRequest.reason", "Transfer.postcode",
    "BrokenGlass.reason", "Report.scheme", "Intake.rung", "Referral.code", "Enrolment.text_version",
}  # fmt: skip
# Of these, each organisation on the side of the work knows its own rows only.
OF_A_PARTY = (Introduction, Referral)
# What words, phone numbers, and both turned round, in base64 or in hexadecimal have in common.
MARKS = ("qz", "zq", "cxp", "717a", "71000", "00017", "0671", "30363731")
ZIPPED = ("application/vnd.openxmlformats", "application/zip")


@dataclass(frozen=True)
class Canary:
    """One planted word: of whom, in which field, how it is written there, and of whose meeting or referral."""

    person: str
    field: str
    word: str
    party: str = ""


@dataclass
class Canaries:
    """Every planted word, and one look for all of them in whatever form."""

    stage: Stage
    planted: list[Canary] = field(default_factory=list)
    unplanted: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name, told in self.stage.people.items():
            for table in PERSONAL.values():
                rows = self.rows(table, told.person.pk, told.account.pk if told.account else None)
                for row in rows:
                    self.plant(name, table, row)
        # By a mark that all forms of a family hold, so that most texts are done with at a glance.
        self.families: dict[str, dict[str, Canary]] = {}
        for canary in self.planted:
            for form in map(str.lower, written(canary.word)):
                mark = next((mark for mark in MARKS if mark in form), "")
                self.families.setdefault(mark, {})[form] = canary

    @staticmethod
    def rows(table: Any, person: UUID, account: UUID | None) -> list[Any]:
        """Return the rows of one personal table about somebody."""
        manager = table.model._base_manager
        if table.path:
            return list(manager.filter(**{table.path: person}))
        if table.account and account is not None:
            return list(manager.filter(**{table.account: account}))
        return []

    def plant(self, name: str, table: Any, row: Any) -> None:
        """Fill the fields of one row that hold somebody's own words."""
        changed = {}
        for column in table.given:
            place = f"{table.model.__name__}.{column}"
            kind = table.model._meta.get_field(column)
            word = self.word(kind, name) if place not in CODES and not kind.choices else None
            if word is not None:
                changed[column] = word
                party = str(getattr(row, "organisation_id", "") or "") if table.model in OF_A_PARTY else ""
                self.planted.append(Canary(name, place, f"{word:%Y-%m-%d}" if isinstance(word, date) else word, party))
        if changed:
            table.model._base_manager.filter(pk=row.pk).update(**changed)

    def word(self, kind: Any, name: str) -> Any:
        """Return a word that fits the field and occurs nowhere else."""
        number = len(self.planted)
        plain = f"qz{name}{number:03}"
        if isinstance(kind, models.EmailField):
            return f"{plain}@stage.example"
        if isinstance(kind, models.CharField | models.TextField):
            most = kind.max_length or 80
            if kind.name == "phone":
                return f"06{71_000_000 + number}"
            return plain if most >= len(plain) else f"{9000 + number}"[:most]
        if kind.name == "birth_date":
            return date(1960, 1, 1) + timedelta(days=97 * number)
        return None

    def found(self, answer: HttpResponse) -> set[Canary]:
        """Return which words stand in an answer: in its headers, its text, and in the files inside it."""
        headers = " ".join(f"{name}: {value}" for name, value in answer.items())
        cookies = answer.cookies.output()
        kind, content = answer.headers.get("Content-Type", ""), b"".join(answer) if answer.streaming else answer.content
        texts = [headers, cookies, content.decode("utf-8", "replace")]
        if kind.startswith(ZIPPED):
            archive = zipfile.ZipFile(io.BytesIO(content))
            texts += [archive.read(each).decode("utf-8", "replace") for each in archive.namelist()]
        return self.in_text(" ".join(texts))

    def in_text(self, text: str) -> set[Canary]:
        """Return which words stand in a text."""
        text = text.lower()
        held = (forms for mark, forms in self.families.items() if mark in text)
        return {canary for forms in held for form, canary in forms.items() if form in text}


def written(word: str) -> set[str]:
    """Return the forms in which a word could slip through."""
    forms = {word, word[::-1], html.escape(word), json.dumps(word)[1:-1], word.replace("@", "%40")}
    forms |= {base64.b64encode(word.encode()).decode().rstrip("="), word.encode().hex()}
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", word):
        day = date.fromisoformat(word)
        return {word, f"{day:%d-%m-%Y}", f"{day.day}-{day.month}-{day.year}", dutch(day)}
    if re.fullmatch(r"06\d{8}", word):
        forms |= {f"{word[:2]} {word[2:]}", f"+31{word[1:]}", f"{word[:2]}-{word[2:]}"}
    return forms


def dutch(day: date) -> str:
    """Return a day as Dutch people write it."""
    return date_format(day, "j F Y")


@dataclass(frozen=True)
class Sentence:
    """One line of the table: who finds which fields of people in which relation."""

    number: int
    who: frozenset[str]
    relations: frozenset[str]
    fields: tuple[str, ...]

    def allows(self, who: str, relation: str, place: str) -> bool:
        """Tell whether somebody in this relation may come across this field."""
        named = any(place == each or (each.endswith(".*") and place.startswith(each[:-1])) for each in self.fields)
        return who in self.who and relation in self.relations and named


def read_sentences(groups: dict[str, frozenset[str]]) -> list[Sentence]:
    """Read the table; its groups of people are those of the matrix."""
    found = []
    for number, raw in enumerate(FILE.read_text().splitlines(), start=1):
        line = raw.split("#")[0]
        if "|" not in line:
            continue
        who, relations, fields = (cell.strip() for cell in line.split("|"))
        people: set[str] = set()
        for name in (each.strip() for each in who.split(",")):
            people |= groups.get(name, {name})
        relation = frozenset(each.strip() for each in relations.split(","))
        found.append(Sentence(number, frozenset(people), relation, tuple(fields.split())))
    return found
