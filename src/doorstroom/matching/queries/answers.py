"""What a person said of vacancies, and which doubts wait for a human answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext

from doorstroom.core.actors import Actor
from doorstroom.people.models import Person

from .. import live
from ..choices import Reason, Word
from ..declarations import ANSWER_DOUBT
from ..models import Doubt, Feedback
from ..readings import Said
from .jobs import effect_words, firm_of, region_of


@dataclass(frozen=True)
class Answer:
    """One word of a person on a vacancy, with what it does to the list."""

    number: int
    title: str
    firm: str
    word: str
    reason: str
    effect: str
    given_at: datetime
    open: bool


def answers_of(person: Person) -> list[Answer]:
    """Return a person's live words, the latest first, in one query beside the region's own."""
    words = live.region(region_of(person)).words
    rows = Feedback.objects.filter(person=person, taken_back_at__isnull=True).exclude(word=Word.UNDERWAY)
    rows = rows.select_related("vacancy__employer", "vacancy__organisation").order_by("-given_at", "pk")
    return [
        Answer(
            number=row.vacancy.number,
            title=row.vacancy.title,
            firm=firm_of(row.vacancy),
            word=row.word,
            reason=str(Reason(row.reason).label) if row.reason else gettext("Bewaard"),
            effect=effect_words(Said(row.word, row.reason, row.effect), words) if row.word == Word.NO else "",
            given_at=row.given_at,
            open=row.vacancy.status == "open",
        )
        for row in rows
    ]


def doubts_of(person: Person) -> list[Doubt]:
    """Return what a person said was not right, with the answers so far, the latest first."""
    return list(Doubt.objects.filter(person=person).select_related("vacancy").order_by("-asked_at", "pk"))


def doubts_for(actor: Actor) -> QuerySet[Doubt]:
    """Return the doubts that wait for this actor's answer, the oldest first."""
    rows: QuerySet[Doubt] = ANSWER_DOUBT.visible(actor)
    return rows.filter(status="asked").select_related("vacancy").order_by("asked_at", "pk")
