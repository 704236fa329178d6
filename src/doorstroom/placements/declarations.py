"""Who may say that a job begins, began or ended; what is owed until it did."""

from uuid import UUID

from doorstroom.accounts.declarations import AGENCY_CONSULTANT, CASE_WORKER
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.common.text import say
from doorstroom.core.calendar import working_day_after
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import MEDIATION, Grant, Ground, Permission, tie_ground
from doorstroom.core.personal import COURSE, GUIDANCE_FILE, TECHNICAL, WORK, personal
from doorstroom.core.trail import EventType
from doorstroom.deals.declarations import LIVE_REFERRAL
from doorstroom.deals.models import Referral
from doorstroom.people.declarations import NAME, REACH, SEE

from .choices import Status
from .models import LIVE, Placement

# Laid when a job is agreed, until it began: the agency may still reach the person.
STARTING = tie_ground("starting", say("begint met een baan"), MEDIATION, "pk")
STARTS_THROUGH_US = tie_ground("starting", say("begint met een baan"), MEDIATION)
SEE.add(Grant(AGENCY_CONSULTANT, STARTS_THROUGH_US, sees=NAME + REACH))

PLACE = Permission(
    "placements.place",
    say("Vastleggen dat iemand een baan heeft"),
    Referral,
    Grant(AGENCY_CONSULTANT, LIVE_REFERRAL),
    path="person_id",
)
TELL = Permission(
    "placements.tell",
    say("Vertellen hoe het met een baan gaat"),
    Placement,
    Grant(AGENCY_CONSULTANT, STARTING),
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="person_id",
)


def _still_reached(row: Placement) -> list[tuple[UUID, UUID, Ground]]:
    return [(row.person_id, row.organisation_id, STARTING)]


AGREED = frozenset({Status.AGREED})
PLACEMENT = Machine(
    Placement,
    live={
        Status.AGREED: Live(
            say("Vertellen of iemand begonnen is"),
            lambda row: row.organisation_id,
            within=lambda row: working_day_after(row.starts_on, 3),
            ties=_still_reached,
        )
    },
    moves=[
        Move("start", say("Begonnen"), AGREED, Status.STARTED, TELL),
        Move("fall_through", say("Ging niet door"), AGREED, Status.FELL_THROUGH, TELL, adverse=True),
        Move("end", say("Gestopt"), frozenset(LIVE), Status.ENDED, TELL, adverse=True),
    ],
)

PLACED = EventType(
    "placements.agreed", say("U heeft een baan. U begint op {day}."), facts=("day", "hours", "contract", "number")
)
STARTED = EventType("placements.started", say("U bent begonnen met uw baan."))
FELL_THROUGH = EventType("placements.fell_through", say("De baan ging niet door. Wij zoeken verder."))
ENDED = EventType("placements.ended", say("Uw baan is gestopt op {day}."), facts=("day", "reason"))

menu(32, say("Plaatsingen"), "placements_list", AGENCY_CONSULTANT, CASE_WORKER)

personal(
    Placement,
    say("Uw baan"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "organisation": COURSE(say("via")),
        "employer": WORK(say("werkgever")),
        "vacancy": WORK(say("vacature")),
        "referral": TECHNICAL,
        "status": COURSE(say("stand")),
        "starts_on": WORK(say("begint op")),
        "hours": WORK(say("uren per week")),
        "contract": WORK(say("contract")),
        "agreed_on": COURSE(say("afgesproken op")),
        "ended_on": COURSE(say("gestopt op")),
        "reason": COURSE(say("reden van stoppen")),
    },
)
