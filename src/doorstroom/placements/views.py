"""The pages of placements: a job begins, who is to begin, and how it went on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.declarations import SEE

from . import actions
from .choices import Status, WhyEnded
from .declarations import PLACE, TELL
from .forms import PlaceForm


@page(PLACE)
def place(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Say when the job begins."""
    actor, trouble, status = actor_of(request), "", 200
    row = PLACE.visible(actor).select_related("employer", "vacancy").filter(pk=referral).first()
    if row is None:
        raise Http404
    form = PlaceForm(request.POST or None, initial={"starts_on": today(), "hours": 32})
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.place(actor=actor, referral=referral, **form.cleaned_data)
            except Refusal as refusal:
                trouble, status = sentence(refusal), 409
            else:
                messages.success(request, _("Gefeliciteerd! Iedereen die ook zocht, krijgt bericht."))
                return redirect("placements_list")
    person = SEE.visible(actor).filter(pk=row.person_id).first()
    crumbs = [{"label": _("Verwijzingen"), "href": reverse("deals_inbox")}, {"label": _("De baan begint")}]
    context = {"row": row, "person": person, "form": form, "trouble": trouble, "crumbs": crumbs}
    return render(request, "placements/place.html", context, status=status)


@require_GET
@page(TELL)
def placements(request: HttpRequest) -> HttpResponse:
    """Show who is to begin and, for who guides people, who works."""
    actor = actor_of(request)
    rows = TELL.visible(actor).select_related("employer", "organisation").order_by("-starts_on", "pk")
    shown = Paginator(rows, 25).get_page(request.GET.get("page"))
    held = list(shown.object_list)
    names = {row.pk: row.name for row in SEE.visible(actor).filter(pk__in=[row.person_id for row in held])}
    lines: list[dict[str, Any]] = [
        {"row": row, "name": names.get(row.person_id, ""), "begins": row.status == Status.AGREED,
         "works": row.status == Status.STARTED} for row in held
    ]  # fmt: skip
    return render(request, "placements/placements.html", {"page": shown, "lines": lines, "reasons": WhyEnded.choices})


@require_POST
@page(TELL)
def tell(request: HttpRequest, placement: UUID, what: str) -> HttpResponse:
    """Note that somebody began, did not begin, or stopped."""
    actor = actor_of(request)
    try:
        if what == "begonnen":
            actions.start(actor=actor, placement=placement)
        elif what == "niet-doorgegaan":
            actions.fall_through(actor=actor, placement=placement)
        elif what == "gestopt":
            actions.end(actor=actor, placement=placement, reason=request.POST.get("reason", ""))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Opgeschreven."))
    return redirect("placements_list")
