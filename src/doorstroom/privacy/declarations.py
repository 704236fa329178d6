"""Who may ask for everything that is known of a person, and who may read it."""

from django.db.models import Q

from doorstroom.accounts.declarations import CASE_WORKER, JOB_SEEKER
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.common.text import say
from doorstroom.core.actors import SYSTEM
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import OWN_DATA, Grant, Permission, open_ground
from doorstroom.core.personal import COURSE, OTHERS, OVERVIEWS, TECHNICAL, personal
from doorstroom.core.trail import EventType
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Person

from .choices import OverviewState
from .models import AccessRequest

# A case worker makes an overview for somebody who asks at the desk or by telephone.
ASK_OVERVIEW = Permission(
    "privacy.ask_overview",
    say("Een overzicht van alle gegevens vragen"),
    Person,
    Grant(JOB_SEEKER, OWN_SELF),
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="id",
)
SEE_OVERVIEW = Permission(
    "privacy.see_overview",
    say("Een overzicht van alle gegevens lezen"),
    AccessRequest,
    Grant(JOB_SEEKER, OWN_SELF),
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="person_id",
)
WAS_ASKED = open_ground("was_asked", say("iemand vroeg erom"), OWN_DATA, Q(pk__isnull=False))
MAKE_OVERVIEW = Permission(
    "privacy.make_overview",
    say("Een overzicht van alle gegevens maken"),
    AccessRequest,
    Grant(SYSTEM, WAS_ASKED),
    path="person_id",
)

ACCESS_REQUEST = Machine(
    AccessRequest,
    live={
        # The worker needs minutes. The law gives a month (AVG, article 12): when the worker fails, people have time.
        OverviewState.ASKED: Live(
            say("Een overzicht van gegevens geven"), lambda row: row.person.controller_id, within=5
        )
    },
    moves=[
        Move("ready", say("Klaar"), frozenset({OverviewState.ASKED}), OverviewState.READY, MAKE_OVERVIEW),
        Move("expire", say("Verlopen"), frozenset({OverviewState.READY}), OverviewState.EXPIRED, MAKE_OVERVIEW),
    ],
)

OVERVIEW_ASKED = EventType("privacy.overview_asked", say("{who} vroeg om een overzicht van al uw gegevens."))
OVERVIEW_READY = EventType("privacy.overview_ready", say("Het overzicht van al uw gegevens is klaar."))
OVERVIEW_EXPIRED = EventType(
    "privacy.overview_expired", say("Het overzicht van uw gegevens is verlopen. U kunt een nieuw overzicht vragen.")
)

personal(
    AccessRequest,
    say("Overzichten die u vroeg"),
    path="person_id",
    kept=OVERVIEWS,
    purpose=OWN_DATA,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "asked_by": OTHERS,
        "identity": COURSE(say("hoe wij wisten wie het vroeg")),
        "status": COURSE(say("hoe ver het is")),
        "done": TECHNICAL,
        "total": TECHNICAL,
        "content": TECHNICAL,
        "bundle": TECHNICAL,
        "asked_at": COURSE(say("gevraagd op")),
        "ready_at": COURSE(say("klaar op")),
        "expires_at": COURSE(say("verloopt op")),
    },
)

menu(45, say("Mijn gegevens"), "privacy_mine", JOB_SEEKER)
