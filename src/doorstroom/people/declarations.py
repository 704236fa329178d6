"""Who may see and change a person, as far as the person alone decides; higher rooms add their own grounds."""

from collections.abc import Callable

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.common.text import say
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import GUIDANCE, OWN_DATA, Grant, Permission, own_ground, tie_ground
from doorstroom.core.trail import EventType

from .models import Person
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
OWN_MUNICIPALITY = own_ground("own_municipality", say("van uw eigen gemeente"), GUIDANCE, "controller_id")
UPLOAD = Permission("people.upload", say("Mensen inlezen uit een bestand"), Person, path="id")  # granted by cases

REGISTERED = EventType("people.registered", say("{who} heeft u ingeschreven."))
REGISTERED_SELF = EventType("people.registered_self", say("U heeft zich ingeschreven."))
# `parts` holds codes of choices.Step; whoever shows the sentence puts the words in.
PROFILE_CHANGED = EventType(
    "people.profile_changed", say("{who} heeft het profiel aangepast: {parts}."), facts=("parts",)
)
PROFILE_CONFIRMED = EventType("people.profile_confirmed", say("{who} heeft gezegd dat het profiel klopt."))
CHANGED_FROM_FILE = EventType("people.changed_from_file", say("{who} heeft uw gegevens aangepast met een bestand."))
OWN_KEY_TURNED = EventType("people.own_key_turned", say("U heeft uw profiel zichtbaar gemaakt."))
OWN_KEY_TURNED_BACK = EventType("people.own_key_turned_back", say("U heeft uw profiel verborgen."))

# What the open vacancies of a region ask: a higher room, which knows vacancies, adds the one function that counts.
OPENINGS: list[Callable[[str], Openings]] = []

menu(20, say("Mijn profiel"), "people_profile", JOB_SEEKER)
menu(40, say("Wie ziet mij"), "people_visibility", JOB_SEEKER)
