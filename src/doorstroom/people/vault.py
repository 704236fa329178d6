"""The BSN vault: a municipality keeps, shows and finds the personal number; each use has a purpose and leaves a trace.

How the number lies in the database stands in `sealing`.
"""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from doorstroom.accounts.models import Organisation, User
from doorstroom.common.numbers import Bsn
from doorstroom.common.text import say
from doorstroom.core import readlog
from doorstroom.core.actors import Actor
from doorstroom.core.models import TrailEntry
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .choices import BSN_REASONS
from .declarations import BSN_KEPT, BSN_REMOVED, BSN_SHOWN, BSN_SOUGHT, BSN_TOO_OFTEN, USE_BSN
from .models import Person, SealedBsn
from .sealing import BINDING, bsn_of, having, opened, seal

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
    if row is not None and opened(row) == bsn:
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
    bsn = bsn_of(person.pk)
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
    bsn = bsn_of(person.pk)
    return "" if bsn is None else str(bsn)


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
