"""Files of dated rows: a rule or a text that holds from a first day, with the source that says so."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path


def dated_rows(path: Path) -> Iterator[tuple[dict[str, str], date, date | None]]:
    """Read a file with semicolons: each row, with its columns `valid_from` and `valid_to` (empty: no end) as days."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            last = row["valid_to"]
            yield row, date.fromisoformat(row["valid_from"]), date.fromisoformat(last) if last else None
