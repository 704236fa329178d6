"""Who may see and change a person, as far as the person alone decides; higher rooms add their own grounds."""

from collections.abc import Callable

from django.db.models import Q

from doorstroom.accounts.declarations import FUNCTIONAL_ADMIN, JOB_SEEKER
from doorstroom.accounts.models import Organisation
from doorstroom.common.text import say
from doorstroom.core.actors import SYSTEM
from doorstroom.core.models import TrailEntry
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import (
    GUIDANCE,
    OWN_DATA,
    UPKEEP,
    Grant,
    Ground,
    Permission,
    own_ground,
    tie_ground,
)
from doorstroom.core.personal import (
    ACCOUNT,
    COURSE,
    GUIDANCE_FILE,
    IDENTITY,
    OTHERS,
    SECRET,
    SITUATION,
    TECHNICAL,
    WORDS,
    WORK,
    names_colleague,
    personal,
)
from doorstroom.core.personal import (
    REACH as HOW_TO_REACH,
)
from doorstroom.core.trail import EventType

from .models import (
    CvDraft,
    Education,
    Experience,
    Person,
    PersonSkill,
    Profile,
    SealedBsn,
    Visibility,
    WantedOccupation,
)
from .rules import Openings

# The person's own account: a tie (person, user, "self") laid when the account and the person meet.
OWN_SELF = tie_ground("self", say("dit gaat over uzelf"), OWN_DATA)

NAME = ("first_name", "infix", "last_name")
REACH = ("email", "phone")
ADDRESS = ("street", "house_number", "postcode", "place")

SEE = Permission("people.see", say("Persoon inzien"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
# The whole profile, timeline included; after contact the work side holds SEE for name and reach, never this.
SEE_PROFILE = Permission("people.see_profile", say("Profiel inzien"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
REGISTER = Permission("people.register", say("Iemand inschrijven"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")
CHANGE_PROFILE = Permission(
    "people.change_profile", say("Profiel aanpassen"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id"
)
TURN_OWN_KEY = Permission(
    "people.turn_own_key", say("Zelf kiezen wie u ziet"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id"
)
SEE_LOOKS = Permission("people.see_looks", say("Zien wie er keek"), Person, Grant(JOB_SEEKER, OWN_SELF), path="id")

# Somebody of the municipality that answers for the person may bring that person's data in a file.
OWN_MUNICIPALITY = own_ground(
    "own_municipality", say("van uw eigen gemeente"), GUIDANCE, "controller_id", for_jobs=True
)
UPLOAD = Permission("people.upload", say("Mensen inlezen uit een bestand"), Person, path="id")  # granted by cases

# Who comes in by DigiD meets the own dossier, or makes one; the sign-in itself is the machine's work.
MEET_BY_BSN = Permission(
    "people.meet_by_bsn",
    say("Iemand herkennen die met DigiD inlogt"),
    Person,
    Grant(SYSTEM, Ground("entrance", say("logt zelf in"), OWN_DATA, lambda _actor, _path: Q(pk__isnull=False))),
    path="id",
)
# Only the municipality that answers for a person uses the BSN; granted by cases, on its own grounds.
USE_BSN = Permission("people.use_bsn", say("BSN gebruiken"), Person, path="id")
SEE_BSN_ALARMS = Permission(
    "people.see_bsn_alarms",
    say("Zien wie te vaak een BSN zocht of bekeek"),
    TrailEntry,
    Grant(
        FUNCTIONAL_ADMIN,
        Ground("bsn_alarm", say("in uw regio"), UPKEEP, lambda actor, _path: _bsn_alarms_of(actor.region_code)),
    ),
)

# Codes of permissions that open a dossier without a tie; a higher room adds its own, and the person sees the mark.
IN_NEED: set[str] = set()

REGISTERED = EventType("people.registered", say("{who} heeft u ingeschreven."))
REGISTERED_SELF = EventType("people.registered_self", say("U heeft zich ingeschreven."))
# `parts` holds codes of choices.Step; whoever shows the sentence puts the words in.
PROFILE_CHANGED = EventType(
    "people.profile_changed", say("{who} heeft het profiel aangepast: {parts}."), facts=("parts",)
)
PROFILE_CONFIRMED = EventType("people.profile_confirmed", say("{who} heeft gezegd dat het profiel klopt."))
CHANGED_FROM_FILE = EventType("people.changed_from_file", say("{who} heeft uw gegevens aangepast met een bestand."))
CV_READ = EventType("people.cv_read", say("{who} liet een cv lezen."))
CV_LEFT_OUT = EventType("people.cv_left_out", say("{who} liet een regel uit het cv weg."))
CV_DONE = EventType("people.cv_done", say("{who} heeft het cv nagelopen."))
CV_FILE_REMOVED = EventType("people.cv_file_removed", say("{who} heeft het bestand van het cv weggehaald."))
OWN_KEY_TURNED = EventType("people.own_key_turned", say("U heeft uw profiel zichtbaar gemaakt."))
OWN_KEY_TURNED_BACK = EventType("people.own_key_turned_back", say("U heeft uw profiel verborgen."))

CAME_BY_DIGID = EventType("people.came_by_digid", say("U logde voor het eerst in met DigiD."))
BSN_KEPT = EventType("people.bsn_kept", say("{who} heeft uw BSN bewaard."))
BSN_REMOVED = EventType("people.bsn_removed", say("{who} heeft uw BSN weggehaald."))
# `reason` is one of choices.BSN_REASONS.
BSN_SHOWN = EventType("people.bsn_shown", say("{who} heeft uw BSN bekeken, {reason}."), facts=("reason",))
BSN_SOUGHT = EventType(
    "people.bsn_sought", say("{who} heeft iemand gezocht met een BSN."), facts=("reason", "found"), to_person=False
)
BSN_TOO_OFTEN = EventType(
    "people.bsn_too_often", say("{who} zocht of bekeek te vaak een BSN in een minuut."), to_person=False
)


def _bsn_alarms_of(region: str) -> Q:
    here = Organisation.objects.filter(region=region)
    return Q(event=BSN_TOO_OFTEN.code, by_organisation__in=here.values("pk"))


# What the open vacancies of a region ask: a higher room, which knows vacancies, adds the one function that counts.
OPENINGS: list[Callable[[str], Openings]] = []

menu(20, say("Mijn profiel"), "people_profile", JOB_SEEKER)
menu(40, say("Wie ziet mij"), "people_visibility", JOB_SEEKER)
menu(85, say("Meldingen over BSN"), "people_bsn_alarms", FUNCTIONAL_ADMIN)

personal(
    Person,
    say("Wie u bent"),
    path="id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "user_id": TECHNICAL,
        "controller": COURSE(say("gemeente die verantwoordelijk is")),
        "client_number": IDENTITY(say("klantnummer")),
        "first_name": IDENTITY(say("voornaam")),
        "infix": IDENTITY(say("tussenvoegsel")),
        "last_name": IDENTITY(say("achternaam")),
        "birth_date": IDENTITY(say("geboortedatum")),
        "email": HOW_TO_REACH(say("e-mailadres")),
        "phone": HOW_TO_REACH(say("telefoonnummer")),
        "street": HOW_TO_REACH(say("straat")),
        "house_number": HOW_TO_REACH(say("huisnummer")),
        "postcode": HOW_TO_REACH(say("postcode")),
        "place": HOW_TO_REACH(say("woonplaats")),
        "situation": SITUATION(say("uw situatie")),
        "language": WORK(say("taal van de site"), kept=ACCOUNT),
        "plain": WORK(say("met plaatjes en korte woorden"), kept=ACCOUNT),
        "registered_on": COURSE(say("ingeschreven op")),
        "active": COURSE(say("zoekt nu werk")),
        "merged_into": TECHNICAL,
    },
)
personal(
    SealedBsn,
    say("Uw BSN"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "person_id": TECHNICAL,
        "waits_for": TECHNICAL,
        "controller": COURSE(say("gemeente die uw BSN bewaart")),
        "sealed": SECRET,
        "fingerprint": SECRET,
        "peppered_by": SECRET,
        "kept_at": COURSE(say("BSN bewaard op")),
    },
)
personal(
    Profile,
    say("Uw profiel"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "person": TECHNICAL,
        "about": WORDS(say("over uzelf")),
        "hours_min": WORK(say("minste uren")),
        "hours_max": WORK(say("meeste uren")),
        "travel_minutes": WORK(say("langste reis in minuten")),
        "travel_modes": WORK(say("hoe u reist")),
        "dutch": WORK(say("Nederlands")),
        "other_languages": WORK(say("andere talen")),
        "education": WORK(say("niveau van opleiding")),
        "licences": WORK(say("rijbewijs en papieren")),
        "available_from": WORK(say("beschikbaar vanaf")),
        "irregular_hours": WORK(say("avond, nacht en weekend")),
        "pay_min": WORK(say("laagste loon")),
        "steps_done": TECHNICAL,
        "confirmed_at": COURSE(say("u zei dat het klopt op")),
        "changed_at": COURSE(say("aangepast op")),
    },
)
personal(
    WantedOccupation,
    say("Beroepen die u wilt"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={"id": TECHNICAL, "person": TECHNICAL, "occupation": WORK(say("beroep")), "rank": WORK(say("volgorde"))},
)
personal(
    PersonSkill,
    say("Wat u kunt"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "skill": WORK(say("vaardigheid")),
        "level": WORK(say("hoe goed")),
        "came_via": COURSE(say("hoe wij dit weten")),
    },
)
personal(
    Experience,
    say("Werk dat u deed"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "title": WORK(say("functie")),
        "occupation": WORK(say("beroep")),
        "employer": WORK(say("werkgever")),
        "start": WORK(say("begin")),
        "end": WORK(say("einde")),
        "what": WORDS(say("wat u deed")),
    },
)
personal(
    Education,
    say("School en cursus"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "id": TECHNICAL,
        "person": TECHNICAL,
        "name": WORK(say("naam")),
        "level": WORK(say("niveau")),
        "year": WORK(say("jaar")),
        "finished": WORK(say("afgemaakt")),
    },
)
personal(
    CvDraft,
    say("Uw cv"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "person": TECHNICAL,
        "name": WORK(say("naam van het bestand")),
        "file": WORK(say("het bestand, als u dat liet bewaren")),
        "lines": WORDS(say("regels die u nog kunt overnemen")),
        "left_out": WORDS(say("wat wij weglieten")),
        "read_at": COURSE(say("gelezen op")),
    },
)
personal(
    Visibility,
    say("Uw zichtbaarheid voor werkgevers"),
    path="person_id",
    kept=GUIDANCE_FILE,
    fields={
        "person": TECHNICAL,
        "own_key": COURSE(say("uw sleutel")),
        "own_key_at": COURSE(say("uw sleutel gedraaid op")),
        "second_key": COURSE(say("tweede sleutel")),
        "second_key_at": COURSE(say("tweede sleutel gedraaid op")),
        "second_key_by": OTHERS,
        "answer_due": COURSE(say("antwoord uiterlijk op")),
        "not_yet": COURSE(say("waarom nog niet")),
    },
)
names_colleague(
    Visibility,
    say("Profielen waarvoor u de tweede sleutel omdraaide"),
    "second_key_by",
    gives={"second_key_at": say("tweede sleutel op")},
)
