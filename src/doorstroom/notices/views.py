"""Pages about messages: the outbox, one's own, and the demo's letter box."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.core.fence import machine_scope
from doorstroom.core.pages import DEMO_ONLY, SIGNED_IN, actor_of, page

from . import actions, queries
from .choices import TROUBLES
from .declarations import READ_OWN, SEE_OUTBOX, SEND_AGAIN
from .forms import ChannelForm, OutboxForm
from .models import Notice

PER_PAGE = 25


@page(SEE_OUTBOX)
def outbox(request: HttpRequest) -> HttpResponse:
    """List what was sent, with how far it came; never the words."""
    form = OutboxForm(request.GET)
    rows = SEE_OUTBOX.visible(actor_of(request))
    if form.is_valid() and form.cleaned_data["state"]:
        rows = rows.filter(state=form.cleaned_data["state"])
    shown = Paginator(rows.order_by("-written_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    for notice in shown:
        notice.trouble_label = TROUBLES.get(notice.trouble, "")
    counted = Notice.objects.order_by("state").values_list("state").annotate(Count("pk"))
    counts = dict(counted)
    tiles = [(label, counts.get(value, 0), value) for value, label in Notice.State.choices]
    return render(request, "notices/outbox.html", {"page": shown, "form": form, "tiles": tiles})


@page(SEND_AGAIN)
@require_POST
def send_again(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Try a failed message again."""
    actions.send_again(actor=actor_of(request), notice=notice_id)
    messages.success(request, gettext("Het bericht staat weer klaar."))
    return redirect("notices_outbox")


@page(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """Show the messages to this user, and the choice how to get them."""
    actor = actor_of(request)
    assert actor.user_id is not None
    form = ChannelForm(request.POST or None, initial={"channel": queries.channel(actor.user_id)})
    if request.method == "POST" and form.is_valid():
        actions.choose_channel(actor=actor, channel=form.cleaned_data["channel"])
        messages.success(request, gettext("Uw keuze is opgeslagen."))
        return redirect("notices_mine")
    rows = READ_OWN.visible(actor).filter(secret=False).order_by("-written_at", "pk")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/mine.html", {"page": shown, "form": form}, status=400 if form.errors else 200)


@page(DEMO_ONLY)
@machine_scope("notices.letter_box")
def sink(request: HttpRequest) -> HttpResponse:
    """Show all mail of the demo, so that everybody can see what people get."""
    shown = Paginator(queries.sink(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/sink.html", {"page": shown})
