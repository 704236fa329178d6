"""The plan of one person: for who guides, and for the person alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.cases import actions
from doorstroom.cases.actions.talks import Offer
from doorstroom.cases.declarations import CHOOSE_TALK, KEEP_TALK, OFFER_TALK, PLAN, SEE_GOAL, TAKE_STEP
from doorstroom.cases.forms.plan import GoalForm, NoteForm, StepForm, TalkForm
from doorstroom.cases.models import Appointment
from doorstroom.cases.queries.plan import hand_over_of, notes_of, plan_of
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person
from doorstroom.people.queries import my_person

from .dossier import frame, opened


@page(OFFER_TALK)
def plan(request: HttpRequest, person: UUID) -> HttpResponse:
    """Show goals, steps, talks and notes of somebody one guides, and add to them."""
    row = opened(request, person)
    return _work_page(request, row, {}, 200)


def _work_page(request: HttpRequest, row: Person, given: dict[str, forms.Form], status: int) -> HttpResponse:
    actor = actor_of(request)
    context: dict[str, Any] = frame(request, row, "cases_plan") | {
        "plan": plan_of(actor, row.pk),
        "notes": notes_of(actor, row.pk),
        "hand_over": hand_over_of(actor, row.pk),
        "forms": {"goal": GoalForm(), "step": StepForm(), "note": NoteForm(), "talk": TalkForm()} | given,
        "own": False,
        "person": row,
    }
    return render(request, "cases/plan.html", context, status=status)


@page(PLAN)
def my_plan(request: HttpRequest) -> HttpResponse:
    """Show the own plan, and add goals and steps."""
    row = my_person(actor_of(request))
    if row is None:
        return redirect("people_start")
    return _own_page(request, row, {}, 200)


def _own_page(request: HttpRequest, row: Person, given: dict[str, forms.Form], status: int) -> HttpResponse:
    context: dict[str, Any] = {
        "plan": plan_of(actor_of(request), row.pk),
        "forms": {"goal": GoalForm(), "step": StepForm()} | given,
        "own": True,
        "person": row,
    }
    return render(request, "cases/my_plan.html", context, status=status)


@require_POST
@page(PLAN)
def add(request: HttpRequest, person: UUID, what: str) -> HttpResponse:
    """Add a goal, a step, a note or times for a talk."""
    kinds: dict[str, type[forms.Form]] = {"goal": GoalForm, "step": StepForm, "note": NoteForm, "talk": TalkForm}
    form = kinds.get(what, GoalForm)(request.POST)
    status = 400
    if form.is_valid():
        try:
            _add(request, person, what, form)
        except Refusal as refusal:
            form.add_error(None, sentence(refusal))
            status = 409
        else:
            messages.success(request, gettext("Opgeslagen."))
            return _back(request, person)
    if actor_of(request).role == JOB_SEEKER:
        return _own_page(request, PLAN.open(actor_of(request), person), {what: form}, status)
    return _work_page(request, opened(request, person), {what: form}, status)


def _add(request: HttpRequest, person: UUID, what: str, form: forms.Form) -> None:
    actor, given = actor_of(request), form.cleaned_data
    if isinstance(form, TalkForm):
        actions.offer_talk(actor=actor, person=person, offer=form.offer())
    elif isinstance(form, NoteForm):
        actions.write_note(actor=actor, person=person, **given)
    elif isinstance(form, StepForm):
        for_person = given["who"] == "person"
        actions.plan_step(
            actor=actor, person=person, words=given["words"], due_on=given["due_on"], for_person=for_person
        )
    else:
        actions.set_goal(actor=actor, person=person, words=given["words"])


def _back(request: HttpRequest, person: UUID) -> HttpResponse:
    if actor_of(request).role == JOB_SEEKER:
        return redirect("cases_my_plan")
    return redirect("cases_plan", person)


@require_POST
@page(TAKE_STEP)
def step(request: HttpRequest, step: UUID) -> HttpResponse:
    """Note that a step was taken or is not needed any more."""
    row = TAKE_STEP.open(actor_of(request), step)
    verb = actions.drop_step if request.POST.get("what") == "drop" else actions.step_done
    verb(actor=actor_of(request), step=step)
    return _back(request, row.person_id)


@require_POST
@page(SEE_GOAL)
def goal(request: HttpRequest, goal: UUID) -> HttpResponse:
    """Note that a goal is reached."""
    row = SEE_GOAL.open(actor_of(request), goal)
    actions.reach_goal(actor=actor_of(request), goal=goal)
    return _back(request, row.person_id)


@require_POST
@page(CHOOSE_TALK)
def talk(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Choose a time, or cancel."""
    row = CHOOSE_TALK.open(actor_of(request), talk)
    slot = request.POST.get("slot", "")
    if slot:
        actions.choose_talk(actor=actor_of(request), talk=talk, slot=slot)
        messages.success(request, gettext("De tijd is afgesproken."))
    else:
        actions.cancel_talk(actor=actor_of(request), talk=talk)
        messages.success(request, gettext("Het gesprek is afgezegd."))
    return _back(request, row.person_id)


@require_POST
@page(KEEP_TALK)
def keep(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Note how a talk went."""
    row = KEEP_TALK.open(actor_of(request), talk)
    verbs = {"held": actions.talk_held, "missed": actions.talk_missed, "settled": actions.talk_settled}
    verbs.get(request.POST.get("what", ""), actions.talk_held)(actor=actor_of(request), talk=talk)
    return _back(request, row.person_id)


@page(KEEP_TALK)
def move(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Offer other times for a talk."""
    row = KEEP_TALK.open(actor_of(request), talk)
    names = ("kind", "place", "link", "about", "minutes")
    form = TalkForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            offer: Offer = form.offer()
            try:
                actions.offer_again(actor=actor_of(request), talk=talk, offer=offer)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return _back(request, row.person_id)
    return render(request, "cases/move_talk.html", {"form": form}, status=status)


@require_safe
@page(CHOOSE_TALK)
def calendar(request: HttpRequest, talk: UUID) -> HttpResponse:
    """Give an appointment as a file that every calendar reads; nothing personal stands in it."""
    row = CHOOSE_TALK.open(actor_of(request), talk)
    if row.starts_at is None:
        return _back(request, row.person_id)
    answer = HttpResponse(_ics(row), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="gesprek.ics"'
    return answer


def _ics(row: Appointment) -> str:
    assert row.starts_at is not None
    where = row.link or row.place
    end = datetime.fromtimestamp(row.starts_at.timestamp() + row.minutes * 60, tz=timezone.get_current_timezone())
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Doorstroom//NL",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{row.pk}@doorstroom",
        f"SEQUENCE:{row.moved}",
        f"DTSTAMP:{_utc(timezone.now())}",
        f"DTSTART:{_utc(row.starts_at)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY:{gettext('Gesprek')}",
        *([f"LOCATION:{_escaped(where)}"] if where else []),
        f"STATUS:{'CANCELLED' if row.status == 'cancelled' else 'CONFIRMED'}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{gettext('Gesprek')}",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "\r\n".join(folded for line in lines for folded in _folded(line)) + "\r\n"


def _utc(moment: datetime) -> str:
    return datetime.fromtimestamp(moment.timestamp(), tz=timezone.get_fixed_timezone(0)).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> list[str]:
    """Fold a line at 70 characters, as RFC 5545 asks (75 octets at most)."""
    return [line[:70], *(" " + line[start : start + 35] for start in range(70, len(line), 35))]
