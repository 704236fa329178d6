"""Opens tables people download (csv, csv.gz, or a zip full of them) without trusting what is inside."""

import csv
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

MOST_BYTES = 200_000_000  # of one table, unpacked; the largest official ESCO table holds 21 million
MOST_MEMBERS = 200
LONGEST_FIELD = 5_000_000  # one ESCO field holds 627,354 characters, csv's own limit is 131,072
TABLE_ENDINGS = (".csv", ".csv.gz", ".tsv")


class BadFile(Exception):
    """A file cannot be read; the text is the Dutch sentence for the person who gave it."""


@dataclass(frozen=True)
class Line:
    """One record: the line on which it starts, and its fields."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table in memory: its name, the archive it came from, its header and its text."""

    name: str
    archive: str
    header: list[str]
    text: str
    delimiter: str
    sha256: str
    notes: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Yield the records after the header; blank lines are passed over."""
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_FIELD))
        reader = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter)
        start = 1
        try:
            for number, cells in enumerate(reader):
                if number and any(cells):
                    yield Line(start, cells)
                start = reader.line_num + 1
        except csv.Error as error:
            raise BadFile(
                _("%(name)s: regel %(line)d is niet te lezen als tabel.") % {"name": self.name, "line": start}
            ) from error


def read_tables(path: Path) -> Iterator[Table]:
    """Yield every table in a file; an archive gives its members one by one."""
    if not path.is_file():
        raise BadFile(_("Wij kunnen het bestand %(name)s niet vinden.") % {"name": path.name})
    if path.suffix.lower() == ".zip":
        yield from _from_zip(path)
    else:
        with path.open("rb") as file:
            yield _table(path.name, "", _content(path.name, file))


def _from_zip(path: Path) -> Iterator[Table]:
    """Yield the tables in a zip, after checking what it declares about itself."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > 2 * MOST_BYTES:
                raise BadFile(_("%(name)s wordt na uitpakken te groot. Wij pakken het niet uit.") % {"name": path.name})
            for member in members:
                if member.filename.lower().endswith(TABLE_ENDINGS) and "__MACOSX" not in member.filename:
                    with archive.open(member) as file:
                        yield _table(Path(member.filename).name, path.name, _content(member.filename, file))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise BadFile(
            _("%(name)s is geen goed zip-bestand. Misschien is het downloaden niet gelukt.") % {"name": path.name}
        ) from error
    except RuntimeError as error:  # zipfile's way to say that a password is needed
        raise BadFile(_("%(name)s is beveiligd met een wachtwoord.") % {"name": path.name}) from error


def _content(name: str, file: IO[bytes]) -> bytes:
    """Return the bytes of a table, unpacked where it is gzipped, never more than the limit."""
    stream = gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file
    try:
        content: bytes = stream.read(MOST_BYTES + 1)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise BadFile(_("%(name)s is niet uit te pakken. Misschien is het niet compleet.") % {"name": name}) from error
    if len(content) > MOST_BYTES:
        raise BadFile(_("%(name)s is te groot: meer dan 200 MB.") % {"name": name})
    return content


def _table(name: str, archive: str, content: bytes) -> Table:
    """Decode a table and find its delimiter and header."""
    notes: list[str] = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        notes.append(_("Dit bestand is geen UTF-8. Wij lezen het als Windows-1252."))
    if "\0" in text:
        raise BadFile(_("%(name)s is geen tekstbestand: er staan NUL-tekens in.") % {"name": name})
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    header = next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    if len(header) < 2:
        raise BadFile(_("%(name)s is leeg of is geen tabel met kolommen.") % {"name": name})
    names = [cell.strip() for cell in header]
    return Table(name, archive, names, text, delimiter, hashlib.sha256(content).hexdigest(), tuple(notes))
