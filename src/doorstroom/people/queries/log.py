"""Who looked at a person and what happened around a person, in the words that this person reads."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.declarations import ROLES
from doorstroom.accounts.models import Organisation
from doorstroom.core.actors import SYSTEM
from doorstroom.core.models import ReadLogEntry, TrailEntry
from doorstroom.core.trail import EVENTS, facts_of
from doorstroom.people.choices import BSN_REASONS, Step
from doorstroom.people.declarations import IN_NEED, NAME, PROFILE_CHANGED
from doorstroom.people.models import Person

PURPOSES: dict[str, Any] = {
    "guidance": _("om u te begeleiden naar werk"),
    "mediation": _("om u aan een baan te helpen"),
    "own_data": _("omdat het over u gaat"),
    "service": _("om werkgevers te helpen"),
    "upkeep": _("om het systeem te onderhouden"),
    **BSN_REASONS,
}
FIELDS: dict[str, Any] = dict.fromkeys(NAME, _("uw naam")) | {
    "email": _("uw e-mailadres"),
    "phone": _("uw telefoonnummer"),
    "birth_date": _("uw geboortedatum"),
    "street": _("uw adres"),
    "house_number": _("uw adres"),
    "postcode": _("uw postcode"),
    "place": _("uw woonplaats"),
    "situation": _("uw situatie"),
    "client_number": _("uw klantnummer"),
    "bsn": _("uw BSN"),
    # What an employer sees before contact, without a name.
    "skills": _("wat u kunt"),
    "hours": _("uw uren"),
    "available": _("wanneer u kunt beginnen"),
    "travel_band": _("uw reistijd, ongeveer"),
    "fit_band": _("hoe goed de baan past"),
    "language": _("uw Nederlands"),
    "licences": _("uw rijbewijs en papieren"),
    "hours_min": _("uw uren"),
    "hours_max": _("uw uren"),
    "travel_minutes": _("uw reistijd"),
    "dutch": _("uw Nederlands"),
    "education": _("uw opleiding"),
    "available_from": _("wanneer u kunt beginnen"),
}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def known_as(person: Person) -> QuerySet[Person]:
    """Return a person together with the dossiers that became part of this one."""
    return Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person.pk))


def looks(
    person: Person, *, own: bool = False, organisation: UUID | None = None, in_need: bool = False
) -> QuerySet[ReadLogEntry]:
    """Return who saw this person, the latest first; the person's own looks only when asked."""
    rows = ReadLogEntry.objects.filter(person_id__in=known_as(person).values("pk")).order_by("-at", "id")
    if organisation is not None:
        rows = rows.filter(by_organisation=organisation)
    if in_need:
        rows = rows.filter(permission__in=IN_NEED)
    return rows if own or person.user_id is None else rows.exclude(by_user=person.user_id)


def who_ever_looked(person: Person) -> dict[UUID, str]:
    """Return the organisations that ever saw this person, by name, to choose from."""
    rows = ReadLogEntry.objects.filter(person_id__in=known_as(person).values("pk"), by_organisation__isnull=False)
    names = organisation_names(rows.order_by().values_list("by_organisation", flat=True).distinct())
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def organisation_names(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of organisations by key."""
    wanted = {key for key in keys if key is not None}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))


def looker_words(role: str, organisation: str, *, own: bool) -> str:
    """Return who looked: "Gemeente Delft, klantmanager"."""
    if own:
        return gettext("uzelf")
    label = SYSTEM.label if role not in ROLES else ROLES[role].label
    return f"{organisation}, {gettext(label)}" if organisation else gettext(label)


def fields_words(fields: str) -> str:
    """Return what was seen: "uw profiel", or "uw naam, uw woonplaats"."""
    if fields == "*":
        return gettext("uw profiel")
    words = dict.fromkeys(str(FIELDS[name]) for name in FIELDS if name in fields.split(","))
    return ", ".join(words) or gettext("uw gegevens")


def purpose_words(purpose: str) -> str:
    """Return what somebody looked for: "om u te begeleiden naar werk"."""
    return gettext(str(PURPOSES[purpose])) if purpose in PURPOSES else ""


def timeline(person: Person) -> QuerySet[TrailEntry]:
    """Return what happened around this person and is meant for this person to read, the latest first."""
    inner = [code for code, event in EVENTS.items() if not event.to_person]
    return (
        TrailEntry.objects.filter(person_id__in=known_as(person).values("pk"))
        .exclude(event__in=inner)
        .order_by("-at", "id")
    )


@dataclass(frozen=True)
class Happening:
    """A line of the timeline."""

    when: datetime
    title: str
    contest: str = ""  # where the person says that this is not right


def happenings(entries: Iterable[TrailEntry], person: Person) -> list[Happening]:
    """Return trail entries as sentences to the person they are about; changes made in one go become one line."""
    rows = [entry for entry in entries if entry.event in EVENTS]
    names = organisation_names(row.by_organisation for row in rows)
    told = []
    for _key, together in groupby(rows, key=_in_one_go):
        same = list(together)
        who = _who(same[0], names.get(same[0].by_organisation or person.pk, ""), person)
        told.append(Happening(same[0].at, _sentence(same, who), f"?over=event:{same[0].pk}"))
    return told


def _in_one_go(entry: TrailEntry) -> tuple[Any, ...]:
    """Return what entries share that are told as one: changes of a profile by the same hand on the same day."""
    if entry.event != PROFILE_CHANGED.code:
        return (entry.pk,)
    return (entry.event, entry.by_user, timezone.localdate(entry.at))


def _who(entry: TrailEntry, organisation: str, person: Person) -> str:
    if entry.by_role == SYSTEM.code:
        return gettext("Het systeem")
    if entry.by_user is not None and entry.by_user == person.user_id:
        return gettext("U")
    return f"{entry.by_name} ({organisation})" if organisation else entry.by_name


def _sentence(same: list[TrailEntry], who: str) -> str:
    facts = facts_of(same[0])
    if len(same) > 1:
        facts["parts"] = list(dict.fromkeys(part for row in reversed(same) for part in row.facts["parts"]))
    words: Mapping[str, Any] = _Told({name: _fact(value) for name, value in facts.items()} | {"who": who})
    return gettext(EVENTS[same[0].event].sentence).format_map(words)


class _Told(dict[str, Any]):
    """Facts for a sentence; one that was never recorded, or was erased, reads as nothing."""

    def __missing__(self, name: str) -> str:
        return ""


def _fact(value: Any) -> str:
    """Return a fact as a person reads it: parts of the profile and days written out, known words translated."""
    if isinstance(value, list):
        return part_words(value)
    text = str(value)
    if DAY.fullmatch(text):
        return format_date(date.fromisoformat(text), "j F Y")
    return gettext(text) if text else ""


def part_words(parts: Iterable[str]) -> str:
    """Return the names of profile parts as they stand in a sentence."""
    names = [str(Step(part).label) if part in Step.values else gettext("manier van tonen") for part in parts]
    return ", ".join(name[:1].lower() + name[1:] for name in names)
