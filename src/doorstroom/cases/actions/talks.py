"""Appointments: times are offered, one is chosen, and what came of it is noted. Nobody is left without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.models import User
from doorstroom.cases import rules
from doorstroom.cases.choices import TalkKind, TalkStatus
from doorstroom.cases.declarations import (
    CHOOSE_TALK,
    KEEP_TALK,
    OFFER_TALK,
    TALK_CANCELLED,
    TALK_CHOSEN,
    TALK_HELD,
    TALK_MISSED,
    TALK_OFFERED,
    TALK_SETTLED,
    TALKS,
)
from doorstroom.cases.models import Appointment
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.notices.actions import tell
from doorstroom.people.models import Person

MOST_SLOTS = 6


@dataclass(frozen=True)
class Offer:
    """What is offered: moments to choose from, and where."""

    slots: Sequence[datetime]
    kind: str = TalkKind.DESK
    place: str = ""
    link: str = ""
    about: str = ""
    minutes: int = 30


@verb(person=OFFER_TALK)
def offer_talk(*, actor: Actor, person: Person, offer: Offer, today: date) -> Appointment | Unchanged:
    """Offer somebody times to talk; who was offered the same times already keeps those."""
    if actor.user_id is None:
        raise Refusal("nobody", say("Log eerst in."))
    slots = _slots(offer, today)
    held = Appointment.objects.filter(person=person, case_worker=actor.user_id, status=TalkStatus.OFFERED)
    if held.filter(slots=slots).exists():
        return UNCHANGED
    made = Appointment.objects.create(
        person=person,
        case_worker_id=actor.user_id,
        kind=offer.kind,
        place=offer.place,
        link=offer.link,
        about=offer.about,
        slots=slots,
        minutes=offer.minutes,
    )
    TALKS.begin(made, today=today)
    record(TALK_OFFERED, by=actor, about=made)
    _tell_person(made, "offered")
    return made


def _slots(offer: Offer, today: date) -> list[str]:
    if offer.kind not in TalkKind.values:
        raise Refusal("kind", say("Kies hoe u elkaar spreekt."))
    if offer.kind == TalkKind.VIDEO and not rules.video_host_allowed(offer.link, today):
        raise Refusal("host", say("Deze link mag niet. Gebruik een dienst die op de lijst staat."))
    ahead = sorted({slot for slot in offer.slots if slot > timezone.now()})
    if not ahead or len(ahead) > MOST_SLOTS:
        raise Refusal("slots", say("Bied een tot {most} tijden aan die nog komen."), most=MOST_SLOTS)
    return [slot.isoformat() for slot in ahead]


@verb(talk=CHOOSE_TALK)
def choose_talk(*, actor: Actor, talk: Appointment, slot: str, today: date) -> Appointment | Unchanged:
    """Choose one of the times; a time that somebody else just took is refused in words."""
    if talk.status == TalkStatus.PLANNED and talk.starts_at is not None and talk.starts_at.isoformat() == slot:
        return UNCHANGED
    if slot not in talk.slots or datetime.fromisoformat(slot) <= timezone.now():
        raise Refusal("slot", say("Kies een van de tijden die er staan."))
    talk.starts_at = datetime.fromisoformat(slot)
    taken = Appointment.objects.filter(
        case_worker=talk.case_worker_id, starts_at=talk.starts_at, status=TalkStatus.PLANNED
    )
    if taken.exists():
        raise Refusal("taken", say("Deze tijd is net bezet. Kies een andere tijd."))
    talk.moved += 1
    talk.save(update_fields=["starts_at", "moved"])
    try:
        with transaction.atomic():
            TALKS.move(talk, "choose", today=today)
    except IntegrityError:
        raise Refusal("taken", say("Deze tijd is net bezet. Kies een andere tijd.")) from None
    record(TALK_CHOSEN, by=actor, about=talk)
    _tell_worker(talk, "chosen", actor)
    return talk


@verb(talk=KEEP_TALK)
def offer_again(*, actor: Actor, talk: Appointment, offer: Offer, today: date) -> Appointment:
    """Move a talk: offer other times."""
    talk.slots, talk.starts_at, talk.reminded_on = _slots(offer, today), None, None
    talk.kind, talk.place, talk.link, talk.about = offer.kind, offer.place, offer.link, offer.about
    talk.minutes, talk.case_worker_id = offer.minutes, actor.user_id or talk.case_worker_id
    talk.save()
    TALKS.move(talk, "offer_again", today=today)
    record(TALK_OFFERED, by=actor, about=talk)
    _tell_person(talk, "offered")
    return talk


@verb(talk=CHOOSE_TALK)
def cancel_talk(*, actor: Actor, talk: Appointment, today: date) -> Appointment | Unchanged:
    """Cancel a talk; the other side is told."""
    if talk.status == TalkStatus.CANCELLED:
        return UNCHANGED
    talk.moved += 1
    talk.save(update_fields=["moved"])
    TALKS.move(talk, "cancel", today=today)
    record(TALK_CANCELLED, by=actor, about=talk)
    if actor.user_id == talk.case_worker_id:
        _tell_person(talk, "cancelled")
    else:
        _tell_worker(talk, "cancelled", actor)
    return talk


@verb(talk=KEEP_TALK)
def talk_held(*, actor: Actor, talk: Appointment, today: date) -> Appointment | Unchanged:
    """Note that both spoke."""
    if talk.status == TalkStatus.HELD:
        return UNCHANGED
    TALKS.move(talk, "held", today=today)
    record(TALK_HELD, by=actor, about=talk, name=_name(talk.case_worker_id))
    return talk


@verb(talk=KEEP_TALK)
def talk_missed(*, actor: Actor, talk: Appointment, today: date) -> Appointment | Unchanged:
    """Note that the person did not come; who guides calls next, and nothing else follows from it."""
    if talk.status == TalkStatus.NO_SHOW:
        return UNCHANGED
    if talk.starts_at is not None and talk.starts_at > timezone.now():
        raise Refusal("ahead", say("Dit gesprek is nog niet geweest."))
    TALKS.move(talk, "no_show", today=today)
    record(TALK_MISSED, by=actor, about=talk)
    return talk


@verb(talk=KEEP_TALK)
def talk_settled(*, actor: Actor, talk: Appointment, today: date) -> Appointment | Unchanged:
    """Note that somebody called after a missed talk."""
    if talk.status == TalkStatus.SETTLED:
        return UNCHANGED
    TALKS.move(talk, "settle", today=today)
    record(TALK_SETTLED, by=actor, about=talk)
    return talk


def remind(day: date) -> int:
    """Remind people of the talks of a day, once."""
    rows = Appointment.objects.filter(status=TalkStatus.PLANNED, starts_at__date=day, reminded_on__isnull=True)
    keys = list(rows.order_by("starts_at", "pk").values_list("pk", flat=True))
    for key in keys:
        with transaction.atomic():
            talk = rows.select_for_update(of=("self",)).filter(pk=key).first()
            if talk is not None:
                talk.reminded_on = timezone.localdate()
                talk.save(update_fields=["reminded_on"])
                _tell_person(talk, "reminder")
    return len(keys)


def _name(user: UUID) -> str:
    return User.objects.filter(pk=user).values_list("name", flat=True).first() or ""


def _tell_person(talk: Appointment, letter: str) -> None:
    tell(template=f"cases/talk_{letter}", person_id=talk.person_id, link=reverse("cases_my_plan"))


def _tell_worker(talk: Appointment, letter: str, actor: Actor) -> None:
    if actor.user_id != talk.case_worker_id:
        link = reverse("cases_plan", args=[talk.person_id])
        tell(template=f"cases/talk_{letter}_work", user_id=talk.case_worker_id, link=link)
