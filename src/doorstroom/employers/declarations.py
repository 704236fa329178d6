"""Who may see and change employers and vacancies."""

from django.db.models import Q

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, CASE_WORKER, EMPLOYER, JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.permissions import SERVICE, Grant, Permission, open_ground, own_ground, region_ground
from doorstroom.core.trail import EventType

from .choices import VacancyStatus
from .models import Employer, Vacancy

OWN_ORGANISATION = own_ground("own_organisation", say("van uw eigen organisatie"), SERVICE)
SAME_REGION = region_ground("same_region", say("in uw regio"), SERVICE)
ON_OFFER = open_ground("on_offer", say("open vacature"), SERVICE, Q(status=VacancyStatus.OPEN))

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
    Grant(ACCOUNT_MANAGER, SAME_REGION),
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
)
SERVE_EMPLOYER = Permission("employers.serve", say("Werkgever bedienen"), Employer, Grant(ACCOUNT_MANAGER, SAME_REGION))
OWN_FIRM = Permission("employers.own_firm", say("Eigen bedrijf beheren"), Employer, Grant(EMPLOYER, OWN_ORGANISATION))

PUBLISHED = EventType("employers.vacancy_published", say("{who} heeft vacature {number} geplaatst."), facts=("number",))
CHANGED = EventType("employers.vacancy_changed", say("{who} heeft vacature {number} aangepast."), facts=("number",))
ENDED = EventType(
    "employers.vacancy_ended", say("{who} heeft vacature {number} gesloten ({status})."), facts=("number", "status")
)
CONTACT_NOTED = EventType("employers.contact_noted", say("{who} heeft een contactmoment genoteerd."))
EMPLOYER_CHANGED = EventType("employers.employer_changed", say("{who} heeft de gegevens van het bedrijf aangepast."))
