"""The page on which a region keeps its list of promising occupations."""

from uuid import UUID

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal

from .actions import add_promising, bring_back, end_promising
from .declarations import KEEP_PROMISING
from .forms import PromisingForm


@page(KEEP_PROMISING)
def promising(request: HttpRequest) -> HttpResponse:
    """Show the list, and put an occupation on it."""
    form, status = PromisingForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                add_promising(actor=actor_of(request), **form.cleaned_data)
            except Refusal as refusal:
                form.add_error("occupation", sentence(refusal))
            else:
                messages.success(request, _("Het beroep staat op de lijst."))
                return redirect("matching_promising")
    rows = KEEP_PROMISING.visible(actor_of(request)).select_related("occupation", "occupation__sector")
    rows = rows.order_by(F("valid_to").desc(nulls_first=True), "occupation__name_nl")
    return render(request, "matching/promising.html", {"form": form, "rows": list(rows)}, status=status)


@require_POST
@page(KEEP_PROMISING)
def end(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Take an occupation off the list."""
    end_promising(actor=actor_of(request), row=row_id)
    messages.success(request, _("Het beroep is van de lijst gehaald. U kunt het hieronder terugzetten."))
    return redirect("matching_promising")


@require_POST
@page(KEEP_PROMISING)
def back(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Undo that an occupation was taken off."""
    try:
        bring_back(actor=actor_of(request), row=row_id)
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Het beroep staat weer op de lijst."))
    return redirect("matching_promising")
