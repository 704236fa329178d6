"""Opening a dossier without a tie for an hour, reading it, closing it, and who did so."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from doorstroom.core.fence import machine_scope
from doorstroom.core.pages import actor_of, asks_a_part, page, sentence
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.privacy import actions, queries
from doorstroom.privacy.declarations import CLOSE_GLASS, MAY_BREAK_GLASS, SEE_BROKEN, SEE_GLASS
from doorstroom.privacy.forms import GlassForm
from doorstroom.privacy.models import BrokenGlass

ROWS_ON_A_PAGE = 25


@page(MAY_BREAK_GLASS)
def break_glass(request: HttpRequest) -> HttpResponse:
    """Ask for name, birth date and reason at once, so that nobody learns who has a dossier without leaving a trace."""
    form, status = GlassForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given = form.cleaned_data
            who = actions.Named(given["last_name"], given["birth_date"])
            try:
                opened = actions.break_glass(
                    actor=actor_of(request), person=who, reason=given["reason"], words=given["words"]
                )
            except Refusal as refusal:
                form.add_error("words" if refusal.code == "words" else None, sentence(refusal))
                status = 409
            else:
                held = opened if isinstance(opened, BrokenGlass) else queries.latest_glass(actor_of(request))
                return redirect("privacy_opened", held.person_id) if held else redirect("privacy_break_glass")
    return render(request, "privacy/break_glass.html", {"form": form}, status=status)


@page(SEE_BROKEN)
@require_safe
def opened(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show what guidance needs of a dossier that is open for an hour, with the time that is left."""
    shown = queries.opened_for_me(actor_of(request), person)
    if shown is None:
        if asks_a_part(request):
            return HttpResponseClientRefresh()
        raise Http404
    template = "privacy/opened.html"
    return render(request, f"{template}#left" if asks_a_part(request) else template, {"opened": shown})


@page(CLOSE_GLASS)
@require_POST
def close(request: HttpRequest, glass: UUID) -> HttpResponse:
    """Close a dossier before its hour is over."""
    if actions.close_glass(actor=actor_of(request), opened=glass) is not UNCHANGED:
        messages.success(request, gettext("Het dossier is weer dicht."))
    return redirect("privacy_break_glass")


@page(SEE_GLASS)
@machine_scope("privacy.see_glass")
@require_safe
def who_opened(request: HttpRequest) -> HttpResponse:
    """Show the administrator who opened dossiers without a tie, and why."""
    shown = Paginator(queries.glass_of(actor_of(request)), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    lines = queries.glass_lines(shown.object_list)
    return render(request, "privacy/glass.html", {"page": shown, "lines": lines})
