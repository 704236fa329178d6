"""Measures linking on titles with known answers: mean reciprocal rank and success among the first ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .linker import Label, Linker
from .titlesets import Query, TitleSet

DEEP = 100  # ranks beyond this count as not found
AT_ONCE = 64


@dataclass(frozen=True)
class Figures:
    """How often and how high the right answer stands."""

    mrr: float
    top1: float
    top5: float
    top10: float


@dataclass(frozen=True)
class Measured:
    """One method on one split: ranking concepts, labels, and labels with each concept named once."""

    method: str
    titles: int
    concept: Figures
    native: Figures
    once: Figures


def figures(ranks: Sequence[int | None]) -> Figures:
    """Return the figures for the ranks (from 0) of the first right answer; None: not among the first hundred."""
    found = np.array([1e9 if rank is None else rank for rank in ranks])
    within = found < DEEP
    return Figures(
        float(np.where(within, 1 / (found + 1), 0).mean()),
        *(float((found < depth).mean()) for depth in (1, 5, 10)),
    )


def measure(method: str, titles: TitleSet, linker: Linker, queries: Sequence[Query]) -> Measured:
    """Rank concepts and labels for every query; an alias stands for the preferred label of its concept."""
    own = len(titles.labels)
    ids = list(titles.ids)
    main = {label.key: ids[number] for number, label in reversed(list(enumerate(titles.labels)))}
    main |= {label.key: ids[number] for number, label in enumerate(titles.labels) if label.preferred}
    ids += [main.get(label.key, "") for label in linker.labels[own:]]
    by_concept: list[int | None] = []
    by_label: list[int | None] = []
    once: list[int | None] = []
    for start in range(0, len(queries), AT_ONCE):
        part = queries[start : start + AT_ONCE]
        scores = linker.scores([linker.index.words(query.text) for query in part])
        for query, row in zip(part, scores, strict=True):
            best = linker.ranked(row, DEEP)
            wanted = titles.concepts(query)
            by_concept.append(_first([linker.keys[number] in wanted for number in best]))
            once.append(_first([ids[number] in query.answers for number in best.values()]))
            order = np.argsort(-row, kind="stable")[: DEEP * 3]
            ranked = list(dict.fromkeys([ids[number] for number in order]))[:DEEP]
            by_label.append(_first([label in query.answers for label in ranked]))
    return Measured(method, len(queries), figures(by_concept), figures(by_label), figures(once))


def with_aliases(titles: TitleSet, aliases: Sequence[Query]) -> list[Label]:
    """Return the labels of a set and, after them, titles with known answers as further names of their concepts.

    They count as a concept's own name does: people do say them, which is not known of ESCO's other names.
    """
    known = {label.key for label in titles.labels}
    language = titles.labels[0].language if titles.labels else "nl"
    return [
        *titles.labels,
        *(
            Label(key, query.text, language, preferred=True)
            for query in aliases
            for key in sorted(titles.concepts(query) & known)
        ),
    ]


def _first(right: Sequence[bool]) -> int | None:
    """Return the place of the first right answer."""
    return next((place for place, good in enumerate(right) if good), None)
