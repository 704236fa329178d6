"""The demo region as rows: everybody and everything, not yet saved."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from doorstroom.accounts.models import Membership, Organisation, Team, User
from doorstroom.cases.models import CaseAssignment
from doorstroom.core.models import Tie
from doorstroom.employers.models import ContactMoment, Employer
from doorstroom.people.choices import Step
from doorstroom.people.models import Person

from .make import accounts, cases, employers, people
from .make.accounts import DEMO_DOMAIN, Office, Staff
from .make.employers import VacancyRows
from .make.people import PersonRows
from .make.words import Words
from .values import cast
from .values.adverts import Offer
from .values.agencies import AGENCIES
from .values.careers import Town
from .values.dice import Dice
from .values.firms import Firm, firms
from .values.jobs import Market, offer
from .values.lives import Life, live
from .values.neighbourhoods import MUNICIPALITIES

FIRMS, SIGNING_FIRMS = 400, 0.65  # the share of firms that have their own account
LOAD_OF_DEMO_WORKER = 60


@dataclass
class Region:
    """What the demo brings, room by room."""

    seed: int
    today: date
    offices: dict[str, Office] = field(
        default_factory=dict
    )  # by municipality code, "uwv", "service", "agency-0", "firm-3"
    members: list[Membership] = field(default_factory=list)  # of job seekers
    employers: list[Employer] = field(default_factory=list)
    moments: list[ContactMoment] = field(default_factory=list)
    vacancies: list[VacancyRows] = field(default_factory=list)
    people: list[PersonRows] = field(default_factory=list)
    assignments: list[CaseAssignment] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    firms: list[Firm] = field(default_factory=list)

    @property
    def organisations(self) -> list[Organisation]:
        """Return every organisation."""
        return [office.organisation for office in self.offices.values()]

    @property
    def teams(self) -> list[Team]:
        """Return every team."""
        return [team for office in self.offices.values() for team in office.teams]

    @property
    def staff(self) -> list[Staff]:
        """Return everybody who works for an organisation."""
        return [one for office in self.offices.values() for one in office.staff]

    @property
    def users(self) -> list[User]:
        """Return everybody who can sign in."""
        return [one.user for one in self.staff] + [member.user for member in self.members]


def build(seed: int, today: date, words: Words, seekers: int = 2500, vacancies: int = 1200) -> Region:
    """Make the whole region for a seed and a reference date."""
    region = Region(seed, today, firms=firms(seed, FIRMS))
    make_offices(region, seekers / 2500)
    make_employers(region)
    make_vacancies(region, words, vacancies)
    make_people(region, words, seekers)
    return region


def make_offices(region: Region, share: float) -> None:
    """Make municipalities, UWV, the service point, the training provider and the agencies, with their people."""
    seed, today = region.seed, region.today
    for number, code in enumerate(MUNICIPALITIES, start=1):
        region.offices[code] = accounts.municipality(seed, code, number, today, share)
    for number, (code, kind) in enumerate(
        {"uwv": "uwv", "service": "service_point", "training": "training"}.items(), 10
    ):
        organisation = accounts.organisation(seed, code, kind, accounts.OFFICES[code], number)
        region.offices[code] = Office(organisation)
    for index in range(max(3, round(3 * share))):
        accounts.staff(seed, f"uwv-{index}", region.offices["uwv"], "case_worker", today)
    for index in range(5):
        accounts.staff(seed, f"service-{index}", region.offices["service"], "account_manager", today)
    the_hague = region.offices["GM0518"]
    accounts.staff(seed, "admin", the_hague, "functional_admin", today)
    accounts.staff(seed, "alderman", the_hague, "alderman", today)
    for index in range(len(AGENCIES)):
        region.offices[f"agency-{index}"] = accounts.agency(seed, index, today)
    for role, staff in {
        "case_worker": the_hague.staff[0],
        "intake": next(one for one in the_hague.staff if one.teams == [the_hague.intake]),
        "functional_admin": the_hague.of_role("functional_admin")[0],
        "alderman": the_hague.of_role("alderman")[0],
        "account_manager": region.offices["service"].staff[0],
        "agency_consultant": region.offices["agency-0"].staff[0],
        "rival_agency": region.offices["agency-1"].staff[0],
    }.items():
        open_door(staff, role)


def open_door(staff: Staff, role: str) -> None:
    """Let one of the demo's sign-ins be this member of staff."""
    staff.user.name, staff.user.email = cast.SIGN_INS[role], f"{role}@{DEMO_DOMAIN}"


def make_employers(region: Region) -> None:
    """Make the firms of the shared file, part of them with an account, and what was said with them."""
    managers = region.offices["service"].staff
    demo_firm = firm_of_demo(region.firms)
    for firm in region.firms:
        dice = Dice(region.seed, "account of firm", firm.number)
        organisation = None
        if firm is demo_firm or dice.chance(SIGNING_FIRMS):
            organisation = accounts.organisation(
                region.seed, f"firm-{firm.number}", "employer", firm.name, 100 + firm.number
            )
            organisation.kvk = firm.kvk
            office = region.offices[f"firm-{firm.number}"] = Office(organisation)
            one = accounts.staff(
                region.seed, f"firm-{firm.number}", office, "employer", region.today, called=firm.contact_name
            )
            if firm is demo_firm:
                open_door(one, "employer")
        manager = managers[firm.number % len(managers)].user.pk if dice.chance(0.6) or firm is demo_firm else None
        row = employers.employer(region.seed, firm, organisation.pk if organisation else None, manager)
        if firm is demo_firm:
            row.contact_name = cast.SIGN_INS["employer"]
        region.employers.append(row)


def firm_of_demo(everyone: list[Firm]) -> Firm:
    """Return the firm behind the employer's sign-in."""
    return next(firm for firm in everyone if firm.trade.code == "callcentre")


def make_vacancies(region: Region, words: Words, count: int) -> None:
    """Make the vacancies, those of the demo's own doors first, and the contact moments that speak of them."""
    consultants = [region.offices[f"agency-{index}"].staff[0].user.name for index in range(len(AGENCIES))]
    market = Market(words.world, region.firms, consultants)
    demo_firm = firm_of_demo(region.firms)
    fixed = [(demo_firm, code) for code in cast.OFFERS]
    for number in range(count):
        firm, code = fixed[number] if number < len(fixed) else (None, "")
        made = offer(region.seed, number, market, region.today, firm=firm, code=code)
        region.offers.append(made)
        office = publisher(region, made)
        domain, phone = office.organisation.email.partition("@")[2], office.organisation.phone
        row = region.employers[made.firm.number]
        if office.organisation.kind == "service_point":
            domain, phone = made.firm.domain, made.firm.phone
        rows = employers.vacancy(region.seed, made, row, office.organisation.pk, domain, phone)
        if office.organisation.kind != "service_point":
            rows.vacancy.came_via = "upload" if made.agency is not None and number % 3 == 0 else "form"
        region.vacancies.append(rows)
    asked: dict[int, list[str]] = defaultdict(list)
    for made in region.offers:
        asked[made.firm.number].append(made.work.name)
    managers = region.offices["service"]
    for firm, row in zip(region.firms, region.employers, strict=True):
        works = asked.get(firm.number) or [
            words.world.by_code[code].name for code in firm.trade.hires if code in words.world.by_code
        ]
        region.moments += employers.contact_moments(
            region.seed, firm, row, managers.staff, managers.organisation.name, works, region.today
        )


def publisher(region: Region, made: Offer) -> Office:
    """Return who publishes an offer: its agency, the firm itself when it has an account, else the service point."""
    if made.agency is not None:
        return region.offices[f"agency-{made.agency}"]
    own = region.offices.get(f"firm-{made.firm.number}")
    return own if own and (made.via == "form" or made.firm is firm_of_demo(region.firms)) else region.offices["service"]


def make_people(region: Region, words: Words, count: int) -> None:
    """Make the people who look for work, with accounts for most of them, and who guides them."""
    town = Town(words.world, region.firms, [agency.name for agency in AGENCIES], words.skills)
    taken = {user.email for user in region.users}
    order = Guidance(region)
    for number in range(count):
        if number == cast.SEEKER:
            life = cast.seeker(region.seed, town, region.today)
        elif number == cast.PLAIN_SEEKER:
            life = cast.plain_seeker(region.seed, town, region.today)
        else:
            life = live(region.seed, number, town, region.today)
        region.lives.append(life)
        controller = region.offices[life.municipality].organisation.pk
        member = _account(region, life, taken)
        rows = people.person(region.seed, life, controller, region.today, member.user.pk if member else None)
        if member:
            region.members.append(member)
            if not member.user.email.endswith(DEMO_DOMAIN):
                rows.person.email = member.user.email
        if number in cast.ABOUT:
            _complete(rows, number, region.today)
        region.people.append(rows)
        region.ties += rows.ties
        order.guide(life, rows)


def _account(region: Region, life: Life, taken: set[str]) -> Membership | None:
    door = {cast.SEEKER: "job_seeker", cast.PLAIN_SEEKER: "job_seeker_plain"}.get(life.number)
    if door is None and not Dice(region.seed, "account", life.number).chance(0.66):
        return None
    email = f"{door}@{DEMO_DOMAIN}" if door else life.email
    name, _, domain = email.partition("@")
    again = 1
    while email in taken:
        again += 1
        email = f"{name}{again}@{domain}"
    taken.add(email)
    who = accounts.user(region.seed, f"seeker-{life.number}", accounts.full_name(life.name), email, life.registered)
    who.phone = life.phone
    return accounts.membership(region.seed, f"seeker-{life.number}", who, "job_seeker", None, life.registered)


def _complete(rows: PersonRows, number: int, today: date) -> None:
    rows.profile.about = cast.ABOUT[number]
    rows.profile.confirmed_at = accounts.noon(rows.person.registered_on + timedelta(days=2))
    rows.profile.steps_done = [str(step) for step in Step]
    rows.visibility.own_key = rows.visibility.second_key = True
    rows.visibility.own_key_at = accounts.noon(rows.person.registered_on + timedelta(days=2))
    rows.visibility.second_key_at = accounts.noon(rows.person.registered_on + timedelta(days=4))


class Guidance:
    """Gives people a case worker, or leaves them with the intake team of their municipality."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.workers: dict[str, list[Staff]] = {}
        for code in (*MUNICIPALITIES, "uwv"):
            office = region.offices[code]
            general = [
                one for one in office.of_role("case_worker") if not any(team.task == "intake" for team in one.teams)
            ]
            self.workers[code] = general
        self.turn: dict[str, int] = defaultdict(int)
        self.load: dict[Any, int] = defaultdict(int)

    def guide(self, life: Life, rows: PersonRows) -> None:
        """Tie a person to a case worker or to the intake team, and let that party hold the second key."""
        dice = Dice(self.region.seed, "guidance", life.number)
        person, visibility = rows.person, rows.visibility
        since = min(self.region.today, life.registered + timedelta(days=dice.randint(3, 21)))
        fresh = (self.region.today - life.registered).days < 14
        in_cast = life.number in cast.ABOUT
        if not in_cast and (fresh or dice.chance(0.1)):
            team = self.region.offices[life.municipality].intake
            self.region.ties.append(cases.at_intake(self.region.seed, person, team.pk, life.registered))
            member = self._intake_member(life.municipality)
            visibility.second_key_by = member.user.pk if visibility.second_key else None
            return
        code = "uwv" if life.situation == "unemployment" and not in_cast and dice.chance(0.45) else life.municipality
        worker = self._worker(code, in_cast, person)
        row, tie = cases.assignment(self.region.seed, person, worker, self.region.offices[code].organisation.pk, since)
        self.region.assignments.append(row)
        self.region.ties.append(tie)
        visibility.second_key_by = worker.user.pk if visibility.second_key else None

    def _worker(self, code: str, in_cast: bool, person: Person) -> Staff:
        workers = self.workers[code]
        if in_cast:
            return workers[0]
        self.turn[code] += 1
        worker = workers[self.turn[code] % len(workers)]
        if worker is self.workers["GM0518"][0]:
            self.load[code] += 1
            if self.load[code] > LOAD_OF_DEMO_WORKER - 2 and len(workers) > 1:
                self.turn[code] += 1
                worker = workers[self.turn[code] % len(workers)]
        return worker

    def _intake_member(self, municipality: str) -> Staff:
        office = self.region.offices[municipality]
        return next(one for one in office.staff if one.teams == [office.intake])
