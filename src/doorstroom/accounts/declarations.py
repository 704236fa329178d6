"""The roles of the region, who manages users and organisations, and the steps that set up an office."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Q

from doorstroom.common.numbers import Bsn
from doorstroom.common.text import say
from doorstroom.core.actors import ANYONE, SYSTEM, Actor, Role
from doorstroom.core.navigation import menu
from doorstroom.core.pages import FOREIGN, PUBLIC, SIGNED_IN
from doorstroom.core.permissions import (
    GUIDANCE,
    OWN_DATA,
    UPKEEP,
    Grant,
    Ground,
    Permission,
    open_ground,
    region_ground,
)
from doorstroom.core.personal import ACCOUNT, COURSE, IDENTITY, REACH, SECRET, SESSIONS, TECHNICAL, WORK, personal
from doorstroom.core.policies import belongs
from doorstroom.core.trail import EventType

from . import choices
from .choices import ROLE_LABELS
from .models import Identity, Installation, Membership, Organisation, Session, User

JOB_SEEKER = Role(choices.JOB_SEEKER, ROLE_LABELS[choices.JOB_SEEKER], professional=False)
CASE_WORKER = Role("case_worker", ROLE_LABELS["case_worker"])
ACCOUNT_MANAGER = Role("account_manager", ROLE_LABELS["account_manager"])
AGENCY_CONSULTANT = Role("agency_consultant", ROLE_LABELS["agency_consultant"])
EMPLOYER = Role("employer", ROLE_LABELS["employer"])
ALDERMAN = Role("alderman", ROLE_LABELS["alderman"])
FUNCTIONAL_ADMIN = Role("functional_admin", ROLE_LABELS["functional_admin"])

ROLES = {
    role.code: role
    for role in (
        JOB_SEEKER,
        CASE_WORKER,
        ACCOUNT_MANAGER,
        AGENCY_CONSULTANT,
        EMPLOYER,
        ALDERMAN,
        FUNCTIONAL_ADMIN,
    )
}
PROFESSIONAL_CODES = tuple(code for code, role in ROLES.items() if role.professional)

# What somebody in a role can do here, in one line.
ROLE_TASKS = {
    "job_seeker": say("Zoek werk dat bij u past. U kiest zelf wie uw profiel ziet."),
    "case_worker": say("Help uw kandidaten aan werk. Bekijk profielen en stel banen voor."),
    "account_manager": say("Help werkgevers. Leg contact vast en plaats vacatures voor hen."),
    "agency_consultant": say("Plaats vacatures van uw bureau en vind mensen die passen."),
    "employer": say("Plaats een vacature en zie wie er past."),
    "alderman": say("Zie hoe de sectordeals van uw regio ervoor staan, in cijfers."),
    "functional_admin": say("Beheer gebruikers, organisaties en de inrichting."),
}

# For which kinds of organisation somebody in a role can work.
KIND = Organisation.Kind
ROLE_FITS: dict[str, frozenset[str]] = {
    "case_worker": frozenset({KIND.MUNICIPALITY, KIND.UWV}),
    "account_manager": frozenset({KIND.SERVICE_POINT, KIND.MUNICIPALITY, KIND.UWV}),
    "agency_consultant": frozenset({KIND.TEMP_AGENCY}),
    "employer": frozenset({KIND.EMPLOYER}),
    "alderman": frozenset({KIND.MUNICIPALITY, KIND.SERVICE_POINT}),
    "functional_admin": frozenset({KIND.MUNICIPALITY, KIND.SERVICE_POINT, KIND.UWV, KIND.PARTNER}),
}


def _staff_of_region(actor: Actor) -> Q:
    """Professionals of the region's organisations, and those who belong to the office itself."""
    own = Q(organisation__region_id=actor.region_code) | Q(organisation__isnull=True)
    return Q(role__in=PROFESSIONAL_CODES) & own  # the role comes first: nearly all other rows are of job seekers


STAFF_MEMBERSHIP = Ground(
    "staff_membership", say("werkt in uw regio"), UPKEEP, lambda actor, _path: _staff_of_region(actor)
)
STAFF = Ground(
    "staff",
    say("werkt in uw regio"),
    UPKEEP,
    lambda actor, _path: Q(pk__in=Membership.objects.filter(_staff_of_region(actor)).values("user_id")),
)
IN_REGION = region_ground("organisation_in_region", say("in uw regio"), UPKEEP)
THIS_OFFICE = Ground("this_office", say("van dit kantoor"), UPKEEP, lambda _actor, _path: Q(pk__isnull=False))
OWN_ACCOUNT = Ground("own_account", say("uw eigen account"), OWN_DATA, lambda actor, _path: Q(pk=actor.user_id))
OWN_MEMBERSHIP = Ground("own_membership", say("uw eigen rol"), OWN_DATA, lambda actor, _path: Q(user_id=actor.user_id))

MANAGE_USERS = Permission("accounts.manage_users", say("Gebruikers beheren"), User, Grant(FUNCTIONAL_ADMIN, STAFF))
# Whoever works here stands by name on what they did: for the person, for colleagues, for the other side.
WORKS_HERE = open_ground("works_here", say("werkt hier, nu of vroeger"), GUIDANCE, Q(works_here=True))
KNOW_WHO_WORKS_HERE = Permission(
    "accounts.know_who_works_here",
    say("Lezen wie iets deed of wie u kunt bellen"),
    User,
    *(Grant(role, WORKS_HERE, ("name",)) for role in ROLES.values()),
)
STAFF_ROLE = open_ground("staff_role", say("rol van wie hier werkt"), GUIDANCE, Q(role__in=PROFESSIONAL_CODES))
KNOW_ROLES = Permission(
    "accounts.know_roles",
    say("Weten wie in welke rol werkt"),
    Membership,
    *(Grant(role, STAFF_ROLE, ("role", "organisation")) for role in ROLES.values()),
)
# A job seeker who lost the second factor asks by telephone; the administrator opens the account by its address only.
# The database opens no such account to the administrator: only the verb looks, for one address.
SEEKER_ACCOUNT = replace(
    open_ground("seeker_account", say("account van een werkzoekende"), UPKEEP, Q(works_here=False)), for_jobs=True
)
RESET_FACTOR = Permission(
    "accounts.reset_second_factor",
    say("Tweede stap wissen van een gebruiker"),
    User,
    Grant(FUNCTIONAL_ADMIN, STAFF),
)
RESET_LOST_FACTOR = Permission(
    "accounts.reset_lost_factor",
    say("Tweede stap wissen van wie belt en die kwijt is"),
    User,
    Grant(FUNCTIONAL_ADMIN, STAFF, sees=("email",)),
    Grant(FUNCTIONAL_ADMIN, SEEKER_ACCOUNT, sees=("email",)),
)
MANAGE_MEMBERSHIPS = Permission(
    "accounts.manage_memberships", say("Toegang beheren"), Membership, Grant(FUNCTIONAL_ADMIN, STAFF_MEMBERSHIP)
)
MANAGE_ORGANISATIONS = Permission(
    "accounts.manage_organisations", say("Organisaties beheren"), Organisation, Grant(FUNCTIONAL_ADMIN, IN_REGION)
)
SET_UP = Permission("accounts.set_up", say("Kantoor inrichten"), Installation, Grant(FUNCTIONAL_ADMIN, THIS_OFFICE))
APPOINT_ADMIN = Permission(
    "accounts.appoint_admin", say("Eerste beheerder aanwijzen"), Installation, Grant(SYSTEM, THIS_OFFICE)
)
CHANGE_OWN_SETTINGS = Permission(
    "accounts.change_own_settings",
    say("Eigen gegevens aanpassen"),
    User,
    *(Grant(role, OWN_ACCOUNT) for role in (ANYONE, *ROLES.values())),
)
CHOOSE_ROLE = Permission(
    "accounts.choose_role",
    say("Kiezen in welke rol u werkt"),
    Membership,
    *(Grant(role, OWN_MEMBERSHIP) for role in (ANYONE, *ROLES.values())),
)

ENTRANCE = Ground("entrance", say("logt zelf in"), UPKEEP, lambda _actor, _path: Q(pk__isnull=False), for_jobs=True)
CONNECT = Permission(
    "accounts.connect", say("Iemand herkennen die via een inlogdienst komt"), User, Grant(SYSTEM, ENTRANCE)
)
ADMIT = Permission(
    "accounts.admit", say("Iemand toelaten die via eHerkenning komt"), Organisation, Grant(SYSTEM, ENTRANCE)
)

# Who a BSN belongs to is known to a higher room, which keeps it sealed: it adds the one function that answers.
ARRIVE_BY_BSN: list[Callable[[Bsn, str], User]] = []

SIGNED_UP = EventType("accounts.signed_up", say("{who} heeft een account gemaakt."), to_person=False)
INVITED = EventType(
    "accounts.invited",
    say("{who} heeft iemand uitgenodigd als {role} bij {organisation}."),
    facts=("role", "organisation", "user"),
    to_person=False,
)
MEMBERSHIP_CHANGED = EventType(
    "accounts.membership_changed", say("{who} heeft een rol aangepast naar {role}."), facts=("role",), to_person=False
)
MEMBERSHIP_ENDED = EventType(
    "accounts.membership_ended", say("{who} heeft een toegang als {role} beëindigd."), facts=("role",), to_person=False
)
ROLE_CHOSEN = EventType("accounts.role_chosen", say("{who} werkt nu als {role}."), facts=("role",), to_person=False)
SECOND_FACTOR_RESET = EventType(
    "accounts.second_factor_reset", say("{who} heeft een tweede stap bij het inloggen gewist."), to_person=False
)
ACCOUNT_CLOSED = EventType("accounts.account_closed", say("{who} heeft een account afgesloten."), to_person=False)
ACCOUNT_REOPENED = EventType("accounts.account_reopened", say("{who} heeft een account geopend."), to_person=False)
SETTINGS_CHANGED = EventType(
    "accounts.settings_changed", say("{who} heeft de eigen gegevens aangepast."), facts=("parts",), to_person=False
)
SIGNED_OUT_ELSEWHERE = EventType(
    "accounts.signed_out_elsewhere", say("{who} heeft zich op alle andere plekken uitgelogd."), to_person=False
)
ORGANISATION_ADDED = EventType(
    "accounts.organisation_added", say("{who} heeft organisatie {name} toegevoegd."), facts=("name",), to_person=False
)
ORGANISATION_CHANGED = EventType(
    "accounts.organisation_changed", say("{who} heeft organisatie {name} aangepast."), facts=("name",), to_person=False
)
TEAM_ADDED = EventType(
    "accounts.team_added", say("{who} heeft team {name} toegevoegd."), facts=("name",), to_person=False
)
INSTALLED = EventType(
    "accounts.installed", say("{who} heeft de regio ingesteld: {region}."), facts=("region", "theme"), to_person=False
)
CONNECTED = EventType(
    "accounts.connected", say("Een account is verbonden met inlogdienst {door}."), facts=("door",), to_person=False
)
ADMITTED = EventType(
    "accounts.admitted",
    say("Iemand van {organisation} kwam voor het eerst binnen met eHerkenning."),
    facts=("organisation",),
    to_person=False,
)
ADMIN_MADE = EventType("accounts.admin_made", say("{who} heeft een beheerder gemaakt."), to_person=False)


@dataclass(frozen=True)
class StepState:
    """How far a step is: done or not, with what its panel shows."""

    done: bool
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SetupStep:
    """A step of setting up an office: a room tells how far it is and brings the panel that explains it."""

    order: int
    code: str
    title: str
    template: str
    state: Callable[[Actor], StepState]


SETUP_STEPS: dict[str, SetupStep] = {}


def setup_step(order: int, code: str, title: str, template: str, state: Callable[[Actor], StepState]) -> None:
    """Declare a step of the set-up page (Dutch source title); the panel gets `facts` and `done`."""
    SETUP_STEPS[code] = SetupStep(order, code, title, template, state)


menu(80, say("Gebruikers"), "accounts_users", FUNCTIONAL_ADMIN)
menu(81, say("Organisaties"), "accounts_organisations", FUNCTIONAL_ADMIN)
menu(89, say("Inrichten"), "accounts_setup", FUNCTIONAL_ADMIN)

FOREIGN["account_"] = PUBLIC  # sign in, sign out, reset a password; allauth asks for a sign-in where it needs one
FOREIGN["mfa_authenticate"] = PUBLIC
FOREIGN["mfa_login"] = PUBLIC
FOREIGN["mfa_"] = SIGNED_IN
FOREIGN["gallery"] = PUBLIC  # invented content; `ui` stands below `core` and cannot say so itself

personal(
    User,
    say("Uw account"),
    path="",
    account="id",
    kept=ACCOUNT,
    purpose=OWN_DATA,
    fields={
        "id": TECHNICAL,
        "password": SECRET,
        "last_login": COURSE(say("laatst ingelogd op")),
        "email": REACH(say("e-mailadres")),
        "name": IDENTITY(say("naam")),
        "phone": REACH(say("telefoonnummer")),
        "language": WORK(say("taal van de site")),
        "is_active": COURSE(say("staat aan")),
        "joined_at": COURSE(say("gemaakt op")),
        "works_here": COURSE(say("werkt hier of werkte hier")),
        "session_series": SECRET,
    },
)
personal(
    Membership,
    say("Uw rollen"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    purpose=OWN_DATA,
    fields={
        "id": TECHNICAL,
        "user": TECHNICAL,
        "organisation": COURSE(say("organisatie")),
        "role": COURSE(say("rol")),
        "since": COURSE(say("vanaf")),
        "until": COURSE(say("tot")),
    },
)
personal(
    EmailAddress,
    say("E-mailadressen van uw account"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    purpose=OWN_DATA,
    fields={
        "id": TECHNICAL,
        "user": TECHNICAL,
        "email": REACH(say("e-mailadres")),
        "verified": COURSE(say("bevestigd")),
        "primary": COURSE(say("hoofdadres")),
    },
)
personal(
    Authenticator,
    say("Uw tweede stap bij het inloggen"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    purpose=UPKEEP,
    fields={
        "id": TECHNICAL,
        "user": TECHNICAL,
        "type": COURSE(say("soort")),
        "data": SECRET,
        "created_at": COURSE(say("gemaakt op")),
        "last_used_at": COURSE(say("laatst gebruikt op")),
    },
)
personal(
    Identity,
    say("Inlogdiensten van uw account"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    purpose=OWN_DATA,
    fields={
        "id": TECHNICAL,
        "user": TECHNICAL,
        "issuer": COURSE(say("inlogdienst")),
        "subject": SECRET,
        "since": COURSE(say("sinds")),
    },
)

personal(
    Session,
    say("Waar u nu bent ingelogd"),
    path="",
    account="user_id",
    kept=SESSIONS,
    purpose=OWN_DATA,
    fields={
        "session_key": SECRET,
        "session_data": SECRET,
        "user": TECHNICAL,
        "expire_date": COURSE(say("uiterlijk tot")),
    },
)

# The fence of accounts (core.policies): the grants above say which are read by others, and others write none.
belongs(User, "id", read_only=True)
belongs(Membership, read_only=True)
for mine in (EmailAddress, Authenticator, Identity):
    belongs(mine, "user_id")
