"""Tables that people bring: CSV, Excel and JobPosting data, read in a child process that may take little."""

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from doorstroom.common.text import say

from .table_reader import plain
from .verbs import Refusal

MEGABYTE = 1024 * 1024
READER = Path(__file__).with_name("table_reader.py")
MOST_ANSWER = 120 * MEGABYTE  # what the child may say in all
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Limit:
    """How large a file may be from a day on, and why."""

    valid_from: date
    megabytes: int
    rows: int
    why: str


LIMITS = (Limit(date(2026, 1, 1), 20, 25_000, "a large region holds some 11,000 open vacancies; twice that fits"),)


@dataclass(frozen=True)
class Row:
    """A row as it stands in the file: cells by the file's own heading, or one JobPosting."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    posting: Mapping[str, Any] | None = None
    extra: int = 0  # cells beyond the last heading


@dataclass(frozen=True)
class Table:
    """A file that was read: how (form, encoding, delimiter), its headings, the number of rows, and the rows."""

    reading: Mapping[str, Any]
    columns: tuple[str, ...]
    total: int
    lines: tuple[bytes, ...]

    def rows(self) -> Iterator[Row]:
        """Yield the rows in the order of the file."""
        for line in self.lines:
            found = json.loads(line)
            if "posting" in found:
                yield Row(found["row"], posting=found["posting"])
            else:
                cells = dict(zip(self.columns, found["cells"], strict=False))
                yield Row(found["row"], cells, extra=found["extra"])


WRONG_TYPES = {
    "pdf": say("Dit is een pdf. Een pdf kunnen we niet als tabel lezen."),
    "old_excel": say("Dit is een oud Excel-bestand of er zit een wachtwoord op. Maak er .xlsx van, zonder wachtwoord."),
    "image": say("Dit is een plaatje. Een plaatje kunnen we niet als tabel lezen."),
    "archive": say("Dit is een ingepakt bestand. Pak het eerst uit."),
    "program": say("Dit is een programma. Dat nemen we niet aan."),
    "document": say("Dit is een tekstdocument. Zet de gegevens in een tabel: CSV of Excel."),
    "database": say("Dit is een database. Zet de gegevens in een tabel: CSV of Excel."),
    "opendocument": say("Dit is een OpenDocument-bestand. Sla het op als .xlsx of als CSV."),
    "xml": say("Dit is XML. Wij lezen CSV, Excel (.xlsx) en vacatures in JSON-LD."),
}
REFUSALS = {
    "empty": say("Dit bestand is leeg."),
    "too_large": say("Dit bestand is te groot: {size} MB. Het mag {most} MB zijn. Verdeel het over meer bestanden."),
    "too_many_rows": say("Dit bestand heeft meer dan {most} rijen. Verdeel het over meer bestanden."),
    "no_rows": say("Er staan geen rijen onder de kop van dit bestand."),
    "encoding": say("We kunnen de letters in dit bestand niet lezen. Sla het op als UTF-8."),
    "truncated": say("Dit bestand is niet compleet: het houdt ineens op. Maak het opnieuw en probeer het nog eens."),
    "damaged": say("Dit Excel-bestand is beschadigd. Open het in Excel, sla het opnieuw op en probeer het nog eens."),
    "locked": say("Op dit bestand zit een wachtwoord. Sla het op zonder wachtwoord."),
    "bomb": say("Dit bestand wordt uitgepakt veel te groot. Daarom lezen we het niet."),
    "too_complex": say("Dit bestand kost te veel geheugen of tijd om te lezen. Verdeel het over meer bestanden."),
    "delimiter": say("We zien niet waarmee de kolommen gescheiden zijn. Gebruik een puntkomma, een komma of een tab."),
    "no_heading": say("De eerste rij heeft geen kolomnamen die we kennen. Er staat: “{found}”. Gebruik het voorbeeld."),
    "double_heading": say("De kolom “{name}” staat twee keer in de kop. Haal er een weg."),
    "missing_columns": say("Deze kolommen ontbreken in het bestand: {names}."),
    "many_columns": say("Dit bestand heeft meer dan {most} kolommen."),
    "long_cell": say("In rij {row} staat een cel met meer dan {most} tekens. Maak de tekst korter."),
    "long_text": say("In het bestand staat een tekst van meer dan {most} tekens. Maak de tekst korter."),
    "not_text": say("In rij {row} staan tekens die geen tekst zijn. Haal ze weg en probeer het nog eens."),
    "not_text_somewhere": say("In het bestand staan tekens die geen tekst zijn. Haal ze weg en probeer het nog eens."),
    "open_quote": say("Een aanhalingsteken wordt niet gesloten. Kijk vanaf rij {row}."),
    "quotes": say("De aanhalingstekens in rij {row} kloppen niet."),
    "json": say("De JSON in dit bestand klopt niet. De fout zit in regel {row}."),
    "json_number": say("In de JSON staat een getal dat niet bestaat of veel te lang is."),
    "double_key": say("In de JSON staat “{name}” twee keer in hetzelfde blok. We weten niet welke u bedoelt."),
    "deep": say("De JSON in dit bestand zit te diep in elkaar."),
    "no_postings": say("We vinden in dit bestand geen vacatures van het type JobPosting."),
    "no_postings_here": say("JobPosting-gegevens kunt u hier niet gebruiken. Gebruik CSV of Excel."),
}


class Unreadable(Refusal):
    """A file that cannot be read as a table."""

    def __init__(self, code: str, **facts: Any) -> None:
        what = facts.pop("what", "")
        if code in {"not_text", "long_cell"} and not facts.get("row"):
            code = {"not_text": "not_text_somewhere", "long_cell": "long_text"}[code]
        super().__init__(code, WRONG_TYPES[what] if what else REFUSALS[code], **facts)


def limit_on(day: date) -> Limit:
    """Return the limits that hold on a day."""
    return max((limit for limit in LIMITS if limit.valid_from <= day), key=lambda limit: limit.valid_from)


def read_table(content: bytes, headings: Iterable[str], *, today: date, most_shown: int | None = None) -> Table:
    """Read a file whole in a child process; raise Unreadable with a Dutch sentence when it is no good table.

    `headings` are the column names that may be expected. With `most_shown` every row is read and checked, but only
    so many are given back.
    """
    limit = limit_on(today)
    if len(content) > limit.megabytes * MEGABYTE:
        size = -(-len(content) // MEGABYTE)
        raise Unreadable("too_large", size=size, most=limit.megabytes)
    known = ",".join(sorted({plain(heading) for heading in headings}))
    shown = limit.rows if most_shown is None else most_shown
    lines = _ask_child(content, known, limit.rows, shown)
    last: dict[str, Any] = json.loads(lines[-1]) if lines else {"refused": "too_complex", "facts": {}}
    if "refused" in last:
        raise Unreadable(last["refused"], **last["facts"])
    if "end" not in last:  # killed half-way: over its time or its memory
        raise Unreadable("too_complex")
    reading = json.loads(lines[0])
    columns = tuple(reading.pop("columns"))
    return Table(reading, columns, last["end"], tuple(lines[1:-1]))


def _ask_child(content: bytes, known: str, most_rows: int, shown: int) -> list[bytes]:
    seconds = 5 + 15 * len(content) // (20 * MEGABYTE)
    command = [sys.executable, "-I", "-X", "utf8", str(READER), known, str(most_rows), str(shown), str(seconds)]
    child = subprocess.Popen(  # noqa: S603  (our own reader, no shell, nothing of the user in the command)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
    )
    # The child counts processor time itself; on a busy machine that takes longer on the clock.
    watch = threading.Timer(3 * seconds, child.kill)
    watch.start()
    try:
        return _converse(child, content)
    finally:
        watch.cancel()
        child.kill()
        child.wait()


def _converse(child: "subprocess.Popen[bytes]", content: bytes) -> list[bytes]:
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("the reader has no pipes")
    with child.stdin, child.stdout:
        with contextlib.suppress(BrokenPipeError):
            child.stdin.write(content)
            child.stdin.close()
        lines, said = [], 0
        for line in child.stdout:
            said += len(line)
            if said > MOST_ANSWER:
                raise Unreadable("too_complex")
            lines.append(line)
    if lines and not lines[-1].endswith(b"\n"):
        lines.pop()
    return lines


def neutral(text: str) -> str:
    """Return a cell for an export that no spreadsheet will take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
