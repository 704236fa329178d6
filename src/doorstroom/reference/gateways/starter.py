"""Reads the starter vocabulary that ships with Doorstroom."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = "1"
SOURCE = f"starter {VERSION}"
FOLDER = Path(__file__).resolve().parents[1] / "vocabulary"


@dataclass(frozen=True)
class StarterOccupation:
    """An occupation of the starter set, with what a vacancy for it usually asks and pays."""

    code: str
    sector: str
    name_nl: str
    name_en: str
    isco: str
    esco_uri: str
    titles_nl: tuple[str, ...]
    titles_en: tuple[str, ...]
    essential: tuple[str, ...]  # codes of skills
    optional: tuple[str, ...]
    min_education: int  # value of choices.EducationLevel
    licences: tuple[str, ...]  # values of choices.Licence
    pay_low: int  # euros gross per month at full time, 2026
    pay_high: int
    dutch_level: int  # value of choices.LanguageLevel


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the files."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


@cache
def occupations() -> tuple[StarterOccupation, ...]:
    """Return all occupations of the starter set."""
    return tuple(
        StarterOccupation(
            code=row["code"],
            sector=row["sector"],
            name_nl=row["name_nl"],
            name_en=row["name_en"],
            isco=row["isco"],
            esco_uri=row["esco_uri"],
            titles_nl=_many(row["titles_nl"]),
            titles_en=_many(row["titles_en"]),
            essential=_many(row["essential"]),
            optional=_many(row["optional"]),
            min_education=int(row["min_education"]),
            licences=_many(row["licences"]),
            pay_low=int(row["pay_low"]),
            pay_high=int(row["pay_high"]),
            dutch_level=int(row["dutch_level"]),
        )
        for row in rows("occupations")
    )


def _many(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds more than one value."""
    return tuple(part for part in cell.split("|") if part)
