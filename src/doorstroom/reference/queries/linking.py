"""Understanding titles and text over the imported vocabulary; the linkers live in the process and follow imports."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from ..linking import Band, Label, Linker, find_skills, lexical_linker, skill_linker
from ..models import Concept, Occupation, OccupationTitle, Skill
from .search import state_of_words
from .words import skills_for

LEAST_SKILL = 0.62  # below this a piece of text and the name of a skill have too little in common


@dataclass(frozen=True)
class Choice:
    """An occupation that a title may mean, the name that fitted, and the words that carried the score."""

    occupation: Occupation
    matched: str
    score: float
    band: Band
    words: tuple[tuple[str, float], ...]  # each word with its share of the score, strongest first


@dataclass(frozen=True)
class LinkedTitle:
    """What became of a title: choices, best first; `band` says whether to fill in, to ask, or neither."""

    text: str
    choices: tuple[Choice, ...]
    band: Band

    @property
    def best(self) -> Occupation | None:
        """Return the occupation to put forward, or None when the person has to choose."""
        return self.choices[0].occupation if self.choices and self.band is not Band.UNSURE else None


@dataclass(frozen=True)
class SuggestedSkill:
    """A skill to confirm: named in the text (`piece`), or `probable` because the occupation asks it."""

    skill: Skill
    probable: bool
    piece: str
    score: float


def link_title(text: str, limit: int = 5) -> LinkedTitle:
    """Return the occupations in use that a title means, in Dutch or English; nothing may be filled in unconfirmed."""
    linked = _linker(Occupation).link(text, limit)
    rows = {row.uri: row for row in Occupation.objects.filter(uri__in=[one.key for one in linked.candidates])}
    choices = tuple(
        Choice(
            rows[one.key],
            one.label,
            one.score,
            one.band,
            tuple((reason.word, reason.share) for reason in one.reasons),
        )
        for one in linked.candidates
        if one.key in rows
    )
    return LinkedTitle(text, choices, choices[0].band if choices else Band.UNSURE)


def suggest_skills(text: str, occupation: Occupation | None = None, limit: int = 12) -> list[SuggestedSkill]:
    """Return skills to confirm: those the text speaks of, then what the occupation asks as probable ones."""
    found = find_skills(_linker(Skill), text, LEAST_SKILL, limit)
    rows = {row.uri: row for row in Skill.objects.filter(uri__in=[one.key for one in found])}
    suggested = [SuggestedSkill(rows[one.key], False, one.piece, one.score) for one in found if one.key in rows]
    if occupation is not None and len(suggested) < limit:
        named = {one.skill.pk for one in suggested}
        asked = [ask.skill for ask in skills_for(occupation).filter(essential=True).exclude(skill__in=named)]
        suggested += [SuggestedSkill(skill, True, "", 0.0) for skill in asked[: limit - len(suggested)]]
    return suggested


_linkers: dict[tuple[str, type[Concept]], tuple[object, Linker]] = {}
_building = threading.Lock()


def _linker(model: type[Concept]) -> Linker:
    """Return the linker over a model's labels, built anew when something was loaded, added or removed since."""
    key = state_of_words(model)
    place = (str(connection.settings_dict["NAME"]), model)
    held = _linkers.get(place)
    if held is None or held[0] != key:
        with _building:
            held = _linkers.get(place)
            if held is None or held[0] != key:
                build = lexical_linker if model is Occupation else skill_linker
                held = _linkers[place] = key, build(list(labels_in_use(model)))
    return held[1]


def labels_in_use(model: type[Concept]) -> Iterator[Label]:
    """Yield the Dutch and English labels of the concepts in use, in a fixed order."""
    rows = model._default_manager.filter(retired=False).order_by("uri")
    for uri, dutch, english in rows.values_list("uri", "name_nl", "name_en"):
        if dutch:
            yield Label(uri, dutch, "nl", preferred=True)
        if english and english != dutch:
            yield Label(uri, english, "en", preferred=True)
    if model is Occupation:
        titles = OccupationTitle.objects.filter(occupation__retired=False, language__in=("nl", "en"))
        ordered = titles.order_by("occupation__uri", "language", "title")
        for uri, language, title in ordered.values_list("occupation__uri", "language", "title"):
            yield Label(uri, title, language)
