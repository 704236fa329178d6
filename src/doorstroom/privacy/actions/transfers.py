"""Somebody moves: another municipality becomes responsible, once its intake says yes; nothing owed is lost."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from doorstroom.accounts.models import Membership, Organisation, Team
from doorstroom.cases.actions import ask_second_key, bring_to_intake, intake_of
from doorstroom.cases.doubles import compare_numbers
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.models import Tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.notices.actions import tell
from doorstroom.people.actions import place_of
from doorstroom.people.models import Person, Visibility
from doorstroom.people.sealing import change_municipality
from doorstroom.privacy.choices import REFUSAL_WORDS, TransferState, WhyRefused
from doorstroom.privacy.declarations import (
    BREAK_GLASS,
    OFFER_TRANSFER,
    RECEIVE,
    TAKE_BACK_TRANSFER,
    TRANSFER,
    TRANSFER_OFFERED,
    TRANSFER_REFUSED,
    TRANSFER_TAKEN_BACK,
    TRANSFERRED,
)
from doorstroom.privacy.models import Transfer


@verb(person=OFFER_TRANSFER)
def offer_transfer(*, actor: Actor, person: Person, to: UUID, postcode: str = "", today: date) -> Transfer | Unchanged:
    """Ask another municipality to become responsible for somebody who moves there; its intake answers."""
    receiver = Organisation.objects.filter(pk=to, kind=Organisation.Kind.MUNICIPALITY, active=True).first()
    if receiver is None or receiver.pk == person.controller_id:
        raise Refusal("municipality", say("Kies een andere gemeente die meedoet."))
    owner, _name = intake_of(receiver.pk)
    try:
        with transaction.atomic():
            offered = Transfer.objects.create(
                person=person,
                giver_id=person.controller_id,
                receiver=receiver,
                owner=owner,
                postcode=postcode,
                asked_by=actor.user_id,
            )
    except IntegrityError:  # one at a time
        return UNCHANGED
    TRANSFER.begin(offered, today=today)
    record(TRANSFER_OFFERED, by=actor, about=offered, name=receiver.name)
    return offered


@verb(transfer=RECEIVE)
def accept_transfer(*, actor: Actor, transfer: Transfer, today: date) -> Transfer | Unchanged:
    """Become responsible: ties of the old municipality end, what it owed goes to the new intake, the person is told."""
    if transfer.status == TransferState.ACCEPTED:
        return UNCHANGED
    TRANSFER.move(transfer, "accept", today=today)
    person = Person.objects.select_for_update(of=("self",)).get(pk=transfer.person_id)
    parties = parties_of(transfer.giver_id)
    person.controller_id, person.client_number = transfer.receiver_id, ""  # the number was the old one's own
    if transfer.postcode:
        person.postcode, person.place = transfer.postcode, place_of(transfer.postcode)
        person.street = person.house_number = ""
    person.save(update_fields=["controller", "client_number", "postcode", "place", "street", "house_number"])
    now = timezone.now()
    Tie.objects.filter(person_id=person.pk, ground=BREAK_GLASS.code, until__gt=now).update(until=now)
    bring_to_intake(actor, person, parties, today)
    change_municipality(person.pk, transfer.receiver_id)
    compare_numbers(person.pk, today)
    Visibility.objects.filter(pk=person.pk).update(second_key=False, second_key_at=None, second_key_by=None)
    names = {"old": transfer.giver.name, "new": transfer.receiver.name}
    record(TRANSFERRED, by=actor, about=transfer, old=names["old"], new=names["new"])
    ask_second_key(person.pk, today)
    tell(template="privacy/transferred", person_id=person.pk, context=names, link=reverse("people_visibility"))
    return transfer


@verb(transfer=RECEIVE)
def refuse_transfer(*, actor: Actor, transfer: Transfer, reason: str, today: date) -> Transfer | Unchanged:
    """Say that somebody stays with the municipality that offered, and why; nothing changes for the person."""
    if transfer.status == TransferState.REFUSED:
        return UNCHANGED
    if reason not in WhyRefused.values:
        raise Refusal("reason", say("Kies waarom u deze overdracht niet aanneemt."))
    TRANSFER.move(transfer, "refuse", today=today)
    words = REFUSAL_WORDS[WhyRefused(reason)]
    record(TRANSFER_REFUSED, by=actor, about=transfer, name=transfer.receiver.name, reason=words)
    return transfer


@verb(transfer=TAKE_BACK_TRANSFER)
def take_back_transfer(*, actor: Actor, transfer: Transfer, today: date) -> Any:
    """Take an offer back before it is answered."""
    if transfer.status == TransferState.TAKEN_BACK:
        return UNCHANGED
    TRANSFER.move(transfer, "take_back", today=today)
    record(TRANSFER_TAKEN_BACK, by=actor, about=transfer)
    return transfer


def parties_of(organisation: UUID) -> set[UUID]:
    """Return everybody who may owe something in the name of an organisation: itself, its teams, its people."""
    teams = Team.objects.filter(organisation=organisation).values_list("pk", flat=True)
    users = Membership.objects.filter(organisation=organisation).values_list("user_id", flat=True)
    return {organisation, *teams, *users}
