"""Reading for guidance: lists of people, intakes, and dated policy."""

from .intakes import IntakeLine, intake_today, place_of, words_of_advice
from .lists import Filters, Line, caseload, colleagues, doubles, intake, lines, opened, openings, places
from .policy import Room, desk_on, ladder, lane_facts, lane_rules, rooms

__all__ = [
    "Filters",
    "IntakeLine",
    "Line",
    "Room",
    "caseload",
    "colleagues",
    "desk_on",
    "doubles",
    "intake",
    "intake_today",
    "ladder",
    "lane_facts",
    "lane_rules",
    "lines",
    "opened",
    "openings",
    "place_of",
    "places",
    "rooms",
    "words_of_advice",
]
