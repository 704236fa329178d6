"""Periods as people write them in a CV: "mrt 2019 - heden", "09/2015 t/m 06/2018", "since 2020", "zomer 2016"."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = {
    "jan": 1, "januari": 1, "january": 1, "feb": 2, "febr": 2, "februari": 2, "february": 2, "mrt": 3, "maart": 3,
    "mar": 3, "march": 3, "apr": 4, "april": 4, "mei": 5, "may": 5, "jun": 6, "juni": 6, "june": 6, "jul": 7,
    "juli": 7, "july": 7, "aug": 8, "augustus": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "okt": 10,
    "oktober": 10, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
I = re.IGNORECASE  # noqa: E741
NAME = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
MARK = r"['’‘`´]"
NUMBER = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
# What may stand before a date and says nothing that a month does not say: "begin maart 2019", "zomerseizoen 2022".
PART = (
    r"(?:(?:begin|medio|midden|half|eind|einde|mid|early|late|end of|ca\.?|circa|approx\.?|"
    r"(?:het |the )?(?:voorjaar|lente|zomer|najaar|herfst|winter|spring|summer|autumn|fall)(?:\s?seizoen|\s?vakantie|"
    r" season)?|"
    r"(?:school|studie|college)jaar|academic year|school year|seizoen|season|jaar|year)(?:\s+(?:van|of))?[\s-]+)"
)
NOW = (
    r"(?:(?:op |tot op |tot )?heden(?: toe)?|(?:tot )?nu(?: toe)?|(?:the )?present(?: day)?|(?:until |till )?now|"
    r"current(?:ly)?|today|to ?date|date|ongoing|lopende?|doorlopend|huidige?|vandaag|nog steeds|still(?: there)?|"
    r"(?:op )?dit moment|op dit ogenblik|dato|onbepaald|∞)"
)
ONE = (
    rf"(?:{PART}?(?:{DAY}(?:st|nd|rd|th|e)?[\s.-]+)?(?:of )?{NAME}[\s,./-]*(?:of |van )?(?:{YEAR}|{MARK}\d\d)"
    rf"|{NAME}[\s-]?\d{{2}}(?![\d:])"
    rf"|{YEAR}[\s,-]+{NAME}"
    rf"|{DAY}\s?[-/.]\s?{NUMBER}\s?[-/.]\s?(?:{YEAR}|{MARK}?\d\d(?!\d))"
    rf"|{YEAR}[-/.]{NUMBER}[-/.]{DAY}(?!\d)"
    rf"|{YEAR}[-/.](?:0[1-9]|1[0-2])(?!\d)"
    rf"|{NUMBER}\s?[-/.]\s?(?:{YEAR}|{MARK}\d\d)"
    rf"|q[1-4][\s-]*{YEAR}|[1-4]e kwartaal(?: van)? {YEAR}"
    rf"|{PART}?(?:{YEAR}|{MARK}\d\d))"
)
SHORT = rf"(?:{NUMBER}[-/.]{MARK}?\d{{2}})"
DASH = r"(?:[-–—−‐‑~]+|->|→|>+|\.\.+)"
WORD = r"(?:t/m|t\.?e\.?m\.?|tm|tot en met|tot aan|tot|to|until|till|til|through|thru|up to)"
BETWEEN = rf"\s*(?:{DASH}|{WORD}(?![a-z])|[/\t])\s*(?:{WORD}\s+)?"
FROM = r"(?:van|vanaf|from|sinds|since|per)"
SINCE = r"(?:sinds|vanaf|since|from|per|as of|as from|starting|start|gestart|begonnen|in dienst sinds)"
EDGE, END = r"(?<![\w/.,'’-])(?<!\d:)", r"(?![\w/%])(?!-\d)(?!\.\d)(?!,\d)"


def _re(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, I)


RANGE = _re(rf"{EDGE}(?:{FROM}\s*:?\s+)?(?P<a>{ONE}){BETWEEN}(?P<b>{ONE}|{NOW}){END}")
AND = _re(rf"{EDGE}(?:tussen|between|van|from)\s+(?P<a>{ONE})\s+(?:en|and)\s+(?P<b>{ONE}|{NOW}){END}")
SHORT_RANGE = _re(rf"{EDGE}(?P<a>{SHORT}){BETWEEN}(?P<b>{SHORT}|{NOW}){END}")
HALF_YEAR = _re(rf"{EDGE}{PART}?(?P<a>{YEAR})\s*[-–—−/]\s*(?P<b>\d{{2}}){END}")
SAME_YEAR = _re(
    rf"{EDGE}(?:{FROM}\s+)?(?P<a>(?:{DAY}\s+)?{NAME})(?:{BETWEEN}|\s+(?:en|and)\s+)"
    rf"(?P<b>(?:{DAY}\s+)?{NAME}[\s,]*(?:{YEAR}|{MARK}\d\d)){END}"
)
SAME_NUMBERS = _re(rf"{EDGE}(?P<a>{NUMBER})\s*(?:t/m|tot en met|–|—)\s*(?P<b>{NUMBER}[-/.]{YEAR}){END}")
OPEN = _re(rf"{EDGE}{SINCE}\s*:?\s+(?P<a>{ONE}){END}")
NOW_FIRST = _re(rf"{EDGE}(?P<b>{NOW}){BETWEEN}(?P<a>{ONE}){END}")
MONTHLY = rf"(?:{NUMBER}[-/.]{YEAR}|{YEAR}[-/.](?:0[1-9]|1[0-2]))"
SPACED = _re(rf"{EDGE}(?P<a>{MONTHLY})\s+(?P<b>{MONTHLY}|{NOW}){END}")  # two columns without a sign between
AND_NOW = _re(rf"{EDGE}(?P<a>{ONE})\s+(?P<b>{NOW})(?=$|[\t|,;:()\]]){END}")
TWO = _re(rf"^(?P<a>{ONE})\s+(?P<b>{ONE}|{NOW})$")  # the begin above the end, without a sign between
DANGLING = _re(rf"{EDGE}(?P<a>{ONE})\s*(?:{DASH}|\+|…)\s*(?:…|\.\.\.)?\s*(?=$|[\t:|,(\])])")
SINGLE = _re(rf"{EDGE}(?P<a>{ONE}|{SHORT}){END}")
ORDER = (
    RANGE, NOW_FIRST, AND, SAME_YEAR, SAME_NUMBERS, SHORT_RANGE, SPACED, AND_NOW, HALF_YEAR, TWO, OPEN, DANGLING,
)  # fmt: skip
YEAR_ALONE = _re(rf"{YEAR}|{NOW}")
DATED = _re(rf"(?:{NAME}|\d[-/.]?)\s*$")
IS_NOW = _re(NOW)
IS_NAME = _re(rf"(?<![a-z]){NAME}")


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
    if not numbers:
        return None
    name = IS_NAME.search(text)
    whole = next((number for number in numbers if len(number) == 4), numbers[-1])
    if name is not None:
        return _valid(_century(whole, today), MONTHS[name.group().rstrip(".")])
    if re.match(r"q[1-4]|[1-4]e kwartaal", text):
        return _valid(int(whole), int(re.findall(r"[1-4]", text)[0]) * 3 - 2)
    if len(numbers) == 3:
        return _valid(_century(numbers[0] if len(numbers[0]) == 4 else numbers[2], today), int(numbers[1]))
    if len(numbers) == 2:
        year, month = (numbers[0], numbers[1]) if len(numbers[0]) == 4 else (numbers[1], numbers[0])
        return _valid(_century(year, today), int(month))
    return _valid(_century(numbers[0], today), None)


def _century(digits: str, today: date) -> int:
    number = int(digits)
    if len(digits) == 2:
        number += 2000 if number <= today.year % 100 + 1 else 1900
    return number


def _valid(year: int, month: int | None) -> Month | None:
    return Month(year, month) if 1950 <= year <= 2049 and (month is None or 1 <= month <= 12) else None


@lru_cache(maxsize=4096)
def find(text: str, today: date, *, single: bool = False) -> Period | None:
    """Return the first period in a text; with `single` also one date alone."""
    if not any(letter.isdigit() for letter in text):
        return None
    for pattern in ORDER:
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
    end_text = (groups.get("b") or "").strip()
    going_on = not end_text or IS_NOW.fullmatch(end_text) is not None
    begin: Month | None
    if pattern is HALF_YEAR:
        if DATED.search(match.string[: match.start()]):
            return None  # "1 maart 2022 - 28", and "maart 2024" on the line below
        begin = _month(match["a"], today)
        end = _valid(begin.year // 100 * 100 + int(end_text), None) if begin else None
        if begin is None or end is None or not begin.year < end.year <= min(today.year + 1, begin.year + 20):
            return None
    else:
        end = None if going_on else _month(end_text, today)
        if end is None and not going_on:
            return None
        if end is not None and pattern is SAME_YEAR:
            name = IS_NAME.search(match["a"].lower())
            begin = _valid(end.year, MONTHS[name.group().rstrip(".")]) if name else None
        elif end is not None and pattern is SAME_NUMBERS:
            begin = _valid(end.year, int(match["a"]))
        else:
            begin = _month(match["a"], today)
    if begin is None or begin.first() > today or (pattern is TWO and not begin.month):
        return None
    if end is not None and (end.year, end.month or 12) < (begin.year, begin.month or 1):
        return None
    return Period(begin, end, match.start(), match.end())


def cut(text: str, period: Period) -> str:
    """Return a text without its period."""
    return " ".join(f"{text[: period.start]} {text[period.stop :]}".split())


UNIT = r"(?:jaar|jaren|jr|j|maanden|maand|mnd|weken|wk|dagen|years?|yrs?|months?|mos?|weeks?|days?)"
LASTS = (
    rf"(?:(?:ca\.?|circa|ruim|bijna|about|almost|over|nearly|totaal|total|duur|duration)\s*:?\s*)?"
    rf"(?:(?:\d+(?:[.,]\d+)?[½¼¾]?|[½¼¾]|een|één|anderhalf|twee|drie|vier|vijf|one|two|three|four|five)\s*{UNIT}\b\.?"
    rf"(?:\s*(?:,|en|and|&)?\s*)?)+"
)
LENGTH = _re(LASTS)  # how long it took: "2 jaar en 3 maanden", "(5 yrs 2 mos)"
NOISE = _re(rf"{LASTS}|[\s().,:;|–—\[\]*·•-]+|\ben\b|\band\b")


LAST_DAY = date(2049, 12, 31)  # by then every date that is read has come


def _is_all(text: str, found: Period | None) -> bool:
    """Tell whether hardly anything stands beside what was found in a text."""
    return found is not None and not NOISE.sub("", text[: found.start] + text[found.stop :])


def is_mostly_period(text: str) -> bool:
    """Tell whether a text is a date or period and hardly anything else."""
    return _is_all(text, find(text, LAST_DAY, single=True))


UNFINISHED = _re(rf"(?:{DASH}|{WORD}|{NAME}|/)\s*$")  # how a period ends that goes on below


def is_whole_range(text: str) -> bool:
    """Tell whether a text is a begin and an end, and nothing else."""
    return not text.rstrip().endswith(("-", "–", "—")) and _is_all(text, find(text, LAST_DAY))


FRAGMENT = _re(
    rf"(?:\s|{NAME}|\d{{1,4}}(?!\d)(?:st|nd|rd|th|e)?|{DASH}|{WORD}(?![a-z])|{NOW}(?![a-z])|{SINCE}(?![a-z])|{FROM}(?![a-z])|"
    rf"{LASTS}|{UNIT}(?![a-z])|{MARK}|[/.,()\[\]])+"
)


def is_fragment(text: str) -> bool:
    """Tell whether a text can be a piece of a period: nothing but days, months, years and what stands between."""
    return len(text) <= 60 and FRAGMENT.fullmatch(text) is not None


def dated(text: str) -> bool:
    """Tell whether a text holds a figure or the name of a month."""
    return any(map(str.isdigit, text)) or IS_NAME.search(text.lower()) is not None


def begins(text: str) -> bool:
    """Tell whether a text can be the first piece of a period, that goes on below it."""
    return dated(text) and is_fragment(text) and not is_whole_range(text)


def together(first: str, second: str) -> str:
    """Put two pieces of a text together; "06-" and "2020" below it were one word."""
    return f"{first}{'' if re.search(r'[0-9]-$', first) else ' '}{second}".strip()


def dashed(text: str) -> str:
    """Return a begin and an end without a sign between with a dash, so that they are known amid other words."""
    match = TWO.match(text)
    return f"{match['a']} – {match['b']}" if match else text


def goes_over(first: str, second: str) -> bool:
    """Tell whether a period begins in the one text and ends in the other."""
    both = find(together(first, second), LAST_DAY)
    return both is not None and both.start < len(first) - 1 and both.stop > len(first) + 1


def has_range(text: str) -> bool:
    """Tell whether a text holds a begin and an end."""
    return find(text, LAST_DAY) is not None
