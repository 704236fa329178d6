"""Who may see which list."""

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, EMPLOYER, JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.permissions import Grant, Permission
from doorstroom.core.trail import EventType
from doorstroom.employers.declarations import OWN_ORGANISATION
from doorstroom.employers.models import Vacancy
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person

SEE_JOBS = Permission("matching.see_jobs", say("Passende banen zien"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
SEE_CANDIDATES = Permission(
    "matching.see_candidates",
    say("Passende kandidaten zien, zonder naam"),
    Vacancy,
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
    Grant(ACCOUNT_MANAGER, OWN_ORGANISATION),
)

NOT_INTERESTED = EventType(
    "matching.not_interested", say("U wilt vacature {number} niet: {reason}."), facts=("number", "reason")
)
TAKEN_BACK = EventType("matching.taken_back", say("U ziet vacature {number} weer in uw lijst."), facts=("number",))
RUN_PUBLISHED = EventType(
    "matching.run_published",
    say("Nieuwe lijsten voor {persons} mensen en {vacancies} vacatures."),
    facts=("persons", "vacancies"),
    to_person=False,
)
