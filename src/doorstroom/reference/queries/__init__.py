"""Reading words and places: search that forgives typing errors, names with fall-back, regions by date, travel."""

from .linking import Choice, LinkedTitle, SuggestedSkill, link_title, link_titles, suggest_skills, texts_in_use
from .places import Travel, municipality_region, region_name, travel_between
from .search import Found, find_occupations, find_skills
from .setup import words_loaded
from .switch import WorkMap, work_map
from .words import (
    StateLine,
    label,
    labels,
    skill_groups,
    skills_for,
    starter_occupations,
    vocabulary_state,
)

__all__ = [
    "Choice",
    "Found",
    "LinkedTitle",
    "StateLine",
    "SuggestedSkill",
    "Travel",
    "WorkMap",
    "find_occupations",
    "find_skills",
    "label",
    "labels",
    "link_title",
    "link_titles",
    "municipality_region",
    "region_name",
    "skill_groups",
    "skills_for",
    "starter_occupations",
    "suggest_skills",
    "texts_in_use",
    "travel_between",
    "vocabulary_state",
    "words_loaded",
    "work_map",
]
