"""What guidance gives a case worker, and what the intake team may do for people without one."""

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.common.text import say
from doorstroom.core.permissions import GUIDANCE, Grant, Permission, tie_ground
from doorstroom.core.trail import EventType
from doorstroom.introductions.declarations import PROPOSE
from doorstroom.matching.declarations import SEE_JOBS
from doorstroom.people.declarations import CHANGE_PROFILE, SEE
from doorstroom.people.models import Person

CASELOAD = tie_ground("caseload", say("in uw caseload"), GUIDANCE)
# A person without a case worker is tied to the intake team, which holds the second key.
AT_INTAKE = tie_ground("intake", say("bij uw intaketeam"), GUIDANCE)

SEE.add(Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, AT_INTAKE))
SEE_JOBS.add(Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, AT_INTAKE))
CHANGE_PROFILE.add(Grant(CASE_WORKER, CASELOAD))
PROPOSE.add(Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, AT_INTAKE))

OPEN_CASELOAD = Permission(
    "cases.open_caseload", say("Caseload openen"), Person, Grant(CASE_WORKER, CASELOAD), path="id"
)
TURN_SECOND_KEY = Permission(
    "cases.turn_second_key",
    say("Tweede sleutel omdraaien"),
    Person,
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="id",
)

SECOND_KEY_TURNED = EventType(
    "cases.second_key_turned", say("{who} heeft uw profiel zichtbaar gemaakt voor werkgevers.")
)
SECOND_KEY_TURNED_BACK = EventType(
    "cases.second_key_turned_back", say("{who} heeft uw profiel verborgen voor werkgevers.")
)
ASSIGNED = EventType("cases.assigned", say("{name} is nu uw klantmanager."), facts=("name",))
