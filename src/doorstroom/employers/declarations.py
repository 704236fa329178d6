"""Who may see and change employers and vacancies."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.db.models import Q

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, CASE_WORKER, EMPLOYER, JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import SERVICE, Grant, Ground, Permission, open_ground, own_ground, region_ground
from doorstroom.core.personal import (
    FIRM,
    FIRM_FILE,
    IDENTITY,
    OTHERS,
    REACH,
    TECHNICAL,
    WORK,
    names_colleague,
    personal,
)
from doorstroom.core.trail import EventType

from .choices import VacancyStatus
from .models import ContactMoment, Employer, Vacancy

OWN_ORGANISATION = own_ground("own_organisation", say("van uw eigen organisatie"), SERVICE)
SAME_REGION = region_ground("same_region", say("in uw regio"), SERVICE)
ON_OFFER = open_ground("on_offer", say("open vacature"), SERVICE, Q(status=VacancyStatus.OPEN))

# Colleagues in the region see what was put on, never what somebody is still writing.
PUT_ON_IN_REGION = Ground(
    "put_on_in_region",
    say("geplaatst in uw regio"),
    SERVICE,
    lambda actor, _path: Q(region_id=actor.region_code) & ~Q(status=VacancyStatus.DRAFT),
)

PUBLISH_VACANCY = Permission(
    "employers.publish_vacancy",
    say("Vacature plaatsen en aanpassen"),
    Vacancy,
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
    Grant(ACCOUNT_MANAGER, OWN_ORGANISATION),
)
SEE_VACANCY = Permission(
    "employers.see_vacancy",
    say("Vacature bekijken"),
    Vacancy,
    Grant(JOB_SEEKER, ON_OFFER),
    Grant(CASE_WORKER, ON_OFFER),
    Grant(ACCOUNT_MANAGER, PUT_ON_IN_REGION),
    Grant(ACCOUNT_MANAGER, OWN_ORGANISATION),
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
)
SERVE_EMPLOYER = Permission("employers.serve", say("Werkgever bedienen"), Employer, Grant(ACCOUNT_MANAGER, SAME_REGION))
OWN_FIRM = Permission("employers.own_firm", say("Eigen bedrijf beheren"), Employer, Grant(EMPLOYER, OWN_ORGANISATION))

DRAFTED = EventType(
    "employers.vacancy_drafted", say("{who} heeft vacature {number} als concept bewaard."), facts=("number",)
)
PUBLISHED = EventType("employers.vacancy_published", say("{who} heeft vacature {number} geplaatst."), facts=("number",))
CHANGED = EventType("employers.vacancy_changed", say("{who} heeft vacature {number} aangepast."), facts=("number",))
ENDED = EventType(
    "employers.vacancy_ended", say("{who} heeft vacature {number} gesloten ({status})."), facts=("number", "status")
)
REOPENED = EventType(
    "employers.vacancy_reopened", say("{who} heeft vacature {number} weer opengezet."), facts=("number",)
)
CONTACT_NOTED = EventType("employers.contact_noted", say("{who} heeft een contactmoment genoteerd."))
EMPLOYER_CHANGED = EventType("employers.employer_changed", say("{who} heeft de gegevens van het bedrijf aangepast."))
EMPLOYER_ADDED = EventType("employers.employer_added", say("{who} heeft het bedrijf toegevoegd."))
MANAGER_NAMED = EventType("employers.manager_named", say("{who} heeft de vaste accountmanager gekozen."))

# Higher rooms say which of these vacancies people have reacted to; those are not taken back with an upload.
REACTIONS: list[Callable[[Collection[UUID]], set[UUID]]] = []

menu(20, say("Vacatures"), "employers_vacancies", EMPLOYER, AGENCY_CONSULTANT, ACCOUNT_MANAGER)
menu(15, say("Werkgevers"), "employers_file", ACCOUNT_MANAGER)
menu(40, say("Mijn bedrijf"), "employers_firm", EMPLOYER)
menu(50, say("Bestanden"), "core_uploads", EMPLOYER, AGENCY_CONSULTANT, ACCOUNT_MANAGER)

personal(
    Employer,
    say("Bedrijven en hun contactpersonen"),
    path="",  # about people of a firm, who have no file here
    address="email",
    kept=FIRM_FILE,
    purpose=SERVICE,
    fields={
        "id": TECHNICAL,
        "organisation": FIRM,
        "region": FIRM,
        "name": WORK(say("bedrijf")),
        "kvk": FIRM,
        "sector": FIRM,
        "size": FIRM,
        "street": FIRM,
        "house_number": FIRM,
        "postcode": FIRM,
        "place": FIRM,
        "phone": REACH(say("telefoonnummer")),
        "email": REACH(say("e-mailadres")),
        "website": FIRM,
        "about": FIRM,
        "contact_name": IDENTITY(say("naam")),
        "account_manager_id": OTHERS,
    },
)
names_colleague(
    Employer,
    say("Bedrijven waarvan u de vaste accountmanager bent"),
    "account_manager_id",
    gives={"name": say("bedrijf")},
)
personal(
    Vacancy,
    say("Vacatures en hun contactpersonen"),
    path="",  # about people of a firm, who have no file here
    address="contact_email",
    kept=FIRM_FILE,
    purpose=SERVICE,
    fields={
        "id": TECHNICAL,
        "number": WORK(say("vacaturenummer")),
        "organisation": FIRM,
        "region": FIRM,
        "employer": FIRM,
        "hirer_hidden": FIRM,
        "reference": FIRM,
        "came_via": FIRM,
        "status": FIRM,
        "title": WORK(say("vacature")),
        "occupation": FIRM,
        "text": FIRM,
        "hours_min": FIRM,
        "hours_max": FIRM,
        "pay_min": FIRM,
        "pay_max": FIRM,
        "contract": FIRM,
        "street": FIRM,
        "postcode": FIRM,
        "place": FIRM,
        "start_on": FIRM,
        "published_on": FIRM,
        "closes_on": FIRM,
        "dutch": FIRM,
        "education": FIRM,
        "licences": FIRM,
        "irregular_hours": FIRM,
        "positions": FIRM,
        "reserved_for": FIRM,
        "contact_name": IDENTITY(say("naam")),
        "contact_email": REACH(say("e-mailadres")),
        "contact_phone": REACH(say("telefoonnummer")),
        "changed_at": TECHNICAL,
    },
)
personal(
    ContactMoment,
    say("Gesprekken met werkgevers"),
    path="",  # about people of a firm, who have no file here
    kept=FIRM_FILE,
    purpose=SERVICE,
    fields={
        "id": TECHNICAL,
        "employer": TECHNICAL,
        "kind": TECHNICAL,
        "on": TECHNICAL,
        "by_user": OTHERS,
        "by_name": OTHERS,
        "by_organisation": TECHNICAL,
        "spoke_with": OTHERS,
        "summary": OTHERS,
        "next_step": OTHERS,
        "next_on": TECHNICAL,
    },
)
names_colleague(
    ContactMoment,
    say("Gesprekken met werkgevers die u opschreef"),
    "by_user",
    gives={"employer": say("bedrijf"), "kind": say("soort"), "on": say("op")},
)
