"""Who may plan, note, talk and hand over; the moves that exist, and what each state owes."""

from django.utils import timezone

from doorstroom.accounts.declarations import AGENCY_CONSULTANT, CASE_WORKER, JOB_SEEKER
from doorstroom.cases.choices import HandOverStatus, PostItStatus, StepStatus, TalkStatus
from doorstroom.cases.models import Appointment, Goal, HandOver, Note, PlanStep, PostIt, Together, TogetherRow
from doorstroom.common.text import say
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import GUIDANCE, Grant, Permission, own_ground
from doorstroom.core.personal import COURSE, GUIDANCE_FILE, OTHERS, TECHNICAL, WORDS, names_colleague, personal
from doorstroom.core.policies import belongs
from doorstroom.core.trail import EventType
from doorstroom.introductions.declarations import CONTACT
from doorstroom.people.declarations import NAME, OWN_SELF, REACH
from doorstroom.people.models import Person

from .guidance import BOTH

SELF = Grant(JOB_SEEKER, OWN_SELF)
PLAN = Permission("cases.plan", say("Het plan maken"), Person, SELF, *BOTH, path="id")
SEE_GOAL = Permission("cases.see_goal", say("Een doel bekijken en bereiken"), Goal, SELF, *BOTH, path="person_id")
TAKE_STEP = Permission("cases.take_step", say("Een stap van het plan zetten"), PlanStep, SELF, *BOTH, path="person_id")
WRITE_NOTE = Permission("cases.write_note", say("Een notitie maken"), Person, *BOTH, path="id")
READ_NOTE = Permission("cases.read_note", say("Notities lezen"), Note, *BOTH, path="person_id")
OFFER_TALK = Permission("cases.offer_talk", say("Tijden voor een gesprek aanbieden"), Person, *BOTH, path="id")
CHOOSE_TALK = Permission(
    "cases.choose_talk", say("Een tijd kiezen of afzeggen"), Appointment, SELF, *BOTH, path="person_id"
)
KEEP_TALK = Permission("cases.keep_talk", say("Opschrijven hoe een gesprek ging"), Appointment, *BOTH, path="person_id")
READ_HAND_OVER = Permission("cases.read_hand_over", say("Een overdracht lezen"), HandOver, *BOTH, path="person_id")
SEE_CARD = Permission(
    "cases.see_card",
    say("De overdrachtskaart bekijken"),
    Person,
    *BOTH,
    Grant(AGENCY_CONSULTANT, CONTACT, sees=NAME + REACH),
    path="id",
)
OWN_TOGETHER = own_ground("own_together", say("door uzelf gedaan"), GUIDANCE, "by_user")
UNDO_TOGETHER = Permission(
    "cases.undo_together", say("Terugdraaien wat u bij meer mensen deed"), Together, Grant(CASE_WORKER, OWN_TOGETHER)
)
belongs(Together, "by_user")
belongs(TogetherRow, through="together")

TO_DO = frozenset({StepStatus.TO_DO})
STEPS = Machine(
    PlanStep,
    live={StepStatus.TO_DO: Live(say("Een afgesproken stap zetten"), lambda row: row.owner, lambda row: row.due_on)},
    moves=[
        Move("done", say("Gedaan"), TO_DO, StepStatus.DONE, TAKE_STEP),
        Move("drop", say("Niet meer nodig"), TO_DO, StepStatus.DROPPED, TAKE_STEP),
        Move("later", say("Later"), TO_DO, StepStatus.TO_DO, TAKE_STEP),
    ],
)

AHEAD = frozenset({TalkStatus.OFFERED, TalkStatus.PLANNED})
TALKS = Machine(
    Appointment,
    live={
        TalkStatus.OFFERED: Live(say("Een tijd kiezen voor een gesprek"), lambda row: row.person_id, within=3),
        TalkStatus.PLANNED: Live(
            say("Het gesprek voeren"), lambda row: row.case_worker_id, lambda row: timezone.localdate(row.starts_at)
        ),
        TalkStatus.NO_SHOW: Live(say("Bellen na een gemist gesprek"), lambda row: row.case_worker_id, within=1),
    },
    moves=[
        Move("choose", say("Deze tijd kiezen"), frozenset({TalkStatus.OFFERED}), TalkStatus.PLANNED, CHOOSE_TALK),
        Move(
            "offer_again",
            say("Andere tijden aanbieden"),
            AHEAD | {TalkStatus.NO_SHOW},
            TalkStatus.OFFERED,
            KEEP_TALK,
        ),
        Move("cancel", say("Afzeggen"), AHEAD, TalkStatus.CANCELLED, CHOOSE_TALK),
        Move("held", say("Wij spraken elkaar"), frozenset({TalkStatus.PLANNED}), TalkStatus.HELD, KEEP_TALK),
        Move(
            "no_show", say("Niet gekomen"), frozenset({TalkStatus.PLANNED}), TalkStatus.NO_SHOW, KEEP_TALK, adverse=True
        ),
        Move("settle", say("Ik belde"), frozenset({TalkStatus.NO_SHOW}), TalkStatus.SETTLED, KEEP_TALK),
    ],
)

HAND_OVERS = Machine(
    HandOver,
    live={HandOverStatus.OPEN: Live(say("De overdracht lezen en kennismaken"), lambda row: row.owner, within=2)},
    moves=[Move("read", say("Gelezen"), frozenset({HandOverStatus.OPEN}), HandOverStatus.READ, READ_HAND_OVER)],
)

PASS_ON = Permission("cases.pass_on", say("Een bericht doorgeven"), PostIt, *BOTH, path="person_id")
POST_ITS_MACHINE = Machine(
    PostIt,
    live={PostItStatus.WAITING: Live(say("Een bericht doorgeven"), lambda row: row.owner, within=1)},
    moves=[Move("told", say("Doorgegeven"), frozenset({PostItStatus.WAITING}), PostItStatus.TOLD, PASS_ON)],
)
PASSED_ON = EventType("cases.passed_on", say("{who} gaf u een bericht door."))

GOAL_SET = EventType("cases.goal_set", say("{who} zette een doel in uw plan."))
GOAL_REACHED = EventType("cases.goal_reached", say("Een doel van uw plan is bereikt."))
STEP_PLANNED = EventType("cases.step_planned", say("{who} zette een stap in uw plan."))
STEP_DONE = EventType("cases.step_done", say("{who} zette een stap van uw plan."))
STEP_DROPPED = EventType("cases.step_dropped", say("Een stap van uw plan is niet meer nodig."))
STEP_LATER = EventType("cases.step_later", say("{who} verplaatste een stap van uw plan."))
NOTE_WRITTEN = EventType("cases.note_written", say("{who} schreef een notitie over u."))
TALK_OFFERED = EventType("cases.talk_offered", say("{who} biedt u tijden aan voor een gesprek."))
TALK_CHOSEN = EventType("cases.talk_chosen", say("Een tijd voor een gesprek is gekozen."))
TALK_CANCELLED = EventType("cases.talk_cancelled", say("{who} zegde een gesprek af."))
TALK_HELD = EventType("cases.talk_held", say("U sprak met {name}."), facts=("name",))
TALK_MISSED = EventType("cases.talk_missed", say("Een gesprek ging niet door: u was er niet."))
TALK_SETTLED = EventType("cases.talk_settled", say("{who} belde u na een gemist gesprek."))
HANDED_OVER = EventType("cases.handed_over", say("{who} vertelde {name} wat belangrijk is."), facts=("name",))
HAND_OVER_READ = EventType("cases.hand_over_read", say("{who} las de overdracht."))
DONE_TOGETHER = EventType(
    "cases.done_together", say("{who} deed iets bij {count} mensen tegelijk."), facts=("count", "what"), to_person=False
)
UNDONE_TOGETHER = EventType(
    "cases.undone_together", say("{who} draaide iets terug bij {count} mensen."), facts=("count",), to_person=False
)

menu(45, say("Mijn plan"), "cases_my_plan", JOB_SEEKER)

personal(
    Goal,
    say("Doelen in uw plan"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "words": WORDS(say("doel")),
        "by_person": COURSE(say("of u het zelf opschreef")),
        "made_on": COURSE(say("opgeschreven op")),
        "reached_on": COURSE(say("bereikt op")),
    },
)
personal(
    PlanStep,
    say("Stappen in uw plan"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "goal": TECHNICAL,
        "words": WORDS(say("stap")),
        "owner": OTHERS,
        "by_person": COURSE(say("of u het zelf opschreef")),
        "due_on": COURSE(say("uiterlijk")),
        "status": COURSE(say("hoe ver het is")),
        "ended_on": COURSE(say("klaar op")),
    },
)
names_colleague(
    PlanStep,
    say("Stappen in plannen die u zet"),
    "owner",
    gives={"due_on": say("uiterste dag"), "status": say("hoe ver het is"), "ended_on": say("afgesloten op")},
)
personal(
    Note,
    say("Notities over u, ook die een klantmanager voor zichzelf hield"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "author": OTHERS,
        "author_name": COURSE(say("geschreven door")),
        "words": WORDS(say("notitie")),
        "shared": COURSE(say("of collega's het lezen")),
        "written_at": COURSE(say("opgeschreven op")),
    },
)
names_colleague(
    Note,
    say("Notities die u schreef"),
    "author",
    gives={"written_at": say("geschreven op")},
)
personal(
    Appointment,
    say("Uw gesprekken"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "case_worker": COURSE(say("klantmanager")),
        "kind": COURSE(say("hoe")),
        "place": COURSE(say("waar")),
        "link": COURSE(say("link")),
        "about": WORDS(say("waarover")),
        "slots": COURSE(say("aangeboden tijden")),
        "minutes": COURSE(say("minuten")),
        "starts_at": COURSE(say("wanneer")),
        "status": COURSE(say("hoe ver het is")),
        "moved": TECHNICAL,
        "reminded_on": COURSE(say("herinnerd op")),
    },
)
names_colleague(
    Appointment,
    say("Gesprekken met kandidaten"),
    "case_worker",
    gives={"kind": say("soort"), "starts_at": say("wanneer"), "status": say("hoe ver het is")},
)
personal(
    HandOver,
    say("Overdracht aan een nieuwe klantmanager"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "owner": OTHERS,
        "from_name": COURSE(say("geschreven door")),
        "words": WORDS(say("wat belangrijk is")),
        "status": COURSE(say("hoe ver het is")),
        "handed_on": COURSE(say("opgeschreven op")),
    },
)
names_colleague(
    HandOver,
    say("Overdrachten aan u"),
    "owner",
    gives={"handed_on": say("overgedragen op"), "status": say("hoe ver het is")},
)
personal(
    TogetherRow,
    say("Wat bij u en anderen tegelijk werd gedaan"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={"id": TECHNICAL, "together": TECHNICAL, "person": TECHNICAL, "about_id": TECHNICAL},
)
personal(
    Together,
    say("Wat bij meer mensen tegelijk werd gedaan"),
    path="",
    account="by_user",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "by_user": TECHNICAL,
        "what": COURSE(say("wat")),
        "done_on": COURSE(say("gedaan op")),
        "undone": COURSE(say("of het is teruggedraaid")),
    },
)
personal(
    PostIt,
    say("Berichten die een klantmanager aan u doorgeeft"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "notice": TECHNICAL,
        "owner": OTHERS,
        "status": COURSE(say("hoe ver het is")),
    },
)
names_colleague(
    PostIt,
    say("Berichten die u doorgeeft"),
    "owner",
    gives={"status": say("hoe ver het is")},
)
