"""Two dossiers with one BSN: the intake gets the task to compare them, and nobody else hears that they exist."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from doorstroom.core.actors import Actor, machine
from doorstroom.core.trail import record
from doorstroom.core.verbs import verb
from doorstroom.people.declarations import BSN_REMOVED
from doorstroom.people.models import Person, SealedBsn
from doorstroom.people.sealing import sharing_a_number

from .actions import intake_of, source_words
from .choices import DoubleAnswer
from .declarations import DOUBLE, DOUBLE_FOUND, DOUBLE_SETTLED, SETTLE
from .models import DoubleDossier

COMPARER = machine("bsn")


def compare_numbers(person_id: UUID, today: date) -> None:
    """Ask the intake to compare dossiers that share a number, and stop asking where they no longer do."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person_id)
        same = set(sharing_a_number(person_id))
        open_now = DoubleDossier.objects.select_for_update().filter(
            Q(person=person) | Q(other=person), status=DoubleAnswer.WAITING
        )
        for double in open_now.order_by("found_at"):
            other = double.other_id if double.person_id == person_id else double.person_id
            if other in same:
                same.discard(other)
            else:
                DOUBLE.move(double, "differs_now", today=today)
        for other in sorted(same):
            owner, _name = intake_of(person.controller_id)
            first, last = SealedBsn.objects.filter(pk__in=(person_id, other)).order_by("kept_at", "pk")
            double = DoubleDossier.objects.create(person_id=last.pk, other_id=first.pk, owner=owner)
            DOUBLE.begin(double, today=today)
            record(DOUBLE_FOUND, by=COMPARER, about=double)


@verb(double=SETTLE)
def settle(*, actor: Actor, double: DoubleDossier, same: bool, today: date) -> DoubleDossier:
    """Say whether two dossiers are one person's; if not, the number goes out of the dossier that got it last."""
    DOUBLE.move(double, "same" if same else "different", today=today)
    answer = source_words(DoubleAnswer(double.status))
    record(DOUBLE_SETTLED, by=actor, about=double, answer=answer.lower())
    if not same and SealedBsn.objects.filter(pk=double.person_id).delete()[0]:
        record(BSN_REMOVED, by=actor, about=double.person, person_id=double.person_id)
    return double
