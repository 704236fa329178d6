"""Reads what the linker learns from: official ESCO tables in any language, and lists of labels with their concepts."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..linking.titlesets import BadSet, rows_of
from ..linking.training import Kind, Text
from .esco import EscoTable, recognise
from .tables import Line, read_tables

_NAMES = re.compile(r"\n| \| ")
_SENTENCES = re.compile(r"(?<=[.;])\s+")
_LIST = re.compile(r"\.(corpus|concepts)\.tsv(?:\.gz)?$")
_KINDS = {"occupations": "occupation", "isco_groups": "occupation", "skills": "skill"}
_LANGUAGE = re.compile(r"(?:^|_)([a-z]{2})(?=_|\.)")
SHORTEST_SENTENCE = 15


def read_texts(paths: Sequence[Path]) -> tuple[list[Text], list[Text]]:
    """Return texts of occupations and of skills, each with what it asks or who asks it.

    Lists of labels come as a pair X.corpus.tsv and X.concepts.tsv.
    """
    occupations: list[Text] = []
    skills: list[Text] = []
    asked: list[tuple[str, str]] = []
    for path in paths:
        if _LIST.search(path.name):
            if ".corpus." in path.name:
                occupations += _list(path)
            continue
        for table in read_tables(path):
            esco = recognise(table)
            if esco is None:
                continue
            if esco.kind in _KINDS:
                (skills if _KINDS[esco.kind] == "skill" else occupations).extend(_concepts(esco))
            elif esco.kind == "labels":
                skills += [Text(row["concepturi"], row[f"label_{esco.language}"], esco.language) for row in _rows(esco)]
            elif esco.kind == "occupation_skills":
                asked += [
                    (row["occupationuri"], row["skilluri"]) for row in _rows(esco) if row["relationtype"] == "essential"
                ]
    asking = [(skill, occupation) for occupation, skill in asked]
    return [*occupations, *_parts(asked, skills)], [*skills, *_parts(asking, occupations)]


def _rows(esco: EscoTable) -> Iterator[dict[str, str]]:
    names = [name.lower() for name in esco.table.header]
    lines: Iterator[Line] = esco.table.lines()
    for line in lines:
        yield dict(zip(names, (cell.strip() for cell in line.cells), strict=False))


def _concepts(esco: EscoTable) -> Iterator[Text]:
    """Yield the names and the sentences of the description of each concept."""
    for row in _rows(esco):
        key = row["concepturi"]
        yield Text(key, row["preferredlabel"], esco.language)
        for name in _NAMES.split(row.get("altlabels", "")):
            if name.strip():
                yield Text(key, name.strip(), esco.language)
        if esco.kind != "isco_groups":
            for sentence in _SENTENCES.split(row.get("description", "")):
                if len(sentence) > SHORTEST_SENTENCE:
                    yield Text(key, sentence, esco.language, Kind.DESCRIPTION)


def _parts(pairs: Sequence[tuple[str, str]], others: Sequence[Text]) -> Iterator[Text]:
    """Yield for each concept what it is paired with, by the first Dutch name where there is one, else the English."""
    names: dict[str, Text] = {}
    for text in others:
        if text.kind is Kind.LABEL and text.language in {"nl", "en"}:
            held = names.get(text.key)
            if held is None or (text.language, held.language) == ("nl", "en"):
                names[text.key] = text
    for concept, other in pairs:
        if other in names:
            yield Text(concept, names[other].text, names[other].language, Kind.PART)


def _list(path: Path) -> Iterator[Text]:
    """Yield the labels of a list, each with the concept that the file beside it names."""
    other = path.with_name(path.name.replace(".corpus.", ".concepts."))
    if not other.exists():
        raise BadSet(f"{other.name} is not beside {path.name}")
    concept_of = {row[0]: row[1] for row in rows_of(other)}
    found = _LANGUAGE.findall(path.name.split(".")[0] + ".")
    language = found[-1] if found else ""
    for key, text, *_rest in rows_of(path):
        if key in concept_of:
            yield Text(concept_of[key], text, language)
