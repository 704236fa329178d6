"""Who may report for a benefit and call the last employer, the moves that exist, and what each state owes."""

from doorstroom.accounts.declarations import CASE_WORKER, JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import GUIDANCE, Grant, Permission, own_ground
from doorstroom.core.personal import (
    COURSE,
    GUIDANCE_FILE,
    OTHERS,
    REACH,
    SITUATION,
    TECHNICAL,
    names_colleague,
    personal,
)
from doorstroom.core.trail import EventType
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person

from .choices import CallStatus, ReportStatus
from .models import EmployerCall, Report

# `owner` is the municipality of the report, on the row itself: a policy of the database can read no other table.
IN_MUNICIPALITY = own_ground("report_in_municipality", say("gemeld bij uw gemeente"), GUIDANCE, "owner")
# What counting asks: no name, and nothing but what the count is about.
# No last employer: in a small place it could say who somebody is.
COUNTED = ("reported_on", "kind", "knows_scheme", "scheme", "status", "why_withdrawn", "withdrawn_on")

REPORT = Permission("benefits.report", say("Een uitkering melden"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
SEE_REPORT = Permission(
    "benefits.see_report", say("Een melding bekijken"), Report, Grant(JOB_SEEKER, OWN_SELF), path="person_id"
)
WITHDRAW = Permission(
    "benefits.withdraw", say("Een melding intrekken"), Report, Grant(JOB_SEEKER, OWN_SELF), path="person_id"
)
# The relation to a person who is guided is owned by a higher room, which adds its grants to these.
PLAN_CALL = Permission("benefits.plan_call", say("De laatste werkgever laten bellen"), Report, path="person_id")
CALL = Permission("benefits.call", say("De laatste werkgever bellen"), EmployerCall, path="person_id")
COUNT_KEPT = Permission(
    "benefits.count_kept",
    say("Zien hoeveel banen bleven"),
    Report,
    Grant(CASE_WORKER, IN_MUNICIPALITY, sees=COUNTED),
    path="person_id",
)

RUNNING = frozenset({ReportStatus.REPORTED, ReportStatus.TAKEN})
REPORTING = Machine(
    Report,
    live={ReportStatus.REPORTED: Live(say("De intake klaarzetten"), lambda row: row.owner, within=0)},
    moves=[
        Move("take", say("Intake openen"), frozenset({ReportStatus.REPORTED}), ReportStatus.TAKEN, REPORT),
        Move("finish", say("Intake klaar"), frozenset({ReportStatus.TAKEN}), ReportStatus.DONE, REPORT),
        Move("withdraw", say("Intrekken"), RUNNING, ReportStatus.WITHDRAWN, WITHDRAW),
    ],
)

CALLING = frozenset({CallStatus.OPEN, CallStatus.CONSIDERS})
CALLS = Machine(
    EmployerCall,
    live={
        CallStatus.OPEN: Live(
            say("De laatste werkgever bellen: kan de baan blijven?"), lambda row: row.owner, lambda row: row.due_on
        ),
        CallStatus.CONSIDERS: Live(say("Vragen wat de werkgever besloot"), lambda row: row.owner, within=5),
    },
    moves=[
        Move("again", say("Later nog een keer bellen"), CALLING, CallStatus.OPEN, CALL),
        Move("considers", say("De werkgever denkt na"), CALLING, CallStatus.CONSIDERS, CALL),
        Move("kept", say("De baan blijft"), CALLING, CallStatus.KEPT, CALL),
        Move("not_kept", say("De baan blijft niet"), CALLING, CallStatus.NOT_KEPT, CALL),
        Move("cancel", say("Niet meer nodig"), CALLING, CallStatus.CANCELLED, WITHDRAW),
    ],
)

REPORTED = EventType("benefits.reported", say("{who} meldde u voor een uitkering."))
REPORTED_SELF = EventType("benefits.reported_self", say("U meldde zich voor een uitkering."))
CALL_PLANNED = EventType("benefits.call_planned", say("{who} laat uw laatste werkgever bellen."))
CALLED_AGAIN = EventType("benefits.called_again", say("{who} belt uw laatste werkgever later nog een keer."))
CONSIDERS = EventType("benefits.employer_considers", say("Uw laatste werkgever denkt na over uw baan."))
JOB_KEPT = EventType("benefits.job_kept", say("Uw laatste werkgever houdt uw baan."))
NOT_KEPT = EventType("benefits.job_not_kept", say("Uw laatste werkgever kan uw baan niet houden."))
WITHDRAWN = EventType("benefits.withdrawn", say("De melding voor een uitkering is ingetrokken: {why}."), facts=("why",))

menu(50, say("Uitkering"), "benefits_mine", JOB_SEEKER)
menu(40, say("Banen die bleven"), "benefits_kept", CASE_WORKER)

personal(
    Report,
    say("Uw melding voor een uitkering"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "owner": OTHERS,
        "kind": SITUATION(say("welke uitkering")),
        "via": COURSE(say("hoe u zich meldde")),
        "reported_on": COURSE(say("gemeld op")),
        "last_employer": SITUATION(say("laatste werkgever")),
        "worked_until": SITUATION(say("laatste werkdag")),
        "knows_scheme": COURSE(say("of de werkgever de regeling kende")),
        "scheme": COURSE(say("de regeling van die dag")),
        "may_call": COURSE(say("of wij de werkgever mogen bellen")),
        "employer_phone": REACH(say("telefoon van de werkgever")),
        "status": COURSE(say("hoe ver het is")),
        "why_withdrawn": COURSE(say("waarom ingetrokken")),
        "withdrawn_on": COURSE(say("ingetrokken op")),
    },
)
names_colleague(
    Report,
    say("Meldingen die u voorbereidt"),
    "owner",
    gives={"reported_on": say("gemeld op"), "status": say("hoe ver het is")},
)
personal(
    EmployerCall,
    say("Bellen met uw laatste werkgever"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "report": TECHNICAL,
        "owner": OTHERS,
        "due_on": COURSE(say("te bellen op")),
        "status": COURSE(say("hoe ver het is")),
        "tries": COURSE(say("hoe vaak geprobeerd")),
        "knew_scheme": COURSE(say("of de werkgever de regeling kende")),
        "why_not": COURSE(say("waarom de baan niet bleef")),
        "opened_at": COURSE(say("begonnen op")),
        "closed_on": COURSE(say("klaar op")),
    },
)
names_colleague(
    EmployerCall,
    say("Gesprekken over het houden van een baan die u voert"),
    "owner",
    gives={"due_on": say("uiterste dag"), "status": say("hoe ver het is"), "closed_on": say("afgesloten op")},
)
