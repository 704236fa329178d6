"""Headings of a CV, in Dutch and English, and which part of the CV they begin."""

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from . import periods
from .lines import Line
from .titles import title_score

WORK, SCHOOL, COURSE, LANGUAGE, SKILL, LICENCE, PERSONAL, PROJECT, OTHER = (
    "work", "school", "course", "language", "skill", "licence", "personal", "project", "other",
)  # fmt: skip

WORDS = Path(__file__).resolve().parents[2] / "words"
MARKS = re.compile(r"[^a-z0-9 ]+")


@cache
def _lexicon() -> dict[str, str]:
    return {row["heading"]: row["part"] for row in _rows("cv_headings")}


@cache
def _words() -> dict[str, str]:
    """Return the words of headings in somebody's own words, each with its part; small words have none."""
    return {row["word"]: row["part"] for row in reversed(_rows("cv_heading_words"))}


def _rows(name: str) -> list[dict[str, str]]:
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plain(text: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    folded = folded.replace("&", " en ").replace("/", " en ").replace("+", " en ")
    return " ".join(MARKS.sub(" ", folded).split())


@cache
def section_of(text: str) -> str:
    """Return which part of a CV a text begins, or an empty string when it is no heading."""
    if len(text) > 60 or not any(letter.isalpha() for letter in text):
        return ""
    plain = re.sub(r"^(?:[0-9]{1,2}|[ivx]{1,4}) ", "", _plain(text))
    lexicon = _lexicon()
    for form in (plain, plain.replace(" en ", " and "), plain.replace(" and ", " en "), plain.replace(" ", "")):
        if form in lexicon:
            return lexicon[form]
    for word in (" en ", " and "):
        first, _, rest = plain.partition(word)
        if rest and first in lexicon and rest in lexicon:
            return lexicon[first]
    return ""


@cache
def in_own_words(text: str) -> str:
    """Return which part of a CV a heading begins that is not in the lists, by its words."""
    words = _plain(text).split()
    if not 1 < len(words) <= 7 or any(letter.isdigit() for letter in text):
        return ""
    known = _words()
    if not all(word in known for word in words):
        return ""
    return next((known[word] for word in words if known[word]), "")


def split(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    """Cut a CV at its headings; what stands before the first, or below one that nobody knows, has no kind."""
    forms = _forms_of_headings(lines)
    parts: list[tuple[str, list[Line]]] = [("", [])]
    for number, line in enumerate(lines):
        kind, rest = _begins(line)
        if (
            kind
            and (rest is None or len(line.cells) > 1)
            and forms
            and not (line.gap or line.bold or line.head)
            and _form(line) not in forms
        ):
            kind = ""  # "Vervoer" in the midst of a text that looks unlike the headings
        if kind:
            before = parts[-1][0]
            parts.append((kind, []))
            if rest is not None:
                parts[-1][1].append(rest)
                if before == WORK and not line.gap:  # "Skills: SQL" within a job: the work goes on below it
                    parts.append((before, []))
        elif _form(line) in forms and _may_be_heading(line):
            kind = by_its_words(line.text)
            if kind or not _begins_a_job(lines[number + 1 : number + 4]):
                parts.append((kind, []))
            else:
                parts[-1][1].append(line)
        else:
            if line.fresh:
                parts.append(("", []))
            parts[-1][1].append(line)
    return [part for part in parts if part[1]]


def _form(line: Line) -> tuple[bool, bool, float, bool]:
    letters = [letter for letter in line.text if letter.isalpha()]
    return line.bold, line.head, round(line.size, 1), bool(letters) and all(letter.isupper() for letter in letters)


def _forms_of_headings(lines: list[Line]) -> set[tuple[bool, bool, float, bool]]:
    """Return how headings look in this CV, when they look like nothing else: headings nobody knows look so too."""
    known = Counter(_form(line) for line in lines if len(line.cells) == 1 and not line.bullet and _begins(line)[0])
    every = Counter(_form(line) for line in lines)
    alone = {form for form, times in known.items() if times >= 2 and every[form] <= 2 * times + 1}
    return {(bold, head, size, upper) for bold, head, size, upper in alone if bold or head or upper}


def _may_be_heading(line: Line) -> bool:
    text = line.text.strip()
    return (
        len(line.cells) == 1 and not line.bullet and len(text.split()) <= 7 and not any(map(str.isdigit, text))
        and not text.endswith((".", ",")) and ":" not in text[:-1] and title_score(text) < 2
    )  # fmt: skip


def _begins_a_job(below: list[Line]) -> bool:
    """Tell whether a period stands close below, alone or with a title: then this names a job or an employer."""
    for line in below:
        if periods.find(line.text, date.max) is not None:
            alone = periods.is_mostly_period(line.text.partition(":")[2] or line.text)
            return alone or any(title_score(part) >= 2 for row in below for part in row.text.split("\t"))
    return False


@cache
def by_its_words(text: str) -> str:
    """Return what a heading begins that looks like one: misspelt, or by one of its words."""
    plain = _plain(text)
    if (near := get_close_matches(plain, _lexicon(), n=1, cutoff=0.86)) and len(plain) > 6:
        return _lexicon()[near[0]]
    parts = [_words().get(word, "") for word in plain.split()]
    return next((part for part in (WORK, SCHOOL, COURSE, LANGUAGE, LICENCE, OTHER) if part in parts), "")


def _begins(line: Line) -> tuple[str, Line | None]:
    """Return the part that a line begins, with what follows on the same line."""
    text = line.text.strip()
    whole = section_of(text.replace("\t", " "))
    if not whole and len(line.cells) == 1 and (line.bold or line.head or line.gap) and not text.endswith((".", ",")):
        whole = in_own_words(text)
    if whole and not line.bullet:
        return whole, None
    if line.bullet:
        return "", None
    if len(line.cells) > 1 and (kind := section_of(line.cells[0])):
        rest = Line(line.cells[1:], bold=line.bold, size=line.size, gap=True)
        return kind, rest
    before, colon, after = text.partition(":")
    if colon and after.strip() and (kind := section_of(before)) and kind in {LANGUAGE, LICENCE, SKILL}:
        return kind, Line([after], gap=True)
    return "", None
