"""Overviews of everything known, as they are read."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext

from doorstroom.core import files
from doorstroom.core.actors import Actor
from doorstroom.core.personal import PERSONAL, PersonalTable
from doorstroom.people.choices import Language, Licence
from doorstroom.privacy.choices import OverviewState
from doorstroom.privacy.declarations import SEE_OVERVIEW
from doorstroom.privacy.models import AccessRequest
from doorstroom.reference.choices import Mode

# Columns that hold codes of a closed list.
LISTS: dict[tuple[str, str], type[models.TextChoices]] = {
    ("people.Profile", "travel_modes"): Mode,
    ("people.Profile", "licences"): Licence,
    ("people.Profile", "other_languages"): Language,
}


def overviews_of(actor: Actor, person: Any) -> list[AccessRequest]:
    """Return the overviews of a person that this actor may read, the latest first."""
    return list(SEE_OVERVIEW.visible(actor).filter(person=person).order_by("-asked_at", "pk")[:10])


@dataclass(frozen=True)
class Part:
    """One table of an overview: its key, its words and how many rows it has."""

    key: str
    title: str
    count: int


@dataclass(frozen=True)
class Overview:
    """An overview as a page shows it."""

    made_at: datetime | None
    controller: str
    parts: list[Part]
    held: dict[str, list[dict[str, Any]]]


def overview(request: AccessRequest) -> Overview | None:
    """Return what an overview holds, or None when it is not there (any more)."""
    if request.status != OverviewState.READY or request.content is None or is_over(request):
        return None
    said = json.loads(files.read(request.content))
    held = {part["table"]: part["rows"] for part in said["parts"]}
    titles = {part["table"]: part["title"] for part in said["parts"]}
    parts = [Part(key, gettext(title), len(held[key])) for key, title in titles.items()]
    return Overview(parse_datetime(said["made_at"]), said["controller"], parts, held)


def is_over(request: AccessRequest) -> bool:
    """Tell whether the time of an overview is over, also when the clock has not been by yet."""
    return request.expires_at is not None and request.expires_at <= localtime()


def lines(key: str, rows: Iterable[dict[str, Any]]) -> list[list[dict[str, str]]]:
    """Return rows of one table in words: a label and a value for each column that says something."""
    table = PERSONAL.get(key)
    if table is None:
        return []
    return [
        [
            {"term": gettext(table.columns[name].label).capitalize(), "value": words}
            for name, value in row.items()
            if name in table.columns and (words := in_words(table, name, value))
        ]
        for row in rows
    ]


def in_words(table: PersonalTable, name: str, value: Any) -> str:
    """Return a kept value as a person reads it."""
    field = table.model._meta.get_field(name)
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    choices = dict(getattr(field, "flatchoices", None) or ())
    if value in choices if isinstance(value, int | str) else False:
        return str(choices[value])
    if isinstance(value, list):
        known = LISTS.get((table.label, name))
        return ", ".join(str(known(each).label) if known and each in known.values else str(each) for each in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in value.items())
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return format_date(localtime(moment), "j F Y, H:i")
    if isinstance(field, models.DateField) and (day := parse_date(str(value))):
        return format_date(day, "j F Y")
    return gettext(str(value)) if value else ""
