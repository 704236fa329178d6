"""Who somebody is that came through a sign-in service: a colleague, a person with a BSN, somebody of a firm."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from doorstroom.common.numbers import Bsn
from doorstroom.common.text import say
from doorstroom.core.actors import Actor, machine
from doorstroom.core.trail import record
from doorstroom.core.verbs import verb

from .actions import new_user_without_address
from .choices import DoorKind, Refused
from .declarations import (
    ADMIT,
    ADMITTED,
    AGENCY_CONSULTANT,
    ARRIVE_BY_BSN,
    CONNECT,
    CONNECTED,
    EMPLOYER,
    PROFESSIONAL_CODES,
)
from .gateways import Door, DoorRefused
from .models import Identity, Membership, Organisation, User
from .queries import running

ENTRANCE = machine("inloggen")
FIRM_ROLES = {Organisation.Kind.EMPLOYER: EMPLOYER, Organisation.Kind.TEMP_AGENCY: AGENCY_CONSULTANT}


@dataclass(frozen=True)
class Arrival:
    """Who came in, for which organisation, and whether the service saw a second factor."""

    user: User
    organisation_id: UUID | None = None  # this session works for no other
    second_factor: bool = False


@sensitive_variables()
def arrive(door: Door, claims: Mapping[str, Any], language: str) -> Arrival:
    """Return who came through a door; refuse who has no place here."""
    if door.kind == DoorKind.DIGID:
        bsn = Bsn.read(str(claims.get(door.bsn_claim, "")))
        if bsn is None or not ARRIVE_BY_BSN:
            raise DoorRefused(Refused.NO_NUMBER, "bsn")
        return _still_welcome(Arrival(ARRIVE_BY_BSN[0](bsn, language)))
    if door.kind == DoorKind.EHERKENNING:
        return _still_welcome(_of_a_firm(door, claims, language))
    return _still_welcome(_colleague(door, claims))


def _still_welcome(arrival: Arrival) -> Arrival:
    if not arrival.user.is_active:
        raise DoorRefused(Refused.ENDED, "account")
    return arrival


def _colleague(door: Door, claims: Mapping[str, Any]) -> Arrival:
    """Return the colleague behind a subject; at the first time the one whom the administrator invited by address."""
    kind = Organisation.Kind.MUNICIPALITY
    place = Organisation.objects.filter(municipality=door.municipality, kind=kind, active=True).first()
    if place is None:
        raise DoorRefused(Refused.NO_ACCESS, "municipality")
    works_here = Membership.objects.filter(running(), organisation=place, role__in=PROFESSIONAL_CODES)
    known = Identity.objects.filter(issuer=door.issuer, subject=claims["sub"]).select_related("user").first()
    if known is None:
        proven = door.email_is_verified or claims.get("email_verified") is True
        email = str(claims.get("email", "")).lower() if proven else ""
        user = User.objects.filter(email=email, pk__in=works_here.values("user")).first() if email else None
        if user is None:
            raise DoorRefused(Refused.NO_ACCESS, "address")
        connect(actor=ENTRANCE, user=user, issuer=door.issuer, subject=claims["sub"], door=door.label)
    else:
        user = known.user
        if not works_here.filter(user=user).exists():
            raise DoorRefused(Refused.ENDED, "membership")
    strong = bool(set(claims.get("amr") or ()) & set(door.second_factor)) or claims.get("acr") in door.strong_acr
    return Arrival(user, place.pk, strong)


def _of_a_firm(door: Door, claims: Mapping[str, Any], language: str) -> Arrival:
    """Return who acts for the firm of a KvK number; eHerkenning vouches that this person may."""
    kvk, pseudonym = str(claims.get(door.kvk_claim, "")), str(claims.get(door.person_claim, ""))
    if not kvk or not pseudonym:
        raise DoorRefused(Refused.NO_NUMBER, "kvk")
    firm = Organisation.objects.filter(kvk=kvk, kind__in=FIRM_ROLES, active=True).first()
    if firm is None:
        raise DoorRefused(Refused.NO_FIRM, "kvk")
    subject = f"{kvk} {pseudonym}"
    known = Identity.objects.filter(issuer=door.issuer, subject=subject).select_related("user").first()
    if known is None:
        user = admit(actor=ENTRANCE, organisation=firm, issuer=door.issuer, subject=subject, language=language)
    else:
        user = known.user
        if not Membership.objects.filter(running(), user=user, organisation=firm).exists():
            raise DoorRefused(Refused.ENDED, "membership")
    return Arrival(user, firm.pk, second_factor=True)  # from EH2+ on eHerkenning itself asks two factors


@verb(user=CONNECT)
def connect(*, actor: Actor, user: User, issuer: str, subject: str, door: str) -> Identity:
    """Remember by which subject of a sign-in service a user comes in."""
    identity = Identity.objects.create(user=user, issuer=issuer, subject=subject)
    record(CONNECTED, by=actor, about=user, door=door)
    return identity


@verb(organisation=ADMIT)
def admit(*, actor: Actor, organisation: Organisation, issuer: str, subject: str, language: str) -> User:
    """Make the account of somebody who acts for a firm for the first time."""
    with transaction.atomic():
        name = say("Medewerker van {organisation}").format(organisation=organisation.name)
        user = new_user_without_address(name[:120], language)
        role = FIRM_ROLES[Organisation.Kind(organisation.kind)]
        Membership.objects.create(user=user, organisation=organisation, role=role.code)
        Identity.objects.create(user=user, issuer=issuer, subject=subject)
        record(ADMITTED, by=actor, about=organisation, organisation=organisation.name)
    return user
