"""passend, the matching engine: exact, explained, and ignorant of Django."""

from passend.index import Index, SeekerIndex, top_seekers
from passend.records import MODES, Change, Id, Job, Seeker, field_names, fingerprint, place
from passend.reference import Check
from passend.results import AskedSkill, Explanation, HeldSkill, Match, Part, Ranking, Standing, WhatIf
from passend.rulesets import DOORSTROOM_1, NLMATCH_1, TRAVEL_2020, Component, Ruleset, TravelMode
from passend.tables import DuplicateId
from passend.world import LICENCES, UnknownCode, World, build_world

__all__ = [
    "DOORSTROOM_1",
    "LICENCES",
    "MODES",
    "NLMATCH_1",
    "TRAVEL_2020",
    "AskedSkill",
    "Change",
    "Check",
    "Component",
    "DuplicateId",
    "Explanation",
    "HeldSkill",
    "Id",
    "Index",
    "Job",
    "Match",
    "Part",
    "Ranking",
    "Ruleset",
    "Seeker",
    "SeekerIndex",
    "Standing",
    "TravelMode",
    "UnknownCode",
    "WhatIf",
    "World",
    "build_world",
    "field_names",
    "fingerprint",
    "place",
    "top_seekers",
]
