"""Understanding titles and text over the imported vocabulary; the linkers live in the process and follow imports."""

import logging
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.db import connection

from ..linking import Band, Candidate, Label, Linker, find_skills, overrides
from ..linking.encoder import Encoder, WrongWeights, encoder_linker, load
from ..linking.linker import reviewed
from ..linking.training import Kind, Text
from ..models import Concept, ConceptLabel, Occupation, OccupationSkill, OccupationTitle, Skill, SkillName, UnknownTitle
from .search import state_of_words
from .words import skills_for

log = logging.getLogger("doorstroom.linking")
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
    return link_titles([text], limit)[0]


def link_titles(texts: Sequence[str], limit: int = 5) -> list[LinkedTitle]:
    """Return the same for many titles at once, as an upload needs."""
    found = _linker(Occupation).link_many(texts, limit)
    keys = {one.key for linked in found for one in linked.candidates}
    rows = {row.uri: row for row in Occupation.objects.filter(uri__in=keys)}
    titles = []
    for linked in found:
        choices = tuple(_choice(rows[one.key], one) for one in linked.candidates if one.key in rows)
        titles.append(LinkedTitle(linked.text, choices, choices[0].band if choices else Band.UNSURE))
    return titles


def _choice(occupation: Occupation, found: Candidate) -> Choice:
    words = tuple((reason.word, reason.share) for reason in found.reasons)
    return Choice(occupation, found.label, found.score, found.band, words)


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
    """Return the linker over a model's labels, built anew when words were loaded or weights were trained since."""
    key = (*state_of_words(model), _written())
    place = (str(connection.settings_dict["NAME"]), model)
    held = _linkers.get(place)
    if held is None or held[0] != key:
        with _building:
            held = _linkers.get(place)
            if held is None or held[0] != key:
                held = _linkers[place] = key, _build(model)
    return held[1]


def _build(model: type[Concept]) -> Linker:
    """Return a linker with the trained weights, or without any that can be used the lexical one."""
    labels = list(labels_in_use(model))
    if model is Occupation:
        labels = reviewed(labels, overrides())
    written = _written()
    if written is None:
        return Linker(labels)
    try:
        return encoder_linker(labels, _encoder(str(settings.LINKING_WEIGHTS), written))
    except WrongWeights as error:
        log.warning("titles are understood without trained weights: %s", error)
        return Linker(labels)


@lru_cache(maxsize=1)
def _encoder(path: str, written: int) -> Encoder:
    """Return the weights in a file as it was written then; both linkers share them."""
    return load(Path(path))


def _written() -> int | None:
    """Return when the weights were last written, or None when there are none."""
    try:
        return Path(settings.LINKING_WEIGHTS).stat().st_mtime_ns
    except FileNotFoundError:
        return None


def texts_in_use() -> list[Text]:
    """Return what the linker learns from: every name of occupations and skills, and which ask which."""
    return list(dict.fromkeys(_texts()))


def _texts() -> Iterator[Text]:
    """Yield the same in a fixed order, row by row and each URI once in memory: there may be hundreds of thousands."""
    known: set[str] = set()
    for label in chain(labels_in_use(Occupation), labels_in_use(Skill)):
        known.add(key := sys.intern(label.key))
        yield Text(key, label.text, label.language)
    others = OccupationTitle.objects.filter(occupation__retired=False).exclude(language__in=("nl", "en"))
    rows = others.order_by("occupation__uri", "language", "title")
    for uri, title, language in rows.values_list("occupation__uri", "title", "language").iterator():
        yield Text(sys.intern(uri), title, language)
    named = ConceptLabel.objects.order_by("uri", "language").values_list("uri", "text", "language")
    for uri, text, language in named.iterator():
        if uri in known:
            yield Text(sys.intern(uri), text, language)
    asked = OccupationSkill.objects.filter(essential=True, retired=False)
    for one, other in (("occupation", "skill"), ("skill", "occupation")):  # each is known by the other
        pairs = asked.filter(**{f"{one}__retired": False}).order_by(f"{one}__uri", f"{other}__uri")
        for uri, dutch, english in pairs.values_list(
            f"{one}__uri", f"{other}__name_nl", f"{other}__name_en"
        ).iterator():
            yield Text(sys.intern(uri), dutch or english, "nl" if dutch else "en", Kind.PART)


def labels_in_use(model: type[Concept]) -> Iterator[Label]:
    """Yield the Dutch and English labels of the concepts in use, in a fixed order; skills only have more Dutch ones."""
    rows = model._default_manager.filter(retired=False).order_by("uri")
    for uri, dutch, english in rows.values_list("uri", "name_nl", "name_en").iterator():
        if dutch:
            yield Label(uri, dutch, "nl", preferred=True)
        if english and english != dutch:
            yield Label(uri, english, "en", preferred=True)
    if model is Skill:
        mapped = UnknownTitle.objects.filter(skill__retired=False).order_by("skill__uri", "text")
        for uri, text in mapped.values_list("skill__uri", "text"):
            yield Label(uri, text, "nl")
        names = SkillName.objects.filter(skill__retired=False, language="nl").order_by("skill__uri", "name")
        for uri, name in names.values_list("skill__uri", "name").iterator():
            yield Label(uri, name, "nl")
    if model is Occupation:
        titles = OccupationTitle.objects.filter(occupation__retired=False, language__in=("nl", "en"))
        ordered = titles.order_by("occupation__uri", "language", "title")
        for uri, language, title in ordered.values_list("occupation__uri", "language", "title").iterator():
            yield Label(uri, title, language)
