"""The words to which people agree: dated rows of rows/consents.csv, each with who decided on it.

A consent keeps the version of its text, so a row is never changed: a new text is a new row with its own first day, and
the row before it gets that day as its end. Who agreed to an earlier text is asked anew only when a later row says so.
"""

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doorstroom.common.rows import dated_rows
from doorstroom.common.text import say

ROWS = Path(__file__).parent / "rows" / "consents.csv"
EMPLOYER, AGENCIES = "employer", "agencies"
TITLES = {
    EMPLOYER: say("Uw gegevens delen met een werkgever"),
    AGENCIES: say("Uw gegevens delen met de bureaus van een sectordeal"),
}


@dataclass(frozen=True)
class ConsentText:
    """What people are asked to agree to in a period, the last day excluded."""

    consent: str
    version: str
    valid_from: date
    valid_to: date | None
    asks_anew: bool
    text_nl: str
    text_en: str
    source: str

    def words(self, language: str) -> str:
        """Return the text in a language; Dutch where there is no other."""
        return self.text_en if language.startswith("en") else self.text_nl


def texts_of(consent: str) -> list[ConsentText]:
    """Return every text of one consent, the oldest first."""
    return sorted((row for row in _rows() if row.consent == consent), key=lambda row: row.valid_from)


def text_on(consent: str, day: date) -> ConsentText:
    """Return the text to which people are asked to agree on a day."""
    begun = [row for row in texts_of(consent) if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)]
    return begun[-1]


def agreed_text(consent: str, version: str) -> ConsentText | None:
    """Return the text that somebody agreed to, also when another holds now."""
    return next((row for row in texts_of(consent) if row.version == version), None)


def versions_to_renew(consent: str, day: date) -> set[str]:
    """Return the versions after which a text began that asks everybody anew."""
    begun = [row for row in texts_of(consent) if row.valid_from <= day]
    last = max((place for place, row in enumerate(begun) if row.asks_anew), default=0)
    return {row.version for row in begun[:last]}


@functools.cache
def _rows() -> tuple[ConsentText, ...]:
    return tuple(
        ConsentText(
            row["consent"],
            row["version"],
            first,
            last,
            row["asks_anew"] == "yes",
            row["text_nl"],
            row["text_en"],
            row["source"],
        )
        for row, first, last in dated_rows(ROWS)
    )
