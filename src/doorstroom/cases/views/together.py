"""Doing one thing to several people of a list: preview, result, undo."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.cases import queries
from doorstroom.cases.actions.together import MOST, Outcome, do_together, undo_together
from doorstroom.cases.declarations import ASSIGN, UNDO_TOGETHER
from doorstroom.cases.forms import AssignForm
from doorstroom.cases.forms.plan import StepForm, TalkForm
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person

KINDS = ("assign", "step", "talk")


@require_POST
@page(ASSIGN)
def together(request: HttpRequest) -> HttpResponse:
    """Show who was picked and ask what is needed; when confirmed, do it and show the result with undo."""
    actor = actor_of(request)
    what = request.POST.get("what", "")
    people: list[Person] = list(
        SEE.visible(actor).filter(pk__in=_keys(request)).order_by("last_name", "first_name", "pk")[:MOST]
    )
    if not people or what not in KINDS:
        messages.warning(request, gettext("Kies eerst een of meer mensen."))
        return redirect("cases_caseload")
    confirmed = "bevestig" in request.POST
    form = _form(request, what, confirmed)
    status = 200
    if confirmed:
        status = 400
        if form.is_valid():
            try:
                keys = [person.pk for person in people]
                done = do_together(actor=actor, what=what, people=keys, given=_given(form))
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return _result(request, what, done, people)
    context = {"people": people, "form": form, "what": what, "title": _title(what)}
    return render(request, "cases/together.html", context, status=status)


def _title(what: str) -> str:
    titles = {
        "assign": gettext("Geef aan een collega"),
        "step": gettext("Spreek een stap af"),
        "talk": gettext("Nodig uit voor een gesprek"),
    }
    return titles[what]


def _keys(request: HttpRequest) -> list[UUID]:
    keys = []
    for text in request.POST.getlist("wie")[:MOST]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return keys


def _form(request: HttpRequest, what: str, confirmed: bool) -> forms.Form:
    given = request.POST if confirmed else None
    if what == "assign":
        return AssignForm(given, colleagues=queries.colleagues(actor_of(request)))
    return StepForm(given) if what == "step" else TalkForm(given)


def _given(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, TalkForm):
        return {"offer": form.offer()}
    if isinstance(form, StepForm):
        data = form.cleaned_data
        return {"words": data["words"], "due_on": data["due_on"], "for_person": data["who"] == "person"}
    return dict(form.cleaned_data)


def _result(request: HttpRequest, what: str, done: Outcome, people: list[Person]) -> HttpResponse:
    names = {person.pk: person.name for person in people}
    left_out = [(names.get(key, ""), sentence(refusal)) for key, refusal in done.left_out]
    count = len(people) - len(left_out)
    context = {"title": _title(what), "count": count, "left_out": left_out, "together": done.together}
    return render(request, "cases/together_done.html", context)


@require_POST
@page(UNDO_TOGETHER)
def undo(request: HttpRequest, together: UUID) -> HttpResponse:
    """Take back what was done to several people."""
    undo_together(actor=actor_of(request), together=together)
    messages.success(request, gettext("Dit is teruggedraaid."))
    return redirect("cases_caseload")
