"""The case worker's side: enrol, choose a partner with the reason shown, follow, answer a question, take back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.consents import AGENCIES, text_on

from .. import actions
from ..choices import Stand
from ..declarations import ENROL, REFER, STOP
from ..forms import EnrolForm, LeaveForm, key_of
from ..models import Deal, Enrolment, Partner
from ..queries import lists
from ..queries.proposing import partners_on, proposals, why_words
from ..rules import Proposal
from .agreements import frame, opened

ON_A_PAGE = 25
MOST_AT_ONCE = 50


@require_GET
@page(REFER)
def people(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show whom this case worker guides in the deal, the people who wait for a choice first."""
    deal, actor = opened(request, key), actor_of(request)
    shown = Paginator(lists.enrolled(actor, deal.pk), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = lists.stands(shown.object_list, actor, today())
    context = {
        "page": shown,
        "rows": rows,
        "leave": LeaveForm(),
        "ready": any(row.status == Stand.READY for row in rows),
    }
    return render(request, "deals/people.html", frame(request, deal, "deals_people") | context)


@page(ENROL)
def enrol(request: HttpRequest, key: UUID) -> HttpResponse:
    """Enrol people from the own caseload, each with consent."""
    deal, actor = opened(request, key), actor_of(request)
    groups = [(str(pk), name) for pk, name in deal.groups.order_by("-counts", "name").values_list("pk", "name")]
    rows = lists.to_enrol(actor, deal, today())[: MOST_AT_ONCE * 4]
    names = [(str(row.pk), row.name) for row in rows]
    form = EnrolForm(
        request.POST or None, groups=groups, people=names, initial={"group": groups[0][0] if groups else ""}
    )
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            done, trouble = 0, ""
            for person in form.cleaned_data["people"][:MOST_AT_ONCE]:
                try:
                    actions.enrol(actor=actor, person=person, deal=deal.pk, group=form.cleaned_data["group"],
                                  consented=form.cleaned_data["consented"])  # fmt: skip
                    done += 1
                except Refusal as refusal:
                    trouble = sentence(refusal)
            if not trouble:
                words = ngettext("{count} persoon doet mee.", "{count} mensen doen mee.", done).format(count=done)
                messages.success(request, words)
                return redirect("deals_people", deal.pk)
            form.add_error(None, trouble)
            status = 409
    context = {"form": form, "consent": text_on(AGENCIES, today()).words(get_language()), "anybody": bool(names)}
    context["partners"] = [row.organisation.name for row in partners_on(deal.pk, today())]
    return render(request, "deals/enrol.html", frame(request, deal, "deals_people") | context, status=status)


@page(REFER)
def propose(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show for everybody who is ready whom to ask and why; the case worker changes what should be otherwise."""
    actor = actor_of(request)
    rows = list(lists.enrolled(actor, key, ready=True)[:MOST_AT_ONCE])
    deal = rows[0].deal if rows else opened(request, key)
    chosen = {found for text in request.GET.getlist("wie") if (found := key_of(text))}
    rows = [row for row in rows if not chosen or row.pk in chosen]
    if request.method == "POST":
        return _send(request, deal, rows)
    proposed, partners = proposals(deal, rows, today())
    by = {one.person: one for one in proposed}
    lines = [_line(row, by.get(row.person_id), partners) for row in rows]
    context = frame(request, deal, "deals_people") | {"rows": lines, "partners": partners}
    return render(request, "deals/propose.html", context)


def _line(row: Enrolment, proposal: Proposal | None, partners: list[Partner]) -> dict[str, Any]:
    return {
        "key": row.pk,
        "name": row.person.name,
        "proposed": proposal.partner if proposal else None,
        "why": why_words(proposal.why) if proposal else [],
        "choices": [(partner.pk, partner.organisation.name) for partner in partners if str(partner.pk) in row.told],
    }


def _send(request: HttpRequest, deal: Deal, rows: list[Enrolment]) -> HttpResponse:
    """Refer everybody for whom a partner was chosen; who cannot go is named with the reason."""
    actor, day, done = actor_of(request), today(), 0
    proposed = {one.person: one for one in proposals(deal, rows, day)[0]}
    for row in rows:
        partner = key_of(request.POST.get(f"partner_{row.pk}", ""))
        if partner is None:
            continue
        as_proposed = row.person_id in proposed and proposed[row.person_id].partner == partner
        try:
            actions.refer(actor=actor, enrolment=row.pk, partner=partner,
                          why=proposed[row.person_id].why if as_proposed else ())  # fmt: skip
            done += 1
        except Refusal as refusal:
            messages.error(request, sentence(refusal))
    if done:
        words = ngettext("{count} persoon is verwezen.", "{count} mensen zijn verwezen.", done).format(count=done)
        messages.success(request, words)
    return redirect("deals_people", deal.pk)


@require_POST
@page(STOP)
def leave(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    """Let somebody stop with a deal; the person's own stop takes the consent back."""
    actor = actor_of(request)
    row = STOP.visible(actor).filter(pk=enrolment).first()
    if row is None:
        raise Http404
    actions.leave(actor=actor, enrolment=enrolment, reason=request.POST.get("reason", ""))
    if actor.role.code == "job_seeker":
        messages.success(request, _("Gestopt. De bureaus zien uw gegevens niet meer. Uw uitkering verandert niet."))
        return redirect("deals_mine")
    messages.success(request, _("Deze persoon doet niet meer mee. De bureaus krijgen bericht."))
    return redirect(reverse("deals_people", args=[row.deal_id]))


def crumbs_of(label: str, route: str, here: str, *args: Any) -> list[dict[str, str]]:
    """Return the way to a page of a referral."""
    return [{"label": label, "href": reverse(route, args=args)}, {"label": here}]
