"""Taking part in a deal: enrol with consent, screen the same day, stop at any time."""

from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.machines import tie, untie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.matching.actions import plain_words
from doorstroom.people.consents import AGENCIES, text_on, versions_to_renew
from doorstroom.people.models import Person

from .. import news
from ..choices import FunnelStep, Stand, Status, WhyLeft
from ..declarations import (
    AT_DESK,
    CONSENT_ENDED,
    CONSENT_GIVEN,
    ENROL,
    ENROLLED,
    ENROLMENT,
    LEFT,
    SCREEN,
    SCREENED,
    STOP,
    WITHDRAWN,
)
from ..models import TAKING_PART, Deal, Enrolment, TargetGroup
from ..queries.proposing import partners_on
from ._shared import desk_users, end, give_back_place, live_of, must_run, note, reached, terms_on

NO_PERSON = say("De kandidaat doet niet meer mee.")


@verb(person=ENROL)
def enrol(
    *, actor: Actor, person: Person, deal: UUID, group: UUID, consented: bool, today: date
) -> Enrolment | Unchanged:
    """Enrol somebody who said yes to the consent; again, it renews that for new partners or a new text."""
    row = Deal.objects.filter(pk=deal, region=actor.region_code).first()
    chosen = TargetGroup.objects.filter(pk=group, deal=deal).first()
    if row is None or chosen is None or actor.user_id is None:
        raise Http404
    must_run(row, today)
    if not consented:
        raise Refusal("consent", say("Vraag eerst toestemming. Zonder toestemming gaat er niets naar een bureau."))
    partners = partners_on(row.pk, today)
    told = sorted(str(partner.pk) for partner in partners)
    held = Enrolment.objects.select_for_update(of=("self",)).filter(person=person, deal=row, status__in=TAKING_PART)
    enrolment = held.first()
    version = text_on(AGENCIES, today).version
    anew = enrolment is not None and enrolment.text_version in versions_to_renew(AGENCIES, today)
    if enrolment is not None and enrolment.told == told and not anew:
        return UNCHANGED
    if enrolment is not None:
        enrolment.told, enrolment.text_version = told, version
        enrolment.save(update_fields=["told", "text_version"])
    else:
        enrolment = _enrol(actor, person, row, chosen, told, today)
    names = ", ".join(partner.organisation.name for partner in partners)
    record(CONSENT_GIVEN, by=actor, about=enrolment, partners=names, text_version=version)
    return enrolment


def _enrol(actor: Actor, person: Person, deal: Deal, group: TargetGroup, told: list[str], today: date) -> Enrolment:
    desk = desk_users(deal.pk)
    assert actor.user_id is not None  # `enrol` refuses who has none
    enrolment = Enrolment.objects.create(
        person=person,
        deal=deal,
        group=group,
        terms=terms_on(deal, today),
        status=Stand.TO_SCREEN if desk else Stand.READY,
        enrolled_on=today,
        enrolled_by=actor.user_id,
        text_version=text_on(AGENCIES, today).version,
        told=told,
    )
    ENROLMENT.begin(enrolment, today=today)
    for user_id in desk:
        tie(person.pk, user_id, AT_DESK, deal.pk)
    reached(FunnelStep.ENROLLED, enrolment, today)
    record(ENROLLED, by=actor, about=enrolment, deal=deal.name, group=group.name)
    return enrolment


@verb(enrolment=SCREEN)
def screen(*, actor: Actor, enrolment: Enrolment, words: str, today: date) -> Enrolment | Unchanged:
    """Note what the screening brought; from now on the person can go to every partner of the deal."""
    if enrolment.status != Stand.TO_SCREEN:
        return UNCHANGED
    enrolment.screening = plain_words(words)
    enrolment.save(update_fields=["screening"])
    ENROLMENT.move(enrolment, "screened", today=today)
    reached(FunnelStep.SCREENED, enrolment, today)
    record(SCREENED, by=actor, about=enrolment)
    return enrolment


@verb(enrolment=STOP)
def leave(*, actor: Actor, enrolment: Enrolment, reason: str, today: date) -> Enrolment | Unchanged:
    """Stop with a deal: every partner loses sight at once and is told. Who stops for oneself takes consent back."""
    if enrolment.status not in TAKING_PART:
        return UNCHANGED
    if actor.role == JOB_SEEKER:
        reason = WhyLeft.NO_CONSENT
    if reason not in WhyLeft.values:
        raise Refusal("reason", say("Kies waarom dit stopt."))
    _end(actor, enrolment, reason, today)
    return enrolment


def leave_all(actor: Actor, person: Person, reason: WhyLeft, today: date) -> None:
    """End every deal in which somebody takes part who stops looking; the verb that calls this asked who may."""
    taking_part = Enrolment.objects.select_for_update(of=("self",)).filter(person=person, status__in=TAKING_PART)
    for enrolment in taking_part.order_by("pk"):
        _end(actor, enrolment, reason, today)


def _end(actor: Actor, enrolment: Enrolment, reason: str, today: date) -> None:
    for referral in live_of(enrolment):
        unread = referral.status == Status.OPEN
        end(referral, "withdraw", today)
        if unread:
            give_back_place(referral)
        note(referral, WITHDRAWN, actor)
        news.to_partner(referral, "step", NO_PERSON)
    enrolment.reason, enrolment.ended_on = reason, today
    if reason == WhyLeft.NO_CONSENT:
        enrolment.consent_ended_at = timezone.now()
        record(CONSENT_ENDED, by=actor, about=enrolment, deal=enrolment.deal.name)
    enrolment.save(update_fields=["reason", "ended_on", "consent_ended_at"])
    ENROLMENT.move(enrolment, "leave", today=today)
    untie(enrolment.person_id, AT_DESK, enrolment.deal_id)
    record(LEFT, by=actor, about=enrolment, deal=enrolment.deal.name, reason=reason)
