"""How a BSN lies in the database: under the person's own key, and found by a keyed fingerprint."""

import hashlib
import hmac
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from doorstroom.common.numbers import Bsn
from doorstroom.core import keys
from doorstroom.core.models import PersonKey
from doorstroom.core.rotation import BATCH, moves

from .models import SealedBsn

BINDING = "bsn"  # with the person's key: a sealed number moved to another row opens for nobody


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
    bsn = opened(row) if row is not None else None
    if bsn is not None:
        seal(person_id, controller, bsn)


def numbers_differ(one: UUID, other: UUID) -> bool:
    """Tell whether two dossiers hold two numbers: then they are two people."""
    numbers = {bsn_of(one), bsn_of(other)} - {None}
    return len(numbers) > 1


def change_person(old: UUID, new: UUID, controller: UUID) -> list[str]:
    """Give the number of a dossier that goes to the dossier that stays; return how to give it back."""
    row = SealedBsn.objects.select_for_update().filter(pk=old).first()
    bsn = opened(row) if row is not None else None
    SealedBsn.objects.filter(pk=old).delete()
    if bsn is None:
        return []
    held = SealedBsn.objects.filter(pk=new).first()
    if held is not None:
        return ["both", held.kept_at.isoformat()]
    return ["moved", seal(new, controller, bsn).kept_at.isoformat()]


def give_number_back(how: list[str], new: UUID, old: UUID, controller: UUID) -> None:
    """Take back what `change_person` did, unless the number was changed since."""
    row = SealedBsn.objects.select_for_update().filter(pk=new).first()
    bsn = opened(row) if row is not None else None
    if row is None or bsn is None or not how or row.kept_at.isoformat() != how[1]:
        return
    if how[0] == "moved":
        row.delete()
    seal(old, controller, bsn)


def bsn_of(person_id: UUID) -> Bsn | None:
    """Return the number of a person, read together with its key; None when there is none, or its key was destroyed."""
    key = PersonKey.objects.filter(person_id=OuterRef("pk"))
    parts = {name: Subquery(key.values(name)) for name in ("wrapped", "wrapped_by")}
    row = SealedBsn.objects.filter(pk=person_id).annotate(**parts).values("sealed", *parts).first()
    if row is None or row["wrapped"] is None:
        return None
    held = PersonKey(person_id=person_id, wrapped=row["wrapped"], wrapped_by=row["wrapped_by"])
    return Bsn(keys.decrypt_under(held, BINDING, bytes(row["sealed"])).decode())


def having(bsn: Bsn, controller: UUID | None) -> list[UUID]:
    """Return the keys of the persons of one municipality who have this number, under whichever pepper."""
    _current, held = keys.peppers()
    prints = [fingerprint(bsn, controller, pepper) for pepper in held]
    rows = SealedBsn.objects.filter(controller=controller, fingerprint__in=prints)
    return list(rows.order_by("kept_at", "pk").values_list("pk", flat=True))


def sharing_a_number(person_id: UUID) -> list[UUID]:
    """Return the other persons of the same municipality who have the number of this person."""
    row = SealedBsn.objects.filter(pk=person_id).first()
    bsn = opened(row) if row is not None else None
    if row is None or bsn is None:
        return []
    return [key for key in having(bsn, row.controller_id) if key != person_id]


@sensitive_variables()
def fingerprint(bsn: Bsn, controller: UUID | None, pepper: str) -> str:
    """Return by what a number is found: an HMAC that differs per pepper and per municipality."""
    said = f"doorstroom bsn {controller or 'waiting'} {bsn.digits}"
    return hmac.new(keys.peppers()[1][pepper], said.encode(), hashlib.sha256).hexdigest()


@sensitive_variables()
def opened(row: SealedBsn) -> Bsn | None:
    """Return the number of a row; None when the person's key was destroyed; raise when key or row is wrong."""
    digits = keys.decrypt_for(row.pk, BINDING, bytes(row.sealed))
    return None if digits is None else Bsn(digits.decode())


def seal_for_later(user_id: UUID, bsn: Bsn) -> SealedBsn:
    """Keep the number of somebody who came in by DigiD and has no dossier yet, under the key the dossier will get."""
    row = seal(uuid4(), None, bsn)
    row.waits_for = user_id
    row.save(update_fields=["waits_for"])
    return row


def waiting_number(user_id: UUID | None) -> SealedBsn | None:
    """Return the number that waits for the dossier of an account."""
    return None if user_id is None else SealedBsn.objects.select_for_update().filter(waits_for=user_id).first()


def bring_to_municipality(row: SealedBsn, controller: UUID) -> None:
    """Let the municipality of a new dossier keep the number that waited for it."""
    bsn = opened(row)
    assert bsn is not None  # the key was made with the row
    row.waits_for, row.controller_id, row.peppered_by = None, controller, keys.peppers()[0]
    row.fingerprint = fingerprint(bsn, controller, row.peppered_by)
    row.save(update_fields=["waits_for", "controller", "fingerprint", "peppered_by"])


@moves("people.fingerprints")
def move_fingerprints() -> int:
    """Take the fingerprints of a batch of numbers anew, with the current pepper."""
    current, _held = keys.peppers()
    with transaction.atomic():
        rows = list(SealedBsn.objects.select_for_update().exclude(peppered_by=current).order_by("pk")[:BATCH])
        for row in rows:
            bsn = opened(row)
            row.fingerprint = fingerprint(bsn, row.controller_id, current) if bsn is not None else ""
            row.peppered_by = current
        SealedBsn.objects.bulk_update(rows, ["fingerprint", "peppered_by"])
    return len(rows)
