"""Moving to another municipality, joining double dossiers, stopping and starting again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from doorstroom.core.fence import machine_scope
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person
from doorstroom.privacy import actions, queries
from doorstroom.privacy.actions.merging import moving
from doorstroom.privacy.declarations import LEAVE, MERGE, OFFER_TRANSFER, RECEIVE, TAKE_BACK_TRANSFER, UNDO_MERGE
from doorstroom.privacy.forms import RefuseForm, StopForm, StopMyselfForm, TransferForm
from doorstroom.privacy.views.overviews import my_page


def _dossier(request: HttpRequest, key: UUID) -> Person:
    row: Person = get_object_or_404(OFFER_TRANSFER.visible(actor_of(request)), pk=key)
    return row


def _shown(request: HttpRequest, row: Person, status: int = 200, **forms: Any) -> HttpResponse:
    municipalities = queries.municipalities_for(row)
    context = {
        "row": row,
        "transfer": TransferForm(municipalities=municipalities),
        "stop": StopForm(),
        "offer": queries.offer_of(row),
    }
    return render(request, "privacy/dossier.html", context | forms, status=status)


@page(OFFER_TRANSFER)
@require_safe
def dossier(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what can be done with a whole dossier: overview, move, stop."""
    return _shown(request, _dossier(request, person))


@page(OFFER_TRANSFER)
@require_POST
def offer(request: HttpRequest, person: UUID) -> HttpResponse:
    """Ask another municipality to take over."""
    row = _dossier(request, person)
    form = TransferForm(request.POST, municipalities=queries.municipalities_for(row))
    if not form.is_valid():
        return _shown(request, row, 400, transfer=form)
    try:
        actions.offer_transfer(actor=actor_of(request), person=row, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return _shown(request, row, 409, transfer=form)
    messages.success(request, gettext("De andere gemeente krijgt de vraag en geeft antwoord."))
    return redirect("privacy_dossier", person)


@page(TAKE_BACK_TRANSFER)
@require_POST
def take_back(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Take an offer back."""
    row = actions.take_back_transfer(actor=actor_of(request), transfer=transfer)
    messages.success(request, gettext("De overdracht is ingetrokken."))
    return redirect("privacy_dossier", row.person_id) if row else redirect("cases_caseload")


@page(LEAVE)
@require_POST
def leave(request: HttpRequest, person: UUID) -> HttpResponse:
    """Stop looking, or start again."""
    row: Person = get_object_or_404(LEAVE.visible(actor_of(request)), pk=person)
    myself = row.user_id == actor_of(request).user_id
    place = redirect("privacy_mine") if myself else redirect("privacy_dossier", person)
    if request.POST.get("again"):
        actions.start_again(actor=actor_of(request), person=row)
        said = gettext("Het zoeken staat weer aan.")
        if myself:
            said += " " + gettext("Kies bij ‘Wie ziet mij’ of werkgevers u mogen vinden.")
        messages.success(request, said)
        return place
    form: Form = StopMyselfForm(request.POST) if myself else StopForm(request.POST)
    if not form.is_valid():
        return my_page(request, row, form) if myself else _shown(request, row, 400, stop=form)
    actions.stop_looking(actor=actor_of(request), person=row, **form.cleaned_data)
    messages.success(request, gettext("Het zoeken staat stil. Werkgevers en bureaus vinden dit profiel niet meer."))
    return place


@page(RECEIVE)
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Show whom other municipalities ask this intake to take over."""
    return render(request, "privacy/arrivals.html", {"rows": queries.arrivals(actor_of(request)), "form": RefuseForm()})


@page(RECEIVE)
@require_POST
def answer(request: HttpRequest, transfer: UUID) -> HttpResponse:
    """Take somebody over, or say why not."""
    actor = actor_of(request)
    if request.POST.get("answer") == "accept":
        actions.accept_transfer(actor=actor, transfer=transfer)
        messages.success(request, gettext("U bent nu verantwoordelijk. De persoon staat bij uw intake."))
        return redirect("cases_intake")
    actions.refuse_transfer(actor=actor, transfer=transfer, reason=request.POST.get("reason", ""))
    messages.success(request, gettext("De andere gemeente blijft verantwoordelijk."))
    return redirect("privacy_arrivals")


@page(MERGE)
@require_safe
def doubles(request: HttpRequest) -> HttpResponse:
    """Show dossiers that look like one person's, and what was joined lately."""
    actor = actor_of(request)
    context = {"pairs": queries.likely_doubles(actor), "merges": queries.merges(actor)}
    return render(request, "privacy/doubles.html", context)


@page(MERGE)
def merge(request: HttpRequest, keep: UUID, gone: UUID) -> HttpResponse:
    """Show what joining two dossiers would do, and do it."""
    pair = queries.both(actor_of(request), keep, gone)
    if pair is None:
        raise Http404
    refused, status = "", 200
    if request.method == "POST":
        try:
            actions.merge(actor=actor_of(request), keep=pair[0], gone=pair[1])
        except Refusal as refusal:
            refused, status = sentence(refusal), 409
        else:
            messages.success(request, gettext("De dossiers zijn samengevoegd."))
            return redirect("privacy_doubles")
    with machine_scope("privacy.what_moves"):  # numbers of rows, of a dossier whose door was opened above
        moves = list(queries.what_moves(pair[1], moving()))
    context = {"keep": pair[0], "gone": pair[1], "moves": moves, "refused": refused}
    return render(request, "privacy/merge.html", context, status=status)


@page(UNDO_MERGE)
@require_POST
def split(request: HttpRequest, merged: UUID) -> HttpResponse:
    """Take a merge back."""
    actions.split(actor=actor_of(request), merged=merged)
    messages.success(request, gettext("De samenvoeging is teruggedraaid."))
    return redirect("privacy_doubles")
