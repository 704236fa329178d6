"""Reading persons, for this room and for those above it."""

from doorstroom.people.rules import Openings, private_parts

from .cv import PARTS, Read, left_out_words, lines_of
from .dossiers import (
    WHOLE,
    Dossier,
    Hint,
    completeness,
    dossier,
    label,
    municipality_for,
    my_person,
    openings,
    suggested_skills,
    visible_person_ids,
)
from .log import Happening, happenings, known_as, looks, organisation_names, timeline

__all__ = [
    "PARTS",
    "WHOLE",
    "Dossier",
    "Happening",
    "Hint",
    "Openings",
    "Read",
    "completeness",
    "dossier",
    "happenings",
    "known_as",
    "label",
    "left_out_words",
    "lines_of",
    "looks",
    "municipality_for",
    "my_person",
    "openings",
    "organisation_names",
    "private_parts",
    "suggested_skills",
    "timeline",
    "visible_person_ids",
]
