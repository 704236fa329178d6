"""The hand-over card: one page with what the next person must know, and no more than that reader may see."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.cases.actions import pass_on, read_hand_over
from doorstroom.cases.choices import Lane, PostItStatus
from doorstroom.cases.declarations import PASS_ON, SEE_CARD
from doorstroom.cases.queries.intakes import with_lane
from doorstroom.cases.queries.plan import goals_and_steps, hand_over_of, notes_of
from doorstroom.core.pages import actor_of, page
from doorstroom.people.queries import label
from doorstroom.promises.queries import steps_about


@page(SEE_CARD)
def card(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show the card; whoever guides may say that it is read. A partner sees a name and how to reach it."""
    actor = actor_of(request)
    row: Any = get_object_or_404(with_lane(SEE_CARD.visible(actor)), pk=person)
    context: dict[str, Any] = {"row": row, "whole": actor.role == CASE_WORKER}
    if actor.role == CASE_WORKER:
        waiting = hand_over_of(actor, person)
        if request.method == "POST":
            if waiting is not None:
                read_hand_over(actor=actor, hand_over=waiting.pk)
            return redirect("cases_plan", person)
        goals, steps = goals_and_steps(actor, person)
        context |= {
            "wanted": [label(wanted.occupation) for wanted in row.wanted.select_related("occupation").order_by("rank")],
            "goals": goals,
            "steps": steps,
            "notes": [note for note in notes_of(actor, person) if note.shared][:5],
            "hand_over": waiting,
            "lane": Lane(row.lane).label if row.lane else "",
            "owed": steps_about(person),
        }
    return render(request, "cases/card.html", context)


@page(PASS_ON)
def post_it(request: HttpRequest, post_it: UUID) -> HttpResponse:
    """Show a message that could not be sent, and note that it was passed on."""
    row = get_object_or_404(PASS_ON.visible(actor_of(request)).select_related("notice", "person"), pk=post_it)
    if request.method == "POST":
        pass_on(actor=actor_of(request), post_it=post_it)
        messages.success(request, gettext("Opgeslagen."))
        return redirect("cases_person", row.person_id)
    return render(request, "cases/post_it.html", {"row": row, "told": row.status == PostItStatus.TOLD})
