"""Who comes in by DigiD: somebody whom a municipality of this office knows by BSN, or somebody new."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from doorstroom.accounts.actions import new_user_without_address, sign_up
from doorstroom.accounts.declarations import ARRIVE_BY_BSN, JOB_SEEKER
from doorstroom.accounts.models import Organisation, User
from doorstroom.accounts.queries import office
from doorstroom.common.dates import today
from doorstroom.common.numbers import Bsn
from doorstroom.common.text import say
from doorstroom.core import keys
from doorstroom.core.actors import Actor, machine
from doorstroom.core.machines import tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import verb

from .declarations import CAME_BY_DIGID, MEET_BY_BSN, OWN_SELF
from .models import Person, SealedBsn
from .sealing import fingerprint, seal_for_later

ENTRANCE = machine("inloggen")


@sensitive_variables()
def arrive_by_bsn(bsn: Bsn, language: str) -> User:
    """Return the account of whoever has this number: the one of the dossier, else one that begins a registration."""
    with transaction.atomic():
        known = _known(bsn)
        if known and known[0].user_id is not None:
            return User.objects.get(pk=known[0].user_id)
        if known:
            return meet(actor=ENTRANCE, person=known[0])
        waiting = SealedBsn.objects.filter(_printed(bsn, [None]), waits_for__isnull=False).first()
        if waiting is not None and waiting.waits_for is not None:
            return User.objects.get(pk=waiting.waits_for)
        user = _new_account(say("Werkzoekende"), language)
        seal_for_later(user.pk, bsn)
        return user


@verb(person=MEET_BY_BSN)
def meet(*, actor: Actor, person: Person) -> User:
    """Give somebody whom a municipality registered an account, and the own dossier with it."""
    user = _new_account(person.name, person.language)
    person.user_id = user.pk
    person.save(update_fields=["user_id"])
    tie(person.pk, user.pk, OWN_SELF, person.pk)
    record(CAME_BY_DIGID, by=actor, about=person, person_id=person.pk)
    return user


def _new_account(name: str, language: str) -> User:
    user = new_user_without_address(name, language)
    itself = Actor(JOB_SEEKER, name, user_id=user.pk, region_code=office().region_code)
    sign_up(actor=itself, user=user, today=today())
    return user


def _known(bsn: Bsn) -> list[Person]:
    """Return the persons of this office's municipalities with a number, who has an account and came last first."""
    municipalities = Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, active=True)
    found = SealedBsn.objects.filter(_printed(bsn, list(municipalities.values_list("pk", flat=True))))
    rows = Person.objects.select_for_update().filter(pk__in=found.values("pk"), active=True)
    return sorted(rows, key=lambda row: (row.user_id is None, -row.registered_on.toordinal(), str(row.pk)))


def _printed(bsn: Bsn, controllers: Sequence[UUID | None]) -> Q:
    _current, peppers = keys.peppers()
    prints = [fingerprint(bsn, each, pepper) for each in controllers for pepper in peppers]
    return Q(fingerprint__in=prints)


ARRIVE_BY_BSN.append(arrive_by_bsn)
