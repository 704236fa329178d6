"""Finds schools and courses in a CV, with the level where the words tell it."""

import re
from collections.abc import Sequence
from datetime import date

from . import periods
from .draft import MOST_WORDS, School
from .lines import Line
from .titles import is_place

LEVELS = (  # the values of reference.choices.EducationLevel, the clearest words first
    (5, r"\bhbo\b|hogeschool|\bbachelor of (?:nursing|education|applied|business)|associate degree|\bhts\b|"
    r"\bheao\b|\bpabo\b|university of applied"),
    (6, r"\bwo\b|universit|\bmaster\b|\bmsc\b|\bbsc\b|\bma\b|\bba\b|\bphd\b|doctora|\bdrs\b|\bbachelor"),
    (4, r"\bmbo[ -]*(?:niveau|level|niv\.?)?[ -]*4|niveau[ -]*4|\bvwo\b|gymnasium|atheneum|\bmts\b|\bmeao\b|"
    r"level 4|a-levels?|baccalaur"),
    (3, r"\bmbo[ -]*(?:niveau|level|niv\.?)?[ -]*[23]|niveau[ -]*[23]|\bhavo\b|level [23]|high school|"
    r"secondary vocational|matura"),
    (2, r"\bvmbo\b|\bmavo\b|\blts\b|\blbo\b|\bvbo\b|\bmbo[ -]*(?:niveau|niv\.?)?[ -]*1|niveau[ -]*1|\blhno\b|"
    r"\bleao\b|huishoudschool|entree|secondary school|middelbare school"),
    (4, r"\bmbo\b|\broc\b|mbo-|vocational"),
    (1, r"basisschool|lagere school|primary school|basisonderwijs"),
)  # fmt: skip
CUES = re.compile(
    r"\b(?:mbo|hbo|wo|vmbo|mavo|havo|vwo|lts|mts|hts|meao|heao|roc|bachelor|master|msc|bsc|diploma|certificaat|"
    r"certificate|"
    r"cursus|course|training|opleiding|school|college|universit\w*|university|niveau|level|gymnasium|atheneum|degree|"
    r"studie|propedeuse|leerweg|inburgering\w*|staatsexamen|nt2|lyceum|academie|academy|institute)\b", re.I,
)  # fmt: skip
NOT_DONE = re.compile(
    r"niet (?:afgerond|afgemaakt|voltooid|behaald)|zonder diploma|geen diploma|gestopt|niet gehaald|"
    r"not (?:completed|finished)|"
    r"unfinished|dropped out|lopend|in progress|ongoing|afgebroken|no diploma|nog bezig|tot heden", re.I,
)  # fmt: skip
LABEL = re.compile(
    r"^(?:opleiding|school|diploma|instituut|periode|niveau|naam|plaats|jaar|degree|institution|years?|"
    r"richting)\s*:\s*",
    re.I,
)
HEAD_CELL = re.compile(
    r"^(?:periode|jaar|opleiding|school|instituut|diploma|niveau|plaats|van|tot|years?|degree|institution|education|"
    r"level|naam|behaald)$",
    re.I,
)


def level_of(text: str) -> int | None:
    """Return the level that the words tell, if they do."""
    plain = text.lower()
    return next((level for level, pattern in LEVELS if re.search(pattern, plain)), None)


def find(lines: Sequence[Line], today: date, *, courses: bool = False) -> list[School]:
    """Return the schools of one part of a CV; `courses` when the part is about courses, where each line is one."""
    groups: list[list[Line]] = []
    dated = [periods.find(line.text, today, single=True) for line in lines]
    if lines and sum(bool(HEAD_CELL.match(cell)) for cell in lines[0].cells) >= 2:
        lines, dated = lines[1:], dated[1:]
    below = bool(dated and dated[0] is None and any(dated))  # the year stands under the name
    each_line = courses or not any(dated)
    for number, line in enumerate(lines):
        has, names = dated[number] is not None, bool(CUES.search(line.text))
        held = any(periods.find(row.text, today, single=True) for row in groups[-1]) if groups else False
        starts = (
            not groups
            or (
                each_line and (not periods.is_mostly_period(line.text)) and (line.bullet or not line.text[:1].islower())
            )
            or (has and held)
            or (has and not below and not held and not line.bullet)
            or (not has and held and below and (line.gap or (names and not line.bullet and not groups[-1][-1].bold)))
            or (line.gap and names and not has)
        )
        if starts:
            groups.append([line])
        else:
            groups[-1].append(line)
    found = [_school(group, today) for group in groups]
    return [school for school in found if school is not None][:40]


def _school(group: list[Line], today: date) -> School | None:
    names: list[str] = []
    year: int | None = None
    going_on = False
    for line in group[:3]:
        text = LABEL.sub("", line.text)
        period = periods.find(text, today, single=True)
        if period is not None and year is None:
            going_on = period.end is None
            year = (period.end or period.begin).year if not going_on else None
            text = text[: period.start] + "\t" + text[period.stop :]
        for cell in text.split("\t"):
            part = LABEL.sub("", cell.strip()).strip(" ,;:|()–—-.")
            if any(letter.isalpha() for letter in part) and not is_place(part) and len(" ".join([*names, part])) < 120:
                names.append(part)
    words = "\n".join(line.text.replace("\t", "  ") for line in group[:4])
    name = ", ".join(names[:2])
    if not name or len(name) < 3:
        return None
    done = not going_on and not NOT_DONE.search(words)
    return School(name=name[:120], level=level_of(words), year=year, finished=done, words=words[:MOST_WORDS])
