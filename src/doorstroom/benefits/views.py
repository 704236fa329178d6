"""Pages about a report for a benefit: the own one, one taken at the desk, the call, and the count."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.core.fence import machine_scope
from doorstroom.core.pages import actor_of, page, place_on_this_site, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person
from doorstroom.people.queries import my_person

from . import actions, queries
from .choices import SHOWN_OF, CallOutcome, ReportStatus
from .declarations import CALL, COUNT_KEPT, PLAN_CALL, REPORT, SEE_REPORT, WITHDRAW
from .forms import CallForm, PeriodForm, ReportForm, WithdrawForm
from .models import EmployerCall

ON_A_PAGE = 25


@page(SEE_REPORT)
def mine(request: HttpRequest) -> HttpResponse:
    """Show somebody's own reports and what happens now."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    rows = list(queries.reports_of(actor_of(request)).filter(person=person.pk)[:10])
    for row in rows:
        row.words = queries.kind_words(row.kind)  # type: ignore[attr-defined]
        row.runs = row.status in {ReportStatus.REPORTED, ReportStatus.TAKEN}  # type: ignore[attr-defined]
    return render(request, "benefits/mine.html", {"rows": rows, "runs": any(row.runs for row in rows)})  # type: ignore[attr-defined]


@page(REPORT)
def report_self(request: HttpRequest) -> HttpResponse:
    """Let somebody report for a benefit."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    return _report(request, person, own=True)


@page(REPORT)
def report_of(request: HttpRequest, person: UUID) -> HttpResponse:
    """Take the report of somebody at the desk or on the telephone."""
    return _report(request, REPORT.open(actor_of(request), person), own=False)


def _report(request: HttpRequest, person: Person, *, own: bool) -> HttpResponse:
    form = ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.report(actor=actor_of(request), person=person.pk, told=form.told())
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                messages.success(request, gettext("De melding is binnen. De intake is vandaag."))
                return redirect("benefits_mine") if own else redirect("cases_person", person.pk)
    return render(request, "benefits/report.html", {"form": form, "own": own, "row": person}, status=status)


@page(WITHDRAW)
def take_back(request: HttpRequest, report: UUID) -> HttpResponse:
    """Ask why, and take a report back."""
    row = WITHDRAW.open(actor_of(request), report)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.withdraw(actor=actor_of(request), report=report, why=form.cleaned_data["why"])
        messages.success(request, gettext("De melding is ingetrokken."))
        own = my_person(actor_of(request)) is not None
        return redirect("benefits_mine") if own else redirect("cases_person", row.person_id)
    context = {"form": form, "words": queries.kind_words(row.kind)}
    return render(request, "benefits/withdraw.html", context, status=400 if form.errors else 200)


@require_POST
@page(PLAN_CALL)
def plan(request: HttpRequest, report: UUID) -> HttpResponse:
    """Owe a call to the last employer oneself."""
    call = actions.plan_call(actor=actor_of(request), report=report)
    if isinstance(call, EmployerCall):
        return redirect("benefits_call", call.pk)
    return redirect(place_on_this_site(request, "/"))


@page(CALL)
def call(request: HttpRequest, call: UUID) -> HttpResponse:
    """Show whom to call and about what, and note what came of it."""
    row = get_object_or_404(CALL.visible(actor_of(request)).select_related("report", "person"), pk=call)
    form = CallForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _note(request, call, form)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                messages.success(request, gettext("Het gesprek is opgeschreven."))
                return redirect("cases_person", row.person_id)
    context = {"row": row, "form": form, "scheme": queries.scheme_words(row.report.scheme), "live": _live(row)}
    return render(request, "benefits/call.html", context, status=status)


def _live(row: EmployerCall) -> bool:
    return row.closed_on is None and row.report.status != ReportStatus.WITHDRAWN


def _note(request: HttpRequest, call: UUID, form: CallForm) -> None:
    actor, given = actor_of(request), form.cleaned_data
    outcome, knew = given["outcome"], given["knew_scheme"]
    if outcome == CallOutcome.NO_ANSWER:
        actions.call_again(actor=actor, call=call, on=given["on"])
    elif outcome == CallOutcome.CONSIDERS:
        actions.considers(actor=actor, call=call, knew_scheme=knew)
    elif outcome == CallOutcome.NOT_KEPT:
        actions.job_not_kept(actor=actor, call=call, knew_scheme=knew, why=given["why"])
    else:
        withdraws = outcome == CallOutcome.KEPT_WITHDRAWN
        actions.job_kept(actor=actor, call=call, knew_scheme=knew, withdraws=withdraws)


@page(COUNT_KEPT)
@machine_scope("benefits.count_kept")
def kept(request: HttpRequest) -> HttpResponse:
    """Count the jobs that were kept, and list the reports behind a figure."""
    code = request.GET.get("toon", "all")
    if code not in SHOWN_OF:
        raise Http404
    form = PeriodForm(request.GET)
    since, until = form.period()
    actor = actor_of(request)
    shown = Paginator(queries.kept_rows(actor, code, since, until), ON_A_PAGE).get_page(request.GET.get("page"))
    firms = queries.own_firms(actor, shown)
    for row in shown:
        row.firm = firms.get(row.pk, "")  # type: ignore[attr-defined]
        row.scheme_words = queries.scheme_words(row.scheme)  # type: ignore[attr-defined]
    query = request.GET.copy()
    for name in ("toon", "page"):
        query.pop(name, None)
    context = {"figures": queries.kept_figures(actor, since, until), "page": shown, "form": form, "code": code}
    return render(request, "benefits/kept.html", context | {"query": query.urlencode(), "label": SHOWN_OF[code]})
