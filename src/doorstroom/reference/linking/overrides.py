"""The reviewed list of titles that a vocabulary gives to the wrong concept, or does not know."""

import csv
from dataclasses import dataclass
from functools import cache

from .normalise import WORDS


@dataclass(frozen=True, slots=True)
class Override:
    """A title, the concept it is wrongly given to (or none), the concept it means (or none), and why."""

    title: str
    wrong: str
    right: str
    reason: str


@cache
def overrides() -> tuple[Override, ...]:
    """Return the reviewed list in the order of its file, words/overrides.csv."""
    with (WORDS / "overrides.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Override(**row) for row in csv.DictReader(file, strict=True))
