"""The intake of one person, a report at the desk, and the next steps in a lane."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.benefits.actions import report
from doorstroom.benefits.forms import ReportForm
from doorstroom.benefits.models import CALLING
from doorstroom.benefits.queries import kind_words
from doorstroom.cases import queries
from doorstroom.cases.actions import begin_lane, decide_lane, end_lane, look_back, register, save_intake, start_intake
from doorstroom.cases.choices import IntakeStatus, Regional
from doorstroom.cases.declarations import DO_INTAKE, GO_ALONG, OPEN_CASELOAD, START_INTAKE
from doorstroom.cases.forms import DecideForm, IntakeForm, RegisterForm
from doorstroom.cases.models import Intake
from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.matching.declarations import SEE_JOBS
from doorstroom.people.models import Experience


@page(DO_INTAKE)
def one(request: HttpRequest, intake: UUID) -> HttpResponse:
    """Show what is known, keep what is said, and show the advice."""
    row = _opened(request, intake)
    form = IntakeForm.of(row, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                save_intake(actor=actor_of(request), intake=intake, answers=form.answers())
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return redirect("cases_intake_one", intake)
    return _page(request, row, form, None, status)


@require_POST
@page(DO_INTAKE)
def decide(request: HttpRequest, intake: UUID) -> HttpResponse:
    """Choose the lane."""
    row = _opened(request, intake)
    form = DecideForm(request.POST, rungs=_rungs(row))
    status = 400
    if form.is_valid():
        try:
            decide_lane(actor=actor_of(request), intake=intake, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("why_other" if refusal.code == "why" else None, sentence(refusal))
            status = 409
        else:
            if not SEE_JOBS.may(actor_of(request), row.person_id):
                messages.success(request, gettext("Het spoor is gekozen. Het team van dit spoor gaat verder."))
                return redirect("cases_intake")
            messages.success(request, gettext("Het spoor is gekozen. Zet nu de eerste stap."))
            return redirect("cases_person_jobs", row.person_id)
    return _page(request, row, IntakeForm.of(row), form, status)


def _opened(request: HttpRequest, intake: UUID) -> Intake:
    rows = DO_INTAKE.visible(actor_of(request)).select_related("report", "person")
    row: Intake = get_object_or_404(rows, pk=intake)
    return row


def _rungs(row: Intake) -> list[tuple[str, str]]:
    rungs = queries.ladder(row.person.controller_id, today())
    return [(rung.code, f"{rung.name} ({Regional(rung.regional).label})") for rung in rungs]


def _page(request: HttpRequest, row: Intake, form: IntakeForm, decide: DecideForm | None, status: int) -> HttpResponse:
    initial = {"lane": row.lane or row.advised, "rung": row.rung, "why_other": row.why_other}
    call = row.report.calls.order_by("-opened_at").first() if row.report else None
    context: dict[str, Any] = {
        "row": row,
        "person": row.person,
        "form": form,
        "decide": decide or DecideForm(rungs=_rungs(row), initial=initial),
        "reasons": queries.words_of_advice(row),
        "kind": kind_words(row.report.kind) if row.report else "",
        "call": call,
        "calling": call is not None and call.status in CALLING,
        "work": list(Experience.objects.filter(person=row.person_id).order_by("-start", "id")[:6]),
        "open": row.status == IntakeStatus.OPEN,
        "rooms": {room.lane: room for room in queries.rooms(row.person.controller_id, today())},
    }
    return render(request, "cases/intake.html", context, status=status)


@require_POST
@page(START_INTAKE)
def start(request: HttpRequest, person: UUID) -> HttpResponse:
    """Open an intake for somebody without a report."""
    made = start_intake(actor=actor_of(request), person=person)
    return redirect("cases_intake_one", made.pk) if isinstance(made, Intake) else redirect("cases_person", person)


@require_POST
@page(GO_ALONG)
def along(request: HttpRequest, place: UUID) -> HttpResponse:
    """Note a step in a lane: begun, looked back, or ended."""
    row = GO_ALONG.open(actor_of(request), place)
    step = request.POST.get("step", "")
    actor = actor_of(request)
    if step == "begin":
        begin_lane(actor=actor, place=place)
    elif step == "look":
        look_back(actor=actor, place=place)
    else:
        end_lane(actor=actor, place=place, why=step)
    messages.success(request, gettext("Opgeslagen."))
    return redirect("cases_person", row.person_id)


@page(OPEN_CASELOAD)
def at_the_desk(request: HttpRequest) -> HttpResponse:
    """Register somebody at the desk and take the report, in one go."""
    form, told = RegisterForm(request.POST or None), ReportForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and told.is_valid():
            try:
                with transaction.atomic():
                    to_me = form.cleaned_data["guide"] == "me"
                    person = register(actor=actor_of(request), given=form.registration(), to_me=to_me)
                    report(actor=actor_of(request), person=person.pk, told=told.told())
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                messages.success(request, gettext("De melding is binnen. De intake is vandaag."))
                return redirect("cases_person", person.pk)
    return render(request, "cases/at_the_desk.html", {"form": form, "told": told}, status=status)
