"""Bringing one person and one vacancy together: every step has an owner, a date, and words for the other side."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.matching.actions import (
    end_underway,
    on_offer,
    plain_words,
    retire_pseudonym,
    set_underway,
    takes_reactions,
)
from doorstroom.matching.queries import person_behind, set_aside
from doorstroom.people.consents import EMPLOYER, text_on, versions_to_renew
from doorstroom.people.declarations import NAME, REACH
from doorstroom.people.models import Person

from . import news
from .choices import (
    SEEKER_REASONS,
    SEEKER_SAYS,
    WORK_REASONS,
    WORK_SAYS,
    DeclineReason,
    Status,
)
from .declarations import (
    ANSWER_AS_EMPLOYER,
    ANSWER_AS_SEEKER,
    CONSENT_GIVEN,
    CONSENT_WITHDRAWN,
    CONTACT_OPENED,
    ENDED,
    INTERESTED,
    INTRODUCTION,
    INVITE,
    INVITED,
    PROPOSE,
    PROPOSED,
    SHOW_INTEREST,
    TALKED,
)
from .models import LIVE, Consent, Introduction

# The same words for hidden, said no and thinking about a proposal: which of them it is, the work side does not learn.
GONE = say("Deze kandidaat kunt u niet meer uitnodigen voor deze vacature.")
CLOSED_WORDS = say("De vacature is gesloten.")
JOB_WORDS = say("De kandidaat heeft een baan.")
WITHDRAWN_WORDS = say("De kandidaat heeft zich teruggetrokken.")
OWN_WITHDRAWAL = say("U heeft zich teruggetrokken.")


@verb(person=SHOW_INTEREST)
def show_interest(
    *, actor: Actor, person: Person, vacancy: Any, share: Sequence[str] = REACH, today: date
) -> Introduction | Unchanged:
    """Tell the work side that this person is interested; consent comes with it and works once they say yes."""
    _hold_proposal(person.pk, vacancy)
    row = on_offer(actor, vacancy)
    held = _between(person.pk, row)
    if held is not None and held.status == Status.INVITED:
        raise Refusal("invited", say("De werkgever heeft u al uitgenodigd. Geef antwoord bij uw reacties."))
    if held is not None and held.status != Status.PROPOSED:
        return UNCHANGED
    if Introduction.objects.filter(person=person, vacancy=row, status=Status.REFUSED).exists():
        raise Refusal("refused", say("De werkgever heeft hier al nee gezegd."))
    if held is None:
        held = _new(person.pk, row, Status.INTERESTED, today)
    else:
        INTRODUCTION.move(held, "take_up", today=today)
    _consent(actor, held, person, share, today)
    record(INTERESTED, by=actor, about=held, number=row.number)
    news.to_work_side(held, row, "interest")
    return held


@verb(person=PROPOSE)
def propose(*, actor: Actor, person: Person, vacancy: Any, message: str = "", today: date) -> Introduction | Unchanged:
    """Propose a vacancy to a person whom the actor guides; the person decides."""
    row = on_offer(actor, vacancy)
    if _between(person.pk, row) is not None:
        return UNCHANGED
    made = _new(person.pk, row, Status.PROPOSED, today, proposal=plain_words(message), proposed_by=actor.user_id)
    record(PROPOSED, by=actor, about=made, number=row.number)
    news.to_seeker(made, row, "proposed")
    return made


@verb(vacancy=INVITE)
def invite(*, actor: Actor, vacancy: Vacancy, code: str, message: str, today: date) -> Introduction | Unchanged:
    """Invite the person behind a pseudonym; only somebody with both keys turned can be invited."""
    if not takes_reactions(vacancy):
        raise Refusal("closed", say("Deze vacature is gesloten. U kunt niemand meer uitnodigen."))
    message = plain_words(message)
    if not message:
        raise Refusal("empty", say("Schrijf een kort bericht aan de kandidaat."))
    person_id = person_behind(vacancy, code)
    if person_id is None:
        raise Refusal("gone", GONE)
    held = _between(person_id, vacancy)
    if held is not None and held.status != Status.PROPOSED:
        return UNCHANGED
    if set_aside(person_id, vacancy.pk):
        raise Refusal("gone", GONE)
    made = _new(person_id, vacancy, Status.INVITED, today, message=message)
    record(INVITED, by=actor, about=made, number=vacancy.number)
    news.to_seeker(made, vacancy, "invited")
    return made


@verb(introduction=ANSWER_AS_SEEKER)
def accept(
    *, actor: Actor, introduction: Introduction, share: Sequence[str] = REACH, today: date
) -> Introduction | Unchanged:
    """Say yes to an invitation or a proposal; to an invitation this opens contact."""
    if introduction.status in (Status.INTERESTED, Status.CONTACT, Status.TALKING):
        return UNCHANGED
    vacancy = _still_open(introduction)
    person = Person.objects.get(pk=introduction.person_id)
    invited = introduction.status == Status.INVITED
    INTRODUCTION.move(introduction, "accept" if invited else "take_up", today=today)
    _consent(actor, introduction, person, share, today)
    record(CONTACT_OPENED if invited else INTERESTED, by=actor, about=introduction, number=vacancy.number)
    news.to_work_side(introduction, vacancy, "contact" if invited else "interest")
    return introduction


@verb(introduction=ANSWER_AS_SEEKER)
def decline(*, actor: Actor, introduction: Introduction, reason: str, today: date) -> Introduction | Unchanged:
    """Say no to an invitation or a proposal, with a reason the other side reads."""
    if introduction.status == Status.DECLINED:
        return UNCHANGED
    if reason not in SEEKER_REASONS:
        raise Refusal("reason", say("Kies waarom u nee zegt."))
    was_invited = introduction.status == Status.INVITED
    vacancy = _end(introduction, "decline", reason, today)
    record(ENDED, by=actor, about=introduction, number=vacancy.number, why=SEEKER_SAYS[DeclineReason(reason)])
    if was_invited:  # of a proposal the work side never knew
        news.to_work_side(introduction, vacancy, "ended", why=SEEKER_SAYS[DeclineReason(reason)])
    return introduction


@verb(introduction=ANSWER_AS_SEEKER)
def agree_again(*, actor: Actor, introduction: Introduction, today: date) -> Consent | Unchanged:
    """Say yes to the text of today where it asks anew; what is shared and with whom stays the same."""
    held = introduction.consents.filter(withdrawn_at__isnull=True).first()
    if held is None or held.text_version not in versions_to_renew(EMPLOYER, today):
        return UNCHANGED
    _take_back_consent(introduction)
    return _agree(actor, introduction, held.fields, today)


@verb(introduction=ANSWER_AS_SEEKER)
def withdraw(*, actor: Actor, introduction: Introduction, today: date) -> Introduction | Unchanged:
    """Step back and take back the consent; from the next request on the work side sees nothing any more."""
    if introduction.status == Status.WITHDRAWN:
        return UNCHANGED
    known_to_work_side = introduction.status != Status.PROPOSED
    vacancy = _end(introduction, "withdraw", "", today)
    if _take_back_consent(introduction):
        record(CONSENT_WITHDRAWN, by=actor, about=introduction, number=vacancy.number)
    end_underway(introduction.person_id, vacancy.pk)
    retire_pseudonym(introduction.person_id, vacancy.pk)
    record(ENDED, by=actor, about=introduction, number=vacancy.number, why=OWN_WITHDRAWAL)
    if known_to_work_side:
        news.to_work_side(introduction, vacancy, "ended", why=WITHDRAWN_WORDS)
    return introduction


@verb(introduction=ANSWER_AS_EMPLOYER)
def welcome(*, actor: Actor, introduction: Introduction, today: date) -> Introduction | Unchanged:
    """Say yes to somebody's interest; with the consent that came with it this opens contact."""
    if introduction.status in (Status.CONTACT, Status.TALKING):
        return UNCHANGED
    vacancy = _still_open(introduction)
    if not introduction.consents.filter(withdrawn_at__isnull=True).exists():
        raise Refusal("no_consent", say("De kandidaat heeft de toestemming ingetrokken."))
    INTRODUCTION.move(introduction, "welcome", today=today)
    record(CONTACT_OPENED, by=actor, about=introduction, number=vacancy.number)
    news.to_seeker(introduction, vacancy, "contact")
    return introduction


@verb(introduction=ANSWER_AS_EMPLOYER)
def talked(*, actor: Actor, introduction: Introduction, today: date) -> Introduction | Unchanged:
    """Note that both sides spoke, so that nobody waits for that any more."""
    if introduction.status == Status.TALKING:
        return UNCHANGED
    INTRODUCTION.move(introduction, "talked", today=today)
    record(TALKED, by=actor, about=introduction, number=introduction.vacancy.number)
    return introduction


@verb(introduction=ANSWER_AS_EMPLOYER)
def refuse(*, actor: Actor, introduction: Introduction, reason: str, today: date) -> Introduction | Unchanged:
    """Say no to a candidate, with a reason that the person reads in plain words."""
    if introduction.status == Status.REFUSED:
        return UNCHANGED
    if reason not in WORK_REASONS:
        raise Refusal("reason", say("Kies waarom u nee zegt."))
    vacancy = _end(introduction, "refuse", reason, today)
    _take_back_consent(introduction)
    words = WORK_SAYS[DeclineReason(reason)]
    record(ENDED, by=actor, about=introduction, number=vacancy.number, why=words)
    news.to_seeker(introduction, vacancy, "ended", why=words)
    return introduction


def vacancy_closed(*, by: Actor, introduction: Introduction, today: date) -> None:
    """Close an introduction whose vacancy closed, and tell both sides; called in the transaction of the news."""
    knew = introduction.status != Status.PROPOSED
    vacancy = _end(introduction, "vacancy_closed", "", today)
    _take_back_consent(introduction)
    record(ENDED, by=by, about=introduction, number=vacancy.number, why=CLOSED_WORDS)
    news.to_seeker(introduction, vacancy, "ended", why=CLOSED_WORDS)
    if knew:
        news.to_work_side(introduction, vacancy, "ended", why=CLOSED_WORDS)


def job_found(*, by: Actor, introduction: Introduction, today: date) -> None:
    """Close an introduction of somebody who got a job elsewhere; called in the transaction of the placement."""
    knew = introduction.status != Status.PROPOSED
    vacancy = _end(introduction, "job_found", "", today)
    _take_back_consent(introduction)
    record(ENDED, by=by, about=introduction, number=vacancy.number, why=OWN_JOB)
    if knew:
        news.to_work_side(introduction, vacancy, "ended", why=JOB_WORDS)


OWN_JOB = say("U heeft een baan.")


def _between(person_id: UUID, vacancy: Vacancy) -> Introduction | None:
    """Return what runs between the two; the vacancy is locked, so nothing begins meanwhile.

    It is read without a lock: every answer locks the introduction before the vacancy, and the other way round two
    clicks at one moment would wait for each other.
    """
    return Introduction.objects.filter(person=person_id, vacancy=vacancy, status__in=LIVE).first()


def _hold_proposal(person_id: UUID, vacancy: Any) -> None:
    """Lock what was proposed to this person before the vacancy is locked: interest takes it up."""
    about = {"vacancy__number": vacancy} if isinstance(vacancy, int) else {"vacancy": vacancy}
    rows = Introduction.objects.select_for_update(of=("self",)).filter(person=person_id, status=Status.PROPOSED)
    rows.filter(**about).first()


def _new(person_id: UUID, vacancy: Vacancy, status: Status, today: date, **fields: Any) -> Introduction:
    """Make an introduction with its promise; the vacancy is locked, so a double click finds the first."""
    made = Introduction.objects.create(
        person_id=person_id, vacancy=vacancy, organisation_id=vacancy.organisation_id, status=status, **fields
    )
    INTRODUCTION.begin(made, today=today)
    set_underway(person_id, vacancy.pk)
    return made


def _still_open(introduction: Introduction) -> Vacancy:
    vacancy = Vacancy.objects.select_for_update(of=("self",)).filter(pk=introduction.vacancy_id).first()
    if vacancy is None:
        raise Http404
    if vacancy.status != VacancyStatus.OPEN:
        raise Refusal("closed", say("Deze vacature is gesloten. U kunt niet meer antwoorden."))
    return vacancy


def _consent(actor: Actor, introduction: Introduction, person: Person, share: Sequence[str], today: date) -> None:
    """Keep what the person agreed to share; at least one way to be reached must exist."""
    reach = [name for name in REACH if name in share and getattr(person, name)]
    if not reach:
        raise Refusal(
            "no_reach", say("Wij hebben geen telefoonnummer of e-mailadres om te delen. Vul dat in bij uw profiel.")
        )
    _agree(actor, introduction, [*NAME, *reach], today)


def _agree(actor: Actor, introduction: Introduction, fields: Sequence[str], today: date) -> Consent:
    version = text_on(EMPLOYER, today).version
    consent = Consent.objects.create(
        person_id=introduction.person_id,
        introduction=introduction,
        organisation_id=introduction.organisation_id,
        fields=list(fields),
        text_version=version,
    )
    number = introduction.vacancy.number
    record(CONSENT_GIVEN, by=actor, about=introduction, number=number, fields=list(fields), text_version=version)
    return consent


def _take_back_consent(introduction: Introduction) -> int:
    live = Consent.objects.filter(introduction=introduction, withdrawn_at__isnull=True)
    return live.update(withdrawn_at=timezone.now())


def _end(introduction: Introduction, move: str, reason: str, today: date) -> Vacancy:
    introduction.reason = reason
    introduction.save(update_fields=["reason", "changed_at"])
    INTRODUCTION.move(introduction, move, today=today)
    return introduction.vacancy
