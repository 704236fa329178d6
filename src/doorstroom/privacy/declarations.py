"""Who may ask for everything that is known of a person, and who may read it."""

from dataclasses import replace

from django.db.models import Exists, Q
from django.utils import timezone

from doorstroom.accounts.declarations import CASE_WORKER, FUNCTIONAL_ADMIN, JOB_SEEKER, OWN_ACCOUNT, ROLES
from doorstroom.accounts.models import Team, User
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD, TWICE
from doorstroom.common.text import say
from doorstroom.core.actors import ANYONE, SYSTEM, Actor
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import (
    GUIDANCE,
    OWN_DATA,
    UPKEEP,
    Grant,
    Ground,
    Permission,
    open_ground,
    own_ground,
    tie_ground,
)
from doorstroom.core.personal import (
    COURSE,
    GUIDANCE_FILE,
    OTHERS,
    OVERVIEWS,
    TECHNICAL,
    TRAIL,
    WORDS,
    names_colleague,
    personal,
)
from doorstroom.core.personal import REACH as HOW_TO_REACH
from doorstroom.core.trail import EventType
from doorstroom.people.declarations import IN_NEED, NAME, OWN_MUNICIPALITY, OWN_SELF, REACH
from doorstroom.people.models import Person, Profile

from .choices import OverviewState, TransferState
from .models import AccessRequest, BrokenGlass, Merge, Transfer


def _lives_in_my_region(actor: Actor, path: str) -> Q:
    """Somebody of an intake team may open a dossier of a person of another municipality in the own region."""
    intake = Team.objects.filter(pk__in=actor.team_ids, task=Team.Task.INTAKE)
    here = Person.objects.filter(controller__region=actor.region_code)
    return Q(Exists(intake)) & Q(**{f"{path}__in": here.values("pk")})


def _asked_by_me(ground: Ground) -> Ground:
    """Narrow a ground of guidance to overviews that the actor asked for at somebody's request."""
    return replace(
        ground,
        label=say("door u gevraagd voor wie u begeleidt"),
        scope=lambda actor, path: ground.scope(actor, path) & Q(asked_by=actor.user_id),
    )


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
# Whoever looks for work asks at the page of the own data, and has no use for the one where a case worker says how the
# person was known.
ASK_FOR_SOMEBODY = Permission(
    "privacy.ask_overview_for_somebody",
    say("Een overzicht vragen voor iemand aan de balie of telefoon"),
    Person,
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="id",
)
# What somebody asked for alone holds messages and sign-ins that guidance does not need: a case worker reads only the
# overviews that this case worker asked for, to hand over to the person.
SEE_OVERVIEW = Permission(
    "privacy.see_overview",
    say("Een overzicht van alle gegevens lezen"),
    AccessRequest,
    Grant(JOB_SEEKER, OWN_SELF),
    Grant(CASE_WORKER, _asked_by_me(CASELOAD)),
    Grant(CASE_WORKER, _asked_by_me(AT_INTAKE)),
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

# Also for who works nowhere any more. A job seeker's own overview (above) holds the account and the dossier.
SEE_OWN_ACCOUNT = Permission(
    "privacy.see_own_account",
    say("Alles lezen wat van uw account bekend is"),
    User,
    *(Grant(role, OWN_ACCOUNT) for role in (ANYONE, *ROLES.values()) if role != JOB_SEEKER),
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
names_colleague(
    AccessRequest,
    say("Overzichten die u voor iemand vroeg"),
    "asked_by",
    gives={"asked_at": say("gevraagd op"), "status": say("hoe ver het is")},
)

menu(45, say("Mijn gegevens"), "privacy_mine", JOB_SEEKER)

# A move to another municipality: offered by who guides the person, answered by the intake of the other.
OFFER_TRANSFER = Permission(
    "privacy.offer_transfer",
    say("Iemand overdragen aan een andere gemeente"),
    Person,
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="id",
)
TAKE_BACK_TRANSFER = Permission(
    "privacy.take_back_transfer",
    say("Een overdracht intrekken"),
    Transfer,
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="person_id",
)
ASKED_US = own_ground("asked_us", say("uw intaketeam is gevraagd om over te nemen"), GUIDANCE, "owner")
RECEIVE = Permission(
    "privacy.receive_transfer",
    say("Iemand overnemen van een andere gemeente"),
    Transfer,
    Grant(CASE_WORKER, ASKED_US),
    path="person_id",
)
ARRIVING = tie_ground("arriving", say("verhuist naar uw gemeente"), GUIDANCE)
SEE_ARRIVING = Permission(
    "privacy.see_arriving",
    say("Zien wie naar uw gemeente verhuist"),
    Person,
    Grant(CASE_WORKER, ARRIVING, sees=(*NAME, "birth_date", "postcode", "place")),
    path="id",
)
OFFERED = frozenset({TransferState.OFFERED})
TRANSFER = Machine(
    Transfer,
    live={
        TransferState.OFFERED: Live(
            say("Zeggen of u iemand overneemt van een andere gemeente"),
            lambda row: row.owner,
            5,
            lambda row: [(row.person_id, row.owner, ARRIVING)],
        )
    },
    moves=[
        Move("accept", say("Overnemen"), OFFERED, TransferState.ACCEPTED, RECEIVE),
        Move("refuse", say("Niet overnemen"), OFFERED, TransferState.REFUSED, RECEIVE, adverse=True),
        Move("take_back", say("Intrekken"), OFFERED, TransferState.TAKEN_BACK, TAKE_BACK_TRANSFER),
    ],
)
TRANSFER_OFFERED = EventType(
    "privacy.transfer_offered", say("{who} vroeg {name} om u verder te helpen."), facts=("name",)
)
TRANSFER_REFUSED = EventType(
    "privacy.transfer_refused", say("{name} neemt uw dossier niet over: {reason}."), facts=("name", "reason")
)
TRANSFER_TAKEN_BACK = EventType("privacy.transfer_taken_back", say("{who} trok de overdracht van uw dossier in."))
TRANSFERRED = EventType(
    "privacy.transferred",
    say("{new} is nu verantwoordelijk voor uw gegevens. {old} ziet uw dossier niet meer."),
    facts=("old", "new"),
)

# Two dossiers of one person, in one municipality.
PAIR = (*NAME, "birth_date", "postcode", "place", "client_number", "registered_on")
MERGE = Permission(
    "privacy.merge",
    say("Dubbele dossiers samenvoegen"),
    Person,
    Grant(CASE_WORKER, CASELOAD, sees=PAIR),
    Grant(CASE_WORKER, AT_INTAKE, sees=PAIR),
    Grant(CASE_WORKER, TWICE, sees=PAIR),
    Grant(FUNCTIONAL_ADMIN, replace(OWN_MUNICIPALITY, code="our_municipality", for_jobs=False), sees=PAIR),
    path="id",
)
MERGED_HERE = own_ground("merged_here", say("samengevoegd in uw gemeente"), GUIDANCE, "controller_id")
UNDO_MERGE = Permission(
    "privacy.undo_merge",
    say("Een samenvoeging terugdraaien"),
    Merge,
    Grant(CASE_WORKER, CASELOAD),
    Grant(FUNCTIONAL_ADMIN, MERGED_HERE),
    path="keep_id",
)
MERGED = EventType("privacy.merged", say("{who} heeft uw twee dossiers samengevoegd tot één."))
SPLIT = EventType("privacy.split", say("{who} heeft het samenvoegen van uw dossiers teruggedraaid."))

# Stop, and start again.
LEAVE = Permission(
    "privacy.leave",
    say("Stoppen met zoeken, of weer beginnen"),
    Person,
    Grant(JOB_SEEKER, OWN_SELF),
    Grant(CASE_WORKER, CASELOAD),
    Grant(CASE_WORKER, AT_INTAKE),
    path="id",
)
STOPPED = EventType("privacy.stopped", say("{who} zette het zoeken stil: {reason}."), facts=("reason",))
STARTED_AGAIN = EventType("privacy.started_again", say("{who} zette het zoeken weer aan."))


# Break the glass: without a tie, in the own municipality or, as its region's intake, where the person lives.
def _for_this_organisation(ground: Ground) -> Ground:
    """Narrow a ground to dossiers opened in need for the organisation for which somebody works now."""

    def scope(actor: Actor, path: str) -> Q:
        opened = BrokenGlass.objects.filter(
            by_user__in=actor.parties, organisation=actor.organisation_id, until__gt=timezone.now()
        )
        return ground.scope(actor, path) & Q(**{f"{path}__in": opened.values("person")})

    return replace(ground, scope=scope)


BREAK_GLASS = _for_this_organisation(
    tie_ground("break_glass", say("een uur zonder band, met een reden"), GUIDANCE, period=say("hooguit een uur"))
)
# The database opens no row on these two: the verb looks for the person in its own scope, after the reason was given.
REGIONAL_INTAKE = Ground("regional_intake", say("intake van de regio"), GUIDANCE, _lives_in_my_region, for_jobs=True)
NOT_MINE = replace(OWN_MUNICIPALITY, code="not_mine", for_jobs=True)
MAY_BREAK_GLASS = Permission(
    "privacy.break_glass",
    say("Een dossier openen zonder band, voor een uur"),
    Person,
    Grant(CASE_WORKER, NOT_MINE, sees=("id",)),
    Grant(CASE_WORKER, REGIONAL_INTAKE, sees=("id",)),
    path="id",
)
# What guidance needs for an hour, and no more: no BSN, no client number, no timeline, nothing to change.
SEE_BROKEN = Permission(
    "privacy.see_broken",
    say("Een dossier lezen dat u voor een uur opende"),
    Person,
    Grant(CASE_WORKER, BREAK_GLASS, sees=(*NAME, *REACH, "place", "situation", "registered_on", "active")),
    path="id",
)
SEE_BROKEN_PROFILE = Permission(
    "privacy.see_broken_profile",
    say("Het profiel lezen van een dossier dat u voor een uur opende"),
    Profile,
    Grant(
        CASE_WORKER,
        BREAK_GLASS,
        sees=("hours_min", "hours_max", "travel_minutes", "dutch", "education", "available_from", "irregular_hours"),
    ),
    path="person_id",
)
IN_NEED.update({MAY_BREAK_GLASS.code, SEE_BROKEN.code, SEE_BROKEN_PROFILE.code})
CLOSE_GLASS = Permission(
    "privacy.close_glass",
    say("Een dossier weer sluiten"),
    BrokenGlass,
    Grant(CASE_WORKER, own_ground("opened_by_me", say("door uzelf geopend"), GUIDANCE, "by_user")),
    path="person_id",
)
OUR_PEOPLE = own_ground("our_people", say("een persoon van uw gemeente"), UPKEEP, "controller_id")
SEE_GLASS = Permission(
    "privacy.see_glass",
    say("Zien wie dossiers zonder band opende"),
    BrokenGlass,
    Grant(FUNCTIONAL_ADMIN, OUR_PEOPLE),
    Grant(FUNCTIONAL_ADMIN, own_ground("our_colleague", say("door een collega geopend"), UPKEEP)),
    path="person_id",
)
GLASS_BROKEN = EventType(
    "privacy.glass_broken",
    say("{who} opende uw dossier voor een uur: {reason}. Uitleg: {words}"),
    facts=("reason",),
    personal=("words",),
)
GLASS_CLOSED = EventType("privacy.glass_closed", say("{who} sloot uw dossier weer."))

personal(
    Transfer,
    say("Uw verhuizing naar een andere gemeente"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "giver": COURSE(say("van gemeente")),
        "receiver": COURSE(say("naar gemeente")),
        "owner": OTHERS,
        "postcode": HOW_TO_REACH(say("postcode")),
        "status": COURSE(say("hoe ver het is")),
        "asked_by": OTHERS,
        "asked_at": COURSE(say("gevraagd op")),
    },
)
names_colleague(
    Transfer,
    say("Verhuizingen die u vroeg"),
    "asked_by",
    gives={
        "giver": say("van gemeente"),
        "receiver": say("naar gemeente"),
        "asked_at": say("gevraagd op"),
        "status": say("hoe ver het is"),
    },
)
personal(
    Merge,
    say("Samengevoegde dossiers"),
    path="keep_id",
    kept=TRAIL,
    fields={
        "id": TECHNICAL,
        "keep": TECHNICAL,
        "gone": TECHNICAL,
        "by_user": OTHERS,
        "controller": TECHNICAL,
        "moved": TECHNICAL,
        "ended_ties": TECHNICAL,
        "laid_ties": TECHNICAL,
        "filled": TECHNICAL,
        "account": TECHNICAL,
        "merged_at": COURSE(say("samengevoegd op")),
        "undo_until": COURSE(say("terug te draaien tot")),
        "undone_at": COURSE(say("teruggedraaid op")),
    },
)
names_colleague(
    Merge,
    say("Dossiers die u samenvoegde"),
    "by_user",
    gives={"merged_at": say("samengevoegd op"), "undone_at": say("teruggedraaid op")},
)
personal(
    BrokenGlass,
    say("Wie uw dossier zonder band opende"),
    path="person_id",
    kept=TRAIL,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "by_user": OTHERS,
        "controller": TECHNICAL,
        "organisation": COURSE(say("organisatie")),
        "reason": COURSE(say("reden")),
        "words": WORDS(say("uitleg")),
        "opened_at": COURSE(say("geopend op")),
        "until": COURSE(say("gesloten op")),
    },
)
names_colleague(
    BrokenGlass,
    say("Dossiers die u zonder band opende"),
    "by_user",
    gives={"reason": say("reden"), "opened_at": say("geopend op"), "until": say("gesloten op")},
)

menu(83, say("Dubbele dossiers"), "privacy_doubles", FUNCTIONAL_ADMIN)
menu(84, say("Geopend in nood"), "privacy_glass", FUNCTIONAL_ADMIN)
