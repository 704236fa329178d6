"""Reads work that is told in sentences: "Van 2012 tot 2016 werkte ik als kok bij Hotel Zon."."""

import re
from collections.abc import Sequence
from datetime import date

from . import periods
from .entries import clean, head_of
from .lines import Line
from .periods import Period
from .titles import is_place, title_score

LONGEST = 3_000  # letters of a paragraph

TELLS = re.compile(
    r"\b(?:was|were|werkte|werk|werken|gewerkt|ben|heb|begon|deed|worked|working|work|have been|am|started|served|"
    r"joined|"
    r"became|werd|gaf|stond|is)\b",
    re.I,
)
STOP = (
    r"(?:\s+(?:in|te|gewerkt|werkzaam|geweest|gedaan|waar|where|from|van|tot|sinds|since|until|en|and|als|as|met|with|"
    r"daarna|toen|gestart|begonnen|of|voor de|die|dat|which|who|op)\b|\s*[.,;:()–—]|\s+-\s|\s*$)"
)
AS = re.compile(
    rf"\b(?:als|as an?|as the|as|functie van|role of|position of)\s+"
    rf"(?P<title>[\w/'’ -]{{3,60}}?)(?=\s+(?:bij|at|for|voor|onder)\b|{STOP})",
    re.I,
)
WITH = re.compile(
    rf"\b(?:bij|at|for|voor|with|in dienst van|onder de naam|under the name(?: of)?|joined)\s+"
    rf"(?P<employer>(?:het |de |the |een |a )?[A-ZÀ-Ý0-9'’][^.,;()]{{1,80}}?)(?={STOP})"
)
BEFORE = re.compile(
    r"(?P<words>[\w/'’ -]+?)\s+(?:geweest\s+|gewerkt\s+|werkzaam\s+)?(?:bij|at|for|voor|with|in dienst van)\s+$", re.I
)
IS = re.compile(
    rf"\b(?:was|ben|werd|am|been|is)\s+(?:ik\s+|i\s+)?(?:een\s+|an?\s+)?"
    rf"(?P<title>[\w/'’-]+(?: [\w/'’-]+){{0,2}}?)(?={STOP})",
    re.I,
)
SMALL = re.compile(
    r"ik|een|de|het|in|week|dag|dagen|heb|ben|was|werkte|werk|werd|jaar|an?|the|i|as|als|worked|been|have|am|weer|ook|"
    r"daar|per|mijn|eigen|bedrijf|my|daarna|toen|then|and|en|also|naast|baan|days?|full-?time|part-?time|van|tot|to|from|"
    r"nu|now|currently|momenteel|sinds|since|working|is",
    re.I,
)


def sentences(lines: Sequence[Line]) -> list[str]:
    """Put the lines of one paragraph together, and cut it in sentences."""
    texts: list[str] = []
    for line in lines:
        text = line.text.replace("\t", " ")
        if (
            texts
            and len(texts[-1]) < LONGEST
            and not line.gap
            and not line.bullet
            and not line.head
            and texts[-1][-1:] not in ".:;!?"
        ):
            texts[-1] = f"{texts[-1]} {text}"
        else:
            texts.append(text)
    found: list[str] = []
    for text in texts:
        while text:
            first = head_of(text)
            found.append(first)
            text = text[len(first) :].lstrip(". ")
    return found


def told(sentence: str, today: date) -> tuple[str, str, Period] | None:
    """Return the title, the employer and the period in a sentence about work; none without a clear title."""
    period = periods.find(sentence, today)
    if period is None or not TELLS.search(sentence):
        return None
    text = periods.cut(sentence, period)
    employers = [match for match in WITH.finditer(text) if not is_place(match["employer"])]
    named = AS.search(text)
    title = named["title"] if named else ""
    if not title:
        for match in employers:
            before = BEFORE.match(text[: match.start("employer")])
            words: list[str] = []
            for word in reversed(before["words"].split() if before else []):
                if SMALL.fullmatch(word) or len(words) == 4:
                    break
                words.insert(0, word)
            if words:
                title = " ".join(words)
                break
    if not title:
        be = IS.search(text)
        title = be["title"] if be else ""
    title = clean(title)
    if not title or title_score(title) < (0.6 if employers else 1.5):
        return None
    employer = clean(re.sub(r"^(?:het|de|the|een|a)\s+", "", employers[0]["employer"], flags=re.I)) if employers else ""
    return title, employer, period
