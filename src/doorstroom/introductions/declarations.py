"""Who may bring a person and a vacancy together, the moves that exist, and what each state owes."""

from collections.abc import Collection
from uuid import UUID

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, EMPLOYER, JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import MEDIATION, Grant, Ground, Permission, own_ground, tie_ground
from doorstroom.core.personal import (
    CONSENTS,
    COURSE,
    INTRODUCTIONS,
    OTHERS,
    TECHNICAL,
    WORDS,
    names_colleague,
    personal,
)
from doorstroom.core.policies import belongs
from doorstroom.core.trail import EventType
from doorstroom.employers.declarations import OWN_ORGANISATION, REACTIONS
from doorstroom.employers.models import Vacancy
from doorstroom.people.declarations import NAME, OWN_SELF, REACH, SEE
from doorstroom.people.models import Person

from .choices import Status
from .models import LIVE, Consent, Introduction

# Laid when both sides have said yes: the organisation may reach this person, for this vacancy, until withdrawn.
CONTACT = tie_ground("consented_vacancy", say("u gaf toestemming voor een vacature"), MEDIATION)
OWN_SIDE = own_ground("own_introduction", say("kennismaking bij uw eigen vacature"), MEDIATION)

belongs(Consent, "organisation_id")  # with whom the person shares, and what

SEE.add(
    Grant(EMPLOYER, CONTACT, sees=NAME + REACH),
    Grant(AGENCY_CONSULTANT, CONTACT, sees=NAME + REACH),
    Grant(ACCOUNT_MANAGER, CONTACT, sees=NAME + REACH),
)

SHOW_INTEREST = Permission(
    "introductions.show_interest", say("Interesse tonen"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id"
)
PROPOSE = Permission("introductions.propose", say("Een baan voorstellen"), Person, path="id")  # granted by cases
ANSWER_AS_SEEKER = Permission(
    "introductions.answer_as_seeker",
    say("Antwoord geven op een uitnodiging"),
    Introduction,
    Grant(JOB_SEEKER, OWN_SELF),
    path="person_id",
)
INVITE = Permission(
    "introductions.invite",
    say("Een kandidaat uitnodigen"),
    Vacancy,
    Grant(EMPLOYER, OWN_ORGANISATION),
    Grant(AGENCY_CONSULTANT, OWN_ORGANISATION),
    Grant(ACCOUNT_MANAGER, OWN_ORGANISATION),
)
OPEN_TO_WORK_SIDE = ("id", "vacancy", "organisation", "status", "message", "reason", "started_at", "changed_at")
ANSWER_AS_EMPLOYER = Permission(
    "introductions.answer_as_employer",
    say("Antwoord geven aan een kandidaat"),
    Introduction,
    Grant(EMPLOYER, OWN_SIDE, sees=OPEN_TO_WORK_SIDE),
    Grant(AGENCY_CONSULTANT, OWN_SIDE, sees=OPEN_TO_WORK_SIDE),
    Grant(ACCOUNT_MANAGER, OWN_SIDE, sees=OPEN_TO_WORK_SIDE),
    path="person_id",
)

EVERY_LIVE = frozenset(LIVE)
IN_TOUCH = frozenset({Status.CONTACT, Status.TALKING})


def _contact_ties(row: Introduction) -> list[tuple[UUID, UUID, Ground]]:
    return [(row.person_id, row.organisation_id, CONTACT)]


INTRODUCTION = Machine(
    Introduction,
    live={
        Status.PROPOSED: Live(say("Antwoord geven op een voorstel"), lambda row: row.person_id, within=5),
        Status.INTERESTED: Live(say("Antwoord geven op interesse"), lambda row: row.organisation_id, within=5),
        Status.INVITED: Live(say("Antwoord geven op een uitnodiging"), lambda row: row.person_id, within=5),
        Status.CONTACT: Live(
            say("Contact opnemen met de kandidaat"),
            lambda row: row.organisation_id,
            within=5,
            ties=_contact_ties,
        ),
        Status.TALKING: Live(
            say("Vertellen hoe het gesprek ging"), lambda row: row.organisation_id, within=20, ties=_contact_ties
        ),
    },
    moves=[
        Move("take_up", say("Interesse tonen"), frozenset({Status.PROPOSED}), Status.INTERESTED, ANSWER_AS_SEEKER),
        Move("accept", say("Ja, deel mijn gegevens"), frozenset({Status.INVITED}), Status.CONTACT, ANSWER_AS_SEEKER),
        Move("welcome", say("Uitnodigen"), frozenset({Status.INTERESTED}), Status.CONTACT, ANSWER_AS_EMPLOYER),
        Move("talked", say("Wij spraken elkaar"), frozenset({Status.CONTACT}), Status.TALKING, ANSWER_AS_EMPLOYER),
        Move(
            "decline",
            say("Nee, dank u"),
            frozenset({Status.PROPOSED, Status.INVITED}),
            Status.DECLINED,
            ANSWER_AS_SEEKER,
        ),
        Move("withdraw", say("Intrekken"), EVERY_LIVE, Status.WITHDRAWN, ANSWER_AS_SEEKER),
        Move(
            "refuse",
            say("Nee zeggen"),
            frozenset({Status.INTERESTED}) | IN_TOUCH,
            Status.REFUSED,
            ANSWER_AS_EMPLOYER,
            adverse=True,
        ),
        Move("vacancy_closed", say("Vacature gesloten"), EVERY_LIVE, Status.CLOSED, ANSWER_AS_EMPLOYER),
        Move("job_found", say("Heeft een baan"), EVERY_LIVE, Status.OBSOLETE, ANSWER_AS_SEEKER),
    ],
)

INTERESTED = EventType(
    "introductions.interested", say("{who} toonde interesse in vacature {number}."), facts=("number",)
)
PROPOSED = EventType("introductions.proposed", say("{who} stelde vacature {number} aan u voor."), facts=("number",))
INVITED = EventType("introductions.invited", say("{who} nodigde u uit voor vacature {number}."), facts=("number",))
CONTACT_OPENED = EventType(
    "introductions.contact_opened", say("U en de werkgever van vacature {number} hebben contact."), facts=("number",)
)
TALKED = EventType("introductions.talked", say("U sprak met de werkgever van vacature {number}."), facts=("number",))
CONSENT_GIVEN = EventType(
    "introductions.consent_given",
    say("{who} deelt uw gegevens met de werkgever van vacature {number}."),
    facts=("number", "fields", "text_version"),
)
CONSENT_WITHDRAWN = EventType(
    "introductions.consent_withdrawn",
    say("{who} deelt uw gegevens niet meer met de werkgever van vacature {number}."),
    facts=("number",),
)
ENDED = EventType(
    "introductions.ended", say("De kennismaking bij vacature {number} is gestopt. {why}"), facts=("number", "why")
)

menu(15, say("Mijn reacties"), "introductions_mine", JOB_SEEKER)
menu(30, say("Kennismakingen"), "introductions_work", EMPLOYER, AGENCY_CONSULTANT, ACCOUNT_MANAGER)


def reacted_to(vacancies: Collection[UUID]) -> set[UUID]:
    """Return those of these vacancies to which anybody reacted, so that an upload does not take them back."""
    return set(Introduction.objects.filter(vacancy__in=vacancies).values_list("vacancy_id", flat=True))


REACTIONS.append(reacted_to)

personal(
    Introduction,
    say("Kennismakingen met werkgevers"),
    path="person_id",
    kept=INTRODUCTIONS,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "vacancy": COURSE(say("vacature")),
        "organisation": COURSE(say("organisatie")),
        "status": COURSE(say("hoe ver het is")),
        "proposed_by": OTHERS,
        "message": WORDS(say("bericht van de werkgever")),
        "proposal": WORDS(say("bericht van uw klantmanager")),
        "reason": COURSE(say("reden")),
        "started_at": COURSE(say("begonnen op")),
        "changed_at": COURSE(say("aangepast op")),
    },
)
names_colleague(
    Introduction,
    say("Vacatures die u voorstelde"),
    "proposed_by",
    gives={"vacancy": say("vacature"), "status": say("hoe ver het is"), "started_at": say("begonnen op")},
)
personal(
    Consent,
    say("Uw toestemming"),
    path="person_id",
    kept=CONSENTS,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "introduction": TECHNICAL,
        "organisation": COURSE(say("wie uw gegevens mag zien")),
        "fields": COURSE(say("welke gegevens")),
        "text_version": COURSE(say("de tekst die u las")),
        "given_at": COURSE(say("gegeven op")),
        "withdrawn_at": COURSE(say("ingetrokken op")),
    },
)
