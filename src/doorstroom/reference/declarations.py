"""Who cares for the vocabulary, and what the trail says of it."""

from django.db.models import Q

from doorstroom.accounts.declarations import FUNCTIONAL_ADMIN
from doorstroom.common.text import say
from doorstroom.core.navigation import menu
from doorstroom.core.permissions import UPKEEP, Grant, Permission, open_ground
from doorstroom.core.trail import EventType

from .models import UnknownTitle

VOCABULARY = open_ground("vocabulary", say("de woordenlijst is van iedereen"), UPKEEP, Q(pk__isnull=False))
CARE = Permission("reference.care", say("Woorden verzorgen"), UnknownTitle, Grant(FUNCTIONAL_ADMIN, VOCABULARY))

TITLE_MAPPED = EventType(
    "reference.title_mapped",
    say("{who} koppelde een woord: {title} is {concept}."),
    ("title", "concept"),
    to_person=False,
)
TITLE_SET_ASIDE = EventType(
    "reference.title_set_aside", say("{who} legde een woord weg: {title}."), ("title",), to_person=False
)
TITLE_OPENED_AGAIN = EventType(
    "reference.title_opened_again",
    say("{who} draaide de keuze voor een woord terug: {title}."),
    ("title",),
    to_person=False,
)

menu(86, say("Onbekende woorden"), "reference_unknown", FUNCTIONAL_ADMIN)
