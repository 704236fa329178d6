"""The BSN vault: a municipality keeps, shows and finds the personal number; each use has a purpose and leaves a trace.

The number lies under the person's own key (core.keys) and is found by an HMAC with a pepper outside the database.
"""

import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from doorstroom.accounts.models import Organisation, User
from doorstroom.common.numbers import Bsn
from doorstroom.common.text import say
from doorstroom.core import keys, readlog
from doorstroom.core.actors import Actor
from doorstroom.core.models import TrailEntry
from doorstroom.core.rotation import BATCH, moves
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .choices import BSN_REASONS
from .declarations import BSN_KEPT, BSN_REMOVED, BSN_SHOWN, BSN_SOUGHT, BSN_TOO_OFTEN, USE_BSN
from .models import Person, SealedBsn

BINDING = "bsn"  # with the person's key: a sealed number moved to another row opens for nobody
MOST_A_MINUTE = 10
MINUTE = timedelta(minutes=1)


class TooOften(Refusal):
    """Somebody looked up or showed more numbers in a minute than work asks."""

    def __init__(self) -> None:
        super().__init__(
            "too_often",
            say("U zocht of bekeek tien keer een BSN. Wacht een minuut. De beheerder krijgt hier bericht van."),
        )


@verb(person=USE_BSN)
def keep_bsn(*, actor: Actor, person: Person, bsn: Bsn) -> SealedBsn | Unchanged:
    """Keep the number of a person, or put another in its place. Never says whether somebody else has it too."""
    row = SealedBsn.objects.select_for_update().filter(pk=person.pk).first()
    if row is not None and _opened(row) == bsn:
        return UNCHANGED
    row = seal(person.pk, person.controller_id, bsn)
    record(BSN_KEPT, by=actor, about=person, person_id=person.pk)
    return row


@verb(person=USE_BSN)
def remove_bsn(*, actor: Actor, person: Person) -> Person | Unchanged:
    """Take the number of a person out of the vault."""
    gone, _ = SealedBsn.objects.filter(pk=person.pk).delete()
    if not gone:
        return UNCHANGED
    record(BSN_REMOVED, by=actor, about=person, person_id=person.pk)
    return person


@verb(person=USE_BSN)
def show_bsn(*, actor: Actor, person: Person, purpose: str) -> Bsn:
    """Return the whole number, for a purpose from the closed list; the person reads who looked and why."""
    reason = _reason(purpose)
    _count_this_use(actor)
    row = SealedBsn.objects.filter(pk=person.pk).first()
    bsn = _opened(row) if row is not None else None
    if bsn is None:
        raise Refusal("none", say("Van deze persoon is geen BSN bewaard."))
    readlog.note(person.pk, USE_BSN.code, purpose, frozenset({BINDING}))
    record(BSN_SHOWN, by=actor, about=person, person_id=person.pk, reason=reason)
    return bsn


@verb(USE_BSN)
def find_by_bsn(*, actor: Actor, bsn: Bsn, purpose: str) -> list[Person]:
    """Return the persons of the own municipality with this number, as far as this actor may open them."""
    municipality = Organisation.objects.filter(pk=_place(actor), kind=Organisation.Kind.MUNICIPALITY).first()
    if municipality is None:
        raise Refusal("no_municipality", say("Alleen een gemeente mag zoeken met een BSN."))
    reason = _reason(purpose)
    _count_this_use(actor)
    same = having(bsn, municipality.pk)
    found: list[Person] = list(USE_BSN.visible(actor).filter(pk__in=same).order_by("pk"))
    for person in found:
        readlog.note(person.pk, USE_BSN.code, purpose, frozenset({BINDING}))
    record(BSN_SOUGHT, by=actor, about=municipality, reason=reason, found=len(found))
    return found


@verb(USE_BSN)
def tell_used_too_often(*, actor: Actor) -> Organisation | Unchanged:
    """Let the functional administrator see that somebody used more numbers than work asks; once a minute."""
    place = Organisation.objects.get(pk=_place(actor))
    since = timezone.now() - MINUTE
    if TrailEntry.objects.filter(event=BSN_TOO_OFTEN.code, by_user=actor.user_id, at__gt=since).exists():
        return UNCHANGED
    record(BSN_TOO_OFTEN, by=actor, about=place)
    return place


def masked_bsn(person: Person) -> str:
    """Return the number of a person whose door the caller opened as *****1234, or an empty string."""
    row = SealedBsn.objects.filter(pk=person.pk).first()
    bsn = _opened(row) if row is not None else None
    return "" if bsn is None else str(bsn)


def seal(person_id: UUID, controller: UUID | None, bsn: Bsn) -> SealedBsn:
    """Write the sealed number of a person; the caller has opened the door and records it."""
    current, _held = keys.peppers()
    given = {
        "controller_id": controller,
        "sealed": keys.encrypt_for(person_id, BINDING, bsn.digits.encode()),
        "fingerprint": fingerprint(bsn, controller, current),
        "peppered_by": current,
        "kept_at": timezone.now(),
    }
    row, _ = SealedBsn.objects.update_or_create(pk=person_id, defaults=given)
    return row


def change_municipality(person_id: UUID, controller: UUID) -> None:
    """Let the number be found by the municipality that is responsible from now on, and by no other."""
    row = SealedBsn.objects.select_for_update().filter(pk=person_id).first()
    bsn = _opened(row) if row is not None else None
    if bsn is not None:
        seal(person_id, controller, bsn)


def change_person(old: UUID, new: UUID, controller: UUID) -> None:
    """Give the number of a dossier that goes to the dossier that stays, unless that has one."""
    row = SealedBsn.objects.select_for_update().filter(pk=old).first()
    bsn = _opened(row) if row is not None else None
    if bsn is not None and not SealedBsn.objects.filter(pk=new).exists():
        seal(new, controller, bsn)
    SealedBsn.objects.filter(pk=old).delete()


def having(bsn: Bsn, controller: UUID | None) -> list[UUID]:
    """Return the keys of the persons of one municipality who have this number, under whichever pepper."""
    _current, held = keys.peppers()
    prints = [fingerprint(bsn, controller, pepper) for pepper in held]
    rows = SealedBsn.objects.filter(controller=controller, fingerprint__in=prints)
    return list(rows.order_by("kept_at", "pk").values_list("pk", flat=True))


def sharing_a_number(person_id: UUID) -> list[UUID]:
    """Return the other persons of the same municipality who have the number of this person."""
    row = SealedBsn.objects.filter(pk=person_id).first()
    bsn = _opened(row) if row is not None else None
    if row is None or bsn is None:
        return []
    return [key for key in having(bsn, row.controller_id) if key != person_id]


@sensitive_variables()
def fingerprint(bsn: Bsn, controller: UUID | None, pepper: str) -> str:
    """Return by what a number is found: an HMAC that differs per pepper and per municipality."""
    said = f"doorstroom bsn {controller or 'waiting'} {bsn.digits}"
    return hmac.new(keys.peppers()[1][pepper], said.encode(), hashlib.sha256).hexdigest()


@sensitive_variables()
def _opened(row: SealedBsn) -> Bsn | None:
    """Return the number of a row; None when the person's key was destroyed; raise when key or row is wrong."""
    digits = keys.decrypt_for(row.pk, BINDING, bytes(row.sealed))
    return None if digits is None else Bsn(digits.decode())


def _place(actor: Actor) -> UUID:
    assert actor.organisation_id is not None  # the permission is for case workers only
    return actor.organisation_id


def _reason(purpose: str) -> str:
    if purpose not in BSN_REASONS:
        raise Refusal("purpose", say("Kies waarvoor u het BSN nodig heeft."))
    return BSN_REASONS[purpose]


def _count_this_use(actor: Actor) -> None:
    """Refuse the eleventh use within a minute; uses of one user wait for each other, so none slips through."""
    assert actor.user_id is not None  # the permission is for case workers only
    User.objects.select_for_update(no_key=True).get(pk=actor.user_id)
    uses = TrailEntry.objects.filter(
        event__in=(BSN_SHOWN.code, BSN_SOUGHT.code), by_user=actor.user_id, at__gt=timezone.now() - MINUTE
    )
    if uses.count() >= MOST_A_MINUTE:
        raise TooOften


@moves("people.fingerprints")
def move_fingerprints() -> int:
    """Take the fingerprints of a batch of numbers anew, with the current pepper."""
    current, _held = keys.peppers()
    with transaction.atomic():
        rows = list(SealedBsn.objects.select_for_update().exclude(peppered_by=current).order_by("pk")[:BATCH])
        for row in rows:
            bsn = _opened(row)
            row.fingerprint = fingerprint(bsn, row.controller_id, current) if bsn is not None else ""
            row.peppered_by = current
        SealedBsn.objects.bulk_update(rows, ["fingerprint", "peppered_by"])
    return len(rows)
