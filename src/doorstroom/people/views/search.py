"""Looking up occupations and skills with the search button; suggestions while typing come from the reference room."""

from dataclasses import dataclass

from doorstroom.people import rules
from doorstroom.people.queries import label
from doorstroom.reference.actions import note_unknown
from doorstroom.reference.queries import find_occupations as search_occupations
from doorstroom.reference.queries import find_skills as search_skills

LEAST_LETTERS = 2
MOST_FOUND = 8


@dataclass(frozen=True)
class Found:
    """Something from the vocabulary that answers to what was typed."""

    key: int
    name: str
    exact: bool = False  # the text is one of its names


def find_occupations(text: str) -> list[Found]:
    """Return the occupations that answer to a text, best first."""
    hits = search_occupations(text, MOST_FOUND) if len(text.strip()) >= LEAST_LETTERS else []
    if not hits:
        _count("occupation", text)
    return [Found(hit.concept.pk, label(hit.concept), _same(hit.matched, text)) for hit in hits]


def find_skills(text: str) -> list[Found]:
    """Return the skills that answer to a text, best first."""
    hits = search_skills(text, MOST_FOUND) if len(text.strip()) >= LEAST_LETTERS else []
    if not hits:
        _count("skill", text)
    return [Found(hit.concept.pk, label(hit.concept), _same(hit.matched, text)) for hit in hits]


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _count(kind: str, text: str) -> None:
    """Count a word that was looked for in vain, unless it says something private."""
    if not rules.private_in_cv(text):
        note_unknown([(kind, text)], source="search")
