"""Finding an occupation or a skill by what somebody types; the index lives in the process and follows every import."""

import threading
from collections.abc import Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Count, Max, QuerySet, Subquery, Value

from ..models import Concept, Occupation, OccupationTitle, Skill, SkillName, UnknownTitle, Vocabulary
from ..rules import Label, LabelIndex

C = TypeVar("C", bound=Concept)
SECOND_NAME = 0.95  # how much a title counts beside the name itself
NOT_REVIEWED = 0.93  # how much an imported concept counts beside one of the reviewed starter set
MOST = 50


class Found(NamedTuple, Generic[C]):
    """A concept found, and the label by which it was found."""

    concept: C
    matched: str


def find_occupations(text: str, limit: int = 10) -> list[Found[Occupation]]:
    """Return the occupations in use that fit a text best, in Dutch or English, also with typing errors."""
    return _find(Occupation, text, limit)


def find_skills(text: str, limit: int = 10) -> list[Found[Skill]]:
    """Return the skills in use that fit a text best, in Dutch or English, also with typing errors."""
    return _find(Skill, text, limit)


def _find(model: type[C], text: str, limit: int) -> list[Found[C]]:
    """Search the index and fetch what was found, in order."""
    hits = _index(model).search(text, min(limit, MOST))
    rows = model._default_manager.in_bulk([hit.key for hit in hits])
    return [Found(rows[hit.key], hit.text) for hit in hits if hit.key in rows]


_Key = tuple[object, ...]
_indexes: dict[tuple[str, type[Concept]], tuple[_Key, LabelIndex]] = {}
_building = threading.Lock()


def _index(model: type[Concept]) -> LabelIndex:
    """Return the index of a model, built anew when something was loaded, added or removed since."""
    key = state_of_words(model)
    place = (str(connection.settings_dict["NAME"]), model)
    held = _indexes.get(place)
    if held is None or held[0] != key:
        with _building:
            held = _indexes.get(place)
            if held is None or held[0] != key:
                held = _indexes[place] = key, LabelIndex(_labels(model))
    return held[1]


def state_of_words(model: type[Concept]) -> _Key:
    """Return what changes whenever the labels of a model change."""
    newest = Vocabulary.objects.order_by("-loaded_at").values("loaded_at")[:1]
    rows = Vocabulary.objects.order_by().annotate(all=Value(1)).values("all").annotate(rows=Count("pk")).values("rows")
    concepts = model._default_manager.aggregate(
        last=Max("pk"), rows=Count("pk"), loaded=Max(Subquery(newest)), files=Max(Subquery(rows))
    )
    return tuple(concepts.values())


def _labels(model: type[Concept]) -> Iterator[Label]:
    """Yield every text under which a concept in use can be found.

    Other names are read without joining their concept, which is at hand: a hundred thousand of them, and after an
    import a database may plan a join badly.
    """
    codes: dict[int, str] = {}
    rows = model._default_manager.filter(retired=False).order_by("pk")
    for key, code, dutch, english in rows.values_list("pk", "code", "name_nl", "name_en"):
        codes[key] = code
        weight = 1.0 if code else NOT_REVIEWED
        if dutch:
            yield Label(key, dutch, weight)
        if english and english != dutch:
            yield Label(key, english, weight * 0.98)
    if model is Skill:
        mapped = UnknownTitle.objects.filter(skill__retired=False).order_by("pk")
        for key, text in mapped.values_list("skill_id", "text"):
            yield Label(key, text, SECOND_NAME)
        names: QuerySet[Any, tuple[int, str]] = SkillName.objects.filter(language__in=("nl", "en")).values_list(
            "skill_id", "name"
        )
    else:
        names = OccupationTitle.objects.values_list("occupation_id", "title")
    for key, name in names.order_by("pk").iterator():
        if key in codes:
            yield Label(key, name, SECOND_NAME if codes[key] else SECOND_NAME * NOT_REVIEWED)
