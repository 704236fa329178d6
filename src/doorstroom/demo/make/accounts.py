"""Organisations, teams, users and memberships of the demo region."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID

from doorstroom.accounts.models import Membership, Organisation, Team, User

from ..values import contact
from ..values.agencies import AGENCIES
from ..values.dice import Dice, key
from ..values.names import Name, professional
from ..values.neighbourhoods import MUNICIPALITIES

REGION = "AM21"
DEMO_DOMAIN = "demo.doorstroom.example"
OFFICES = {"uwv": "UWV Haaglanden", "service": "Werkgeversservicepunt Haaglanden", "training": "Vakschool Duinhelm"}
# Case workers per 2,500 job seekers, and the teams of each municipality.
CASE_WORKERS = {"GM0518": 17, "GM0503": 3, "GM1783": 2, "GM0603": 2, "GM1842": 1}
TEAMS = {
    "GM0518": ("Team Werk Centrum", "Team Werk Zuidwest", "Team Jongeren"),
    "GM0503": ("Team Werk Delft",),
    "GM1783": ("Team Werk Westland",),
    "GM0603": ("Team Werk Rijswijk",),
    "GM1842": ("Team Werk",),
}


@dataclass
class Staff:
    """Somebody who works in the region, with the rows that make it so."""

    user: User
    membership: Membership
    teams: list[Team] = field(default_factory=list)


@dataclass
class Office:
    """An organisation with its teams and people."""

    organisation: Organisation
    teams: list[Team] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)

    @property
    def intake(self) -> Team:
        """Return the team that takes care of people without a case worker."""
        return next(team for team in self.teams if team.task == Team.Task.INTAKE)

    def of_role(self, role: str) -> list[Staff]:
        """Return those who work in a role."""
        return [one for one in self.staff if one.membership.role == role]


def organisation(
    seed: int, code: str, kind: str, name: str, number: int, municipality: str | None = None
) -> Organisation:
    """Make an organisation of the region."""
    dice = Dice(seed, "organisation", code)
    return Organisation(
        id=key(seed, "organisation", code),
        kind=kind,
        name=name,
        region_id=REGION,
        municipality_id=municipality,
        kvk=contact.kvk(number),
        phone=contact.landline(dice, name.removeprefix("Gemeente ")),
        email=f"info@{contact.firm_domain(name)}",
    )


def user(seed: int, code: str, name: str, email: str, joined: date) -> User:
    """Make a user nobody can sign in as with a password."""
    return User(
        id=key(seed, "user", code),
        email=email,
        name=name,
        phone=contact.mobile(Dice(seed, "phone", code)),
        password=f"!{code}",
        joined_at=noon(joined),
    )


def membership(seed: int, code: str, who: User, role: str, organisation_id: UUID | None, since: date) -> Membership:
    """Make the membership under which a user works; a job seeker's has no organisation."""
    return Membership(
        id=key(seed, "membership", code), user=who, organisation_id=organisation_id, role=role, since=since
    )


def staff(
    seed: int, code: str, office: Office, role: str, today: date, *, teams: tuple[Team, ...] = (), email: str = "",
    called: str = "",
) -> Staff:  # fmt: skip
    """Make somebody who works for an organisation in a role, and add them to it."""
    dice = Dice(seed, "staff", code)
    name = called or full_name(professional(dice))
    address = email or f"{contact.plain(name)}{_again(office, name)}@{contact.firm_domain(office.organisation.name)}"
    since = date(today.year - dice.randint(1, 9), dice.randint(1, 12), 1)
    who = user(seed, code, name, address, since)
    who.works_here = True
    found = Staff(who, membership(seed, code, who, role, office.organisation.pk, since), list(teams))
    office.staff.append(found)
    return found


def municipality(seed: int, code: str, number: int, today: date, share: float = 1.0) -> Office:
    """Make a municipality with an intake team and its case workers."""
    office = Office(organisation(seed, code, "municipality", f"Gemeente {MUNICIPALITIES[code]}", number, code))
    for name, task in (("Team Intake", "intake"), *((name, "general") for name in TEAMS[code])):
        team = Team(id=key(seed, "team", code, name), organisation=office.organisation, name=name, task=task)
        office.teams.append(team)
    for index in range(max(1, round(CASE_WORKERS[code] * share))):
        team = office.teams[1 + index % len(TEAMS[code])]
        staff(seed, f"{code}-worker-{index}", office, "case_worker", today, teams=(team,))
    for index in range(2 if code == "GM0518" else 1):
        staff(seed, f"{code}-intake-{index}", office, "case_worker", today, teams=(office.intake,))
    return office


def agency(seed: int, index: int, today: date) -> Office:
    """Make a temp agency with its consultant."""
    office = Office(organisation(seed, f"agency-{index}", "temp_agency", AGENCIES[index].name, 40 + index))
    office.organisation.phone = contact.landline(Dice(seed, "agency phone", index), AGENCIES[index].town)
    staff(seed, f"agency-{index}-consultant", office, "agency_consultant", today)
    return office


def full_name(name: Name) -> str:
    """Return a name in one line."""
    return " ".join(part for part in (name.first, name.infix, name.last) if part)


def noon(day: date) -> datetime:
    """Return a moment on a day."""
    return datetime.combine(day, time(11, 0), tzinfo=UTC)


def _again(office: Office, name: str) -> str:
    same = sum(one.user.name == name for one in office.staff)
    return str(same + 1) if same else ""
