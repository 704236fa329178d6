"""What people say of vacancies, what is opened to them, and how a region's new lists are published."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from doorstroom.common.dates import today as this_day
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.notices.actions import tell
from doorstroom.people.models import Person
from doorstroom.people.queries import private_parts
from doorstroom.reference.models import Occupation

from . import bridge, live, rules
from .choices import EFFECT_WORDS, DoubtEffect, Reason, Word
from .declarations import (
    ANSWER_DOUBT,
    CONTEST_ANSWERED,
    CONTESTED,
    DOUBT,
    DOUBT_ANSWERED,
    DOUBTED,
    GROUP_CLOSED,
    GROUP_OPENED,
    KEEP_PROMISING,
    NOT_INTERESTED,
    OPEN_GROUP,
    PROMISING_ADDED,
    PROMISING_BACK,
    PROMISING_ENDED,
    RUN_PUBLISHED,
    SAVED,
    SAY,
    TAKEN_BACK,
)
from .facts import fact_words
from .models import Admission, Doubt, Feedback, Match, PromisingOccupation, Pseudonym, Run
from .readings import read_one


@verb(person=SAY)
def not_interested(*, actor: Actor, person: Person, vacancy: Any, reason: str) -> Feedback | Unchanged:
    """Put a vacancy aside for a reason, which changes the list; the profile stays as it is."""
    if reason not in Reason.values:
        raise Refusal("reason", say("Kies waarom u deze baan niet wilt."))
    row = on_offer(actor, vacancy)
    word = _live_word(person, row)
    if word is not None and word.word == Word.UNDERWAY:
        raise Refusal("underway", say("Er loopt al een kennismaking voor deze baan. Kijk bij uw reacties."))
    if word is not None and word.word == Word.NO and word.reason == reason:
        return UNCHANGED
    _end(word)
    effect = rules.effect_of(reason, *_seen_from(person, row))
    word = Feedback.objects.create(person=person, vacancy=row, word=Word.NO, reason=reason, effect=effect)
    record(NOT_INTERESTED, by=actor, about=row, person_id=person.pk, number=row.number, reason=reason)
    return word


@verb(person=SAY)
def save_for_later(*, actor: Actor, person: Person, vacancy: Any) -> Feedback | Unchanged:
    """Keep a vacancy at hand."""
    row = on_offer(actor, vacancy)
    word = _live_word(person, row)
    if word is not None and word.word != Word.NO:
        return UNCHANGED
    _end(word)
    word = Feedback.objects.create(person=person, vacancy=row, word=Word.SAVED)
    record(SAVED, by=actor, about=row, person_id=person.pk, number=row.number)
    return word


@verb(person=SAY)
def take_back(*, actor: Actor, person: Person, vacancy: Any) -> Feedback | Unchanged:
    """Take back a no or a saved vacancy; the list is as it was before, also when the vacancy closed since."""
    row = _vacancy(actor, vacancy)
    word = _live_word(person, row)
    if word is None or word.word == Word.UNDERWAY:
        return UNCHANGED
    _end(word)
    record(TAKEN_BACK, by=actor, about=row, person_id=person.pk, number=row.number)
    return word


@verb(person=OPEN_GROUP)
def open_group(*, actor: Actor, person: Person, group: str, on: bool) -> Admission | Unchanged:
    """Open or close the vacancies reserved for a group to this person: always the choice of a human."""
    held = Admission.objects.select_for_update().filter(person=person, group=group, ended_at__isnull=True).first()
    if on == (held is not None):
        return UNCHANGED
    if held is not None:
        held.ended_at = timezone.now()
        held.save(update_fields=["ended_at"])
        record(GROUP_CLOSED, by=actor, about=held)
        return held
    if actor.user_id is None:
        raise Http404
    opened = Admission.objects.create(person=person, group=group, by_user=actor.user_id)
    record(GROUP_OPENED, by=actor, about=opened)
    return opened


@verb(person=SAY)
def say_doubt(*, actor: Actor, person: Person, vacancy: Any, words: str, today: date) -> Doubt | Unchanged:
    """Say that something is not right about a vacancy in the list; whoever guides the person owes an answer."""
    row = _vacancy(actor, vacancy)
    words = plain_words(words)
    if not words:
        raise Refusal("empty", say("Schrijf op wat er niet klopt."))
    if Doubt.objects.filter(person=person, vacancy=row, words=words).exists():
        return UNCHANGED
    doubt = Doubt.objects.create(person=person, vacancy=row, words=words, shown=_shown(person, row))
    DOUBT.begin(doubt, today=today)
    record(DOUBTED, by=actor, about=doubt, number=row.number)
    return doubt


@verb(person=SAY)
def contest(*, actor: Actor, person: Person, about: str, words: str, today: date) -> Doubt | Unchanged:
    """Say that a fact is not right: a part of the profile, who looked, or what happened; a human owes an answer."""
    said, words = fact_words(person, about), plain_words(words)
    if not said:
        raise Http404
    if not words:
        raise Refusal("empty", say("Schrijf op wat er niet klopt."))
    if Doubt.objects.filter(person=person, about=about, words=words).exists():
        return UNCHANGED
    doubt = Doubt.objects.create(person=person, about=about, about_words=said, words=words)
    DOUBT.begin(doubt, today=today)
    record(CONTESTED, by=actor, about=doubt, subject=said)
    return doubt


@verb(doubt=ANSWER_DOUBT)
def answer_doubt(*, actor: Actor, doubt: Doubt, answer: str, effect: str, today: date) -> Doubt:
    """Answer a person who said that something is not right, and say what came of it."""
    answer = plain_words(answer)
    if not answer:
        raise Refusal("empty", say("Schrijf een antwoord."))
    if effect not in DoubtEffect.values:
        raise Refusal("effect", say("Kies wat er met de vraag is gebeurd."))
    doubt.answer, doubt.effect, doubt.answered_at = answer, effect, timezone.now()
    doubt.save(update_fields=["answer", "effect", "answered_at"])
    DOUBT.move(doubt, "answer", today=today)
    came = EFFECT_WORDS[DoubtEffect(effect)]
    if doubt.vacancy is not None:
        record(DOUBT_ANSWERED, by=actor, about=doubt, number=doubt.vacancy.number, effect=came)
    else:
        record(CONTEST_ANSWERED, by=actor, about=doubt, subject=doubt.about_words, effect=came)
    tell(
        template="matching/doubt_answered",
        person_id=doubt.person_id,
        context={"title": doubt.vacancy.title if doubt.vacancy else ""},
        link=reverse("matching_answers"),
    )
    return doubt


def plain_words(text: str) -> str:
    """Return what somebody wrote to somebody else, cut to size; refuse a personal number in it."""
    if any(part.kind == "bsn" for part in private_parts(text)):
        raise Refusal("bsn", say("In de tekst staat een nummer dat op een BSN lijkt. Haal het eerst weg."))
    return text.strip()[:1000]


def set_underway(person_id: UUID, vacancy_id: UUID) -> None:
    """Note that an introduction runs for this pair, so that neither side is offered it again."""
    Feedback.objects.filter(person=person_id, vacancy=vacancy_id, taken_back_at__isnull=True).update(
        taken_back_at=timezone.now()
    )
    Feedback.objects.create(person_id=person_id, vacancy_id=vacancy_id, word=Word.UNDERWAY)


def retire_pseudonym(person_id: UUID, vacancy_id: UUID) -> None:
    """Let the code under which a vacancy knew a person lead nowhere; at the next sight another is drawn."""
    Pseudonym.objects.filter(person=person_id, vacancy=vacancy_id, retired_at__isnull=True).update(
        retired_at=timezone.now()
    )


def end_underway(person_id: UUID, vacancy_id: UUID) -> None:
    """Note that an introduction was withdrawn, so that the pair may meet again."""
    Feedback.objects.filter(
        person=person_id, vacancy=vacancy_id, word=Word.UNDERWAY, taken_back_at__isnull=True
    ).update(taken_back_at=timezone.now())


def on_offer(actor: Actor, vacancy: Any) -> Vacancy:
    """Lock a vacancy in the actor's region; refuse in words when it is no longer open."""
    row = _vacancy(actor, vacancy)
    if not takes_reactions(row):
        raise Refusal("closed", say("Deze vacature is gesloten. U kunt niet meer reageren."))
    return row


def takes_reactions(vacancy: Vacancy) -> bool:
    """Tell whether a vacancy is open and its last day for reactions has not passed."""
    return vacancy.status == VacancyStatus.OPEN and (vacancy.closes_on is None or vacancy.closes_on >= this_day())


def publish_run(*, actor: Actor, run: Run, matches: list[Match]) -> Run:
    """Make a finished run the one whose figures count, at once; matches of earlier runs go, their record stays."""
    with transaction.atomic():
        Match.objects.bulk_create(matches, batch_size=2_000)
        Run.objects.filter(region=run.region_id, current=True).update(current=False)
        Match.objects.filter(run__region=run.region_id).exclude(run=run).delete()
        run.current, run.published_at = True, timezone.now()
        run.save()
        record(RUN_PUBLISHED, by=actor, about=run, persons=run.persons, vacancies=run.vacancies)
    return run


def _vacancy(actor: Actor, vacancy: Any) -> Vacancy:
    key = vacancy.pk if isinstance(vacancy, Vacancy) else vacancy
    rows = Vacancy.objects.select_for_update(of=("self",)).filter(region_id=actor.region_code)
    row = rows.filter(number=key).first() if isinstance(key, int) else rows.filter(pk=key).first()
    if row is None or row.status == VacancyStatus.DRAFT:
        raise Http404
    return row


def _live_word(person: Person, vacancy: Vacancy) -> Feedback | None:
    return (
        Feedback.objects.select_for_update().filter(person=person, vacancy=vacancy, taken_back_at__isnull=True).first()
    )


def _end(word: Feedback | None) -> None:
    if word is not None:
        word.taken_back_at = timezone.now()
        word.save(update_fields=["taken_back_at"])


def _seen_from(person: Person, vacancy: Vacancy) -> tuple[rules.Offer, int | None]:
    """Return the vacancy as the rules look at it, and the minutes that the person was shown."""
    region = live.region(vacancy.region_id)
    offer = region.offers.get(vacancy.number) or live.offer_of(vacancy)
    seeker = read_one(person.profile, region.words, groups=False).seeker
    if seeker is None or vacancy.number not in region.offers:
        return offer, None
    mode, minutes, _limit = bridge.journey(seeker, region.index.job(vacancy.number))
    return offer, minutes if mode else None


def _shown(person: Person, vacancy: Vacancy) -> dict[str, Any]:
    """Return what the machine had counted at this moment, to answer about."""
    region = live.region(vacancy.region_id)
    seeker = read_one(person.profile, region.words, groups=False).seeker
    if seeker is None or vacancy.number not in region.offers:
        return {}
    values = bridge.counted(seeker, region.index.job(vacancy.number), region.words, region.day)
    return {"score": bridge.score(values), "components": values, "rules": bridge.RULES.hash}


@verb(KEEP_PROMISING)
def add_promising(*, actor: Actor, occupation: Occupation, valid_from: date, source: str) -> PromisingOccupation:
    """Put an occupation on the list of the actor's region; once it stands there it cannot be put on again."""
    region = actor.region_code
    if PromisingOccupation.objects.filter(region=region, occupation=occupation, valid_to=None).exists():
        raise Refusal("listed", say("Dit beroep staat al op de lijst."))
    row = PromisingOccupation.objects.create(
        region_id=region, occupation=occupation, valid_from=valid_from, source=source
    )
    record(PROMISING_ADDED, by=actor, about=row, occupation=occupation.name_nl or occupation.name_en, source=source)
    return row


@verb(row=KEEP_PROMISING)
def end_promising(*, actor: Actor, row: PromisingOccupation, today: date) -> Unchanged | None:
    """Take an occupation off the list from today; what was shown before stays known."""
    if row.valid_to is not None:
        return UNCHANGED
    row.valid_to = today
    row.save(update_fields=["valid_to"])
    record(PROMISING_ENDED, by=actor, about=row, occupation=_name(row))
    return None


@verb(row=KEEP_PROMISING)
def bring_back(*, actor: Actor, row: PromisingOccupation) -> Unchanged | None:
    """Undo that an occupation was taken off."""
    if row.valid_to is None:
        return UNCHANGED
    same = PromisingOccupation.objects.filter(region=row.region_id, occupation=row.occupation_id, valid_to=None)
    if same.exists():
        raise Refusal("listed", say("Dit beroep staat al op de lijst."))
    row.valid_to = None
    row.save(update_fields=["valid_to"])
    record(PROMISING_BACK, by=actor, about=row, occupation=_name(row))
    return None


def _name(row: PromisingOccupation) -> str:
    occupation = Occupation.objects.get(pk=row.occupation_id)
    return occupation.name_nl or occupation.name_en
