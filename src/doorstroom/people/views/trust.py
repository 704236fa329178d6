"""Pages that answer "who sees me": the two keys, who looked, and what happened."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from doorstroom.core.models import ReadLogEntry
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.actions import turn_own_key
from doorstroom.people.declarations import IN_NEED, SEE_LOOKS, SEE_PROFILE, TURN_OWN_KEY
from doorstroom.people.forms.looks import LooksForm
from doorstroom.people.models import Person
from doorstroom.people.queries import dossier, happenings, looks, my_person, organisation_names, timeline
from doorstroom.people.queries.log import fields_words, looker_words, purpose_words, who_ever_looked

LOOKS_ON_A_PAGE = 50
EVENTS_ON_A_PAGE = 25


@page(TURN_OWN_KEY)
def visibility(request: HttpRequest) -> HttpResponse:
    """Explain the two keys and let the person turn the own one."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    refused, status = "", 200
    if request.method == "POST":
        try:
            turn_own_key(actor=actor_of(request), person=person, on=request.POST.get("key") == "on")
        except Refusal as refusal:
            refused, status = sentence(refusal), 409
        else:
            return redirect("people_visibility")
    shown = dossier(person)
    not_yet = gettext(shown.visibility.not_yet) if shown.visibility.not_yet else ""
    context = {"dossier": shown, "refused": refused, "not_yet": not_yet}
    return render(request, "people/visibility.html", context, status=status)


@dataclass(frozen=True)
class Look:
    """One line of "who looked": who, from where, at what, what for, how often that day, and whether it was in need."""

    first: datetime
    last: datetime
    times: int
    who: str
    what: str
    why: str
    in_need: bool
    key: str


@page(SEE_LOOKS)
def who_looked(request: HttpRequest) -> HttpResponse:
    """Show who saw this person's data, a day at a time, of everybody or of one organisation."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    form = LooksForm(request.GET, organisations=who_ever_looked(person))
    chosen = form.chosen()
    shown = Paginator(looks(person, **chosen), LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    days = by_day(shown.object_list, person)
    narrowed = bool(chosen["organisation"] or chosen["in_need"])
    return render(request, "people/looks.html", {"page": shown, "days": days, "form": form, "narrowed": narrowed})


def by_day(entries: Any, person: Person) -> list[tuple[date, list[Look]]]:
    """Group read-log entries by day, within a day by organisation, and then by what was looked at and why."""
    rows = list(entries)
    names = organisation_names(row.by_organisation for row in rows)
    days = []
    for day, of_day in groupby(rows, key=lambda row: timezone.localdate(row.at)):
        lines: dict[tuple[str, str, str, bool], list[ReadLogEntry]] = {}
        for row in of_day:
            who = looker_words(row.by_role, names.get(row.by_organisation, ""), own=row.by_user == person.user_id)
            key = (who, fields_words(row.fields), purpose_words(row.purpose), row.permission in IN_NEED)
            lines.setdefault(key, []).append(row)
        together = sorted(lines.items(), key=lambda pair: (not pair[0][3], pair[0][0]))
        days.append((day, [_look(words, same) for words, same in together]))
    return days


def _look(words: tuple[str, str, str, bool], rows: list[ReadLogEntry]) -> Look:
    moments = sorted(row.at for row in rows)
    times = len({row.request_id for row in rows})
    return Look(timezone.localtime(moments[0]), timezone.localtime(moments[-1]), times, *words, str(rows[0].pk))


@page(SEE_PROFILE)
def what_happened(request: HttpRequest) -> HttpResponse:
    """Show everything that happened around this person, as the person reads it."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    shown = Paginator(timeline(person), EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "people/timeline.html", {"page": shown, "items": happenings(shown.object_list, person)})
