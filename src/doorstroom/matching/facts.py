"""Facts that a person can say are not right, beside jobs: a part of the profile, who looked, what happened."""

from uuid import UUID

from django.utils import translation
from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext

from doorstroom.people.choices import Step
from doorstroom.people.models import Person
from doorstroom.people.queries import happenings, looks, organisation_names, timeline
from doorstroom.people.queries.log import fields_words, looker_words


def fact_words(person: Person, about: str) -> str:
    """Return a fact about this person as the person saw it, or "" when there is no such fact.

    `about` is "profile:uren" (a step of the profile), "look:<key>" or "event:<key>".
    """
    kind, _, name = about.partition(":")
    with translation.override(person.language):
        if kind == "profile":
            return gettext("uw profiel, {part}").format(part=str(Step(name).label)) if name in Step.values else ""
        try:
            key = UUID(name)
        except ValueError:
            return ""
        if kind == "look":
            return _look(person, key)
        return _event(person, key) if kind == "event" else ""


def _look(person: Person, key: UUID) -> str:
    row = looks(person, own=True).filter(pk=key).first()
    if row is None:
        return ""
    names = organisation_names([row.by_organisation])
    who = looker_words(row.by_role, names.get(row.by_organisation, ""), own=row.by_user == person.user_id)  # type: ignore[arg-type]
    return f"{format_date(localtime(row.at), 'j F Y')}, {who}: {fields_words(row.fields)}"[:300]


def _event(person: Person, key: UUID) -> str:
    row = timeline(person).filter(pk=key).first()
    told = happenings([row], person) if row is not None else []
    return told[0].title.rstrip(".")[:300] if told else ""
