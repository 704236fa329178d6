"""Haaglanden in 2020: a sector deal with ten temp agencies, played week by week; people and firms are invented.

The region told of a target of 500, 235 people enrolled, 95 interviews and 5 jobs, and of 50 people further from work
taken on in two months, while two consultants of one agency screened for all.
"""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, CASE_WORKER
from doorstroom.accounts.models import Membership, Organisation, User
from doorstroom.cases.actions import register
from doorstroom.core.actors import Actor, Role
from doorstroom.core.models import FreeDay
from doorstroom.core.verbs import Refusal
from doorstroom.deals import actions as deals
from doorstroom.deals.models import Deal, Enrolment, Partner, Referral
from doorstroom.deals.queries.cockpit import cockpit
from doorstroom.employers.actions import NewFirm, VacancyDraft, publish_vacancy
from doorstroom.employers.models import Vacancy
from doorstroom.people.actions import Registration
from doorstroom.placements.actions import place, start
from doorstroom.placements.models import Placement
from doorstroom.reference.actions import load_free_days, load_places, load_starter
from doorstroom.reference.models import Occupation, Postcode

from ..make.accounts import DEMO_DOMAIN
from .player import SCENARIOS, Event, Scenario

REGION = "AM21"
WORKER = f"sectordeal@{DEMO_DOMAIN}"
PLAYED = date(2020, 12, 31)


@dataclass
class Stage:
    """The case worker, the account manager who leads the deal, the agencies, and who takes part so far."""

    worker: Actor
    manager: Actor
    consultants: dict[str, Actor] = field(default_factory=dict)  # by agency
    desk: list[Actor] = field(default_factory=list)
    deal: Deal | None = None
    people: dict[str, UUID] = field(default_factory=dict)
    enrolments: dict[str, UUID] = field(default_factory=dict)
    referrals: dict[tuple[str, str], UUID] = field(default_factory=dict)  # by person and agency

    @property
    def running(self) -> Deal:
        """Return the deal; it was made by an earlier event."""
        if self.deal is None:
            raise ValueError("the first event must make the deal")
        return self.deal


def stands() -> bool:
    """Tell whether the story was played in this database."""
    return User.objects.filter(email=WORKER).exists()


def stage() -> Stage:
    """Bring the words of work, the municipality and the service point."""
    if not Postcode.objects.filter(pk="2511").exists():
        load_places()
    if not Occupation.objects.filter(code="orderpicker").exists():
        load_starter()
    if not FreeDay.objects.exists():
        load_free_days()
    kinds = Organisation.Kind
    office = _office("Gemeente Den Haag (2020)", kinds.MUNICIPALITY)
    point = _office("Werkgeversservicepunt Haaglanden (2020)", kinds.SERVICE_POINT)
    return Stage(
        _member(office, "Karin Sectordeal", CASE_WORKER, WORKER),
        _member(point, "Anna Sectordeal", ACCOUNT_MANAGER, f"sectordeal.wsp@{DEMO_DOMAIN}"),
    )


def _office(name: str, kind: str) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, region_id=REGION)


def _member(office: Organisation, name: str, role: Role, email: str) -> Actor:
    user = User.objects.create_user(email, name=name)
    Membership.objects.create(user=user, organisation=office, role=role.code, since=date(2020, 1, 1))
    return Actor(role, name, user.pk, office.pk, frozenset(), REGION)


def _intention(on: Stage, event: Event) -> None:
    given = deals.DealDraft(
        name=event.details["name"],
        intention_on=event.day,
        starts_on=date.fromisoformat(event.details["starts"]),
        ends_on=date.fromisoformat(event.details["ends"]),
        target=int(event.details["target"]),
        criteria=event.details["criteria"],
        groups=((event.details["group"], True), (event.details["beside"], False)),
    )
    on.deal = deals.make_deal(actor=on.manager, given=given, today=event.day)


def _partner(on: Stage, event: Event) -> None:
    agency = _office(event.who, Organisation.Kind.TEMP_AGENCY)
    mail = f"{event.who.lower().replace(' ', '.')}@{DEMO_DOMAIN}"
    on.consultants[event.who] = _member(agency, event.details["consultant"], AGENCY_CONSULTANT, mail)
    places = int(event.details["places"])
    deals.add_partner(
        actor=on.manager, deal=on.running, organisation=agency.pk, places=places, today=event.day,
        contact=deals.Contact(name=event.details["consultant"]),
    )  # fmt: skip


def _desk(on: Stage, event: Event) -> None:
    first = on.consultants[event.who]
    agency = Organisation.objects.get(name=event.who, region=REGION)
    second = _member(agency, event.details["second"], AGENCY_CONSULTANT, f"sectordeal.screening@{DEMO_DOMAIN}")
    on.desk = [first, second]
    users = [actor.user_id for actor in on.desk if actor.user_id is not None]
    deals.appoint_desk(actor=on.manager, deal=on.running, users=users, today=event.day)


def _sign(on: Stage, event: Event) -> None:
    deals.sign_deal(actor=on.manager, deal=on.running, signed_on=event.day, today=event.day)


def _capacity(on: Stage, event: Event) -> None:
    actor = on.consultants[event.who]
    partner = Partner.objects.get(deal=on.running, organisation=actor.organisation_id)
    deals.set_capacity(actor=actor, partner=partner, places=int(event.details["places"]), today=event.day)


def _vacancy(on: Stage, event: Event) -> None:
    actor, told = on.consultants[event.who], event.details
    assert actor.organisation_id is not None
    given = VacancyDraft(
        title=told["title"], text=told["title"], occupation_id=Occupation.objects.get(code=told["work"]).pk,
        hours_min=24, hours_max=40, postcode="2516AB", place="Den Haag", start_on=event.day,
        new_firm=NewFirm(told["firm"]), reference=told["reference"], contract="agency", positions=20,
    )  # fmt: skip
    publish_vacancy(actor=actor, organisation_id=actor.organisation_id, given=given, today=event.day)


def _enrol(on: Stage, event: Event) -> None:
    first, _, last = event.details["name"].partition(" ")
    work = Occupation.objects.get(code=event.details["work"])
    given = Registration(first, last, "2516AB", client_number=f"S-{event.who}", place="Den Haag", wanted=[work.pk])
    person = register(actor=on.worker, given=given, to_me=True, today=event.day)
    group = on.running.groups.get(counts=event.details["group"] == "counts")
    made = deals.enrol(
        actor=on.worker, person=person.pk, deal=on.running.pk, group=group.pk, consented=True, today=event.day
    )
    if isinstance(made, Enrolment):
        on.people[event.who], on.enrolments[event.who] = person.pk, made.pk


def _screen(on: Stage, event: Event) -> None:
    actor = on.desk[int(event.details["desk"])]
    deals.screen(actor=actor, enrolment=on.enrolments[event.who], words=event.details["words"], today=event.day)


def _refer(on: Stage, event: Event) -> None:
    """Refer by the screening desk, to a vacancy of any partner, or by the case worker when no desk is named."""
    agency = event.details["partner"]
    actor, enrolment = on.consultants[agency], on.enrolments[event.who]
    if "desk" in event.details:
        vacancy = Vacancy.objects.get(organisation=actor.organisation_id, reference=event.details["vacancy"])
        made = deals.refer_to_vacancy(
            actor=on.desk[int(event.details["desk"])], enrolment=enrolment, vacancy=vacancy.number, today=event.day
        )
    else:
        partner = Partner.objects.get(deal=on.running, organisation=actor.organisation_id)
        made = deals.refer(actor=on.worker, enrolment=enrolment, partner=partner.pk, today=event.day)
    if isinstance(made, Referral):
        on.referrals[event.who, agency] = made.pk


def _answered(on: Stage, event: Event) -> tuple[Actor, UUID]:
    agency = event.details["partner"]
    if (event.who, agency) not in on.referrals:
        raise Refusal("not_referred", f"{event.who} was not referred to {agency}.")
    return on.consultants[agency], on.referrals[event.who, agency]


def _accept(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    deals.accept(actor=actor, referral=referral, today=event.day)


def _introduce(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    row = Vacancy.objects.get(organisation=actor.organisation_id, reference=event.details["vacancy"])
    deals.introduce(actor=actor, referral=referral, vacancy=row.number, today=event.day)


def _interview(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    row = Vacancy.objects.get(organisation=actor.organisation_id, reference=event.details["vacancy"])
    day = date.fromisoformat(event.details["on"])
    deals.set_interview(actor=actor, referral=referral, day=day, vacancy=row.number, today=event.day)


def _not_chosen(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    deals.not_chosen(actor=actor, referral=referral, today=event.day)


def _offer(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    deals.offer(actor=actor, referral=referral, today=event.day)


def _place(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    begins = date.fromisoformat(event.details["starts"])
    place(actor=actor, referral=referral, starts_on=begins, hours=32, contract="agency", today=event.day)


def _start(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    start(actor=actor, placement=Placement.objects.get(referral=referral).pk, today=event.day)


def _hand_back(on: Stage, event: Event) -> None:
    actor, referral = _answered(on, event)
    deals.hand_back(actor=actor, referral=referral, reason=event.details["reason"], today=event.day)


def _leave(on: Stage, event: Event) -> None:
    deals.leave(actor=on.worker, enrolment=on.enrolments[event.who], reason=event.details["reason"], today=event.day)


def last_line() -> str:
    """Count the story from its rows, as the cockpit does."""
    lead = Membership.objects.get(user__email=f"sectordeal.wsp@{DEMO_DOMAIN}").organisation_id
    return f"sector_deal_2020: {cockpit(Deal.objects.get(lead=lead), PLAYED).line}"


SCENARIOS["sector_deal_2020"] = Scenario(
    "sector_deal_2020",
    stands,
    stage,
    {
        "intention": _intention,
        "partner": _partner,
        "desk": _desk,
        "sign": _sign,
        "capacity": _capacity,
        "vacancy": _vacancy,
        "enrol": _enrol,
        "screen": _screen,
        "refer": _refer,
        "accept": _accept,
        "introduce": _introduce,
        "interview": _interview,
        "not_chosen": _not_chosen,
        "offer": _offer,
        "place": _place,
        "start": _start,
        "hand_back": _hand_back,
        "leave": _leave,
    },
    last_line,
)
