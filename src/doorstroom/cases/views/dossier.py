"""One person's dossier: keys, profile, jobs, timeline, and who guides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.cases import queries
from doorstroom.cases.actions import answer_not_yet, assign, turn_second_key
from doorstroom.cases.choices import KeyAnswer, WhyEnded
from doorstroom.cases.declarations import ASSIGN, TURN_SECOND_KEY
from doorstroom.cases.forms import AssignForm, NotYetForm
from doorstroom.common.dates import today
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.introductions.queries import for_person
from doorstroom.matching.queries import jobs_for
from doorstroom.people.forms.bsn import BsnForm, BsnPurposeForm
from doorstroom.people.models import Person
from doorstroom.people.queries import completeness, dossier, happenings, timeline
from doorstroom.people.vault import masked_bsn

EVENTS_ON_A_PAGE = 25


def opened(request: HttpRequest, person: UUID) -> Person:
    """Return the person of this dossier, or 404 where this reader has no ground to see it."""
    return get_object_or_404(queries.opened(actor_of(request)), pk=person)


def frame(request: HttpRequest, row: Any, here: str) -> dict[str, Any]:
    """Return what stands above every part of a dossier."""
    parts = (
        ("cases_person", gettext("Overzicht")),
        ("cases_plan", gettext("Plan")),
        ("cases_person_jobs", gettext("Banen")),
        ("cases_person_introductions", gettext("Reacties")),
        ("cases_person_timeline", gettext("Tijdlijn")),
    )
    tabs = [{"label": label, "href": reverse(name, args=[row.pk]), "current": name == here} for name, label in parts]
    return {
        "row": row,
        "tabs": tabs,
        "mine": row.guide_id == actor_of(request).user_id,
        "step": gettext(step_words(Promise(step=row.next_step))) if row.next_step else "",
        "late": bool(row.next_due and row.next_due < today()),
    }


@page(TURN_SECOND_KEY)
def person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show keys, next step and profile."""
    return overview(request, opened(request, person))


def overview(request: HttpRequest, row: Person, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the first page of a dossier; `more` holds a refusal or the forms that were filled in."""
    shown = dossier(row)
    asked = shown.visibility.own_key and not shown.visibility.second_key
    context = frame(request, row, "cases_person") | {
        "dossier": shown,
        "hints_of": row.first_name,
        "hints": [
            {"words": hint.sentence, "href": reverse("people_step_of", args=[row.pk, hint.step])}
            for hint in completeness(shown)
        ],
        "lane": queries.place_of(row.pk),
        "ways_out": [each for each in WhyEnded.choices if each[0] != WhyEnded.OTHER_LANE],
        "asks_key": asked and getattr(row, "next_step", "") == f"cases.KeyRequest:{KeyAnswer.WAITING}",
        "not_yet": NotYetForm(),
        "turned": request.GET.get("sleutel", ""),
        "refused": "",
    }
    context |= bsn_panel(row) | more
    return render(request, "cases/person.html", context, status=status)


def bsn_panel(row: Any) -> dict[str, Any]:
    """Return what the panel about the BSN shows: the masked number and its forms, or nothing to who may not use it."""
    if not row.uses_bsn:
        return {"bsn_panel": False}
    return {
        "bsn_panel": True,
        "bsn_masked": masked_bsn(row),
        "bsn_shown": "",
        "bsn_form": BsnForm(),
        "bsn_purpose": BsnPurposeForm(),
    }


@page(TURN_SECOND_KEY)
def jobs(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the first fitting jobs, as the person sees them."""
    row = opened(request, person)
    context = frame(request, row, "cases_person_jobs") | {"jobs": jobs_for(row), "person": row}
    return render(request, "cases/jobs.html", context)


@page(TURN_SECOND_KEY)
def introductions(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what this person and employers said to each other so far, and who is to answer."""
    row = opened(request, person)
    context = frame(request, row, "cases_person_introductions") | {"rows": for_person(row)}
    return render(request, "cases/introductions.html", context)


@page(TURN_SECOND_KEY)
def what_happened(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what happened, in the words the person reads."""
    row = opened(request, person)
    shown = Paginator(timeline(row), EVENTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = frame(request, row, "cases_person_timeline") | {"page": shown}
    return render(request, "cases/timeline.html", context | {"items": happenings(shown.object_list, row)})


@require_POST
@page(TURN_SECOND_KEY)
def second_key(request: HttpRequest, person: UUID) -> HttpResponse:
    """Turn the second key, or turn it back."""
    key = request.POST.get("key")
    on = key == "on"
    turn_second_key(actor=actor_of(request), person=person, on=on, ask_again=key == "undo")
    return redirect(f"{reverse('cases_person', args=[person])}?sleutel={'aan' if on else 'uit'}")


@require_POST
@page(TURN_SECOND_KEY)
def not_yet(request: HttpRequest, person: UUID) -> HttpResponse:
    """Tell the person who asked that it is too early, and why."""
    form = NotYetForm(request.POST)
    if not form.is_valid():
        return overview(request, opened(request, person), not_yet=form, status=400)
    try:
        answer_not_yet(actor=actor_of(request), person=person, reason=form.cleaned_data["reason"])
    except Refusal as refusal:
        return overview(request, opened(request, person), not_yet=form, refused=sentence(refusal), status=409)
    return redirect("cases_person", person)


@page(ASSIGN)
def guide(request: HttpRequest, person: UUID) -> HttpResponse:
    """Choose who guides this person from now on."""
    actor = actor_of(request)
    row = opened(request, person)
    colleagues = queries.colleagues(actor)
    form = AssignForm(
        request.POST or None, colleagues=colleagues, initial={"case_worker": getattr(row, "guide_id", "")}
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            chosen = form.cleaned_data["case_worker"]
            try:
                assign(actor=actor, person=person, case_worker=chosen, words=form.cleaned_data["words"])
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                words = gettext("{name} begeleidt nu {person}.").format(name=dict(colleagues)[chosen], person=row.name)
                messages.success(request, words)
                return redirect("cases_person", person) if chosen == actor.user_id else redirect("cases_caseload")
    return render(request, "cases/assign.html", frame(request, row, "") | {"form": form}, status=status)
