"""Rules on values, without a database: what a text may not hold, what a postcode looks like, stamps of forms."""

import csv
import functools
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from doorstroom.common.text import say

HEALTH_WORDS = Path(__file__).parent / "words" / "health_words.csv"
# Eight or nine digits, perhaps in groups; not part of a longer number.
NUMBER = re.compile(r"(?<![\d])(?:\d[ .\-]?){7,8}\d(?!\d)")
POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")


@dataclass(frozen=True)
class Found:
    """A piece of a text that should not be kept."""

    kind: str  # "bsn" or "health"
    start: int
    end: int
    words: str

    @property
    def sentence(self) -> str:
        """Return the Dutch source sentence that points it out."""
        if self.kind == "bsn":
            return say("In uw tekst staat een nummer dat op een burgerservicenummer (BSN) lijkt: {words}.")
        return say("In uw tekst staat een woord over gezondheid: {words}.")


def is_bsn(number: str) -> bool:
    """Tell whether digits pass the test of the personal number (the "elfproef": 9a+8b+...+2h-i divides by 11)."""
    digits = [int(each) for each in number if each.isdigit()]
    if len(digits) == 8:
        digits.insert(0, 0)
    if len(digits) != 9 or not any(digits):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * digit for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def private_parts(text: str) -> list[Found]:
    """Return the personal numbers and health words in a text, in order."""
    found = [
        Found("bsn", match.start(), match.end(), match.group())
        for match in NUMBER.finditer(text)
        if is_bsn(match.group())
    ]
    plain = _fold(text)
    found += [
        Found("health", match.start(), match.end(), text[match.start() : match.end()])
        for match in _health_pattern().finditer(plain)
    ]
    return sorted(found, key=lambda part: part.start)


def without(text: str, found: list[Found]) -> str:
    """Return a text without the pieces that were found."""
    for part in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: part.start] + text[part.end :]
    return re.sub(r"[ \t]{2,}", " ", text).strip()


@functools.cache
def _health_pattern() -> re.Pattern[str]:
    with HEALTH_WORDS.open(encoding="utf-8", newline="") as file:
        words = sorted((row["word"] for row in csv.DictReader(file)), key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(_fold(word)) for word in words) + r")(?!\w)")


def _fold(text: str) -> str:
    """Lower each character and drop its accents, keeping every position where it was."""
    folded = (unicodedata.normalize("NFD", character)[0].lower() for character in text)
    return "".join(character if len(character) == 1 else character[0] for character in folded)


def unwritable(text: str) -> bool:
    """Tell whether a text holds characters that no database keeps: NUL, other control signs, lone surrogates."""
    return any(
        unicodedata.category(character) == "Cs"
        or (unicodedata.category(character) == "Cc" and character not in "\n\r\t")
        for character in text
    )


def postcode(text: str) -> str | None:
    """Return a Dutch postcode as 2512AB, or None when the text is none (SA, SD and SS were never given out)."""
    neat = "".join(text.upper().split())
    if not POSTCODE.fullmatch(neat) or neat[4:] in {"SA", "SD", "SS"}:
        return None
    return neat


def stamp(values: Mapping[str, Any]) -> str:
    """Return a short mark of values, so that a form can say what it showed."""
    text = json.dumps({name: str(value) for name, value in values.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def age_on(birth: date, day: date) -> int:
    """Return how many years old somebody is on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
