"""Somebody stops looking for work, or starts again: what runs is ended with words, nothing is refused."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.models import Membership, User
from doorstroom.accounts.queries import running
from doorstroom.cases.actions import take_back_question
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.deals.actions import leave_all
from doorstroom.introductions.actions import withdraw
from doorstroom.introductions.models import LIVE, Introduction
from doorstroom.notices.actions import tell
from doorstroom.people.models import Person, Visibility
from doorstroom.privacy.choices import LEAVES_DEALS, MY_STOP_WORDS, STOP_WORDS, WhyStopped
from doorstroom.privacy.declarations import LEAVE, STARTED_AGAIN, STOPPED
from doorstroom.promises.declarations import who_guides


@verb(person=LEAVE)
def stop_looking(*, actor: Actor, person: Person, reason: str, today: date) -> Person | Unchanged:
    """Let somebody stop: from the next request on nobody finds them, and what ran with firms and agencies ends."""
    if not person.active:
        return UNCHANGED
    if reason not in WhyStopped.values:
        raise Refusal("reason", say("Kies waarom het zoeken stopt."))
    Visibility.objects.filter(pk=person.pk).update(own_key=False, own_key_at=timezone.now())
    take_back_question(person.pk, today)
    leave_all(actor, person, LEAVES_DEALS[WhyStopped(reason)], today)
    for introduction in Introduction.objects.filter(person=person, status__in=LIVE).order_by("pk"):
        withdraw(actor=actor, introduction=introduction, today=today)
    person.active = False
    person.save(update_fields=["active"])
    record(STOPPED, by=actor, about=person, person_id=person.pk, reason=STOP_WORDS[WhyStopped(reason)])
    link = reverse("privacy_dossier", args=[person.pk])
    for guide in _guides(person.pk) - {actor.user_id}:
        tell(template="privacy/stopped", user_id=guide, context={"why": MY_STOP_WORDS[WhyStopped(reason)]}, link=link)
    return person


def _guides(person_id: UUID) -> set[UUID]:
    """Return the user who guides a person now, or everybody in the team that does."""
    party = who_guides(person_id)
    if party is None:
        return set()
    alone = set(User.objects.filter(pk=party).values_list("pk", flat=True))
    return alone or set(Membership.objects.filter(running(), teams=party).values_list("user_id", flat=True))


@verb(person=LEAVE)
def start_again(*, actor: Actor, person: Person) -> Person | Unchanged:
    """Let somebody look for work again; who wants to be found turns the own key again."""
    if person.active or person.merged_into_id is not None:
        return UNCHANGED
    person.active = True
    person.save(update_fields=["active"])
    record(STARTED_AGAIN, by=actor, about=person, person_id=person.pk)
    return person
