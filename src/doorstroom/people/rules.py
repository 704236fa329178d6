"""Rules on values: what a text about a person may not hold, what a profile leaves open, stamps of forms."""

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

from doorstroom.common.dates import today
from doorstroom.common.numbers import is_bsn
from doorstroom.common.text import say

from .choices import KindOfWork, Step

HEALTH_WORDS = Path(__file__).parent / "words" / "health_words.csv"
# Nine digits together, or eight or nine in groups that are not a part of a longer number such as a telephone number.
NUMBER = re.compile(r"(?<!\d)\d{9}(?!\d)|(?<!\d)(?<!\d[ .\-])(?:\d[ .\-]?){7,8}\d(?![ .\-]?\d)")
WHEN = re.compile(r"(?:19|20)\d{2}[ .-]+(?:19|20)\d{2}|[0-3]\d[ .-][01]\d[ .-](?:19|20)\d{2}")  # may pass the same test


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


def private_parts(text: str) -> list[Found]:
    """Return the personal numbers and health words in a text, in order."""
    found = [
        Found("bsn", match.start(), match.end(), match.group())
        for match in NUMBER.finditer(text)
        if is_bsn(match.group()) and not WHEN.fullmatch(match.group())
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


IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
DAY = (
    r"(?P<day>\d{1,2}(?:st|nd|rd|th)?[-/. ]{1,3}(?:\d{1,2}|[a-zé]{3,10})\.?[-/. ]{1,3}(?P<year>(?:19|20)?\d{2})"
    r"|(?P<first>(?:19|20)\d{2})-\d{2}-\d{2})"
)
BORN = re.compile(
    r"\b(?:geboren|geb\w*dat\w*|geboortedag|geboorteplaats en -datum|verjaardag|geb\.?|ik ben van"
    r"|date of birth|birth ?da(?:y|te)|d\.?o\.?b\.?|born)\b[^\d\n]{0,40}" + DAY,
    re.IGNORECASE,
)
BORN_IN = re.compile(
    r"\b(?:geboren|geboortejaar|bouwjaar|born|year of birth)\b[^\d\n]{0,40}(?P<day>(?:19|20)\d{2})\b", re.IGNORECASE
)
# A date that stands alone between the marks by which CVs part their lines; a period has another date beside it.
ALONE = re.compile(r"(?:^|[^\w \n()/.:–—-])[ ]*" + DAY + r"[ ]*(?=$|[^\w \n()/.:–—-])", re.IGNORECASE | re.MULTILINE)
YOUNGEST_ON_PAPER = 14
NATIONAL_NUMBER = re.compile(r"(?<!\d)\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?!\d)")  # as Belgium writes it
V_NUMBER = re.compile(
    r"\bv[- ]?(?:nummer|number|nr\.?|no\.?)[^\w\n]{0,3}(?P<number>\d(?:[. ]?\d){7,10})", re.IGNORECASE
)


def private_in_cv(text: str) -> list[Found]:
    """Return what a CV holds that a profile should not: personal numbers, accounts, birth dates, words on health."""
    found = [*private_parts(text)]
    found += [Found("iban", m.start(), m.end(), m.group()) for m in IBAN.finditer(text) if _is_iban(m.group())]
    found += [Found("permit", *m.span("number"), m["number"]) for m in V_NUMBER.finditer(text)]
    found += [Found("bsn", *m.span(), m.group()) for m in NATIONAL_NUMBER.finditer(text)]
    births = [*BORN.finditer(text), *BORN_IN.finditer(text), *_bare_birth(text)]
    found += [Found("birth", *m.span("day"), m["day"]) for m in births]
    kept: list[Found] = []
    for part in sorted(found, key=lambda each: each.start):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return kept


def _bare_birth(text: str) -> list[re.Match[str]]:
    """Return the day that nothing explains and that lies before all others of its kind: who wrote it was born then."""
    days = [(match["year"] or match["first"], match) for match in ALONE.finditer(text)]
    whole = [(int(year), match) for year, match in days if len(year) == 4]
    born = min((year for year, _match in whole), default=0)
    if born > today().year - YOUNGEST_ON_PAPER:
        return []
    return [match for year, match in whole if year == born]


def _is_iban(text: str) -> bool:
    """Tell whether an account number passes its own test (ISO 13616: the rest after division by 97 is one)."""
    neat = text.replace(" ", "")
    digits = "".join(str(int(character, 36)) for character in neat[4:] + neat[:4])
    return 15 <= len(neat) <= 34 and int(digits) % 97 == 1


def masked(part: Found) -> str:
    """Return words so that only who wrote them knows them again."""
    if part.kind == "health":
        return part.words[:2] + "•" * max(1, len(part.words) - 2)
    return "•" * max(1, len(part.words) - 3) + part.words[-3:]


@functools.cache
def _health_pattern() -> re.Pattern[str]:
    with HEALTH_WORDS.open(encoding="utf-8", newline="") as file:
        words = sorted((row["word"] for row in csv.DictReader(file)), key=len, reverse=True)
    # "*kanker" stands for every word that ends so.
    ways = (re.escape(_fold(word)).replace(r"\*", r"\w*") for word in words)
    return re.compile(r"(?<!\w)(?:" + "|".join(ways) + r")(?!\w)")


def _fold(text: str) -> str:
    """Lower each character and drop its accents, keeping every position where it was."""
    folded = (unicodedata.normalize("NFD", character)[0].lower() for character in text)
    return "".join(character if len(character) == 1 else character[0] for character in folded)


def stamp(values: Mapping[str, Any]) -> str:
    """Return a short mark of values, so that a form can say what it showed."""
    text = json.dumps({name: str(value) for name, value in values.items()}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def age_on(birth: date, day: date) -> int:
    """Return how many years old somebody is on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


FEW_SKILLS = 3  # with fewer than these a fit says little


@dataclass(frozen=True)
class Openings:
    """How many open vacancies ask what a profile may have left open."""

    total: int
    licence: int  # ask a licence or paper
    irregular: int  # have evenings, nights or weekends
    dutch: Mapping[int, int]  # level asked -> vacancies
    education: Mapping[int, int]


def unasked(
    figures: Openings | None, *, dutch: int | None, education: int | None, drives: bool, irregular: bool
) -> dict[str, int]:
    """Return per step how many vacancies a person misses as long as that step is not answered."""
    if figures is None:
        return {}
    missed = {
        Step.LANGUAGE: 0 if dutch is None else sum(n for level, n in figures.dutch.items() if level > dutch),
        Step.SCHOOL: 0 if education is None else sum(n for level, n in figures.education.items() if level > education),
        Step.PAPERS: 0 if drives else figures.licence,
        Step.HOURS: 0 if irregular else figures.irregular,
    }
    return {step: count for step, count in missed.items() if count}


HINTS: dict[str, tuple[str, str]] = {
    Step.WANTED: (say("Kies welk werk u wilt. Dan zoeken wij banen die daarbij passen."), ""),
    Step.SKILLS: (say("Vertel wat u kunt. Dan ziet u bij elke baan wat u al in huis heeft."), ""),
    Step.WORK: (say("Vertel welk werk u deed. Dan stellen wij voor wat u kunt."), ""),
    Step.PAPERS: (
        say("Vul uw rijbewijs en papieren in. Dan ziet u ook banen die daarom vragen."),
        say("Vul uw rijbewijs en papieren in. Er zijn nu {count} banen die daarom vragen."),
    ),
    Step.LANGUAGE: (
        say("Vul in hoe goed uw Nederlands is. Dan tonen wij banen met uw taalniveau."),
        say("Vul in hoe goed uw Nederlands is. Voor {count} banen is meer nodig dan wij nu van u weten."),
    ),
    Step.SCHOOL: (
        say("Vul uw school in. Dan tonen wij ook banen die een diploma vragen."),
        say("Vul uw school in. Voor {count} banen is meer school nodig dan wij nu van u weten."),
    ),
    Step.HOURS: (
        say("Vul uw uren in. Dan ziet u banen met de uren die u wilt."),
        say("Vul uw uren in. Er zijn nu {count} banen in de avond, de nacht of het weekend."),
    ),
    Step.TRAVEL: (say("Vul in hoe u reist. Dan rekenen wij per baan uw reistijd uit."), ""),
    Step.CONTACT: (say("Vul uw telefoon of e-mail in. Dan kan een werkgever u bereiken, als u dat wilt."), ""),
}


def hint_words(step: str, count: int) -> str:
    """Return the source sentence of a hint: with its figure when there is one."""
    without_figure, with_figure = HINTS[step]
    return with_figure if count and with_figure else without_figure


# Which ISCO-08 groups (by how their code starts) stand behind each of the five words. Professions that need years of
# study are left out: this list is for who wants to point at work and begin.
KINDS_OF_WORK: dict[str, tuple[str, ...]] = {
    KindOfWork.TACKLE: ("5151", "5153", "611", "8157", "91", "92", "931", "932", "9333", "9334", "96"),
    KindOfWork.HELP: ("322", "325", "3412", "516", "53", "541"),
    KindOfWork.MAKE: ("512", "71", "72", "73", "74", "75", "81", "82", "94"),
    KindOfWork.SELL: ("513", "52"),
    KindOfWork.DRIVE: ("4412", "5112", "83", "9331"),
}


def isco_of(kind: str) -> tuple[str, ...]:
    """Return how the ISCO codes of a kind of work start."""
    return KINDS_OF_WORK[kind]
