"""Referring somebody to a partner, and every answer a partner can give; no step is silent and none is the clock's."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404

from doorstroom.common.text import say
from doorstroom.core.actors import Actor, machine
from doorstroom.core.machines import tie, untie
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.employers.models import Vacancy
from doorstroom.introductions.models import LIVE as INTRODUCTIONS_LIVE
from doorstroom.introductions.models import Introduction
from doorstroom.matching.actions import on_offer, plain_words

from .. import news
from ..choices import RETURNED_SAYS, FunnelStep, Stand, Status, WhyReturned
from ..declarations import (
    ACCEPTED,
    ANSWER,
    ASKED,
    AT_DESK,
    ENROLMENT,
    FELL_THROUGH,
    FOLLOW,
    INFORMED,
    INTERVIEW_SET,
    INTRODUCED,
    NOT_CHOSEN,
    OBSOLETE,
    OFFERED,
    PLACED,
    REFER,
    RETURNED,
    SCREEN,
    SEEN,
    TAKEN_BACK,
    UNDO,
    WITHDRAWN,
)
from ..models import AT_EMPLOYER, Enrolment, Partner, Reached, Referral
from ..queries.proposing import next_partner, partners_on
from ._shared import (
    Why,
    back_to_ready,
    desk_users,
    end,
    give_back_place,
    live_of,
    locked_enrolment,
    move,
    must_run,
    note,
    open_referral,
    reached,
)

RULE = machine("regel van de sectordeal")
TWICE = say("Deze persoon is al voorgesteld bij deze werkgever. Kies een andere vacature.")


@verb(enrolment=REFER)
def refer(*, actor: Actor, enrolment: Enrolment, partner: UUID, why: Why = (), today: date) -> Referral:
    """Refer somebody to a partner, for the reasons that were shown or by the own choice of who refers."""
    chosen = _partner(enrolment, partner, today)
    return open_referral(actor, enrolment, chosen, why or [("by_hand", {"name": actor.name})], None, today)


@verb(enrolment=SCREEN)
def refer_to_vacancy(*, actor: Actor, enrolment: Enrolment, vacancy: Any, today: date) -> Referral:
    """Let the screening desk send somebody to the partner whose vacancy it chose; its own agency is one of all."""
    row = on_offer(actor, vacancy)
    held = Partner.objects.filter(deal=enrolment.deal_id, organisation=row.organisation_id).first()
    if held is None:
        raise Http404
    return open_referral(actor, enrolment, _partner(enrolment, held.pk, today), [("desk", {})], row, today)


def _partner(enrolment: Enrolment, partner: UUID, today: date) -> Partner:
    """Return a partner to which this person can be referred today, or refuse in words."""
    must_run(enrolment.deal, today)
    if enrolment.status == Stand.TO_SCREEN:
        raise Refusal("unscreened", say("Deze persoon is nog niet gescreend."))
    if enrolment.status not in (Stand.READY, Stand.REFERRED):
        raise Refusal("stopped", say("Deze persoon doet niet meer mee."))
    row = next((each for each in partners_on(enrolment.deal_id, today) if each.pk == partner), None)
    if row is None:
        raise Refusal("no_partner", say("Dit bureau doet niet mee in deze sectordeal."))
    if str(row.pk) not in enrolment.told or enrolment.consent_ended_at is not None:
        raise Refusal("not_told", say("De persoon gaf geen toestemming voor dit bureau. Vraag dat eerst."))
    return row


@verb(referral=ANSWER)
def see(*, actor: Actor, referral: Referral, today: date) -> Referral | Unchanged:
    """Note that somebody at the partner opened the referral; its term runs on."""
    if referral.status != Status.OPEN:
        return UNCHANGED
    move(referral, "see", today)
    note(referral, SEEN, actor)
    return referral


@verb(referral=ANSWER)
def accept(*, actor: Actor, referral: Referral, today: date) -> Referral | Unchanged:
    """Take somebody on, to look for work together."""
    if referral.status == Status.ACCEPTED:
        return UNCHANGED
    move(referral, "accept", today)
    reached(FunnelStep.ACCEPTED, referral.enrolment, today, referral)
    note(referral, ACCEPTED, actor)
    news.to_seeker(referral, referral.partner.organisation.name, say("Dit bureau zoekt een baan voor u."))
    return referral


@verb(referral=ANSWER)
def ask_info(*, actor: Actor, referral: Referral, question: str, today: date) -> Referral | Unchanged:
    """Ask the case worker something; the term waits for the answer."""
    question = plain_words(question)
    if not question:
        raise Refusal("empty", say("Schrijf op wat u wilt weten."))
    if referral.status == Status.NEED_INFO and referral.question == question:
        return UNCHANGED
    referral.question, referral.reply = question, ""
    referral.save(update_fields=["question", "reply"])
    move(referral, "ask", today)
    note(referral, ASKED, actor)
    news.to_guide(referral, say("Het bureau stelde een vraag."))
    return referral


@verb(referral=FOLLOW)
def give_info(*, actor: Actor, referral: Referral, reply: str, today: date) -> Referral | Unchanged:
    """Answer a partner's question; its term begins again today."""
    reply = plain_words(reply)
    if not reply:
        raise Refusal("empty", say("Schrijf een antwoord."))
    if referral.status == Status.SEEN and referral.reply == reply:
        return UNCHANGED
    referral.reply, referral.counts_from = reply, today
    referral.save(update_fields=["reply", "counts_from"])
    move(referral, "inform", today)
    note(referral, INFORMED, actor)
    news.to_partner(referral, "step", say("Uw vraag is beantwoord."))
    return referral


@verb(referral=ANSWER)
def introduce(*, actor: Actor, referral: Referral, vacancy: Any, today: date) -> Referral | Unchanged:
    """Put somebody forward for one of the partner's own vacancies."""
    if referral.status == Status.INTRODUCED and str(vacancy) in (str(referral.vacancy_id), _number(referral)):
        return UNCHANGED
    _to_employer(actor, referral, vacancy)
    _move_there(referral, "introduce", today)
    _up_to(FunnelStep.INTRODUCED, referral, today)
    note(referral, INTRODUCED, actor, number=_number(referral))
    news.to_seeker(referral, referral.partner.organisation.name, say("U bent voorgesteld bij een werkgever."))
    return referral


@verb(referral=ANSWER)
def set_interview(
    *, actor: Actor, referral: Referral, day: date, vacancy: Any = None, today: date
) -> Referral | Unchanged:
    """Note the day of an interview; the vacancy only when nobody was put forward for it before."""
    if referral.status == Status.INTERVIEW and referral.interview_on == day:
        return UNCHANGED
    if day < today:
        raise Refusal("past", say("Deze dag is al voorbij."))
    if referral.status not in AT_EMPLOYER:
        if vacancy is None:
            raise Refusal("vacancy", say("Kies voor welke vacature het gesprek is."))
        _to_employer(actor, referral, vacancy)
    referral.interview_on = day
    referral.save(update_fields=["interview_on"])
    _move_there(referral, "interview", today)
    _up_to(FunnelStep.INTERVIEW, referral, today)
    note(referral, INTERVIEW_SET, actor, day=day.isoformat(), number=_number(referral))
    news.to_seeker(referral, referral.partner.organisation.name, say("U heeft een gesprek. De dag ziet u op de site."))
    return referral


@verb(referral=ANSWER)
def offer(*, actor: Actor, referral: Referral, today: date) -> Referral | Unchanged:
    """Note that the employer offers the job."""
    if referral.status == Status.OFFER:
        return UNCHANGED
    move(referral, "offer", today)
    _up_to(FunnelStep.OFFER, referral, today)
    note(referral, OFFERED, actor, number=_number(referral))
    news.to_seeker(referral, referral.partner.organisation.name, say("U kunt een baan krijgen."))
    return referral


@verb(referral=ANSWER)
def not_chosen(*, actor: Actor, referral: Referral, today: date) -> Referral:
    """Note that the employer chose somebody else; the partner looks on."""
    referral.vacancy = referral.employer = referral.interview_on = None
    referral.save(update_fields=["vacancy", "employer", "interview_on"])
    move(referral, "not_chosen", today)
    note(referral, NOT_CHOSEN, actor)
    news.to_seeker(
        referral, referral.partner.organisation.name, say("De werkgever koos iemand anders. Het bureau zoekt verder.")
    )
    return referral


@verb(referral=ANSWER)
def hand_back(*, actor: Actor, referral: Referral, reason: str, words: str = "", today: date) -> Referral | Unchanged:
    """Hand somebody back with a reason; the case worker chooses the next partner, or the deal's own rule asks it."""
    if referral.status == Status.RETURNED:
        return UNCHANGED
    if reason not in WhyReturned.values:
        raise Refusal("reason", say("Kies waarom u deze persoon teruggeeft."))
    referral.reason, referral.note = reason, plain_words(words)
    referral.save(update_fields=["reason", "note"])
    end(referral, "hand_back", today)
    enrolment = locked_enrolment(referral)
    ready = back_to_ready(enrolment, today)
    why = RETURNED_SAYS[WhyReturned(reason)]
    note(referral, RETURNED, actor, why=why, reason=reason)
    news.to_seeker(referral, referral.partner.organisation.name, why)
    asked = _ask_next(enrolment, today) if ready and enrolment.deal.ask_next else None
    news.to_guide(referral, NEXT_ASKED if asked else HANDED_BACK)
    return referral


HANDED_BACK = say("Het bureau gaf de kandidaat terug. Kies een volgende partner.")
NEXT_ASKED = say("Het bureau gaf de kandidaat terug. De volgende partner is meteen gevraagd.")


def _ask_next(enrolment: Enrolment, today: date) -> Referral | None:
    """Ask the next partner by the rule that a person switched on for this deal; None when nobody has room."""
    proposal = next_partner(enrolment, today)
    if proposal is None:
        return None
    try:
        chosen = _partner(enrolment, proposal.partner, today)
        with transaction.atomic():
            return open_referral(RULE, enrolment, chosen, [("asked_next", {}), *proposal.why], None, today)
    except Refusal:
        return None


@verb(referral=FOLLOW)
def withdraw(*, actor: Actor, referral: Referral, today: date) -> Referral | Unchanged:
    """Take a referral back from a partner; when nobody looked yet, its place of this week is free again."""
    if referral.status == Status.WITHDRAWN:
        return UNCHANGED
    unread = referral.status == Status.OPEN
    end(referral, "withdraw", today)
    if unread:
        give_back_place(referral)
    back_to_ready(locked_enrolment(referral), today)
    note(referral, WITHDRAWN, actor)
    news.to_partner(referral, "step", say("De klantmanager trok de verwijzing in."))
    news.to_seeker(referral, referral.partner.organisation.name, say("Uw aanmelding bij dit bureau is gestopt."))
    return referral


@verb(referral=UNDO)
def take_back(*, actor: Actor, referral: Referral, today: date) -> Referral:
    """Take back that somebody was taken on, or on the same day handed back, as long as nothing followed."""
    was = referral.status
    enrolment = locked_enrolment(referral)
    if was == Status.RETURNED:
        if enrolment.status != Stand.READY or referral.ended_on != today:
            raise Refusal("gone_on", say("Dit kan niet meer. De kandidaat is al verder."))
        referral.reason, referral.note, referral.ended_on = "", "", None
        referral.save(update_fields=["reason", "note", "ended_on"])
    elif was != Status.ACCEPTED:
        raise Refusal("gone_on", say("Dit kan niet meer. De situatie is intussen veranderd."))
    move(referral, "take_back", today)
    if was == Status.RETURNED:
        ENROLMENT.move(enrolment, "refer", today=today)
    else:
        _unreach(referral, FunnelStep.ACCEPTED)
    note(referral, TAKEN_BACK, actor, was=was)
    return referral


def place_referral(*, actor: Actor, referral: Referral, today: date) -> Enrolment:
    """Let a referral end in a job, and what else ran for this person end with it; the placements room calls this."""
    enrolment = locked_enrolment(referral)
    for rival in live_of(enrolment, but=referral):
        end(rival, "obsolete", today)
        note(rival, OBSOLETE, actor)
        news.to_partner(rival, "step", say("De kandidaat heeft een baan. U hoeft niets meer te doen."))
    end(referral, "place", today)
    enrolment.ended_on = today
    enrolment.save(update_fields=["ended_on"])
    ENROLMENT.move(enrolment, "place", today=today)
    untie(enrolment.person_id, AT_DESK, enrolment.deal_id)
    _up_to(FunnelStep.PLACED, referral, today)
    note(referral, PLACED, actor, number=_number(referral))
    return enrolment


def reopen_referral(*, actor: Actor, referral: Referral, today: date) -> None:
    """Take back that somebody was placed, because the job did not begin; the guide owes the next choice."""
    enrolment = locked_enrolment(referral)
    referral.reason, referral.ended_on = WhyReturned.OTHER, today
    referral.save(update_fields=["reason", "ended_on"])
    move(referral, "fall_through", today)
    _unreach(referral, FunnelStep.PLACED)
    enrolment.ended_on = None
    enrolment.save(update_fields=["ended_on"])
    ENROLMENT.move(enrolment, "reopen", today=today)
    for user_id in desk_users(enrolment.deal_id):
        tie(enrolment.person_id, user_id, AT_DESK, enrolment.deal_id)
    note(referral, FELL_THROUGH, actor)


def _to_employer(actor: Actor, referral: Referral, vacancy: Any) -> None:
    """Bind a referral to a vacancy of its partner; nobody is put to the same employer twice."""
    row: Vacancy = on_offer(actor, vacancy)
    if row.organisation_id != referral.organisation_id:
        raise Http404
    direct = Introduction.objects.filter(
        person=referral.person_id, vacancy__employer=row.employer_id, status__in=INTRODUCTIONS_LIVE
    ).exclude(status="proposed")
    there = Referral.objects.filter(person=referral.person_id, employer=row.employer_id, status__in=AT_EMPLOYER)
    if direct.exists() or there.exclude(pk=referral.pk).exists():
        raise Refusal("twice", TWICE)
    referral.vacancy, referral.employer_id = row, row.employer_id
    referral.save(update_fields=["vacancy", "employer"])


def _move_there(referral: Referral, code: str, today: date) -> None:
    """Move to where an employer knows the person; the database itself refuses two partners at one employer."""
    try:
        with transaction.atomic():
            move(referral, code, today)
    except IntegrityError:
        raise Refusal("twice", TWICE) from None


def _up_to(step: FunnelStep, referral: Referral, today: date) -> None:
    """Note a step, and the steps before it that this referral skipped."""
    for each in STEPS_OF_REFERRAL[: STEPS_OF_REFERRAL.index(step) + 1]:
        reached(each, referral.enrolment, today, referral)


STEPS_OF_REFERRAL = (
    FunnelStep.ACCEPTED, FunnelStep.INTRODUCED, FunnelStep.INTERVIEW, FunnelStep.OFFER, FunnelStep.PLACED,
)  # fmt: skip


def _unreach(referral: Referral, step: FunnelStep) -> None:
    gone = Reached.objects.filter(referral=referral, step=step)
    was_first = gone.filter(first=True).exists()
    gone.delete()
    if was_first:
        rest = Reached.objects.filter(enrolment=referral.enrolment_id, step=step).order_by("on", "made_at").first()
        if rest is not None:
            rest.first = True
            rest.save(update_fields=["first"])


def _number(referral: Referral) -> str:
    return str(referral.vacancy.number) if referral.vacancy_id and referral.vacancy else ""
