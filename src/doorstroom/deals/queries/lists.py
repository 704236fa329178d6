"""Lists of referrals and of people in a deal, each with what is owed and by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext

from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import running
from doorstroom.core.actors import Actor
from doorstroom.core.models import Promise, TrailEntry, label_of
from doorstroom.core.trail import EVENTS
from doorstroom.matching.queries import Brought, brought_by, note_profile
from doorstroom.people.consents import AGENCIES, agreed_text, versions_to_renew
from doorstroom.people.declarations import SEE
from doorstroom.people.models import Person

from ..choices import MINE_WORDS, RETURNED_SAYS, STAND_WORDS, TONES, Stand, Status, WhyReturned
from ..declarations import ANSWER, ENROL, FOLLOW, OWN, REFER, SCREEN, SEE_BROUGHT, SEE_PAST
from ..models import LIVE, TAKING_PART, Deal, Enrolment, Partner, Referral
from .proposing import Offered, on_offer

OURS = (Status.OPEN, Status.SEEN, Status.ACCEPTED, Status.INTRODUCED, Status.INTERVIEW, Status.OFFER)


@dataclass(frozen=True)
class Line:
    """One referral in a list."""

    key: UUID
    code: str
    name: str
    deal: str
    partner: str
    status: str
    status_words: str
    tone: str
    due: date | None
    late: bool
    opened_on: date
    new: bool
    ours: bool  # the partner owes the next step


def inbox(
    actor: Actor, *, deal: UUID | None = None, status: str = "", late: bool = False, today: date
) -> QuerySet[Referral]:
    """Return the live referrals of the actor's agency, the earliest date first."""
    rows: QuerySet[Referral] = ANSWER.visible(actor).filter(status__in=LIVE, organisation=actor.organisation_id)
    if deal is not None:
        rows = rows.filter(deal=deal)
    if status in Status.values:
        rows = rows.filter(status=status)
    if late:
        rows = rows.filter(due__lt=today)
    return rows.order_by(F("due").asc(nulls_last=True), "opened_on", "pk")


def past(actor: Actor) -> QuerySet[Referral]:
    """Return the agency's ended referrals: how they went, not who they were."""
    rows: QuerySet[Referral] = SEE_PAST.visible(actor).exclude(status__in=LIVE)
    return rows.order_by("-ended_on", "pk")


def lines(rows: Iterable[Referral], actor: Actor, today: date) -> list[Line]:
    """Return listed referrals with the names that this actor may see, in two queries."""
    held = list(rows)
    people = _names(held, actor)
    partners = Partner.objects.filter(pk__in={row.partner_id for row in held}).select_related("organisation", "deal")
    named = {row.pk: row for row in partners}
    return [
        Line(
            key=row.pk,
            code=row.code,
            name=people.get(row.person_id, ""),
            deal=named[row.partner_id].deal.name,
            partner=named[row.partner_id].organisation.name,
            status=row.status,
            status_words=row.get_status_display(),
            tone=TONES.get(Status(row.status), "neutral"),
            due=row.due,
            late=row.due is not None and row.due < today,
            opened_on=row.opened_on,
            new=row.status in (Status.OPEN, Status.SEEN),
            ours=row.status in OURS,
        )
        for row in held
    ]


def _names(held: Sequence[Enrolment | Referral], actor: Actor) -> dict[UUID, str]:
    """Return the names of listed people: they came along with rows of who sees all, else through their own door."""
    if all("person" in row._state.fields_cache for row in held):
        return {row.person_id: row.person.name for row in held}
    return {row.pk: row.name for row in SEE.visible(actor).filter(pk__in=[row.person_id for row in held])}


@dataclass(frozen=True)
class Stands:
    """One person in a deal, as the case worker sees it."""

    key: UUID
    person: UUID
    name: str
    status: str
    status_words: str
    group: str
    enrolled_on: date
    screening: str
    asks_anew: bool  # the text of the consent changed, and the person must be asked again
    due: date | None
    late: bool
    referrals: tuple[Line, ...]


def enrolled(actor: Actor, deal: UUID, *, ready: bool = False) -> QuerySet[Enrolment]:
    """Return whom this case worker guides in a deal, the people who wait for a choice first."""
    rows: QuerySet[Enrolment] = REFER.visible(actor).filter(deal=deal)
    rows = rows.filter(status=Stand.READY) if ready else rows
    order = {Stand.READY: 0, Stand.TO_SCREEN: 1, Stand.REFERRED: 2}
    ranked = rows.annotate(
        order=Case(
            *(When(status=status, then=Value(rank)) for status, rank in order.items()),
            default=Value(9),
            output_field=IntegerField(),
        )
    )
    return ranked.select_related("group", "person", "deal__lead").order_by("order", "enrolled_on", "pk")


def stands(rows: Iterable[Enrolment], actor: Actor, today: date) -> list[Stands]:
    """Return enrolments with names, what is owed and their referrals, in four queries."""
    held = list(rows)
    keys = [row.pk for row in held]
    old = versions_to_renew(AGENCIES, today)
    people = _names(held, actor)
    owed = dict(
        Promise.objects.filter(about_id__in=keys, about_model=label_of(Enrolment), closed_at__isnull=True).values_list(
            "about_id", "due"
        )
    )
    sent = FOLLOW.visible(actor).filter(enrolment__in=keys) if FOLLOW.held_by(actor) else Referral.objects.none()
    referrals = list(sent.select_related("person").order_by("opened_on", "pk"))
    shown = dict(zip([row.pk for row in referrals], lines(referrals, actor, today), strict=True))
    by: dict[UUID, list[Line]] = {}
    for row in referrals:
        by.setdefault(row.enrolment_id, []).append(shown[row.pk])
    return [
        Stands(
            key=row.pk,
            person=row.person_id,
            name=people.get(row.person_id, ""),
            status=row.status,
            status_words=row.get_status_display(),
            group=row.group.name,
            enrolled_on=row.enrolled_on,
            screening=row.screening,
            asks_anew=row.status in TAKING_PART and row.text_version in old,
            due=owed.get(row.pk),
            late=row.pk in owed and owed[row.pk] < today,
            referrals=tuple(by.get(row.pk, ())),
        )
        for row in held
    ]


def to_enrol(actor: Actor, deal: Deal, today: date) -> QuerySet[Person]:
    """Return whom this case worker guides and who does not take part in a deal yet, or must be asked anew."""
    taking = Enrolment.objects.filter(deal=deal, status__in=TAKING_PART)
    taking = taking.exclude(text_version__in=versions_to_renew(AGENCIES, today))
    rows: QuerySet[Person] = ENROL.visible(actor).filter(active=True).exclude(pk__in=taking.values("person"))
    return rows.order_by("last_name", "first_name", "pk")


def to_screen(actor: Actor, *, waiting: bool = True) -> QuerySet[Enrolment]:
    """Return the people at this consultant's screening desks."""
    rows: QuerySet[Enrolment] = SCREEN.visible(actor).select_related("deal", "group")
    rows = rows.filter(status=Stand.TO_SCREEN) if waiting else rows.filter(status__in=(Stand.READY, Stand.REFERRED))
    return rows.order_by("enrolled_on", "pk")


@dataclass(frozen=True)
class Fitted:
    """A vacancy that fits a person, with how well."""

    vacancy: Offered
    percent: int


@dataclass(frozen=True)
class Known:
    """What the partner or the desk knows of a person: the profile in words, and which vacancies fit."""

    profile: Brought | None
    fits: list[Fitted]
    rest: list[Offered]  # open vacancies that do not fit, to choose from all the same


def known(actor: Actor, row: Enrolment | Referral, region: str, *, all_partners: bool, most: int = 10) -> Known:
    """Return what a referral or an enrolment tells of its person, whose door was opened.

    Whose vacancy it is plays no part in the order: the screening desk's own agency has no precedence.
    """
    only = None if all_partners else actor.organisation_id
    offered = on_offer(row.deal_id, organisation=only, person=row.person_id)
    brought = brought_by([row.person_id], offered.keys(), region).get(row.person_id)
    note_profile(row.person_id, SEE_BROUGHT.code)
    best = brought.fits[:most] if brought else ()
    fits = [Fitted(offered[one.number], one.percent) for one in best]
    shown = {one.number for one in best}
    return Known(brought, fits, [vacancy for number, vacancy in offered.items() if number not in shown][:100])


def vacancy_choices(found: Known) -> list[tuple[str, str]]:
    """Return an agency's open vacancies to choose from, the fitting ones first with how well they fit."""
    best = [
        (
            str(one.vacancy.number),
            gettext("{title}, {firm} ({percent} %)").format(
                title=one.vacancy.title, firm=one.vacancy.firm, percent=one.percent
            ),
        )
        for one in found.fits
    ]
    return best + [(str(one.number), f"{one.title}, {one.firm}") for one in found.rest]


@dataclass(frozen=True)
class Mine:
    """One deal as the person in it sees it."""

    key: UUID
    deal: str
    words: str
    live: bool
    screening: str
    agreed: str  # the words of the consent, as they were when it was given
    asks_anew: bool
    steps: tuple["MyStep", ...]


@dataclass(frozen=True)
class MyStep:
    """One agency as the person sees it."""

    partner: str
    contact: tuple[str, ...]
    words: str
    why: str
    tone: str
    day: date | None
    due: date | None
    live: bool
    late: bool


def mine(actor: Actor, today: date) -> list[Mine]:
    """Return the deals in which the signed-in person takes part, with every agency and what it does."""
    rows = list(OWN.visible(actor).select_related("deal").order_by("-enrolled_on", "pk"))
    sent = Referral.objects.filter(enrolment__in=[row.pk for row in rows]).select_related("partner__organisation")
    by: dict[UUID, list[MyStep]] = {}
    for row in sent.order_by("-opened_on", "pk"):
        by.setdefault(row.enrolment_id, []).append(_my_step(row, today))
    old = versions_to_renew(AGENCIES, today)
    return [
        Mine(
            key=row.pk,
            deal=row.deal.name,
            words=gettext(STAND_WORDS[Stand(row.status)]),
            live=row.status in TAKING_PART,
            screening=row.screening,
            agreed=text.words(get_language()) if text else "",
            asks_anew=row.status in TAKING_PART and row.text_version in old,
            steps=tuple(by.get(row.pk, ())),
        )
        for row in rows
        for text in [agreed_text(AGENCIES, row.text_version)]
    ]


def _my_step(row: Referral, today: date) -> MyStep:
    partner, status = row.partner, Status(row.status)
    live = status in LIVE
    contact = (partner.contact_name, partner.contact_phone, partner.contact_email) if live else ()
    returned = status == Status.RETURNED and row.reason
    return MyStep(
        partner=partner.organisation.name,
        contact=tuple(part for part in contact if part),
        words=gettext(MINE_WORDS[status]),
        why=gettext(RETURNED_SAYS[WhyReturned(row.reason)]) if returned else "",
        tone=TONES.get(status, "neutral"),
        day=row.interview_on if status == Status.INTERVIEW else None,
        due=row.due if live else None,
        live=live,
        late=live and row.due is not None and row.due < today,
    )


def consultants_of(deal: Deal) -> list[tuple[str, str]]:
    """Return the consultants of a deal's partners, to choose a screening desk from."""
    rows = Membership.objects.filter(
        running(), role="agency_consultant", organisation__in=Partner.objects.filter(
            deal=deal, until__isnull=True
        ).values("organisation")
    )  # fmt: skip
    found = rows.order_by("organisation__name", "user__name").values_list("user_id", "user__name", "organisation__name")
    return [(str(key), f"{name} ({agency})") for key, name, agency in found]


@dataclass(frozen=True)
class Told:
    """A line of a deal's history."""

    when: Any
    title: str


def history(deal: Deal) -> list[Told]:
    """Return what happened to a deal itself, the latest first."""
    rows = TrailEntry.objects.filter(about_id=deal.pk, about_model=label_of(Deal)).order_by("-at", "id")
    told = []
    for row in rows[:200]:
        facts = {name: _shown(value) for name, value in row.facts.items()}
        told.append(Told(row.at, gettext(EVENTS[row.event].sentence).format(who=row.by_name, **facts)))
    return told


def _shown(value: Any) -> str:
    text = str(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ", ".join(gettext(part) for part in text.split(", ")) if isinstance(value, str) else text
    return format_date(day, "j F Y")


def running_first(rows: QuerySet[Deal]) -> QuerySet[Deal]:
    """Return deals for a list, the running ones first."""
    return rows.select_related("lead", "sector").order_by("-starts_on", "name", "pk").distinct()
