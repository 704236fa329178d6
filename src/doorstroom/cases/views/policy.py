"""Lanes and policy of a municipality: who does what, how much room there is, and the dated rules behind it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.accounts.models import Organisation, Team
from doorstroom.cases import queries
from doorstroom.cases.actions import (
    add_extra_staff,
    add_lane_rule,
    add_rung,
    change_desk,
    end_extra_staff,
    end_row,
)
from doorstroom.cases.choices import Lane
from doorstroom.cases.declarations import MANAGE_LANES, SEE_LANES
from doorstroom.cases.forms import DeskForm, ExtraForm, RuleForm, RungForm
from doorstroom.cases.queries.policy import extra_rows, shown_rules, shown_rungs
from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal


@page(SEE_LANES)
def lanes(request: HttpRequest) -> HttpResponse:
    """Show the lanes of a municipality with their room, and to an administrator the way to change them."""
    actor = actor_of(request)
    offices = list(SEE_LANES.visible(actor).filter(active=True).order_by("name", "id"))
    here = next((row for row in offices if str(row.pk) == request.GET.get("gemeente")), offices[0] if offices else None)
    if here is None:
        return render(request, "cases/lanes.html", {"offices": [], "here": None})
    return _page(request, here, offices, {})


def _page(
    request: HttpRequest, here: Organisation, offices: list[Organisation], forms_: dict[str, forms.Form],
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    day = today()
    tabs = [
        {"label": row.name, "href": f"{reverse('cases_lanes')}?gemeente={row.pk}", "current": row == here}
        for row in offices
    ]
    context: dict[str, Any] = {
        "here": here,
        "offices": tabs,
        "rooms": queries.rooms(here.pk, day),
        "extra": extra_rows(here.pk, day),
        "shown_rules": shown_rules(here.pk, day),
        "shown_rungs": shown_rungs(here.pk, day),
        "may_change": bool(MANAGE_LANES.held_by(actor_of(request))),
        "forms": {"extra": ExtraForm(), "rule": RuleForm(), "rung": RungForm()} | forms_,
    }
    return render(request, "cases/lanes.html", context, status=status)


@page(MANAGE_LANES)
def desk(request: HttpRequest, organisation: UUID, lane: str) -> HttpResponse:
    """Say who does a lane from a day on."""
    here = MANAGE_LANES.open(actor_of(request), organisation)
    if lane not in Lane.values:
        raise Http404
    teams = [(str(team.pk), team.name) for team in Team.objects.filter(organisation=here).order_by("name", "id")]
    held = queries.desk_on(here.pk, lane, today())
    names = ("staff", "each", "budget")
    initial: dict[str, Any] = {name: getattr(held, name) for name in names} if held else {}
    initial |= {"valid_from": today(), "team": str(held.team_id) if held and held.team_id else ""}
    form = DeskForm(request.POST or None, teams=teams, initial=initial)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                change_desk(actor=actor_of(request), organisation=here.pk, lane=lane, **form.cleaned_data)
            except Refusal as refusal:
                form.add_error("valid_from", sentence(refusal))
                status = 409
            else:
                messages.success(request, gettext("Opgeslagen."))
                return _back(here.pk)
    context = {"form": form, "here": here, "label": Lane(lane).label}
    return render(request, "cases/lane_desk.html", context, status=status)


@require_POST
@page(MANAGE_LANES)
def add(request: HttpRequest, organisation: UUID, what: str) -> HttpResponse:
    """Add extra staff, a rule or a rung."""
    actor = actor_of(request)
    here = MANAGE_LANES.open(actor, organisation)
    kinds: dict[str, type[forms.Form]] = {"extra": ExtraForm, "rule": RuleForm, "rung": RungForm}
    if what not in kinds:
        raise Http404
    form = kinds[what](request.POST)
    status = 400
    if form.is_valid():
        try:
            _add(actor, here.pk, what, dict(form.cleaned_data))
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            status = 409
        else:
            messages.success(request, gettext("Opgeslagen."))
            return _back(here.pk)
    offices = list(SEE_LANES.visible(actor).filter(active=True).order_by("name", "id"))
    return _page(request, here, offices, {what: form}, status)


def _add(actor: Any, organisation: UUID, what: str, given: dict[str, Any]) -> None:
    if what == "extra":
        add_extra_staff(actor=actor, organisation=organisation, **given)
    elif what == "rung":
        add_rung(actor=actor, organisation=organisation, **given)
    else:
        valid_from, source = given.pop("valid_from"), given.pop("source")
        add_lane_rule(actor=actor, organisation=organisation, given=given, valid_from=valid_from, source=source)


@require_POST
@page(MANAGE_LANES)
def end(request: HttpRequest, organisation: UUID, row: UUID) -> HttpResponse:
    """End extra staff, a rule or a rung."""
    actor = actor_of(request)
    if not end_extra_staff(actor=actor, organisation=organisation, row=row):
        end_row(actor=actor, organisation=organisation, row=row)
    messages.success(request, gettext("Opgeslagen."))
    return _back(organisation)


def _back(organisation: UUID) -> HttpResponse:
    return redirect(f"{reverse('cases_lanes')}?gemeente={organisation}")
