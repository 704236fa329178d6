"""The BSN at the dossier, finding somebody by it, and dossiers that share one. A number never stands in an address."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from doorstroom.cases import queries
from doorstroom.cases.declarations import SETTLE
from doorstroom.cases.doubles import settle
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people import vault
from doorstroom.people.declarations import USE_BSN
from doorstroom.people.forms.bsn import BsnForm, BsnPurposeForm, FindByBsnForm

from .dossier import opened, overview


@sensitive_post_parameters("bsn")
@require_POST
@page(USE_BSN)
def keep(request: HttpRequest, person: UUID) -> HttpResponse:
    """Keep the number of a person, or another one."""
    USE_BSN.open(actor_of(request), person)
    form = BsnForm(request.POST)
    if not form.is_valid():
        return overview(request, opened(request, person), bsn_form=form, status=400)
    vault.keep_bsn(actor=actor_of(request), person=person, bsn=form.cleaned_data["bsn"])
    messages.success(request, gettext("Het BSN is bewaard."))
    return redirect("cases_person", person)


@require_POST
@page(USE_BSN)
def show(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the whole number once, for a purpose."""
    USE_BSN.open(actor_of(request), person)
    form = BsnPurposeForm(request.POST)
    if not form.is_valid():
        return overview(request, opened(request, person), bsn_purpose=form, status=400)
    purpose = form.cleaned_data["purpose"]
    shown, trouble = _used(request, form, vault.show_bsn, person=person, purpose=purpose)
    row = opened(request, person)
    if trouble:
        return overview(request, row, bsn_purpose=form, status=trouble)
    return overview(request, row, bsn_shown=shown.digits)


@require_POST
@page(USE_BSN)
def remove(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take a number out."""
    vault.remove_bsn(actor=actor_of(request), person=person)
    messages.success(request, gettext("Het BSN is weggehaald."))
    return redirect("cases_person", person)


@sensitive_post_parameters("bsn")
@page(USE_BSN)
def find(request: HttpRequest) -> HttpResponse:
    """Find somebody of the own municipality by number; the form is always posted."""
    form = FindByBsnForm(request.POST or None)
    found, status = None, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            found, trouble = _used(request, form, vault.find_by_bsn, **form.cleaned_data)
            status = trouble or 200
            form = form if trouble else FindByBsnForm(initial={"purpose": form.cleaned_data["purpose"]})
    return render(request, "cases/find_bsn.html", {"form": form, "found": found}, status=status)


def _used(request: HttpRequest, form: forms.Form, use: Callable[..., Any], **given: Any) -> tuple[Any, int]:
    """Use the vault; return what came of it, and the status of a refusal, which then stands on the form."""
    try:
        return use(actor=actor_of(request), **given), 0
    except vault.TooOften as refusal:
        vault.tell_used_too_often(actor=actor_of(request))
        form.add_error(None, sentence(refusal))
        return None, 429
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return None, 409


@page(SETTLE)
def doubles(request: HttpRequest) -> HttpResponse:
    """Show the pairs of dossiers that share a number, side by side."""
    return render(request, "cases/doubles.html", {"pairs": queries.doubles(actor_of(request))})


@require_POST
@page(SETTLE)
def settle_double(request: HttpRequest, double: UUID) -> HttpResponse:
    """Say whether two dossiers are one person's."""
    settle(actor=actor_of(request), double=double, same=request.POST.get("answer") == "same")
    messages.success(request, gettext("Uw antwoord is bewaard."))
    return redirect("cases_doubles")
