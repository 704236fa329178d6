"""Periods as people write them in a CV: "mrt 2019 - heden", "09/2015 t/m 06/2018", "since 2020", "2016"."""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "febr": 2, "februari": 2, "february": 2, "mrt": 3, "maart": 3,
    "mar": 3, "march": 3, "mar.": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7,
    "juli": 7, "july": 7, "aug": 8, "augustus": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10,
    "oktober": 10, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
NAME = r"(?:" + "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True)) + r")\.?"
SEASON = r"(?:voorjaar|lente|zomer|najaar|herfst|winter|spring|summer|autumn|fall|begin|medio|eind|mid|early|late)"
YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
NOW = (
    r"(?:heden|nu|present|now|current|currently|today|ongoing|lopend|huidig|nog steeds|tot op heden|tot nu|tot nu toe|"
    r"op dit moment|to date|date)"
)
ONE = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|e)?[\s.-]+)?{NAME}[\s,./'’-]*(?:{YEAR}|(?<=['’])\d\d)"
    rf"|{NAME}\s+\d{{2}}(?!\d)"
    rf"|\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?{YEAR}"
    rf"|{YEAR}-(?:0[1-9]|1[0-2])-\d{{2}}"
    rf"|{YEAR}[-/.](?:0[1-9]|1[0-2])(?!\d)"
    rf"|(?:0?[1-9]|1[0-2])\s?[-/.]\s?{YEAR}"
    rf"|{SEASON}\s+{YEAR}"
    rf"|[Qq][1-4]\s+{YEAR}"
    rf"|{YEAR})"
)
SHORT = r"(?:(?:0?[1-9]|1[0-2])[-/.]\d{2}|['’]\d{2})"
BETWEEN = r"\s*(?:[-–—−→>]{1,2}|t/m|t\.?e\.?m\.?|tot en met|tot aan|tot|tm|to|until|till|through|thru|en|and|/|\t)\s*"
SINCE = r"(?:sinds|vanaf|since|from|per|as of|starting|seit)"
EDGE, END = r"(?<![\w/.,'’-])", r"(?![\w/])(?!-\d)(?!\.\d)"
I = re.IGNORECASE  # noqa: E741
RANGE = re.compile(rf"{EDGE}(?:van|from|between|tussen)?\s*(?P<a>{ONE}){BETWEEN}(?P<b>{ONE}|{NOW}){END}", I)
SHORT_RANGE = re.compile(rf"{EDGE}(?P<a>{SHORT}){BETWEEN}(?P<b>{SHORT}|{NOW}){END}", I)
HALF_YEAR = re.compile(rf"{EDGE}(?P<a>{YEAR})\s*[-–—/]\s*(?P<b>\d{{2}}){END}")
SAME_YEAR = re.compile(rf"{EDGE}(?P<a>{NAME}){BETWEEN}(?P<b>{NAME}\s*,?\s*{YEAR}){END}", I)
OPEN = re.compile(rf"{EDGE}{SINCE}\s+(?P<a>{ONE}){END}", I)
NOW_FIRST = re.compile(rf"{EDGE}(?P<b>{NOW}){BETWEEN}(?P<a>{ONE}){END}", I)
MONTHLY = rf"(?:(?:0?[1-9]|1[0-2])[-/.]{YEAR}|{YEAR}[-/.](?:0[1-9]|1[0-2]))"
SPACED = re.compile(rf"{EDGE}(?P<a>{MONTHLY})\s+(?P<b>{MONTHLY}|{NOW}){END}", I)  # two columns without a sign between
DANGLING = re.compile(rf"{EDGE}(?P<a>{ONE})\s*[-–—]+\s*(?=$|\t|[:|,(])", I)
SINGLE = re.compile(rf"{EDGE}(?P<a>{ONE}){END}", I)


@dataclass(frozen=True)
class Month:
    """A month, or a whole year when the month is not told."""

    year: int
    month: int | None = None

    def first(self) -> date:
        """Return the first day."""
        return date(self.year, self.month or 1, 1)


@dataclass(frozen=True)
class Period:
    """From when until when; no end means that it goes on. `start` and `stop` are its place in the text."""

    begin: Month
    end: Month | None
    start: int
    stop: int
    single: bool = False  # one date only


def _month(text: str, today: date) -> Month | None:
    text = text.strip().lower()
    numbers = re.findall(r"\d+", text)
    name = re.search(rf"(?<![a-z]){NAME}", text)
    if name is not None:
        month = MONTHS.get(name.group().rstrip("."))
        year = numbers[-1] if numbers else ""
        return _valid(_century(year, today), month)
    if re.match(r"q[1-4]", text):
        return _valid(int(numbers[-1]), int(text[1]) * 3 - 2)
    if len(numbers) == 3:
        year, month = (numbers[0], numbers[1]) if len(numbers[0]) == 4 else (numbers[2], numbers[1])
        return _valid(int(year), int(month))
    if len(numbers) == 2:
        year, month = (numbers[0], numbers[1]) if len(numbers[0]) == 4 else (numbers[1], numbers[0])
        return _valid(_century(year, today), int(month))
    return _valid(_century(numbers[0], today), None) if numbers else None


def _century(digits: str, today: date) -> int:
    number = int(digits) if digits else 0
    if len(digits) == 2:
        number += 2000 if number <= today.year % 100 + 1 else 1900
    return number


def _valid(year: int, month: int | None) -> Month | None:
    return Month(year, month) if 1950 <= year <= 2049 and (month is None or 1 <= month <= 12) else None


def find(text: str, today: date, *, single: bool = False) -> Period | None:
    """Return the first period in a text; with `single` also one date alone."""
    for pattern in (RANGE, NOW_FIRST, SAME_YEAR, SHORT_RANGE, SPACED, HALF_YEAR, OPEN, DANGLING):
        for match in pattern.finditer(text):
            found = _period(match, today, pattern)
            if found is not None:
                return found
    if single:
        for match in SINGLE.finditer(text):
            month = _month(match["a"], today)
            if month is not None and month.first() <= today:
                return Period(month, month, match.start(), match.end(), single=True)
    return None


def _period(match: re.Match[str], today: date, pattern: re.Pattern[str]) -> Period | None:
    groups = match.groupdict()
    end_text = groups.get("b")
    end = _month(end_text, today) if end_text and not re.fullmatch(NOW, end_text.strip(), I) else None
    if end_text and end is None and not re.fullmatch(NOW, end_text.strip(), I):
        return None
    begin = Month(end.year, MONTHS.get(match["a"].lower().rstrip("."))) if pattern is SAME_YEAR and end else None
    begin = begin or _month(match["a"], today)
    if pattern is HALF_YEAR and begin is not None:
        end = _valid(begin.year // 100 * 100 + int(match["b"]), None)
        if end is None or end.year < begin.year or end.year > today.year + 1:
            return None
    if (
        begin is None
        or begin.first() > today
        or (end is not None and end.first() < begin.first() and end.year < begin.year)
    ):
        return None
    if end is not None and (end.year, end.month or 12) < (begin.year, begin.month or 1):
        return None
    return Period(begin, end, match.start(), match.end())


def cut(text: str, period: Period) -> str:
    """Return a text without its period."""
    return " ".join(f"{text[: period.start]} {text[period.stop :]}".split())


NOISE = re.compile(
    r"[\s().,:;|–—-]+|\b\d+\s*(?:jaar|jaren|maanden|maand|years?|months?|yrs?|mos?|weken|mnd|jr)\b|\ben\b|\band\b", I
)


def is_mostly_period(text: str) -> bool:
    """Tell whether a text is a date or period and hardly anything else."""
    found = find(text, date(2049, 12, 31), single=True)
    return found is not None and not NOISE.sub("", text[: found.start] + text[found.stop :])
