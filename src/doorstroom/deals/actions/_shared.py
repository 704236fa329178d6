"""What several verbs of this room do: take a place of a week, move a referral, note a step of the funnel."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import EventType, record
from doorstroom.core.verbs import Refusal
from doorstroom.employers.models import Vacancy

from .. import news, rules
from ..choices import DealStatus, FunnelStep, Stand
from ..declarations import ENROLMENT, REFERRAL, REFERRED
from ..models import LIVE, Capacity, Deal, DeskMember, Enrolment, Partner, PartnerWeek, Reached, Referral, Terms

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0 or 1: people read codes aloud
Why = Sequence[tuple[str, Mapping[str, Any]]]


def terms_on(deal: Deal, day: date) -> Terms:
    """Return the terms of a deal that hold on a day."""
    rows = Terms.objects.filter(deal=deal)
    return rows.filter(from_day__lte=day).order_by("-from_day").first() or rows.earliest("from_day")


def must_run(deal: Deal, today: date) -> None:
    """Refuse when a deal does not take people in today."""
    if deal.status == DealStatus.CLOSED or today > deal.ends_on:
        raise Refusal("deal_over", say("Deze sectordeal is voorbij. U kunt er niemand meer voor aanmelden."))
    if today < deal.starts_on:
        raise Refusal("deal_ahead", say("Deze sectordeal is nog niet begonnen."))


def week_of(partner: Partner, today: date) -> PartnerWeek:
    """Return the week of a partner, locked; the first who asks lays it down with the places that hold then."""
    week = rules.monday(today)
    held = Capacity.objects.filter(partner=partner, from_week__lte=week).order_by("-from_week").first()
    places = held.places if held else 0
    PartnerWeek.objects.get_or_create(partner=partner, week=week, defaults={"places": places})
    return PartnerWeek.objects.select_for_update().get(partner=partner, week=week)


def take_place(partner: Partner, today: date) -> PartnerWeek:
    """Take one place of a partner's week, or refuse in words when there is none."""
    row = week_of(partner, today)
    if row.taken >= row.places:
        raise Refusal("full", say("{partner} heeft deze week geen plek meer."), partner=partner.organisation.name)
    row.taken += 1
    row.save(update_fields=["taken"])
    return row


def open_referral(
    actor: Actor, enrolment: Enrolment, partner: Partner, why: Why, vacancy: Vacancy | None, today: date
) -> Referral:
    """Send one person to one partner: takes a place, ties the agency, notes the step, tells both."""
    week = take_place(partner, today)
    referral = Referral(
        code=_draw(),
        person_id=enrolment.person_id,
        enrolment=enrolment,
        deal_id=enrolment.deal_id,
        partner=partner,
        organisation_id=partner.organisation_id,
        terms=terms_on(enrolment.deal, today),
        week=week,
        opened_on=today,
        counts_from=today,
        opened_by=actor.user_id,
        why=[[code, dict(facts)] for code, facts in why],
        vacancy=vacancy,
    )
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise Refusal("there", say("Deze persoon is al bij deze partner.")) from None
    _keep_due(referral, REFERRAL.begin(referral, today=today))
    if enrolment.status == Stand.READY:
        ENROLMENT.move(enrolment, "refer", today=today)
    reached(FunnelStep.REFERRED, enrolment, today, referral)
    name = partner.organisation.name
    record(REFERRED, by=actor, about=referral, partner=name, by_rule=actor.user_id is None)
    news.to_partner(referral, "new")
    news.to_seeker(referral, name, REFERRED_WORDS)
    return referral


REFERRED_WORDS = say("Wij hebben u aangemeld bij dit bureau.")


def move(referral: Referral, code: str, today: date) -> None:
    """Move a referral, and keep the date of its new promise beside it."""
    _keep_due(referral, REFERRAL.move(referral, code, today=today))


def _keep_due(referral: Referral, promise: Any) -> None:
    referral.due = promise.due if promise else None
    referral.save(update_fields=["due"])


def note(referral: Referral, event: EventType, actor: Actor, **facts: Any) -> None:
    """Write what happened with a referral, with the partner's name."""
    record(event, by=actor, about=referral, partner=referral.partner.organisation.name, **facts)


def end(referral: Referral, code: str, today: date) -> None:
    """End a referral with a move, and note the day."""
    referral.ended_on = today
    referral.save(update_fields=["ended_on"])
    move(referral, code, today)


def back_to_ready(enrolment: Enrolment, today: date) -> bool:
    """Let somebody's guide owe the next choice when no partner is busy for the person any more."""
    busy = Referral.objects.filter(enrolment=enrolment, status__in=LIVE).exists()
    if busy or enrolment.status != Stand.REFERRED:
        return False
    ENROLMENT.move(enrolment, "returned", today=today)
    return True


def live_of(enrolment: Enrolment, but: Referral | None = None) -> list[Referral]:
    """Return the live referrals of an enrolment that is locked, locked as well.

    Who answers holds a referral and wants its enrolment; so here nobody waits: a referral that is just being
    answered refuses this step in words.
    """
    rows = Referral.objects.select_for_update(of=("self",), nowait=True).filter(enrolment=enrolment, status__in=LIVE)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    try:
        with transaction.atomic():
            return list(rows.select_related("partner__organisation", "deal", "terms", "person").order_by("pk"))
    except OperationalError:
        raise Refusal(
            "busy", say("Een bureau geeft net antwoord over deze persoon. Probeer het zo nog eens.")
        ) from None


def give_back_place(referral: Referral) -> None:
    """Free the place of a referral that nobody at the partner looked at."""
    if referral.week_id is None:
        return
    week = PartnerWeek.objects.select_for_update().get(pk=referral.week_id)
    week.taken -= 1
    week.save(update_fields=["taken"])
    referral.week = None
    referral.save(update_fields=["week"])


def locked_enrolment(referral: Referral) -> Enrolment:
    """Return the enrolment of a referral, locked."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("deal", "terms", "person")
    return rows.get(pk=referral.enrolment_id)


def desk_users(deal_id: UUID) -> list[UUID]:
    """Return the consultants who screen for a deal now."""
    return list(DeskMember.objects.filter(deal=deal_id, until__isnull=True).values_list("user_id", flat=True))


def reached(step: FunnelStep, enrolment: Enrolment, today: date, referral: Referral | None = None) -> None:
    """Note that a step of the funnel was reached, with the days since the step before."""
    rows = Reached.objects.filter(enrolment=enrolment)
    mine = rows.filter(referral=referral) if referral is not None else rows
    if referral is not None and mine.filter(step=step).exists():
        return  # a second interview, or a second employer, is the same step
    before = mine.order_by("-on", "-made_at").values_list("on", flat=True).first()
    if before is None:
        before = rows.order_by("-on", "-made_at").values_list("on", flat=True).first()
    Reached.objects.create(
        person_id=enrolment.person_id,
        deal_id=enrolment.deal_id,
        enrolment=enrolment,
        group_id=enrolment.group_id,
        partner_id=referral.partner_id if referral else None,
        referral=referral,
        step=step,
        on=today,
        days=max(0, (today - before).days) if before else 0,
        first=not rows.filter(step=step, first=True).exists(),
    )


def _draw() -> str:
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"
