"""Where introductions stand: for the person, for the work side, and what waits for whom until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language, gettext

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.common.dates import today as this_day
from doorstroom.core.actors import Actor
from doorstroom.core.models import Promise, label_of
from doorstroom.employers.models import Vacancy
from doorstroom.matching.queries import Candidate, candidate_named, firm_of, pseudonyms, retired_codes
from doorstroom.people.consents import EMPLOYER, agreed_text, versions_to_renew
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person

from .choices import (
    MINE_WORDS,
    REACH_ICONS,
    SEEKER_SAYS,
    SHARED_WORDS,
    THEIR_WORDS,
    WORK_SAYS,
    DeclineReason,
    Status,
)
from .declarations import ANSWER_AS_EMPLOYER, ANSWER_AS_SEEKER
from .models import LIVE, Consent, Introduction

ENDED_SHOWN = 20
TONES = {
    Status.PROPOSED: "info",
    Status.INTERESTED: "info",
    Status.INVITED: "info",
    Status.CONTACT: "ok",
    Status.TALKING: "ok",
}
SEEKER_WAITS = (Status.PROPOSED, Status.INVITED)  # the person owes the answer
WORK_WAITS = (Status.INTERESTED, Status.CONTACT, Status.TALKING)


@dataclass(frozen=True)
class Mine:
    """One introduction as the person sees it."""

    key: UUID
    number: int
    title: str
    firm: str
    place: str
    status: str
    status_words: str
    tone: str
    message: str
    mine_to_answer: bool
    in_touch: bool
    live: bool
    due: date | None
    late: bool
    why: str
    shared: tuple[str, ...]
    agreed: str  # the words of the consent, as they were when it was given
    agreed_on: Any
    asks_anew: bool  # the text of today asks who agreed to an earlier one
    contact: tuple[str, ...]  # name, telephone and mail of the work side, once there is contact
    started_at: Any


@dataclass(frozen=True)
class Theirs:
    """One introduction as the work side sees it: a pseudonym, and after consent a name and how to reach."""

    key: UUID
    vacancy_number: int
    vacancy_title: str
    code: str
    name: str
    reach: tuple[tuple[str, str], ...]  # icon and words
    status: str
    status_words: str
    tone: str
    ours_to_answer: bool
    live: bool
    due: date | None
    late: bool
    why: str
    message: str
    started_at: Any


def for_person(person: Person) -> list[Mine]:
    """Return a person's introductions, what waits for the person first; the caller opened the door."""
    rows = Introduction.objects.filter(person=person).select_related(
        "vacancy__employer", "vacancy__organisation"
    ).order_by("-started_at", "pk")  # fmt: skip
    consents = Consent.objects.filter(introduction=OuterRef("pk"), withdrawn_at__isnull=True)
    ever = Consent.objects.filter(introduction=OuterRef("pk")).order_by("-given_at")
    rows = rows.annotate(
        due=Subquery(_promises().values("due")[:1]),
        shared=Subquery(consents.values("fields")[:1]),
        version=Subquery(ever.values("text_version")[:1]),
        agreed_on=Subquery(ever.values("given_at")[:1]),
    )
    mine = [_mine(row) for row in rows]
    return sorted(mine, key=lambda each: (not each.mine_to_answer, not each.live, each.due or date.max))


def one_for_person(actor: Actor, key: UUID) -> Mine | None:
    """Return one introduction of the acting person, or None."""
    row = ANSWER_AS_SEEKER.visible(actor).filter(pk=key).first()
    if row is None:
        return None
    return next((each for each in for_person(Person(pk=row.person_id)) if each.key == row.pk), None)


def person_of(actor: Actor, key: UUID) -> Person | None:
    """Return the person of an introduction that this actor may answer, as far as the actor may see them."""
    row = ANSWER_AS_SEEKER.visible(actor).filter(pk=key).first()
    person: Person | None = SEE.visible(actor).filter(pk=row.person_id).first() if row else None
    return person


def for_organisation(actor: Actor, *, vacancy_number: int | None = None) -> list[Theirs]:
    """Return what runs at an organisation's vacancies and what ended lately, what it owes first."""
    rows = _known_to_work_side(actor).select_related("vacancy")
    if vacancy_number is not None:
        rows = rows.filter(vacancy__number=vacancy_number)
    ordered = list(rows.order_by("-started_at", "pk"))
    live = [row for row in ordered if row.status in LIVE]
    ended = [row for row in ordered if row.status not in LIVE][:ENDED_SHOWN]
    return _theirs(actor, live + ended)


def one_for_organisation(actor: Actor, key: UUID) -> tuple[Theirs, Candidate | None, Vacancy] | None:
    """Return one introduction of the actor's organisation with the candidate as known there, or None."""
    rows = _known_to_work_side(actor)
    row = rows.filter(pk=key).select_related("vacancy__employer", "vacancy__organisation").first()
    if row is None:
        return None
    candidate = None
    if row.status in LIVE:
        candidate = candidate_named([row.person_id], row.vacancy, row.organisation_id).get(row.person_id)
    codes = {row.pk: candidate.code} if candidate else None
    return _theirs(actor, [row], codes)[0], candidate, row.vacancy


def to_agree_anew(actor: Actor) -> list[tuple[str, UUID]]:
    """Return the title and key of what this person shares under a text after which a new one asks anew."""
    old = versions_to_renew(EMPLOYER, this_day())
    if not old or actor.role != JOB_SEEKER:
        return []
    live = Consent.objects.filter(introduction=OuterRef("pk"), withdrawn_at__isnull=True, text_version__in=old)
    rows = ANSWER_AS_SEEKER.visible(actor).filter(Exists(live), status__in=LIVE).select_related("vacancy")
    return [(row.vacancy.title, row.pk) for row in rows.order_by("vacancy__title", "pk")]


def contact_of(vacancy: Vacancy) -> tuple[str, ...]:
    """Return whom the person can expect or call: only to be shown once there is contact."""
    lines = (vacancy.contact_name, vacancy.contact_phone, vacancy.contact_email)
    return tuple(line for line in lines if line)


def _known_to_work_side(actor: Actor) -> QuerySet[Introduction]:
    """Return the rows that an organisation may know of: a proposal becomes known when the person takes it up."""
    if not ANSWER_AS_EMPLOYER.held_by(actor):
        return Introduction.objects.none()
    live = Consent.objects.filter(introduction=OuterRef("pk"), withdrawn_at__isnull=True)
    rows: QuerySet[Introduction] = ANSWER_AS_EMPLOYER.visible(actor).exclude(status=Status.PROPOSED)
    rows = rows.annotate(due=Subquery(_promises().values("due")[:1]), shared=Subquery(live.values("fields")[:1]))
    return rows.filter(Q(proposed_by__isnull=True) | Exists(Consent.objects.filter(introduction=OuterRef("pk"))))


def _mine(row: Any) -> Mine:
    """Return one row; `row` carries the annotations of `for_person`."""
    status, due, shared = Status(row.status), row.due, row.shared or ()
    text = agreed_text(EMPLOYER, row.version) if row.version else None
    in_touch = status in (Status.CONTACT, Status.TALKING)
    vacancy = row.vacancy
    # The hirer behind an agency's vacancy is named once there is contact.
    firm = vacancy.employer.name if in_touch else firm_of(vacancy)
    if in_touch and vacancy.hirer_hidden:
        firm = gettext("%(hirer)s, via %(agency)s") % {"hirer": firm, "agency": vacancy.organisation.name}
    return Mine(
        key=row.pk,
        number=vacancy.number,
        title=vacancy.title,
        firm=firm,
        place=vacancy.place,
        status=status,
        status_words=gettext(MINE_WORDS[status]),
        tone=TONES.get(status, "neutral"),
        message=row.message or row.proposal,
        mine_to_answer=status in SEEKER_WAITS,
        in_touch=in_touch,
        live=status in LIVE,
        due=due,
        late=_late(due),
        why=gettext(WORK_SAYS[DeclineReason(row.reason)]) if status == Status.REFUSED and row.reason else "",
        shared=tuple(gettext(SHARED_WORDS[name]) for name in SHARED_WORDS if name in shared),
        agreed=text.words(get_language()) if text else "",
        agreed_on=row.agreed_on,
        asks_anew=bool(shared) and row.version in versions_to_renew(EMPLOYER, this_day()),
        contact=contact_of(vacancy) if in_touch else (),
        started_at=row.started_at,
    )


def _theirs(actor: Actor, rows: Sequence[Introduction], codes: dict[UUID, str] | None = None) -> list[Theirs]:
    """Return rows for the work side. Names come through their own permission, which a live consent alone opens."""
    touch = [row.person_id for row in rows if row.status in (Status.CONTACT, Status.TALKING)]
    people = {person.pk: person for person in SEE.visible(actor).filter(pk__in=touch)} if touch else {}
    if codes is None:
        codes = _codes(rows)
    made = [_theirs_one(row, people.get(row.person_id), codes[row.pk]) for row in rows]
    return sorted(made, key=lambda each: (not each.ours_to_answer, not each.live, each.due or date.max))


def _codes(rows: Sequence[Introduction]) -> dict[UUID, str]:
    """Return under which code each introduction is known: what ended keeps the code of then."""
    before = retired_codes((row.person_id, row.vacancy_id) for row in rows if row.status not in LIVE)
    held = [row for row in rows if row.status in LIVE or (row.person_id, row.vacancy_id) not in before]
    now = pseudonyms((row.person_id, row.vacancy) for row in held)
    known = {row.pk: now[row.person_id, row.vacancy_id] for row in held}
    return {row.pk: known.get(row.pk) or before[row.person_id, row.vacancy_id] for row in rows}


def _theirs_one(row: Any, person: Person | None, code: str) -> Theirs:
    """Return one row; `row` carries the annotations of `_known_to_work_side`."""
    status, due, shared = Status(row.status), row.due, row.shared or ()
    in_touch = status in (Status.CONTACT, Status.TALKING) and person is not None and bool(shared)
    reach = []
    if in_touch and person is not None:
        reach = [(icon, getattr(person, name)) for name, icon in REACH_ICONS.items() if name in shared]
    reason = DeclineReason(row.reason) if row.reason else None
    why = gettext(SEEKER_SAYS[reason]) if reason in SEEKER_SAYS and status == Status.DECLINED else ""
    return Theirs(
        key=row.pk,
        vacancy_number=row.vacancy.number,
        vacancy_title=row.vacancy.title,
        code=code,
        name=person.name if in_touch and person is not None else "",
        reach=tuple((icon, words) for icon, words in reach if words),
        status=status,
        status_words=gettext(THEIR_WORDS[status]),
        tone=TONES.get(status, "neutral"),
        ours_to_answer=status in WORK_WAITS,
        live=status in LIVE,
        due=due,
        late=_late(due),
        why=why,
        message=row.message,
        started_at=row.started_at,
    )


def _promises() -> QuerySet[Promise]:
    """Return the open promise about the introduction of the outer query."""
    return Promise.objects.filter(about_id=OuterRef("pk"), about_model=label_of(Introduction), closed_at__isnull=True)


def _late(due: date | None) -> bool:
    return due is not None and due < this_day()
