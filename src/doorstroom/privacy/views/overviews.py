"""Asking for everything that is known, following how far it is, reading it and taking it along."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRefresh

from doorstroom.common.dates import today
from doorstroom.core import files
from doorstroom.core.models import StoredFile
from doorstroom.core.pages import actor_of, asks_a_part, page, sentence
from doorstroom.core.personal import OVERVIEWS
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.people.models import Person
from doorstroom.people.queries import my_person
from doorstroom.privacy import queries
from doorstroom.privacy.actions import ask_overview
from doorstroom.privacy.choices import OverviewState
from doorstroom.privacy.declarations import ASK_FOR_SOMEBODY, SEE_OVERVIEW
from doorstroom.privacy.forms import IdentityForm, StopMyselfForm
from doorstroom.privacy.models import AccessRequest

ROWS_ON_A_PAGE = 25


@page(SEE_OVERVIEW)
def mine(request: HttpRequest) -> HttpResponse:
    """Let a person ask for everything with one button, and show what was asked before."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    if request.method == "POST":
        asked = ask_overview(actor=actor_of(request), person=person)
        return redirect("privacy_mine") if asked is UNCHANGED else redirect("privacy_overview", asked.pk)
    return my_page(request, person)


def my_page(request: HttpRequest, person: Person, stop: Form | None = None) -> HttpResponse:
    """Show what somebody can do with the own data; with a form that was refused, what is wrong with it."""
    context = {
        "person": person,
        "rows": _rows(queries.overviews_of(actor_of(request), person)),
        "days": queries.days_kept(OVERVIEWS, today()),
        "controller": person.controller,
        "stop": stop or StopMyselfForm(),
    }
    return render(request, "privacy/mine.html", context, status=400 if stop else 200)


@page(ASK_FOR_SOMEBODY)
def of_person(request: HttpRequest, person: UUID) -> HttpResponse:
    """Let a case worker make the overview for somebody who asks at the desk or by telephone."""
    row = get_object_or_404(ASK_FOR_SOMEBODY.visible(actor_of(request)), pk=person)
    form, status = IdentityForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                asked = ask_overview(actor=actor_of(request), person=row, identity=form.cleaned_data["identity"])
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                if asked is UNCHANGED:
                    messages.info(request, gettext("Er wordt al een overzicht gemaakt."))
                    return redirect("privacy_of", person)
                return redirect("privacy_overview", asked.pk)
    rows = queries.overviews_of(actor_of(request), row)
    crumbs = [{"label": row.name, "href": reverse("cases_person", args=[row.pk])}, {"label": gettext("Gegevens")}]
    context = {"row": row, "form": form, "rows": _rows(rows), "crumbs": crumbs}
    return render(request, "privacy/of_person.html", context, status=status)


def _rows(rows: list[AccessRequest]) -> list[dict[str, Any]]:
    return [
        {
            "request": row,
            "status": OverviewState(OverviewState.EXPIRED if queries.is_over(row) else row.status).label,
            "there": row.status != OverviewState.EXPIRED and not queries.is_over(row),
        }
        for row in rows
    ]


def _opened(request: HttpRequest, key: UUID) -> AccessRequest:
    rows = SEE_OVERVIEW.visible(actor_of(request)).select_related("content", "bundle")
    row: AccessRequest = get_object_or_404(rows, pk=key)
    return row


@page(SEE_OVERVIEW)
@require_safe
def overview(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show how far an overview is, or read it part by part."""
    row = _opened(request, request_id)
    working = row.status == OverviewState.ASKED
    if asks_a_part(request) and "voortgang" in request.GET:
        if not working:
            return HttpResponseClientRefresh()
        return render(request, "privacy/overview.html#progress", _state(row))
    return render(request, "privacy/overview.html", _state(row) | _read(request, row))


def _state(row: AccessRequest) -> dict[str, Any]:
    url = f"{reverse('privacy_overview', args=[row.pk])}?voortgang=1"
    return {"asked": row, "working": row.status == OverviewState.ASKED, "poll": url, "most": max(row.total, 1)}


def _read(request: HttpRequest, row: AccessRequest) -> dict[str, Any]:
    shown = queries.overview(row)
    if shown is None:
        return {"overview": None}
    filled = [part for part in shown.parts if part.count]
    asked = request.GET.get("deel", "")
    here = next((part for part in filled if part.key == asked), filled[0] if filled else None)
    rows = Paginator(shown.held[here.key] if here else [], ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines(here.key, rows) if here else []
    empty = [part.title for part in shown.parts if not part.count]
    return {"overview": shown, "parts": filled, "empty": empty, "here": here, "lines": lines, "page": rows}


def _file(row: AccessRequest, stored: StoredFile | None) -> HttpResponse:
    if stored is None or queries.is_over(row):
        raise Http404
    response = HttpResponse(files.read(stored), content_type=stored.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{stored.name}"'
    return response


@page(SEE_OVERVIEW)
@require_safe
def as_json(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give an overview as a file for a program."""
    row = _opened(request, request_id)
    return _file(row, row.content)


@page(SEE_OVERVIEW)
@require_safe
def as_zip(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Give an overview with the person's files in one archive."""
    row = _opened(request, request_id)
    return _file(row, row.bundle)
