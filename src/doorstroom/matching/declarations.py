"""Who may see which list, who answers a doubt, and what happens around lists."""

from uuid import UUID

from doorstroom.accounts.declarations import (
    ACCOUNT_MANAGER,
    AGENCY_CONSULTANT,
    CASE_WORKER,
    EMPLOYER,
    FUNCTIONAL_ADMIN,
    JOB_SEEKER,
)
from doorstroom.common.text import say
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import SERVICE, Grant, Permission, region_ground
from doorstroom.core.personal import (
    COURSE,
    GUIDANCE_FILE,
    OTHERS,
    SPECIAL,
    TECHNICAL,
    WORDS,
    WORK,
    names_colleague,
    personal,
)
from doorstroom.core.trail import EventType
from doorstroom.employers.declarations import OWN_ORGANISATION
from doorstroom.employers.models import Vacancy
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person
from doorstroom.promises.declarations import who_guides

from .choices import DoubtStatus
from .models import Admission, Doubt, Feedback, Match, PromisingOccupation, Pseudonym

REGION_LIST = region_ground("region_list", say("lijst van uw regio"), SERVICE)

SEE_JOBS = Permission("matching.see_jobs", say("Passende banen zien"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
SAY = Permission("matching.say", say("Zeggen wat u van een baan vindt"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
OPEN_GROUP = Permission(
    "matching.open_group", say("Gereserveerde banen openen voor iemand"), Person, path="id"
)  # granted by cases
ANSWER_DOUBT = Permission(
    "matching.answer_doubt", say("Antwoord geven op: dit klopt niet"), Doubt, path="person_id"
)  # granted by cases
SEE_CANDIDATES = Permission(
    "matching.see_candidates",
    say("Passende kandidaten zien, zonder naam"),
    Vacancy,
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
    Grant(ACCOUNT_MANAGER, OWN_ORGANISATION),
)
KEEP_PROMISING = Permission(
    "matching.keep_promising",
    say("Kansrijke beroepen van de regio bijhouden"),
    PromisingOccupation,
    Grant(FUNCTIONAL_ADMIN, REGION_LIST),
    Grant(ACCOUNT_MANAGER, REGION_LIST),
)

# The reason stands in the trail as a code of choices.Reason; whoever shows the sentence puts the words in.
NOT_INTERESTED = EventType(
    "matching.not_interested", say("U wilt vacature {number} niet: {reason}."), facts=("number", "reason")
)
SAVED = EventType("matching.saved", say("U heeft vacature {number} bewaard."), facts=("number",))
TAKEN_BACK = EventType("matching.taken_back", say("U ziet vacature {number} weer in uw lijst."), facts=("number",))
GROUP_OPENED = EventType("matching.group_opened", say("{who} heeft gereserveerde banen voor u geopend."))
GROUP_CLOSED = EventType("matching.group_closed", say("{who} heeft gereserveerde banen voor u weer gesloten."))
DOUBTED = EventType("matching.doubted", say("U zei dat iets niet klopt bij vacature {number}."), facts=("number",))
DOUBT_ANSWERED = EventType(
    "matching.doubt_answered",
    say("{who} gaf antwoord op uw vraag over vacature {number}: {effect}."),
    facts=("number", "effect"),
)
# The fact may hold somebody's words or place, so it lies under the person's own key.
CONTESTED = EventType("matching.contested", say("U zei dat iets niet klopt: {subject}."), personal=("subject",))
CONTEST_ANSWERED = EventType(
    "matching.contest_answered",
    say("{who} gaf antwoord op wat volgens u niet klopt: {subject}. Gevolg: {effect}."),
    facts=("effect",),
    personal=("subject",),
)
PROMISING_ADDED = EventType(
    "matching.promising_added",
    say("{who} zette {occupation} bij de kansrijke beroepen, volgens {source}."),
    facts=("occupation", "source"),
    to_person=False,
)
PROMISING_ENDED = EventType(
    "matching.promising_ended",
    say("{who} haalde {occupation} van de lijst met kansrijke beroepen."),
    facts=("occupation",),
    to_person=False,
)
PROMISING_BACK = EventType(
    "matching.promising_back",
    say("{who} zette {occupation} terug bij de kansrijke beroepen."),
    facts=("occupation",),
    to_person=False,
)
RUN_PUBLISHED = EventType(
    "matching.run_published",
    say("Nieuwe lijsten voor {persons} mensen en {vacancies} vacatures."),
    facts=("persons", "vacancies"),
    to_person=False,
)


def who_answers(doubt: Doubt) -> UUID:
    """Return the party that guides this person now; without one, the municipality that answers for the person."""
    return who_guides(doubt.person_id) or doubt.person.controller_id


DOUBT = Machine(
    Doubt,
    live={
        DoubtStatus.ASKED: Live(
            say("Antwoord geven op: dit klopt niet"),
            who_answers,
            within=5,
        )
    },
    moves=[Move("answer", say("Antwoord geven"), frozenset({DoubtStatus.ASKED}), DoubtStatus.ANSWERED, ANSWER_DOUBT)],
)

menu(10, say("Mijn banen"), "matching_jobs", JOB_SEEKER)
menu(12, say("Ander werk"), "matching_switch", JOB_SEEKER)
menu(35, say("Vragen over banen"), "matching_doubts", CASE_WORKER)
menu(46, say("Kansrijke beroepen"), "matching_promising", ACCOUNT_MANAGER, FUNCTIONAL_ADMIN)

personal(
    Match,
    say("De laatste lijst van de computer"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "run": TECHNICAL,
        "person": TECHNICAL,
        "vacancy": WORK(say("vacature")),
        "rank": WORK(say("plek in de lijst")),
        "score": WORK(say("score van deze baan voor u")),
        "components": WORK(say("redenen van de score")),
    },
)
personal(
    Feedback,
    say("Wat u van banen vond"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "vacancy": COURSE(say("vacature")),
        "word": COURSE(say("uw antwoord")),
        "reason": COURSE(say("reden")),
        "effect": COURSE(say("gevolg voor uw lijst")),
        "given_at": COURSE(say("gegeven op")),
        "taken_back_at": COURSE(say("teruggenomen op")),
    },
)
personal(
    Admission,
    say("Gereserveerde banen die voor u open zijn"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "group": SPECIAL(say("groep")),
        "by_user": OTHERS,
        "given_at": COURSE(say("geopend op")),
        "ended_at": COURSE(say("gesloten op")),
    },
)
names_colleague(
    Admission,
    say("Groepen waarvoor u iemand opende"),
    "by_user",
    gives={"group": say("groep"), "given_at": say("gegeven op"), "ended_at": say("gestopt op")},
)
personal(
    Doubt,
    say("Wat volgens u niet klopt"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "vacancy": COURSE(say("vacature")),
        "about": TECHNICAL,
        "about_words": COURSE(say("waarover")),
        "words": WORDS(say("wat u schreef")),
        "shown": WORK(say("wat de computer toen telde")),
        "status": COURSE(say("hoe ver het is")),
        "answer": WORDS(say("antwoord")),
        "effect": COURSE(say("gevolg")),
        "asked_at": COURSE(say("gevraagd op")),
        "answered_at": COURSE(say("beantwoord op")),
    },
)
personal(
    Pseudonym,
    say("Codes waaronder werkgevers u zien"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "organisation": COURSE(say("organisatie")),
        "vacancy": COURSE(say("vacature")),
        "code": COURSE(say("code")),
        "retired_at": COURSE(say("gebruikt tot")),
    },
)
