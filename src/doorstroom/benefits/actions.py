"""Reporting for a benefit, calling the last employer, and taking a report back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.calendar import working_day_after
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.choices import Situation
from doorstroom.people.models import Person

from . import rules
from .choices import WITHDRAWN_SAYS, CallStatus, KnowsScheme, ReportStatus, Via, WhyNotKept, WhyWithdrawn
from .declarations import (
    CALL,
    CALL_PLANNED,
    CALLED_AGAIN,
    CALLING,
    CALLS,
    CONSIDERS,
    JOB_KEPT,
    NOT_KEPT,
    PLAN_CALL,
    REPORT,
    REPORTED,
    REPORTED_SELF,
    REPORTING,
    RUNNING,
    WITHDRAW,
    WITHDRAWN,
)
from .models import EmployerCall, Report


@dataclass(frozen=True)
class Told:
    """What somebody tells when reporting."""

    kind: str
    last_employer: str = ""
    worked_until: date | None = None
    knows_scheme: str = ""
    may_call: bool = False
    employer_phone: str = ""


@verb(person=REPORT)
def report(*, actor: Actor, person: Person, told: Told, today: date) -> Report | Unchanged:
    """Take somebody's report for a benefit; a second one while the first runs changes nothing."""
    if told.kind not in {row.code for row in rules.kinds_on(today)}:
        raise Refusal("kind", say("Kies een uitkering die nu bestaat."))
    if told.worked_until is not None and told.worked_until > working_day_after(today, 130):
        raise Refusal("far_away", say("De laatste werkdag ligt te ver weg."))
    own = actor.user_id is not None and actor.user_id == person.user_id
    scheme = rules.scheme_on(today) if told.last_employer else None
    made = Report(
        person=person,
        owner=person.controller_id,
        kind=told.kind,
        via=Via.SELF if own else Via.DESK,
        reported_on=today,
        last_employer=told.last_employer,
        worked_until=told.worked_until,
        knows_scheme=told.knows_scheme if scheme else "",
        scheme=scheme.code if scheme else "",
        may_call=bool(told.may_call and told.last_employer),
        employer_phone=told.employer_phone,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        return UNCHANGED
    REPORTING.begin(made, today=today)
    if told.kind in Situation.values and person.situation == Situation.UNKNOWN:
        person.situation = told.kind
        person.save(update_fields=["situation"])
    record(REPORTED_SELF if own else REPORTED, by=actor, about=made)
    return made


@verb(report=PLAN_CALL)
def plan_call(
    *, actor: Actor, report: Report, owner: UUID | None = None, on: date | None = None, today: date
) -> EmployerCall | Unchanged:
    """Let somebody owe a call to the last employer; the person must have agreed to it."""
    if report.status not in RUNNING:
        raise Refusal("not_running", say("Deze melding loopt niet meer."))
    if not report.may_call or not report.last_employer:
        raise Refusal("no_consent", say("Bel alleen als de melder dat goed vindt, en zet de werkgever erbij."))
    if on is not None and on < today:
        raise Refusal("past", say("Kies een dag vanaf vandaag."))
    if report.calls.filter(status__in=CALLING).exists():
        return UNCHANGED
    party = owner or actor.user_id
    if party is None:
        raise Refusal("nobody", say("Kies wie er belt."))
    call = EmployerCall.objects.create(
        person_id=report.person_id, report=report, owner=party, due_on=on or working_day_after(today, 1)
    )
    CALLS.begin(call, today=today)
    record(CALL_PLANNED, by=actor, about=call)
    return call


@verb(call=CALL)
def call_again(*, actor: Actor, call: EmployerCall, on: date | None = None, today: date) -> EmployerCall:
    """Note that the employer was not reached; the call stays owed, on a later day."""
    call.tries += 1
    call.due_on = on or working_day_after(today, 1)
    if call.due_on <= today:
        raise Refusal("past", say("Kies een dag na vandaag."))
    call.save(update_fields=["tries", "due_on"])
    CALLS.move(call, "again", today=today)
    record(CALLED_AGAIN, by=actor, about=call)
    return call


@verb(call=CALL)
def considers(*, actor: Actor, call: EmployerCall, knew_scheme: str, today: date) -> EmployerCall:
    """Note that the employer thinks about it; the caller asks again within the term."""
    _reached(call, knew_scheme)
    CALLS.move(call, "considers", today=today)
    record(CONSIDERS, by=actor, about=call)
    return call


@verb(call=CALL)
def job_kept(
    *, actor: Actor, call: EmployerCall, knew_scheme: str, withdraws: bool, today: date
) -> EmployerCall | Unchanged:
    """Note that the job stays; `withdraws` says that the person wants the report taken back."""
    if call.status == CallStatus.KEPT:
        return UNCHANGED
    _reached(call, knew_scheme, today)
    CALLS.move(call, "kept", today=today)
    record(JOB_KEPT, by=actor, about=call)
    if withdraws:
        held = Report.objects.select_for_update(of=("self",)).get(pk=call.report_id)
        _withdraw(actor, held, WhyWithdrawn.JOB_KEPT, today)
    return call


@verb(call=CALL)
def job_not_kept(
    *, actor: Actor, call: EmployerCall, knew_scheme: str, why: str, today: date
) -> EmployerCall | Unchanged:
    """Note that the job does not stay, and why; the report goes on."""
    if call.status == CallStatus.NOT_KEPT:
        return UNCHANGED
    if why not in WhyNotKept.values:
        raise Refusal("why", say("Kies waarom de baan niet blijft."))
    call.why_not = why
    _reached(call, knew_scheme, today)
    CALLS.move(call, "not_kept", today=today)
    record(NOT_KEPT, by=actor, about=call)
    return call


@verb(report=WITHDRAW)
def withdraw(*, actor: Actor, report: Report, why: str, today: date) -> Report | Unchanged:
    """Take a report back because the person wants that; a call that is still owed is not needed any more."""
    if report.status == ReportStatus.WITHDRAWN:
        return UNCHANGED
    if why not in WhyWithdrawn.values:
        raise Refusal("why", say("Kies waarom u de melding intrekt."))
    _withdraw(actor, report, WhyWithdrawn(why), today)
    return report


def _withdraw(actor: Actor, report: Report, why: WhyWithdrawn, today: date) -> None:
    report.why_withdrawn, report.withdrawn_on = why, today
    report.save(update_fields=["why_withdrawn", "withdrawn_on"])
    REPORTING.move(report, "withdraw", today=today)
    for call in report.calls.select_for_update().filter(status__in=CALLING).order_by("pk"):
        CALLS.move(call, "cancel", today=today)
    record(WITHDRAWN, by=actor, about=report, why=WITHDRAWN_SAYS[why])


def _reached(call: EmployerCall, knew_scheme: str, closed_on: date | None = None) -> None:
    if knew_scheme not in KnowsScheme.values:
        raise Refusal("knew", say("Kies of de werkgever de regeling kende."))
    call.tries += 1
    call.knew_scheme, call.closed_on = knew_scheme, closed_on
    call.save(update_fields=["tries", "knew_scheme", "why_not", "closed_on"])


def take(report_id: UUID, today: date) -> Report | None:
    """Let a higher room take a report over from the municipality as a whole; None when it does not wait any more."""
    held = Report.objects.select_for_update(of=("self",)).filter(pk=report_id, status=ReportStatus.REPORTED).first()
    if held is not None:
        REPORTING.move(held, "take", today=today)
    return held


def finish(report_id: UUID, today: date) -> None:
    """Note that the intake of a report is done; one that was taken back stays as it is."""
    held = Report.objects.select_for_update(of=("self",)).filter(pk=report_id, status=ReportStatus.TAKEN).first()
    if held is not None:
        REPORTING.move(held, "finish", today=today)
