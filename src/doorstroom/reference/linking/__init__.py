"""Titles to occupations and text to skills, explainable and deterministic; knows no Django, see README.md here.

Inside Doorstroom call `doorstroom.reference.queries.link_title(text)` and `suggest_skills(text, occupation)`: they
hold the imported vocabulary and the trained weights. Standing alone: `lexical_linker(labels).link(text)`.
"""

from .linker import Band, Bounds, Candidate, Label, Linked, Linker, Reason, lexical_linker
from .normalise import normalise
from .overrides import Override, overrides
from .skills import FoundSkill, find_skills, skill_linker

__all__ = [
    "Band",
    "Bounds",
    "Candidate",
    "FoundSkill",
    "Label",
    "Linked",
    "Linker",
    "Override",
    "Reason",
    "find_skills",
    "lexical_linker",
    "normalise",
    "overrides",
    "skill_linker",
]
