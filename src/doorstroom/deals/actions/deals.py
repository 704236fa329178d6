"""Making a deal and keeping it true: partners, capacity, terms, the screening desk, signing and closing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404

from doorstroom.accounts.declarations import AGENCY_CONSULTANT
from doorstroom.accounts.models import Membership, Organisation
from doorstroom.accounts.queries import running
from doorstroom.common.text import say
from doorstroom.core import files
from doorstroom.core.actors import Actor
from doorstroom.core.machines import tie, untie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.people.queries import private_parts

from .. import rules
from ..choices import DealStatus
from ..declarations import (
    AT_DESK,
    CAPACITY_SET,
    DEAL_CHANGED,
    DEAL_CLOSED,
    DEAL_MADE,
    DEAL_SIGNED,
    DESK_CHANGED,
    MAKE_DEAL,
    PARTNER_ADDED,
    PARTNER_ENDED,
    RULE_SET,
    SET_CAPACITY,
    TERMS_SET,
)
from ..models import (
    LIVE,
    TAKING_PART,
    Capacity,
    Deal,
    DeskMember,
    Enrolment,
    Partner,
    PartnerWeek,
    Referral,
    TargetGroup,
    Terms,
)
from ._shared import terms_on, week_of

MOST_PLACES = 200
AHEAD = timedelta(weeks=52)


@dataclass(frozen=True)
class DealDraft:
    """A deal as somebody wrote it down. A group is a name and whether it counts for the target."""

    name: str
    intention_on: date
    starts_on: date
    ends_on: date
    target: int
    sector: str | None = None
    criteria: str = ""
    text: str = ""
    groups: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class TermsDraft:
    """Terms in working days."""

    refer: int = 2
    answer: int = 3
    info: int = 2
    introduce: int = 10
    outcome: int = 5
    start: int = 10


@dataclass(frozen=True)
class Contact:
    """Whom to call at a partner."""

    name: str = ""
    phone: str = ""
    email: str = ""


PARTS = {
    "name": say("naam"),
    "intention_on": say("datum van de intentie"),
    "starts_on": say("begin"),
    "ends_on": say("einde"),
    "target": say("doel"),
    "sector_id": say("branche"),
    "criteria": say("voor wie"),
    "text": say("afspraken"),
    "groups": say("doelgroepen"),
}


@verb(MAKE_DEAL)
def make_deal(*, actor: Actor, given: DealDraft, today: date) -> Deal:
    """Write down a deal as an intention, led by the actor's organisation."""
    _check(given)
    if actor.organisation_id is None:
        raise Http404
    deal = Deal.objects.create(region_id=actor.region_code, lead_id=actor.organisation_id, **_columns(given))
    Terms.objects.create(deal=deal, from_day=min(today, given.starts_on))
    for name, counts in given.groups or ((_EVERYBODY, True),):
        TargetGroup.objects.create(deal=deal, name=name, counts=counts)
    record(DEAL_MADE, by=actor, about=deal)
    return deal


_EVERYBODY = "Iedereen"


@verb(deal=MAKE_DEAL)
def change_deal(*, actor: Actor, deal: Deal, given: DealDraft, today: date) -> Deal | Unchanged:
    """Change what a deal says; the history tells which parts."""
    _must_be_open(deal)
    _check(given)
    parts = [name for name, value in _columns(given).items() if getattr(deal, name) != value]
    for name, value in _columns(given).items():
        setattr(deal, name, value)
    held = {group.name: group for group in deal.groups.all()}
    fresh = [(name, counts) for name, counts in given.groups if name not in held]
    for name, counts in fresh:
        TargetGroup.objects.create(deal=deal, name=name, counts=counts)
    if fresh:
        parts.append("groups")
    if not parts:
        return UNCHANGED
    deal.save()
    record(DEAL_CHANGED, by=actor, about=deal, parts=", ".join(PARTS[name] for name in parts))
    return deal


@verb(deal=MAKE_DEAL)
def sign_deal(
    *,
    actor: Actor,
    deal: Deal,
    signed_on: date,
    name: str = "",
    content: bytes = b"",
    media_type: str = "",
    today: date,
) -> Deal | Unchanged:
    """Note that a deal was signed, with the signed text as a file; the date of the intention stays."""
    if deal.status == DealStatus.SIGNED:
        return UNCHANGED
    _must_be_open(deal)
    if signed_on < deal.intention_on:
        raise Refusal("before", say("De deal kan niet getekend zijn voor de intentie er was."))
    if signed_on > today:
        raise Refusal("ahead", say("Deze dag ligt nog in de toekomst."))
    if content:
        deal.signed_text = files.store(content, name=name, media_type=media_type, owner=deal.lead_id).pk
    deal.status, deal.signed_on = DealStatus.SIGNED, signed_on
    deal.save(update_fields=["status", "signed_on", "signed_text"])
    record(DEAL_SIGNED, by=actor, about=deal, day=signed_on.isoformat())
    return deal


@verb(deal=MAKE_DEAL)
def close_deal(*, actor: Actor, deal: Deal, lesson: str, today: date) -> Deal | Unchanged:
    """Close a deal with what was learned; people who still wait for somebody keep it open."""
    if deal.status == DealStatus.CLOSED:
        return UNCHANGED
    waiting = Enrolment.objects.filter(deal=deal, status__in=TAKING_PART).count()
    if waiting:
        raise Refusal(
            "waiting", say("Er doen nog {waiting} mensen mee. Rond hun verwijzing eerst af."), waiting=waiting
        )
    deal.status, deal.closed_on, deal.lesson = DealStatus.CLOSED, today, lesson.strip()
    deal.save(update_fields=["status", "closed_on", "lesson"])
    record(DEAL_CLOSED, by=actor, about=deal)
    return deal


@verb(deal=MAKE_DEAL)
def add_partner(
    *, actor: Actor, deal: Deal, organisation: UUID, places: int, contact: Contact | None = None, today: date
) -> Partner | Unchanged:
    """Let an agency take part, with the places it has each week and whom to call."""
    _must_be_open(deal)
    agency = Organisation.objects.filter(
        pk=organisation, kind=Organisation.Kind.TEMP_AGENCY, region=deal.region_id, active=True
    ).first()
    if agency is None:
        raise Refusal("no_agency", say("Kies een uitzendbureau uit uw regio."))
    contact = contact or Contact()
    given = {"contact_name": contact.name, "contact_phone": contact.phone, "contact_email": contact.email}
    partner = Partner.objects.select_for_update().filter(deal=deal, organisation=agency).first()
    if partner is not None and partner.until is None:
        return UNCHANGED
    since = min(today, deal.starts_on)
    if partner is None:
        partner = Partner.objects.create(deal=deal, organisation=agency, since=since, **given)
    else:
        Partner.objects.filter(pk=partner.pk).update(until=None, **given)
        partner.refresh_from_db()
    record(PARTNER_ADDED, by=actor, about=deal, partner=agency.name)
    _set_capacity(actor, partner, places, rules.monday(since), today)
    return partner


@verb(deal=MAKE_DEAL)
def end_partner(*, actor: Actor, deal: Deal, partner: UUID, today: date) -> Partner | Unchanged:
    """Let a partner stop; referrals that run are finished or handed back first."""
    row = Partner.objects.select_for_update(of=("self",)).select_related("organisation").filter(deal=deal, pk=partner)
    held = row.first()
    if held is None or held.until is not None:
        return UNCHANGED
    busy = Referral.objects.filter(partner=held, status__in=LIVE).count()
    if busy:
        raise Refusal("busy", say("Dit bureau heeft nog {busy} lopende verwijzingen."), busy=busy)
    held.until = today
    held.save(update_fields=["until"])
    record(PARTNER_ENDED, by=actor, about=deal, partner=held.organisation.name)
    return held


@verb(partner=SET_CAPACITY)
def set_capacity(
    *, actor: Actor, partner: Partner, places: int, week: date | None = None, today: date
) -> Capacity | Unchanged:
    """Say how many people a partner takes each week, from a week on."""
    _must_be_open(partner.deal)
    return _set_capacity(actor, partner, places, rules.monday(week or today), today)


def _set_capacity(actor: Actor, partner: Partner, places: int, week: date, today: date) -> Capacity | Unchanged:
    if not 0 <= places <= MOST_PLACES:
        raise Refusal("places", say("Vul 0 tot {most} plekken in."), most=MOST_PLACES)
    if week < rules.monday(min(today, partner.deal.starts_on)) or week > today + AHEAD:
        raise Refusal("week", say("Kies deze week, of een week in het komende jaar."))
    held = Capacity.objects.filter(partner=partner, from_week__lte=week).order_by("-from_week").first()
    if held is not None and held.places == places:
        return UNCHANGED
    if week <= rules.monday(today):
        week_of(partner, today)
    later = Capacity.objects.filter(partner=partner, from_week__gt=week).order_by("from_week").first()
    rows = PartnerWeek.objects.select_for_update().filter(partner=partner, week__gte=week)
    if later is not None:
        rows = rows.filter(week__lt=later.from_week)
    for row in rows.order_by("week"):
        if row.taken > places:
            raise Refusal("taken", say("Er zijn in die week al {taken} mensen aan u verwezen."), taken=row.taken)
        row.places = places
        row.save(update_fields=["places"])
    row_of_week, _new = Capacity.objects.update_or_create(partner=partner, from_week=week, defaults={"places": places})
    name = partner.organisation.name
    record(CAPACITY_SET, by=actor, about=partner.deal, partner=name, places=places, week=week.isoformat())
    return row_of_week


@verb(deal=MAKE_DEAL)
def set_terms(*, actor: Actor, deal: Deal, given: TermsDraft, today: date) -> Terms | Unchanged:
    """Set the terms from today on; referrals that run keep the terms they began under."""
    _must_be_open(deal)
    values = vars(given)
    if not all(1 <= value <= 60 for value in values.values()):
        raise Refusal("term", say("Een termijn is 1 tot 60 werkdagen."))
    held = terms_on(deal, today)
    if all(getattr(held, name) == value for name, value in values.items()):
        return UNCHANGED
    if held.from_day == today and not Enrolment.objects.filter(terms=held).exists():
        Terms.objects.filter(pk=held.pk).update(**values)
    elif held.from_day == today:
        raise Refusal("today", say("De termijnen zijn vandaag al gebruikt. Pas ze morgen aan."))
    else:
        held = Terms.objects.create(deal=deal, from_day=today, **values)
    record(TERMS_SET, by=actor, about=deal, day=today.isoformat(), terms=values)
    return held


@verb(deal=MAKE_DEAL)
def set_ask_next(*, actor: Actor, deal: Deal, on: bool, today: date) -> Deal | Unchanged:
    """Switch on or off that the next partner is asked at once after a hand-back."""
    _must_be_open(deal)
    if deal.ask_next == on:
        return UNCHANGED
    deal.ask_next = on
    deal.save(update_fields=["ask_next"])
    record(RULE_SET, by=actor, about=deal, setting=say("aan") if on else say("uit"))
    return deal


@verb(deal=MAKE_DEAL)
def appoint_desk(*, actor: Actor, deal: Deal, users: Iterable[UUID], today: date) -> Deal | Unchanged:
    """Name the consultants of one partner who screen everybody; whoever is not named any more loses sight at once."""
    _must_be_open(deal)
    wanted = set(users)
    rows = Membership.objects.filter(running(), user__in=wanted, role=AGENCY_CONSULTANT.code).select_related("user")
    partners = {row.organisation_id: row for row in Partner.objects.filter(deal=deal, until__isnull=True)}
    members = {row.user_id: row for row in rows if row.organisation_id in partners}
    if wanted - members.keys():
        raise Refusal("not_partner", say("Kies intercedenten van een partner in deze sectordeal."))
    if len({row.organisation_id for row in members.values()}) > 1:
        raise Refusal("one_partner", say("De screening ligt bij één partner. Kies collega's van hetzelfde bureau."))
    held = {row.user_id: row for row in DeskMember.objects.filter(deal=deal, until__isnull=True).select_related("user")}
    if wanted == held.keys():
        return UNCHANGED
    people = list(Enrolment.objects.filter(deal=deal, status__in=TAKING_PART).values_list("person_id", flat=True))
    for user_id in held.keys() - wanted:
        DeskMember.objects.filter(pk=held[user_id].pk).update(until=today)
        for person_id in people:
            untie(person_id, AT_DESK, deal.pk, user_id)
        record(DESK_CHANGED, by=actor, about=deal, name=held[user_id].user.name, setting=say("niet meer"))
    for user_id in wanted - held.keys():
        member = members[user_id]
        partner = next(row for key, row in partners.items() if key == member.organisation_id)
        DeskMember.objects.create(deal=deal, partner=partner, user_id=user_id, since=today)
        for person_id in people:
            tie(person_id, user_id, AT_DESK, deal.pk)
        record(DESK_CHANGED, by=actor, about=deal, name=member.user.name, setting=say("vanaf nu"))
    return deal


def _columns(given: DealDraft) -> dict[str, Any]:
    return {
        "name": given.name.strip(),
        "intention_on": given.intention_on,
        "starts_on": given.starts_on,
        "ends_on": given.ends_on,
        "target": given.target,
        "sector_id": given.sector,
        "criteria": given.criteria.strip(),
        "text": given.text.strip(),
    }


def _check(given: DealDraft) -> None:
    if not given.name.strip():
        raise Refusal("name", say("Geef de sectordeal een naam."))
    if given.ends_on <= given.starts_on:
        raise Refusal("period", say("Het einde moet na het begin liggen."))
    if given.target < 1:
        raise Refusal("target", say("Vul in hoeveel banen u samen wilt vinden."))
    if any(part.kind == "bsn" for part in private_parts(f"{given.criteria}\n{given.text}")):
        raise Refusal("bsn", say("In de tekst staat een nummer dat op een BSN lijkt. Haal het eerst weg."))


def _must_be_open(deal: Deal) -> None:
    if deal.status == DealStatus.CLOSED:
        raise Refusal("closed", say("Deze sectordeal is afgesloten."))
