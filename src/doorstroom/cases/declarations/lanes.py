"""Who may do an intake, go along a lane and set local policy; the moves that exist, and what each state owes."""

from django.db.models import Q

from doorstroom.accounts.declarations import CASE_WORKER, FUNCTIONAL_ADMIN
from doorstroom.accounts.models import Organisation
from doorstroom.benefits.declarations import CALL, PLAN_CALL, REPORT, SEE_REPORT, WITHDRAW
from doorstroom.cases.choices import IntakeStatus, PlaceStatus
from doorstroom.cases.models import Intake, LanePlace
from doorstroom.common.text import say
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import GUIDANCE, UPKEEP, Grant, Ground, Permission, own_ground
from doorstroom.core.personal import (
    COURSE,
    GUIDANCE_FILE,
    OTHERS,
    SITUATION,
    TECHNICAL,
    WORDS,
    names_colleague,
    personal,
)
from doorstroom.core.trail import EventType
from doorstroom.people.models import Person

from .guidance import BOTH

REPORT.add(*BOTH)
SEE_REPORT.add(*BOTH)
WITHDRAW.add(*BOTH)  # for who withdraws by telephone
PLAN_CALL.add(*BOTH)
CALL.add(*BOTH)

START_INTAKE = Permission("cases.start_intake", say("Een intake beginnen"), Person, *BOTH, path="id")
DO_INTAKE = Permission("cases.do_intake", say("Intake doen en een spoor kiezen"), Intake, *BOTH, path="person_id")
GO_ALONG = Permission("cases.go_along", say("Verder gaan in een spoor"), LanePlace, *BOTH, path="person_id")

OWN_MUNICIPALITY_DESK = own_ground("own_municipality_desk", say("uw eigen gemeente"), GUIDANCE, "id")
MUNICIPALITY_IN_REGION = Ground(
    "municipality_in_region",
    say("gemeente in uw regio"),
    UPKEEP,
    lambda actor, _path: Q(region_id=actor.region_code, kind=Organisation.Kind.MUNICIPALITY),
)
SEE_LANES = Permission(
    "cases.see_lanes",
    say("Sporen en ruimte bekijken"),
    Organisation,
    Grant(CASE_WORKER, OWN_MUNICIPALITY_DESK),
    Grant(FUNCTIONAL_ADMIN, MUNICIPALITY_IN_REGION),
)
MANAGE_LANES = Permission(
    "cases.manage_lanes",
    say("Sporen en beleid instellen"),
    Organisation,
    Grant(FUNCTIONAL_ADMIN, MUNICIPALITY_IN_REGION),
)

INTAKES = Machine(
    Intake,
    live={IntakeStatus.OPEN: Live(say("De intake doen, op de dag van de melding"), lambda row: row.owner, within=0)},
    moves=[
        Move("decide", say("Spoor kiezen"), frozenset({IntakeStatus.OPEN}), IntakeStatus.DECIDED, DO_INTAKE),
        Move("stop", say("Niet meer nodig"), frozenset({IntakeStatus.OPEN}), IntakeStatus.STOPPED, DO_INTAKE),
    ],
)

FIRST_STEP = frozenset({PlaceStatus.DIRECT, PlaceStatus.START})
IN_LANE = FIRST_STEP | {PlaceStatus.RUNNING}
LANES = Machine(
    LanePlace,
    live={
        PlaceStatus.DIRECT: Live(say("Vandaag een baan voorstellen"), lambda row: row.owner, within=0),
        PlaceStatus.START: Live(say("De eerste stap in het spoor zetten"), lambda row: row.owner, within=5),
        PlaceStatus.RUNNING: Live(say("Samen kijken hoe het gaat"), lambda row: row.owner, within=20),
    },
    moves=[
        Move("begin", say("De eerste stap is gezet"), FIRST_STEP, PlaceStatus.RUNNING, GO_ALONG),
        Move(
            "look", say("Wij keken samen hoe het gaat"), frozenset({PlaceStatus.RUNNING}), PlaceStatus.RUNNING, GO_ALONG
        ),
        Move("end", say("Klaar met dit spoor"), frozenset(IN_LANE), PlaceStatus.ENDED, GO_ALONG),
    ],
)

INTAKE_OPENED = EventType("cases.intake_opened", say("{name} spreekt vandaag met u over werk."), facts=("name",))
INTAKE_SAVED = EventType("cases.intake_saved", say("{who} schreef op wat u helpt en wat lastig is."))
INTAKE_STOPPED = EventType("cases.intake_stopped", say("De intake is niet meer nodig."))
LANE_DECIDED = EventType("cases.lane_decided", say("{who} koos met u het spoor: {lane}."), facts=("lane",))
LANE_BEGUN = EventType("cases.lane_begun", say("De eerste stap naar werk is gezet."))
LANE_LOOKED = EventType("cases.lane_looked", say("{who} keek met u hoe het gaat."))
LANE_ENDED = EventType("cases.lane_ended", say("U bent klaar met het spoor: {lane}."), facts=("lane",))
POLICY_CHANGED = EventType(
    "cases.policy_changed", say("{who} paste {part} aan van {name}."), facts=("part", "name"), to_person=False
)

menu(30, say("Sporen"), "cases_lanes", CASE_WORKER)
menu(84, say("Sporen"), "cases_lanes", FUNCTIONAL_ADMIN)

personal(
    Intake,
    say("Uw intake"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "report": TECHNICAL,
        "owner": OTHERS,
        "opened_on": COURSE(say("begonnen op")),
        "status": COURSE(say("hoe ver het is")),
        "helps": WORDS(say("wat u helpt")),
        "hinders": WORDS(say("wat het lastig maakt")),
        "needs": SITUATION(say("waar hulp bij nodig is")),
        "can_start": COURSE(say("wanneer u kunt beginnen")),
        "something_first": SITUATION(say("of er eerst iets anders moet")),
        "wants_coach": SITUATION(say("of u een jobcoach wilt")),
        "answered_at": COURSE(say("opgeschreven op")),
        "advised": COURSE(say("advies")),
        "advice": COURSE(say("waarom dit advies")),
        "lane": COURSE(say("spoor")),
        "rung": SITUATION(say("trede op de ladder")),
        "regional": SITUATION(say("trede in de regio")),
        "why_other": COURSE(say("waarom een ander spoor")),
        "decided_by": OTHERS,
        "decided_on": COURSE(say("gekozen op")),
    },
)
names_colleague(
    Intake,
    say("Intakes die u doet of besliste"),
    "owner",
    "decided_by",
    gives={"opened_on": say("geopend op"), "status": say("hoe ver het is"), "decided_on": say("besloten op")},
)
personal(
    LanePlace,
    say("Uw spoor"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "intake": TECHNICAL,
        "organisation": COURSE(say("organisatie")),
        "lane": COURSE(say("spoor")),
        "owner": OTHERS,
        "status": COURSE(say("hoe ver het is")),
        "since": COURSE(say("vanaf")),
        "until": COURSE(say("tot")),
        "why_ended": COURSE(say("reden")),
    },
)
names_colleague(
    LanePlace,
    say("Plekken in een spoor waar u aan zet bent"),
    "owner",
    gives={"lane": say("spoor"), "status": say("hoe ver het is"), "since": say("vanaf"), "until": say("tot")},
)
