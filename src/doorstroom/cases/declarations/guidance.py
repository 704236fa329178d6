"""What guidance gives a case worker, and what the intake team may do for people without one."""

from django.db.models import Exists, OuterRef, Q

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.cases.choices import DoubleAnswer, KeyAnswer
from doorstroom.cases.models import CaseAssignment, DoubleDossier, KeyRequest
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import GUIDANCE, Grant, Ground, Permission, own_ground, tie_ground
from doorstroom.core.personal import COURSE, GUIDANCE_FILE, OTHERS, TECHNICAL, names_colleague, personal
from doorstroom.core.trail import EventType
from doorstroom.introductions.declarations import ANSWER_AS_SEEKER, PROPOSE
from doorstroom.matching.declarations import ANSWER_DOUBT, OPEN_GROUP, SEE_JOBS
from doorstroom.people.declarations import (
    CHANGE_PROFILE,
    NAME,
    OWN_MUNICIPALITY,
    REGISTER,
    SEE,
    SEE_PROFILE,
    TURN_OWN_KEY,
    UPLOAD,
    USE_BSN,
)
from doorstroom.people.models import Person
from doorstroom.promises.declarations import ANSWERING


def _of_own_municipality(ground: Ground) -> Ground:
    """Narrow a ground to the municipality for which somebody works now: who moves on takes nobody along."""

    def scope(actor: Actor, path: str) -> Q:
        if path == "id":  # the person itself
            return ground.scope(actor, path) & Q(controller_id=actor.organisation_id)
        own = Person.objects.filter(pk=OuterRef(path), controller=actor.organisation_id)
        return ground.scope(actor, path) & Q(Exists(own))

    return Ground(ground.code, ground.label, ground.purpose, scope, ground.period)


CASELOAD = _of_own_municipality(tie_ground("caseload", say("in uw caseload"), GUIDANCE))
# A person without a case worker is tied to the intake team, which holds the second key.
AT_INTAKE = tie_ground("intake", say("bij uw intaketeam"), GUIDANCE)
ANSWERING += [CASELOAD, AT_INTAKE]

BOTH = (Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, AT_INTAKE))
IN_A_LIST = (*NAME, "client_number", "place", "situation", "registered_on")

SEE.add(*BOTH)
SEE_PROFILE.add(*BOTH)
SEE_JOBS.add(*BOTH)
CHANGE_PROFILE.add(*BOTH)
PROPOSE.add(*BOTH)
ANSWER_AS_SEEKER.add(*BOTH)  # for who answers by telephone
OPEN_GROUP.add(*BOTH)
ANSWER_DOUBT.add(*BOTH)
REGISTER.add(Grant(CASE_WORKER, CASELOAD))
USE_BSN.add(Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, _of_own_municipality(AT_INTAKE)))
UPLOAD.add(Grant(CASE_WORKER, OWN_MUNICIPALITY, sees=("client_number",)))

OPEN_CASELOAD = Permission(
    "cases.open_caseload", say("Caseload openen"), Person, Grant(CASE_WORKER, CASELOAD, sees=IN_A_LIST), path="id"
)
OPEN_INTAKE = Permission(
    "cases.open_intake", say("Intakelijst openen"), Person, Grant(CASE_WORKER, AT_INTAKE, sees=IN_A_LIST), path="id"
)
ASSIGN = Permission("cases.assign", say("Klantmanager kiezen"), Person, *BOTH, path="id")
TURN_SECOND_KEY = Permission("cases.turn_second_key", say("Tweede sleutel omdraaien"), Person, *BOTH, path="id")

# Two dossiers with one number: the intake compares them, and whoever typed the number learns nothing from it.
TWICE = tie_ground("double_dossier", say("bij twee dossiers met hetzelfde BSN"), GUIDANCE)
COMPARE = Permission(
    "cases.compare_dossiers",
    say("Twee dossiers vergelijken"),
    Person,
    Grant(CASE_WORKER, TWICE, sees=(*IN_A_LIST, "birth_date", "postcode")),
    path="id",
)
SETTLE = Permission(
    "cases.settle_double",
    say("Zeggen of twee dossiers van één persoon zijn"),
    DoubleDossier,
    Grant(CASE_WORKER, own_ground("double_owner", say("bij uw intaketeam"), GUIDANCE, "owner")),
    path="person_id",
)
COMPARING = frozenset({DoubleAnswer.WAITING})
DOUBLE = Machine(
    DoubleDossier,
    live={
        DoubleAnswer.WAITING: Live(
            say("Nakijken of twee dossiers van één persoon zijn"),
            lambda row: row.owner,
            5,
            lambda row: [(row.person_id, row.owner, TWICE), (row.other_id, row.owner, TWICE)],
        )
    },
    moves=[
        Move("same", say("Dit is één persoon"), COMPARING, DoubleAnswer.SAME, SETTLE),
        Move("different", say("Dit zijn twee mensen"), COMPARING, DoubleAnswer.DIFFERENT, SETTLE),
        Move("differs_now", say("Het nummer is al aangepast"), COMPARING, DoubleAnswer.DIFFERENT, SETTLE),
    ],
)

WAITING = frozenset({KeyAnswer.WAITING})
KEY_REQUEST = Machine(
    KeyRequest,
    live={
        KeyAnswer.WAITING: Live(say("Antwoord geven: mogen werkgevers dit profiel vinden?"), lambda row: row.owner, 1)
    },
    moves=[
        Move("turn", say("Tweede sleutel omdraaien"), WAITING, KeyAnswer.TURNED, TURN_SECOND_KEY),
        Move("not_yet", say("Nog niet"), WAITING, KeyAnswer.NOT_YET, TURN_SECOND_KEY, adverse=True),
        Move("take_back", say("Vraag intrekken"), WAITING, KeyAnswer.TAKEN_BACK, TURN_OWN_KEY),
    ],
)

SECOND_KEY_TURNED = EventType(
    "cases.second_key_turned", say("{who} heeft uw profiel zichtbaar gemaakt voor werkgevers.")
)
SECOND_KEY_TURNED_BACK = EventType(
    "cases.second_key_turned_back", say("{who} heeft uw profiel verborgen voor werkgevers.")
)
SECOND_KEY_ASKED = EventType("cases.second_key_asked", say("Wij vroegen {name} om de tweede sleutel."), facts=("name",))
NOT_YET = EventType(
    "cases.second_key_not_yet", say("{who} maakt uw profiel nog niet zichtbaar: {reason}."), facts=("reason",)
)
ASSIGNED = EventType("cases.assigned", say("{name} is nu uw klantmanager."), facts=("name",))
CAME_TO_INTAKE = EventType("cases.came_to_intake", say("{name} helpt u verder."), facts=("name",))
# Not on the timeline: whoever typed a number there would read that somebody else has it.
DOUBLE_FOUND = EventType(
    "cases.double_found", say("Twee dossiers hebben hetzelfde BSN. De intake kijkt dat na."), to_person=False
)
DOUBLE_SETTLED = EventType(
    "cases.double_settled",
    say("{who} keek na of twee dossiers van één persoon zijn: {answer}."),
    facts=("answer",),
    to_person=False,
)

menu(10, say("Mijn kandidaten"), "cases_caseload", CASE_WORKER)
menu(20, say("Intake"), "cases_intake", CASE_WORKER)

personal(
    CaseAssignment,
    say("Wie u begeleidt"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "case_worker": COURSE(say("klantmanager")),  # the person knows who guides them
        "organisation": COURSE(say("organisatie")),
        "since": COURSE(say("vanaf")),
        "until": COURSE(say("tot")),
    },
)
names_colleague(
    CaseAssignment,
    say("Mensen die u begeleidt of begeleidde"),
    "case_worker",
    gives={"since": say("vanaf"), "until": say("tot")},
)
personal(
    KeyRequest,
    say("Uw vraag om de tweede sleutel"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "owner": OTHERS,
        "status": COURSE(say("antwoord")),
        "reason": COURSE(say("reden")),
        "asked_at": COURSE(say("gevraagd op")),
    },
)
names_colleague(
    KeyRequest,
    say("Vragen om een tweede sleutel aan u"),
    "owner",
    gives={"asked_at": say("gevraagd op"), "status": say("antwoord")},
)
personal(
    DoubleDossier,
    say("Twee dossiers met hetzelfde BSN"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "other": OTHERS,
        "owner": OTHERS,
        "status": COURSE(say("antwoord")),
        "found_at": COURSE(say("gezien op")),
    },
)
names_colleague(
    DoubleDossier,
    say("Dubbele dossiers die u vergelijkt"),
    "owner",
    gives={"found_at": say("gevonden op"), "status": say("antwoord")},
)
