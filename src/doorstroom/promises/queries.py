"""What somebody owes, and what is owed to nobody yet."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from doorstroom.common.dates import today as this_day
from doorstroom.core.actors import Actor
from doorstroom.core.machines import step_words
from doorstroom.core.models import Promise, Tie
from doorstroom.people.declarations import OWN_SELF


@dataclass(frozen=True)
class Owed:
    """A step that this reader owes, in the reader's language."""

    about_model: str
    about_id: UUID
    person_id: UUID | None
    words: str
    due: date
    late: bool
    ours: bool  # False: somebody else owes it, and this reader is asked to help


def open_promises(actor: Actor) -> QuerySet[Promise]:
    """Return every open promise that this actor owes or was asked to help with, the earliest first."""
    own_person = Tie.objects.filter(party__in=actor.parties, ground=OWN_SELF.code, until__isnull=True).values(
        "person_id"
    )
    mine = Q(owner__in=actor.parties) | Q(owner__in=own_person) | Q(escalated_to__in=actor.parties)
    return Promise.objects.filter(mine, closed_at__isnull=True).order_by("due", "made_at", "id")


def owed_by(actor: Actor, today: date, limit: int = 20) -> list[Owed]:
    """Return what waits for this actor, the most urgent first."""
    return [
        Owed(
            about_model=promise.about_model,
            about_id=promise.about_id,
            person_id=promise.person_id,
            words=gettext(step_words(promise)),
            due=promise.due,
            late=promise.due < today,
            ours=promise.escalated_to not in actor.parties,
        )
        for promise in open_promises(actor)[:limit]
    ]


def steps_about(person_id: UUID) -> list[Owed]:
    """Return every open step about a person whose door the caller has opened, the earliest first."""
    rows = Promise.objects.filter(person_id=person_id, closed_at__isnull=True).order_by("due", "made_at", "id")
    day = this_day()
    return [
        Owed(row.about_model, row.about_id, person_id, gettext(step_words(row)), row.due, row.due < day, True)
        for row in rows
    ]
