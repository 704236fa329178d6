"""From a job offered to a job begun; whoever else looked for the same person hears at once that it is done."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from doorstroom.accounts.models import User
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.deals.actions import place_referral, reopen_referral
from doorstroom.deals.declarations import guide_of
from doorstroom.deals.models import Referral
from doorstroom.employers.choices import Contract
from doorstroom.introductions.actions import job_found
from doorstroom.introductions.models import LIVE as INTRODUCTIONS_LIVE
from doorstroom.introductions.models import Introduction
from doorstroom.notices.actions import tell

from .choices import Status, WhyEnded
from .declarations import ENDED, FELL_THROUGH, PLACE, PLACED, PLACEMENT, STARTED, TELL
from .models import LIVE, Placement

FURTHEST = timedelta(days=180)
HOURS = (1, 60)


@verb(referral=PLACE)
def place(
    *, actor: Actor, referral: Referral, starts_on: date, hours: int, contract: str, today: date
) -> Placement | Unchanged:
    """Agree on a job: rival referrals and introductions of this person end in the same transaction, and all hear it."""
    _check(starts_on, hours, contract, today)
    if referral.employer_id is None:
        raise Refusal("employer", say("Vertel eerst bij welke werkgever de kandidaat een gesprek had."))
    if Placement.objects.filter(person=referral.person_id, status__in=LIVE).exists():
        raise Refusal("placed", TWICE)
    place_referral(actor=actor, referral=referral, today=today)
    placement = Placement(
        person_id=referral.person_id,
        organisation_id=referral.organisation_id,
        employer_id=referral.employer_id,
        vacancy_id=referral.vacancy_id,
        referral=referral,
        starts_on=starts_on,
        hours=hours,
        contract=contract,
        agreed_on=today,
    )
    try:
        with transaction.atomic():
            placement.save(force_insert=True)
    except IntegrityError:
        raise Refusal("placed", TWICE) from None
    PLACEMENT.begin(placement, today=today)
    number = referral.vacancy.number if referral.vacancy else ""
    record(PLACED, by=actor, about=placement, day=starts_on.isoformat(), hours=hours, contract=contract, number=number)
    for introduction in _introductions(referral.person_id):
        job_found(by=actor, introduction=introduction, today=today)
    tell(template="placements/seeker_job", person_id=placement.person_id, link=reverse("deals_mine"))
    _tell_guide(referral, "placed")
    return placement


TWICE = say("Deze persoon heeft al een baan via dit systeem.")


@verb(placement=TELL)
def start(*, actor: Actor, placement: Placement, today: date) -> Placement | Unchanged:
    """Note that somebody began."""
    if placement.status == Status.STARTED:
        return UNCHANGED
    if today < placement.starts_on:
        raise Refusal("ahead", say("De baan begint later. Vertel het ons dan."))
    PLACEMENT.move(placement, "start", today=today)
    record(STARTED, by=actor, about=placement)
    return placement


@verb(placement=TELL)
def fall_through(*, actor: Actor, placement: Placement, today: date) -> Placement | Unchanged:
    """Note that a job did not begin: it counts no more, and the case worker owes the next step."""
    if placement.status == Status.FELL_THROUGH:
        return UNCHANGED
    placement.ended_on = today
    placement.save(update_fields=["ended_on"])
    PLACEMENT.move(placement, "fall_through", today=today)
    record(FELL_THROUGH, by=actor, about=placement)
    if placement.referral is not None:
        reopen_referral(actor=actor, referral=placement.referral, today=today)
        _tell_guide(placement.referral, "fell_through")
    return placement


@verb(placement=TELL)
def end(*, actor: Actor, placement: Placement, reason: str, today: date) -> Placement | Unchanged:
    """Note that a job ended; who guides the person hears it."""
    if placement.status == Status.ENDED:
        return UNCHANGED
    if reason not in WhyEnded.values:
        raise Refusal("reason", say("Kies waarom de baan stopte."))
    placement.ended_on, placement.reason = today, reason
    placement.save(update_fields=["ended_on", "reason"])
    PLACEMENT.move(placement, "end", today=today)
    record(ENDED, by=actor, about=placement, day=today.isoformat(), reason=reason)
    if placement.referral is not None:
        _tell_guide(placement.referral, "ended")
    return placement


def _introductions(person_id: UUID) -> list[Introduction]:
    rows = Introduction.objects.select_for_update(of=("self",)).filter(person=person_id, status__in=INTRODUCTIONS_LIVE)
    return list(rows.order_by("pk"))


def _check(starts_on: date, hours: int, contract: str, today: date) -> None:
    if not HOURS[0] <= hours <= HOURS[1]:
        raise Refusal("hours", say("Een werkweek heeft 1 tot {most} uur."), most=HOURS[1])
    if contract not in Contract.values:
        raise Refusal("contract", say("Kies het soort contract."))
    if not today - timedelta(days=31) <= starts_on <= today + FURTHEST:
        raise Refusal("day", say("Deze begindag ligt te ver weg. Klopt de datum?"))


def _tell_guide(referral: Referral, letter: str) -> None:
    guide = guide_of(referral)
    if User.objects.filter(pk=guide).exists():
        context = {"code": referral.code, "partner": referral.partner.organisation.name}
        tell(template=f"placements/guide_{letter}", user_id=guide, context=context, link=reverse("placements_list"))
