"""Reads a set of titles with known answers: queries, annotations, labels, and which concept each label names."""

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .linker import Label

_LANGUAGE = re.compile(r"_([a-z]{2})_\d+$")
MAIN = "_000"  # ends the id of a concept's preferred label


class BadSet(Exception):
    """A title set cannot be read; the text says which file and why."""


@dataclass(frozen=True, slots=True)
class Query:
    """A title with the ids of the labels that are right answers."""

    key: str
    text: str
    answers: frozenset[str]


@dataclass(frozen=True)
class TitleSet:
    """Titles to understand, and the labels among which the answer stands."""

    name: str
    queries: tuple[Query, ...]
    ids: tuple[str, ...]  # of the labels, in the order of `labels`
    labels: tuple[Label, ...]
    concept_of: dict[str, str]  # label id to concept

    def concepts(self, query: Query) -> frozenset[str]:
        """Return the concepts that are right answers."""
        return frozenset(self.concept_of[answer] for answer in query.answers if answer in self.concept_of)


def read_titles(folder: Path, corpus: Path | None = None) -> TitleSet:
    """Read the four files of a title set; the corpus may stand in another folder."""
    place = corpus or folder
    concept_of = {row[0]: row[1] for row in _rows(place, "concept_mapping")}
    texts = [(row[0], row[1]) for row in _rows(place, "corpus_elements")]
    found = _LANGUAGE.search(texts[0][0]) if texts else None
    language = found.group(1) if found else "nl"
    missing = [key for key, _text in texts if key not in concept_of]
    if missing:
        raise BadSet(f"{place}: {len(missing)} labels have no concept, the first is {missing[0]}")
    labels = tuple(Label(concept_of[key], text, language, key.endswith(MAIN)) for key, text in texts)
    return TitleSet(folder.name, read_queries(folder), tuple(key for key, _text in texts), labels, concept_of)


def read_queries(folder: Path) -> tuple[Query, ...]:
    """Read only titles and their answers."""
    answers: dict[str, set[str]] = {}
    for row in _rows(folder, "annotations"):
        if len(row) > 3 and row[3].strip() != "0":
            answers.setdefault(row[0], set()).add(row[2])
    rows = [(row[0], row[1]) for row in _rows(folder, "queries")]
    return tuple(Query(key, text, frozenset(answers.get(key, ()))) for key, text in rows)


def _rows(folder: Path, name: str) -> Iterator[list[str]]:
    """Yield the rows of one of the files, packed or not."""
    for path in (folder / f"{name}.tsv", folder / f"{name}.tsv.gz"):
        if path.exists():
            yield from rows_of(path)
            return
    raise BadSet(f"{folder / name}.tsv or .tsv.gz is not there")


def rows_of(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file with tabs, packed or not; rows of one cell are passed over."""
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for row in csv.reader(content.decode("utf-8-sig").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) > 1:
            yield row
