"""Who may make a deal, refer, answer and screen; the moves of a referral, and what each state owes to whom."""

from uuid import UUID

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT, ALDERMAN, CASE_WORKER, JOB_SEEKER
from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.common.text import say
from doorstroom.core.calendar import working_day_after
from doorstroom.core.machines import Live, Machine, Move
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import (
    MEDIATION,
    SERVICE,
    Grant,
    Ground,
    Permission,
    own_ground,
    region_ground,
    tie_ground,
)
from doorstroom.core.personal import (
    ACCOUNT,
    CONSENTS,
    COURSE,
    FIRM,
    FIRM_FILE,
    GUIDANCE_FILE,
    IDENTITY,
    OTHERS,
    TECHNICAL,
    WORDS,
    WORK,
    names_colleague,
    personal,
)
from doorstroom.core.personal import REACH as HOW_TO_REACH
from doorstroom.core.trail import EventType
from doorstroom.people.declarations import NAME, OWN_SELF, REACH, SEE
from doorstroom.people.models import Person
from doorstroom.promises.declarations import who_guides

from .choices import Stand, Status
from .models import AT_EMPLOYER, LIVE, TAKING_PART, Deal, DeskMember, Enrolment, Partner, Reached, Referral

# Laid when somebody is referred to a partner: that agency may know this person until the referral ends.
LIVE_REFERRAL = tie_ground("live_referral", say("lopende verwijzing"), MEDIATION, "pk")
REFERRED_TO_US = tie_ground("live_referral", say("lopende verwijzing"), MEDIATION)
# Laid for each named consultant of a deal's screening desk, about the deal, while the person takes part.
AT_DESK = tie_ground("screening_desk", say("screening voor de sectordeal"), MEDIATION, "deal_id")
SCREENED_BY_US = tie_ground("screening_desk", say("screening voor de sectordeal"), MEDIATION)

IN_REGION = region_ground("deals_in_region", say("sectordeal in uw regio"), SERVICE)
LEADING = own_ground("leading_deal", say("sectordeal die uw organisatie leidt"), SERVICE, "lead_id")
LEADING_OF_PARTNER = own_ground("leading_deal", say("sectordeal die uw organisatie leidt"), SERVICE, "deal__lead_id")
TAKES_PART = own_ground("partner_in_deal", say("sectordeal waar uw bureau aan meedoet"), SERVICE,
                        "partners__organisation_id")  # fmt: skip
OWN_PARTNER = own_ground("own_partner", say("uw eigen bureau in de sectordeal"), SERVICE)

KNOWN = NAME + REACH
SEE.add(Grant(AGENCY_CONSULTANT, REFERRED_TO_US, sees=KNOWN), Grant(AGENCY_CONSULTANT, SCREENED_BY_US, sees=KNOWN))

# What mediation uses of a person, read through matching: no name, no birth date, no address.
BROUGHT = ("profile", "skills", "wanted")
SEE_BROUGHT = Permission(
    "deals.see_brought",
    say("Zien wat iemand kan en zoekt"),
    Person,
    Grant(AGENCY_CONSULTANT, REFERRED_TO_US, sees=BROUGHT),
    Grant(AGENCY_CONSULTANT, SCREENED_BY_US, sees=BROUGHT),
    path="id",
)

# A partner reads what the screening brought, beside the referral itself.
SEE_SCREENING = Permission(
    "deals.see_screening",
    say("Lezen wat uit de screening kwam"),
    Enrolment,
    Grant(AGENCY_CONSULTANT, REFERRED_TO_US, sees=("id", "screening")),
    path="person_id",
)

PARTIES = (Grant(ACCOUNT_MANAGER, IN_REGION), Grant(CASE_WORKER, IN_REGION), Grant(AGENCY_CONSULTANT, TAKES_PART))
SEE_DEAL = Permission("deals.see", say("Afspraken van een sectordeal lezen"), Deal, *PARTIES)
# Figures only: an alderman answers for a deal and needs to know nobody in it.
SEE_STAND = Permission(
    "deals.see_stand", say("Cijfers van een sectordeal zien"), Deal, *PARTIES, Grant(ALDERMAN, IN_REGION)
)
MAKE_DEAL = Permission("deals.make", say("Sectordeal maken en beheren"), Deal, Grant(ACCOUNT_MANAGER, LEADING))
SET_CAPACITY = Permission(
    "deals.set_capacity",
    say("Plekken per week opgeven"),
    Partner,
    Grant(AGENCY_CONSULTANT, OWN_PARTNER),
    Grant(ACCOUNT_MANAGER, LEADING_OF_PARTNER),
)
GUIDING = (Grant(CASE_WORKER, CASELOAD), Grant(CASE_WORKER, AT_INTAKE))
ENROL = Permission("deals.enrol", say("Iemand aanmelden voor een sectordeal"), Person, *GUIDING, path="id")
REFER = Permission("deals.refer", say("Verwijzen naar een partner"), Enrolment, *GUIDING, path="person_id")
FOLLOW = Permission("deals.follow", say("Een verwijzing volgen"), Referral, *GUIDING, path="person_id")
SCREEN = Permission(
    "deals.screen", say("Screenen voor een sectordeal"), Enrolment, Grant(AGENCY_CONSULTANT, AT_DESK), path="person_id"
)
ANSWER = Permission(
    "deals.answer",
    say("Antwoord geven op een verwijzing"),
    Referral,
    Grant(AGENCY_CONSULTANT, LIVE_REFERRAL),
    path="person_id",
)
# What a partner keeps of referrals that ended: how it went, not who it was.
PAST = ("id", "code", "deal", "partner", "organisation", "status", "reason", "opened_on", "ended_on")
SEE_PAST = Permission(
    "deals.see_past", say("Eigen verwijzingen tellen"), Referral, Grant(AGENCY_CONSULTANT, OWN_PARTNER, sees=PAST)
)
UNDO = Permission(
    "deals.undo", say("Eigen antwoord terugdraaien"), Referral, Grant(AGENCY_CONSULTANT, OWN_PARTNER, sees=PAST)
)
OWN = Permission("deals.own", say("Uw eigen aanmelding zien"), Enrolment, Grant(JOB_SEEKER, OWN_SELF), path="person_id")
STOP = Permission(
    "deals.stop",
    say("Stoppen met een sectordeal"),
    Enrolment,
    Grant(JOB_SEEKER, OWN_SELF),
    *GUIDING,
    path="person_id",
)


# The rows behind a figure, of the people whom the reader guides; everybody in the deal sees the count itself.
SEE_ROWS = Permission("deals.see_rows", say("Mensen achter een cijfer zien"), Reached, *GUIDING, path="person_id")


def guide_of(row: Enrolment | Referral) -> UUID:
    """Return the party that guides this person now; without one, the municipality that answers for the person."""
    return who_guides(row.person_id) or row.person.controller_id


def desk_of(row: Enrolment) -> UUID:
    """Return the agency whose consultants screen for this deal."""
    member = DeskMember.objects.filter(deal=row.deal_id, until__isnull=True).select_related("partner").first()
    return member.partner.organisation_id if member else guide_of(row)


def _partner_knows(row: Referral) -> list[tuple[UUID, UUID, Ground]]:
    return [(row.person_id, row.organisation_id, LIVE_REFERRAL)]


ENROLMENT = Machine(
    Enrolment,
    live={
        Stand.TO_SCREEN: Live(say("Screenen, vandaag nog"), desk_of, within=0),
        Stand.READY: Live(say("Een partner kiezen"), guide_of, within=lambda row: row.terms.refer),
    },
    moves=[
        Move("screened", say("Gescreend"), frozenset({Stand.TO_SCREEN}), Stand.READY, SCREEN),
        Move("refer", say("Verwijzen"), frozenset({Stand.READY}), Stand.REFERRED, REFER),
        Move("returned", say("Weer klaar om te verwijzen"), frozenset({Stand.REFERRED}), Stand.READY, ANSWER),
        Move("place", say("Aan het werk"), frozenset(TAKING_PART), Stand.PLACED, ANSWER),
        Move("reopen", say("Baan ging niet door"), frozenset({Stand.PLACED}), Stand.READY, ANSWER),
        Move("leave", say("Stoppen"), frozenset(TAKING_PART), Stand.LEFT, STOP, adverse=True),
    ],
)

NEW = frozenset({Status.OPEN, Status.SEEN})
EVERY_LIVE = frozenset(LIVE)
THERE = frozenset(AT_EMPLOYER)
_owner = lambda row: row.organisation_id  # noqa: E731

REFERRAL = Machine(
    Referral,
    live={
        Status.OPEN: Live(
            say("Antwoord geven op een verwijzing"), _owner, lambda row: row.terms.answer, _partner_knows
        ),
        Status.SEEN: Live(
            say("Antwoord geven op een verwijzing"), _owner,
            lambda row: working_day_after(row.counts_from, row.terms.answer),
            _partner_knows,
        ),
        Status.NEED_INFO: Live(
            say("Antwoord geven op een vraag van een partner"), guide_of, lambda row: row.terms.info, _partner_knows
        ),
        Status.ACCEPTED: Live(
            say("Iemand voorstellen bij een werkgever"), _owner, lambda row: row.terms.introduce, _partner_knows
        ),
        Status.INTRODUCED: Live(
            say("Vertellen wat de werkgever zegt"), _owner, lambda row: row.terms.outcome, _partner_knows
        ),
        Status.INTERVIEW: Live(
            say("Vertellen hoe het gesprek ging"), _owner,
            lambda row: working_day_after(row.interview_on, row.terms.outcome),
            _partner_knows,
        ),
        Status.OFFER: Live(say("Vertellen of de baan begint"), _owner, lambda row: row.terms.start, _partner_knows),
    },
    moves=[
        Move("see", say("Bekijken"), frozenset({Status.OPEN}), Status.SEEN, ANSWER),
        Move("accept", say("Aannemen"), NEW, Status.ACCEPTED, ANSWER),
        Move("ask", say("Een vraag stellen"), NEW | {Status.ACCEPTED}, Status.NEED_INFO, ANSWER),
        Move("inform", say("Antwoord geven"), frozenset({Status.NEED_INFO}), Status.SEEN, FOLLOW),
        Move("introduce", say("Voorstellen"), NEW | {Status.ACCEPTED}, Status.INTRODUCED, ANSWER),
        Move(
            "interview", say("Gesprek afgesproken"), NEW | {Status.ACCEPTED, Status.INTRODUCED, Status.INTERVIEW},
            Status.INTERVIEW, ANSWER,
        ),
        Move("offer", say("Baan aangeboden"), frozenset({Status.INTRODUCED, Status.INTERVIEW}), Status.OFFER, ANSWER),
        Move("not_chosen", say("Werkgever koos iemand anders"), THERE, Status.ACCEPTED, ANSWER),
        Move("place", say("Aan het werk"), frozenset({Status.INTERVIEW, Status.OFFER}), Status.PLACED, ANSWER),
        Move("fall_through", say("Baan ging niet door"), frozenset({Status.PLACED}), Status.RETURNED, ANSWER),
        Move("hand_back", say("Teruggeven"), EVERY_LIVE, Status.RETURNED, ANSWER, adverse=True),
        Move("take_back", say("Antwoord terugdraaien"), frozenset({Status.ACCEPTED, Status.RETURNED}), Status.SEEN,
             ANSWER),
        Move("withdraw", say("Intrekken"), EVERY_LIVE, Status.WITHDRAWN, FOLLOW, adverse=True),
        Move("obsolete", say("Niet meer nodig"), EVERY_LIVE, Status.OBSOLETE, ANSWER),
    ],
)  # fmt: skip

ENROLLED = EventType("deals.enrolled", say("{who} heeft u aangemeld voor {deal}."), facts=("deal", "group"))
CONSENT_GIVEN = EventType(
    "deals.consent_given",
    say("U gaf toestemming: deze bureaus mogen u helpen aan werk: {partners}."),
    facts=("partners", "text_version"),
)
CONSENT_ENDED = EventType("deals.consent_ended", say("De toestemming voor {deal} is gestopt."), facts=("deal",))
SCREENED = EventType("deals.screened", say("{who} keek welk werk bij u past."))
REFERRED = EventType("deals.referred", say("{who} heeft u aangemeld bij {partner}."), facts=("partner", "by_rule"))
SEEN = EventType("deals.seen", say("{partner} bekijkt uw profiel."), facts=("partner",))
ACCEPTED = EventType("deals.accepted", say("{partner} zoekt een baan voor u."), facts=("partner",))
ASKED = EventType("deals.asked", say("{partner} stelde een vraag aan uw klantmanager."), facts=("partner",))
INFORMED = EventType("deals.informed", say("{who} gaf antwoord aan {partner}."), facts=("partner",))
INTRODUCED = EventType(
    "deals.introduced", say("{partner} stelde u voor bij de werkgever van vacature {number}."),
    facts=("partner", "number"),
)  # fmt: skip
INTERVIEW_SET = EventType(
    "deals.interview_set", say("U heeft een gesprek op {day}, via {partner}."), facts=("partner", "day", "number")
)
OFFERED = EventType("deals.offered", say("U kunt een baan krijgen, via {partner}."), facts=("partner", "number"))
NOT_CHOSEN = EventType(
    "deals.not_chosen", say("De werkgever koos iemand anders. {partner} zoekt verder voor u."), facts=("partner",)
)
RETURNED = EventType(
    "deals.returned", say("{partner} helpt u niet verder. {why} Wij zoeken verder."), facts=("partner", "why", "reason")
)
TAKEN_BACK = EventType("deals.taken_back", say("{partner} draaide het antwoord terug."), facts=("partner", "was"))
WITHDRAWN = EventType("deals.withdrawn", say("Uw aanmelding bij {partner} is gestopt."), facts=("partner",))
OBSOLETE = EventType(
    "deals.obsolete", say("Uw aanmelding bij {partner} is gestopt, want u heeft een baan."), facts=("partner",)
)
PLACED = EventType("deals.placed", say("U heeft een baan, via {partner}."), facts=("partner", "number"))
FELL_THROUGH = EventType("deals.fell_through", say("De baan via {partner} ging niet door."), facts=("partner",))
LEFT = EventType("deals.left", say("U doet niet meer mee met {deal}."), facts=("deal", "reason"))


def _of_deal(code: str, sentence: str, *facts: str) -> EventType:
    return EventType(f"deals.{code}", sentence, facts=facts, to_person=False)


DEAL_MADE = _of_deal("deal_made", say("{who} heeft de sectordeal gemaakt, als intentie."))
DEAL_CHANGED = _of_deal("deal_changed", say("{who} heeft de sectordeal aangepast: {parts}."), "parts")
DEAL_SIGNED = _of_deal("deal_signed", say("{who} heeft vastgelegd dat de deal getekend is op {day}."), "day")
DEAL_CLOSED = _of_deal("deal_closed", say("{who} heeft de sectordeal afgesloten."))
PARTNER_ADDED = _of_deal("partner_added", say("{who} heeft {partner} als partner toegevoegd."), "partner")
PARTNER_ENDED = _of_deal("partner_ended", say("{partner} doet niet meer mee."), "partner")
TERMS_SET = _of_deal("terms_set", say("{who} heeft de termijnen aangepast, vanaf {day}."), "day", "terms")
RULE_SET = _of_deal(
    "rule_set", say("{who} heeft de regel \u201cvraag de volgende partner\u201d gezet op: {setting}."), "setting"
)
CAPACITY_SET = _of_deal(
    "capacity_set", say("{partner}: {places} plekken per week vanaf {week}."), "partner", "places", "week"
)
DESK_CHANGED = _of_deal(
    "desk_changed", say("{who} heeft de screening aangepast: {name} ({setting})."), "name", "setting"
)

menu(25, say("Sectordeals"), "deals_list", ACCOUNT_MANAGER, CASE_WORKER, AGENCY_CONSULTANT, ALDERMAN)
menu(24, say("Verwijzingen"), "deals_inbox", AGENCY_CONSULTANT)
menu(26, say("Screening"), "deals_desk", AGENCY_CONSULTANT)
menu(35, say("Mijn bureaus"), "deals_mine", JOB_SEEKER)

personal(
    Enrolment,
    say("Uw aanmelding voor een sectordeal"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "deal": COURSE(say("sectordeal")),
        "group": COURSE(say("doelgroep")),
        "terms": TECHNICAL,
        "status": COURSE(say("stand")),
        "enrolled_on": COURSE(say("aangemeld op")),
        "enrolled_by": OTHERS,
        "text_version": COURSE(say("tekst van de toestemming"), kept=CONSENTS),
        "told": COURSE(say("bureaus waarvoor u toestemming gaf"), kept=CONSENTS),
        "consent_ended_at": COURSE(say("toestemming gestopt op"), kept=CONSENTS),
        "screening": WORDS(say("wat uit het gesprek kwam")),
        "reason": COURSE(say("reden van stoppen")),
        "ended_on": COURSE(say("gestopt op")),
    },
)
names_colleague(
    Enrolment,
    say("Mensen die u aanmeldde voor een sectordeal"),
    "enrolled_by",
    gives={"deal": say("sectordeal"), "enrolled_on": say("aangemeld op")},
)
personal(
    Referral,
    say("Uw verwijzingen naar bureaus"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "code": COURSE(say("nummer")),
        "person": TECHNICAL,
        "enrolment": TECHNICAL,
        "deal": COURSE(say("sectordeal")),
        "partner": TECHNICAL,
        "organisation": COURSE(say("bureau")),
        "terms": TECHNICAL,
        "week": TECHNICAL,
        "status": COURSE(say("stand")),
        "opened_on": COURSE(say("verwezen op")),
        "counts_from": TECHNICAL,
        "opened_by": OTHERS,
        "due": COURSE(say("uiterlijk")),
        "why": COURSE(say("waarom dit bureau")),
        "vacancy": COURSE(say("vacature")),
        "employer": COURSE(say("werkgever")),
        "interview_on": COURSE(say("gesprek op")),
        "question": WORDS(say("vraag van het bureau")),
        "reply": WORDS(say("antwoord aan het bureau")),
        "reason": COURSE(say("reden van teruggeven")),
        "note": WORDS(say("toelichting van het bureau")),
        "ended_on": COURSE(say("gestopt op")),
    },
)
names_colleague(
    Referral,
    say("Verwijzingen die u deed"),
    "opened_by",
    gives={"deal": say("sectordeal"), "opened_on": say("verwezen op"), "status": say("hoe ver het is")},
)
personal(
    Reached,
    say("Stappen die u bereikte"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "deal": TECHNICAL,
        "enrolment": TECHNICAL,
        "group": TECHNICAL,
        "partner": TECHNICAL,
        "referral": TECHNICAL,
        "step": COURSE(say("stap")),
        "on": COURSE(say("bereikt op")),
        "days": TECHNICAL,
        "first": TECHNICAL,
        "made_at": TECHNICAL,
    },
)
personal(
    Partner,
    say("Bureaus in een sectordeal en hun contactpersonen"),
    path="",  # about people of a firm, who have no file here
    address="contact_email",
    kept=FIRM_FILE,
    purpose=SERVICE,
    fields={
        "id": TECHNICAL,
        "deal": WORK(say("sectordeal")),
        "organisation": WORK(say("organisatie")),
        "contact_name": IDENTITY(say("naam")),
        "contact_phone": HOW_TO_REACH(say("telefoonnummer")),
        "contact_email": HOW_TO_REACH(say("e-mailadres")),
        "since": FIRM,
        "until": FIRM,
    },
)
personal(
    DeskMember,
    say("Wie er screent"),
    path="",
    account="user_id",
    kept=ACCOUNT,
    fields={
        "id": TECHNICAL,
        "deal": COURSE(say("sectordeal")),
        "partner": TECHNICAL,
        "user": TECHNICAL,
        "since": COURSE(say("vanaf")),
        "until": COURSE(say("tot")),
    },
)
