"""From the text of an advert to a draft of a vacancy: hours, pay, place, contract and papers, each with its words.

Pure rules on text. The occupation and the skills come from the vocabulary, see queries.read_advert.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence

from .choices import Contract

WORDING = Path(__file__).parent / "words" / "wording.csv"
WEEKS = 13 / 3  # in a month, as in Wet minimumloon art. 12: a month is a third of a quarter of thirteen weeks
HOUR_PAY = 60  # euros: below this an amount in a sentence about pay is by the hour


@dataclass(frozen=True)
class Told:
    """Something that the text tells about one field of the form, and the words that tell it."""

    field: str
    value: Any
    words: str


@dataclass(frozen=True)
class Wording:
    """Words that may shut people out without need: why, what to write instead, and the source."""

    words: str
    start: int
    why: Mapping[str, str]  # by language
    instead: Mapping[str, str]
    source: str


HOURS = re.compile(
    r"(?P<low>\d{1,2})(?:\s*(?:-|–|tot|à|a|/|of|to)\s*(?P<high>\d{1,2}))?\s*(?:uur|uren|u\b|hours|hrs)"
    r"(?!\s*(?:'s|per dag|geleden|'s nachts|ochtends|middags))(?P<per>\s*(?:per week|p/?w|/\s*week|in de week|"
    r"a week|per maand))?",
    re.I,
)
CLOCK = re.compile(r"(?:van|vanaf|tussen|om|tot|from|until)\s*$", re.I)
MONEY = re.compile(
    r"(?:€|eur(?:o)?)\s*(?P<low>\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?P<lowc>\d{2}|-+))?"
    r"(?:\s*(?:-|–|tot|en|to|t/m)\s*(?:maximaal\s*)?(?:€|eur(?:o)?)?\s*(?P<high>\d{1,3}(?:[. ]\d{3})+|"
    r"\d+)(?:,(?P<highc>\d{2}|-+))?)?",
    re.I,
)
PER_HOUR = re.compile(r"per uur|p/?u\b|/\s*uur|uurloon|an hour|per hour", re.I)
PER_YEAR = re.compile(r"per jaar|p/?j\b|/\s*jaar|jaarsalaris|a year|per annum", re.I)
PAY_AROUND = re.compile(r"salaris|loon|bruto|verdien|per maand|per uur|beloning|salary|gross|pay|wage", re.I)
POSTCODE = re.compile(r"\b[1-9]\d{3}\s?[A-Z]{2}\b")
CONTRACTS: tuple[tuple[str, str], ...] = (
    (Contract.LEARNING, r"\bbbl\b|leerbaan|leer-?werk\w*"),
    (Contract.AGENCY, r"uitzend\w*|detachering"),
    (Contract.PERMANENT, r"vast (?:contract|dienstverband)|onbepaalde tijd|vaste aanstelling|permanent contract"),
    (Contract.FIXED_TERM, r"tijdelijk\w*|(?<!on)bepaalde tijd|jaarcontract|(?:7|zeven) maanden|fixed[- ]term"),
)
LICENCES: tuple[tuple[str, str], ...] = (
    ("forklift", r"heftruck(?:certificaat|diploma|rijbewijs)|forklift (?:licen[cs]e|certificate)"),
    ("vca", r"\bVCA\b"),
    ("big", r"BIG[- ](?:registratie|geregistreerd)"),
    ("security", r"beveiligingspas|grijze pas"),
    ("code95", r"code ?95"),
    ("haccp", r"\bHACCP\b"),
    ("vog", r"\bVOG\b|verklaring omtrent (?:het )?gedrag"),
    ("CE", r"rijbewijs\s*(?:categorie\s*)?CE\b"),
    ("C", r"rijbewijs\s*(?:categorie\s*)?C\b"),
    ("D", r"rijbewijs\s*(?:categorie\s*)?D\b"),
    ("AM", r"rijbewijs\s*(?:categorie\s*)?AM\b"),
    ("B", r"rijbewijs(?:\s*(?:categorie\s*)?BE?\b)?(?!\s*(?:categorie\s*)?(?:C|CE|D|AM)\b)|driving licen[cs]e"),
)
NICE = re.compile(
    r"\b(?:pre|een plus|is mooi|is fijn|mooi meegenomen|niet verplicht|geen vereiste|"
    r"nice to have)\b",
    re.I,
)
DUTCH: tuple[tuple[int, str], ...] = (
    (5, r"uitstekende? (?:beheersing|kennis) van (?:de )?nederlands|\bC1\b"),
    (
        4,
        r"goede? (?:beheersing|kennis) van (?:de )?nederlands|nederlands (?:op )?(?:niveau )?B2|goed nederlands|"
        r"vloeiend nederlands",
    ),
    (
        3,
        r"nederlands (?:op )?(?:niveau )?B1|redelijk nederlands|(?:spreekt|spreek je|"
        r"beheers\w*) (?:de )?nederlands\w*",
    ),
    (2, r"basis(?:kennis)? (?:van )?(?:het )?nederlands|nederlands (?:op )?(?:niveau )?A2|beetje nederlands"),
)
EDUCATION: tuple[tuple[int, str], ...] = (
    (6, r"\bwo[- ]|universitair|\bwo\b"),
    (5, r"\bhbo\b|bachelor"),
    (4, r"\bmbo[- ]*(?:niveau)?[- ]*(?:3/)?4\b|niveau 4|\bmbo\b(?![- ]*(?:niveau)?[- ]*[123])|\bvwo\b"),
    (3, r"\bmbo[- ]*(?:niveau)?[- ]*[23]\b|niveau [23]\b|\bhavo\b"),
    (2, r"\bvmbo\b|\bmbo[- ]*(?:niveau)?[- ]*1\b|\bmavo\b"),
)
IRREGULAR = re.compile(
    r"weekend\w*|avonddienst\w*|nachtdienst\w*|ploegendienst\w*|in de avond|'s avonds|"
    r"'s nachts|onregelmatig\w*|wisseldienst\w*|shift",
    re.I,
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\d.,€])(?:\+31|0031|0)[ -]?(?:\(0\))?[ -]?[1-9](?:[ -]?\d){7,8}(?!\d)")
SENTENCE = re.compile(r"[^.!?\n;•]+(?:\.(?=\d)[^.!?\n;•]*)*")


def read(text: str) -> list[Told]:
    """Return what a text tells, at most one value per field."""
    found: dict[str, Told] = {}
    for told in (
        *_title(text),
        *_hours(text),
        *_pay(text),
        *_where(text),
        *_terms(text),
        *_needs(text),
        *_contact(text),
    ):
        found.setdefault(told.field, told)
    return list(found.values())


def _line(text: str, start: int, end: int) -> str:
    """Return the sentence around a place, as the words that tell something."""
    for match in SENTENCE.finditer(text):
        if match.start() <= start < match.end():
            return " ".join(match.group().split())[:160]
    return text[start:end]


def _title(text: str) -> Iterator[Told]:
    for row in text.splitlines():
        words = re.sub(
            r"^(?:vacature|functie|gezocht|wij zoeken(?: een)?|"
            r"job title)\s*:?\s*",
            "",
            row.strip(),
            flags=re.I,
        )
        if 3 <= len(words) <= 100 and len(words.split()) <= 10 and not words.endswith("."):
            yield Told("title", words.strip(" :!*#"), row.strip())
            return
        if words:
            break
    match = re.search(
        r"(?:zoek(?:en|t)?|gezocht)(?: wij| we)?(?: per direct)?(?: naar)? (?:een |enkele |"
        r"twee )?(?:\w+e )?(?P<title>[a-z][\w/-]{3,40}(?: \w+)?)",
        text,
        re.I,
    )
    if match:
        yield Told("title", match["title"][:1].upper() + match["title"][1:], _line(text, match.start(), match.end()))


def _hours(text: str) -> Iterator[Told]:
    best: tuple[int, int, int, str] | None = None
    for match in HOURS.finditer(text):
        low, high = int(match["low"]), int(match["high"] or match["low"])
        if low > high or not 1 <= high <= 48 or CLOCK.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        sure = 2 if match["per"] and "maand" not in match["per"] else 1 if high >= 8 else 0
        if sure and (best is None or sure > best[0]):
            best = sure, low, high, _line(text, match.start(), match.end())
    if best is not None:
        yield Told("hours_min", best[1], best[3])
        yield Told("hours_max", best[2], best[3])
    elif whole := re.search(r"\bfull-?time\b|\bvoltijd\b", text, re.I):
        yield Told("hours_min", 36, _line(text, *whole.span()))
        yield Told("hours_max", 40, _line(text, *whole.span()))


def _amount(digits: str, cents: str | None) -> float:
    return float(re.sub(r"[. ]", "", digits)) + (int(cents) / 100 if cents and cents.isdigit() else 0)


def _pay(text: str) -> Iterator[Told]:
    for match in MONEY.finditer(text):
        words = _line(text, match.start(), match.end())
        low = _amount(match["low"], match["lowc"])
        high = _amount(match["high"], match["highc"]) if match["high"] else low
        if not PAY_AROUND.search(words) or high < low:
            continue
        if PER_HOUR.search(words) or high < HOUR_PAY:
            low, high = low * 38 * WEEKS, high * 38 * WEEKS  # a full week of 38 hours, the middle of what is usual
        elif PER_YEAR.search(words) or low > 15_000:
            low, high = low / 12, high / 12
        if 500 <= low <= high <= 20_000:
            yield Told("pay_min", round(low), words)
            yield Told("pay_max", round(high), words)
            return


def _where(text: str) -> Iterator[Told]:
    if match := POSTCODE.search(text):
        yield Told("postcode", match.group(), _line(text, match.start(), match.end()))
    if match := re.search(
        r"(?:standplaats|locatie|werklocatie|plaats|"
        r"location)\s*:\s*(?P<place>[A-Z][\w' -]{2,40})",
        text,
    ):
        yield Told("place", match["place"].strip(), _line(text, match.start(), match.end()))


def _terms(text: str) -> Iterator[Told]:
    for code, pattern in CONTRACTS:
        if match := re.search(pattern, text, re.I):
            yield Told("contract", code, _line(text, match.start(), match.end()))
            break
    if match := IRREGULAR.search(text):
        words = _line(text, match.start(), match.end())
        if not re.search(r"\bgeen\b|\bniet\b|\bvrij\b|\bno\b", words, re.I):
            yield Told("irregular_hours", True, words)


def _needs(text: str) -> Iterator[Told]:
    held: list[str] = []
    words: list[str] = []
    for code, pattern in LICENCES:
        for match in re.finditer(pattern, text, re.I if code != "vca" else 0):
            line = _line(text, match.start(), match.end())
            if not NICE.search(line) and not re.search(r"\bgeen\b", line, re.I):
                held.append(code)
                words.append(line)
                break
    if held:
        yield Told("licences", held, " / ".join(dict.fromkeys(words)))
    for field, levels in (("dutch", DUTCH), ("education", EDUCATION)):
        for level, pattern in levels:
            hit = re.search(pattern, text, re.I)
            if hit and not NICE.search(_line(text, *hit.span())):
                yield Told(field, level, _line(text, *hit.span()))
                break


def _contact(text: str) -> Iterator[Told]:
    if match := MAIL.search(text):
        yield Told("contact_email", match.group(), _line(text, match.start(), match.end()))
    if match := PHONE.search(text):
        yield Told("contact_phone", match.group(), _line(text, match.start(), match.end()))


@cache
def _wordings() -> list[Mapping[str, str]]:
    with WORDING.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wording(text: str, on: date) -> list[Wording]:
    """Return words that may shut people out without need, in the order of the text; the employer decides."""
    found: list[Wording] = []
    for row in _wordings():
        if not row["valid_from"] <= on.isoformat() < (row["valid_to"] or "9999"):
            continue
        for match in re.finditer(rf"(?<!\w)(?:{row['pattern']})(?!\w)", text, re.I):
            if all(match.start() >= each.start + len(each.words) or match.end() <= each.start for each in found):
                why = {"nl": row["why"], "en": row["why_en"]}
                instead = {"nl": row["instead"], "en": row["instead_en"]}
                found.append(Wording(match.group(), match.start(), why, instead, row["source"]))
    return sorted(found, key=lambda each: each.start)


def in_words(told: Told) -> str:
    """Return what was understood as a person reads it; the view puts it beside the words of the text."""
    if told.field == "contract":
        return str(Contract(told.value).label)
    if told.field == "licences":
        return ", ".join(str(Licence(code).label) for code in told.value)
    if told.field == "dutch":
        return str(LanguageLevel(told.value).label)
    if told.field == "education":
        return str(EducationLevel(told.value).label)
    return "" if told.value is True else str(told.value)
