"""Which benefits and which job-keeping scheme ran on a day: dated rows with their source."""

import functools
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doorstroom.common.rows import dated_rows

ROWS = Path(__file__).parent / "rows"


@dataclass(frozen=True)
class Dated:
    """A row that holds in a period, both days included, with the law it rests on."""

    code: str
    name_nl: str
    name_en: str
    valid_from: date
    valid_to: date | None
    source: str

    def holds(self, day: date) -> bool:
        """Tell whether this row holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def name(self, language: str) -> str:
        """Return the name in a language; Dutch where there is no other."""
        return self.name_en if language.startswith("en") else self.name_nl


def kinds_on(day: date) -> list[Dated]:
    """Return the benefits for which somebody could report on a day."""
    return [row for row in _rows("kinds") if row.holds(day)]


def kind(code: str) -> Dated | None:
    """Return a kind of benefit by its code, whenever it held."""
    return next((row for row in _rows("kinds") if row.code == code), None)


def scheme_on(day: date) -> Dated | None:
    """Return the scheme that helped employers to keep jobs on a day, if one ran."""
    return next((row for row in _rows("schemes") if row.holds(day)), None)


def scheme(code: str) -> Dated | None:
    """Return a scheme by its code."""
    return next((row for row in _rows("schemes") if row.code == code), None)


@functools.cache
def _rows(name: str) -> tuple[Dated, ...]:
    return tuple(
        Dated(
            row["code"],
            row.get("name_nl") or row["name"],
            row.get("name_en") or row.get("name_nl") or row["name"],
            first,
            last,
            row["source"],
        )
        for row, first, last in dated_rows(ROWS / f"{name}.csv")
    )
