"""Making, changing, signing and closing a deal, with its partners, capacity, terms and screening desk."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.accounts.models import Organisation
from doorstroom.common.dates import today
from doorstroom.core import files
from doorstroom.core.fence import machine_scope
from doorstroom.core.models import StoredFile
from doorstroom.core.pages import actor_of, page, place_on_this_site, sentence
from doorstroom.core.permissions import Permission
from doorstroom.core.verbs import Refusal

from .. import actions
from ..declarations import MAKE_DEAL, SEE_DEAL, SEE_STAND, SET_CAPACITY
from ..forms import CapacityForm, CloseForm, DealForm, DeskForm, PartnerForm, SignForm, TermsForm, key_of
from ..models import Deal, Partner, Terms
from ..queries import lists
from ..queries.proposing import partners_on

SLIDES_TO = 40  # the slider's end; a higher number is typed


def opened(request: HttpRequest, key: UUID, door: Permission = SEE_DEAL) -> Deal:
    """Return a deal that this reader may see, or 404."""
    deal: Deal | None = door.visible(actor_of(request)).select_related("lead", "sector").filter(pk=key).first()
    if deal is None:
        raise Http404
    return deal


def frame(request: HttpRequest, deal: Deal, here: str) -> dict[str, Any]:
    """Return what stands above every page of a deal."""
    actor = actor_of(request)
    parts = [("deals_deal", _("Stand")), ("deals_terms", _("Afspraken")), ("deals_people", _("Mijn kandidaten")),
             ("deals_history", _("Geschiedenis"))]  # fmt: skip
    reads = bool(SEE_DEAL.held_by(actor))
    if not reads:
        parts = parts[:1]
    elif actor.role.code != "case_worker":
        parts.pop(2)
    tabs = [{"label": label, "href": reverse(name, args=[deal.pk]), "current": name == here} for name, label in parts]
    crumbs = [{"label": _("Sectordeals"), "href": reverse("deals_list")}, {"label": deal.name}]
    leads = bool(MAKE_DEAL.held_by(actor)) and deal.lead_id == actor.organisation_id
    return {"deal": deal, "tabs": tabs, "crumbs": crumbs, "leads": leads, "reads": reads}


@require_GET
@page(SEE_STAND)
def deals(request: HttpRequest) -> HttpResponse:
    """Show the sector deals of the region, or those in which the own agency takes part."""
    actor = actor_of(request)
    rows = lists.running_first(SEE_STAND.visible(actor))
    return render(request, "deals/deals.html", {"rows": rows, "makes": bool(MAKE_DEAL.held_by(actor))})


@page(MAKE_DEAL)
def new(request: HttpRequest) -> HttpResponse:
    """Write down a new deal as an intention."""
    form = DealForm(request.POST or None, initial={"intention_on": today(), "starts_on": today(),
                                                   "ends_on": today() + timedelta(days=365)})  # fmt: skip
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                deal = actions.make_deal(actor=actor_of(request), given=form.draft())
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                messages.success(request, _("De sectordeal staat er, als intentie. Voeg nu partners toe."))
                return redirect("deals_terms", deal.pk)
    crumbs = [{"label": _("Sectordeals"), "href": reverse("deals_list")}, {"label": _("Nieuwe sectordeal")}]
    return render(request, "deals/edit.html", {"form": form, "crumbs": crumbs}, status=status)


@page(MAKE_DEAL)
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change what a deal says."""
    deal = opened(request, key)
    if not MAKE_DEAL.may(actor_of(request), deal):
        raise Http404
    form = DealForm(request.POST or None, initial=DealForm.of(deal))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.change_deal(actor=actor_of(request), deal=deal, given=form.draft())
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return redirect("deals_terms", deal.pk)
    return render(request, "deals/edit.html", frame(request, deal, "") | {"form": form}, status=status)


@require_GET
@page(SEE_DEAL)
def terms(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was agreed: text, partners, capacity, terms, screening; who leads it changes it here."""
    return _terms(request, key)


def _terms(request: HttpRequest, key: UUID, status: int = 200, **more: Any) -> HttpResponse:
    deal, actor, day = opened(request, key), actor_of(request), today()
    partners = partners_on(deal.pk, day)
    in_force = Terms.objects.filter(deal=deal, from_day__lte=day).order_by("-from_day").first()
    desk = list(deal.desk.filter(until__isnull=True).select_related("user", "partner__organisation"))
    context = frame(request, deal, "deals_terms")
    own = {partner.pk for partner in partners if context["leads"] or partner.organisation_id == actor.organisation_id}
    rows = [_partner(partner, own=partner.pk in own) for partner in partners]
    context |= {"partners": rows, "terms": in_force, "desk": desk, "groups": deal.groups.order_by("-counts", "name")}
    if context["leads"]:
        context |= _leading(deal, in_force, desk, partners)
    return render(request, "deals/terms.html", context | more, status=status)


def _partner(partner: Any, *, own: bool) -> dict[str, Any]:
    form = CapacityForm(initial={"places": partner.places}, auto_id=f"id_{partner.pk.hex[:8]}_%s")
    most = max(SLIDES_TO, partner.places)
    return {"partner": partner, "places": partner.places, "taken": partner.taken, "own": own, "form": form,
            "most": most}  # fmt: skip


def _leading(deal: Deal, in_force: Terms | None, desk: list[Any], partners: list[Partner]) -> dict[str, Any]:
    taken = [partner.organisation_id for partner in partners]
    rows = Organisation.objects.filter(kind=Organisation.Kind.TEMP_AGENCY, region=deal.region_id, active=True)
    agencies = [(str(key), name) for key, name in rows.exclude(pk__in=taken).order_by("name").values_list("pk", "name")]
    consultants = lists.consultants_of(deal)
    return {
        "partner_form": PartnerForm(agencies=agencies),
        "terms_form": TermsForm(initial=TermsForm.of(in_force) if in_force else {}),
        "desk_form": DeskForm(consultants=consultants, initial={"users": [str(row.user_id) for row in desk]}),
        "sign_form": SignForm(),
        "close_form": CloseForm(),
    }


def _change(request: HttpRequest, key: UUID, form: Any, name: str, do: Callable[[], Any], done: str) -> HttpResponse:
    """Carry out one change of a deal, or show the page again with what is wrong."""
    if form is not None and not form.is_valid():
        return _terms(request, key, 400, **{name: form})
    try:
        do()
    except Refusal as refusal:
        return _terms(request, key, 409, trouble=sentence(refusal))
    messages.success(request, done)
    return redirect("deals_terms", key)


@require_POST
@page(MAKE_DEAL)
def add_partner(request: HttpRequest, key: UUID) -> HttpResponse:
    """Let an agency take part."""
    rows = Organisation.objects.filter(kind=Organisation.Kind.TEMP_AGENCY, active=True)
    form = PartnerForm(request.POST, agencies=[(str(row.pk), row.name) for row in rows.order_by("name")])
    return _change(request, key, form, "partner_form", lambda: actions.add_partner(
        actor=actor_of(request), deal=key, organisation=UUID(form.cleaned_data["organisation"]),
        places=form.cleaned_data["places"], contact=form.contact(),
    ), _("De partner doet mee."))  # fmt: skip


@require_POST
@page(MAKE_DEAL)
def end_partner(request: HttpRequest, key: UUID, partner: UUID) -> HttpResponse:
    """Let a partner stop."""
    return _change(request, key, None, "", lambda: actions.end_partner(
        actor=actor_of(request), deal=key, partner=partner), _("De partner doet niet meer mee."))  # fmt: skip


@require_POST
@page(SET_CAPACITY)
def capacity(request: HttpRequest, partner: UUID) -> HttpResponse:
    """Set how many people a partner takes each week."""
    row: Partner | None = SET_CAPACITY.visible(actor_of(request)).filter(pk=partner).first()
    if row is None:
        raise Http404
    form = CapacityForm(request.POST)
    if not form.is_valid():
        return _terms(request, row.deal_id, 400, trouble=_("Vul een getal in van 0 tot en met 200."))
    week = today() + timedelta(weeks=int(form.cleaned_data["week"]))
    try:
        actions.set_capacity(actor=actor_of(request), partner=partner, places=form.cleaned_data["places"], week=week)
    except Refusal as refusal:
        return _terms(request, row.deal_id, 409, trouble=sentence(refusal))
    messages.success(request, _("De plekken per week zijn aangepast."))
    return redirect(place_on_this_site(request, reverse("deals_terms", args=[row.deal_id])))


@require_POST
@page(MAKE_DEAL)
def set_terms(request: HttpRequest, key: UUID) -> HttpResponse:
    """Set the terms from today on."""
    form = TermsForm(request.POST)
    return _change(request, key, form, "terms_form", lambda: actions.set_terms(
        actor=actor_of(request), deal=key, given=form.draft()), _("De termijnen zijn aangepast."))  # fmt: skip


@require_POST
@page(MAKE_DEAL)
def rule(request: HttpRequest, key: UUID) -> HttpResponse:
    """Switch the rule "ask the next partner" on or off."""
    on = request.POST.get("on") == "1"
    return _change(request, key, None, "", lambda: actions.set_ask_next(
        actor=actor_of(request), deal=key, on=on), _("De regel is aangepast."))  # fmt: skip


@require_POST
@page(MAKE_DEAL)
def desk(request: HttpRequest, key: UUID) -> HttpResponse:
    """Name who screens."""
    users = [found for text in request.POST.getlist("users") if (found := key_of(text))]
    return _change(request, key, None, "", lambda: actions.appoint_desk(
        actor=actor_of(request), deal=key, users=users), _("De screening is aangepast."))  # fmt: skip


@require_POST
@page(MAKE_DEAL)
def sign(request: HttpRequest, key: UUID) -> HttpResponse:
    """Note that a deal was signed."""
    form = SignForm(request.POST, request.FILES)

    def do() -> None:
        file = form.cleaned_data["file"]
        brought = {"name": file.name, "content": file.read(), "media_type": "application/pdf"} if file else {}
        actions.sign_deal(actor=actor_of(request), deal=key, signed_on=form.cleaned_data["signed_on"], **brought)

    return _change(request, key, form, "sign_form", do, _("De handtekening is vastgelegd."))


@require_POST
@page(MAKE_DEAL)
def close(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a deal."""
    form = CloseForm(request.POST)
    return _change(request, key, form, "close_form", lambda: actions.close_deal(
        actor=actor_of(request), deal=key, lesson=form.cleaned_data["lesson"],
    ), _("De sectordeal is afgesloten."))  # fmt: skip


@require_GET
@page(SEE_DEAL)
def text(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the signed text."""
    deal = opened(request, key)
    with machine_scope("deals.signed_text"):  # the file is of who leads the deal; every party may read it
        stored = StoredFile.objects.filter(pk=deal.signed_text).first() if deal.signed_text else None
    if stored is None:
        raise Http404
    response = HttpResponse(files.read(stored), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="sectordeal.pdf"'
    return response


@require_GET
@page(SEE_DEAL)
def history(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what happened to a deal."""
    deal = opened(request, key)
    context = frame(request, deal, "deals_history") | {"items": lists.history(deal)}
    return render(request, "deals/history.html", context)
