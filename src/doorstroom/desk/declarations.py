"""Who may open the pages that cross areas."""

from django.db.models import Q

from doorstroom.accounts.declarations import (
    ACCOUNT_MANAGER,
    AGENCY_CONSULTANT,
    CASE_WORKER,
    EMPLOYER,
    FUNCTIONAL_ADMIN,
    ROLES,
)
from doorstroom.common.text import say
from doorstroom.core.models import JobRun
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import UPKEEP, Grant, Permission, open_ground

WHOLE_SYSTEM = open_ground("whole_system", say("beheer van dit systeem"), UPKEEP, Q())
SEE_HEALTH = Permission("desk.see_health", say("Zien of alles draait"), JobRun, Grant(FUNCTIONAL_ADMIN, WHOLE_SYSTEM))

menu(0, say("Start"), "home", *ROLES.values())
menu(80, say("Zoeken"), "desk_search", CASE_WORKER, ACCOUNT_MANAGER, AGENCY_CONSULTANT, EMPLOYER)
menu(95, say("Gezondheid"), "desk_health", FUNCTIONAL_ADMIN)
