"""Reads a table inside a child process that may take little memory and time. Standard library and openpyxl only.

The parent (core.tables) writes the file to our standard input; we answer in lines of JSON: how the file was read,
its headings, then one line per row, then the end, or a refusal by code. Nothing here trusts the file.
"""

import codecs
import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

MEGABYTE = 1024 * 1024
MOST_MEMORY = 256 * MEGABYTE
MOST_UNPACKED = 150 * MEGABYTE  # sum of the declared sizes in a spreadsheet
MOST_RATIO = 150  # declared size over packed size, of one part above a megabyte
MOST_PARTS = 2_000
MOST_COLUMNS = 100
LONGEST_CELL = 20_000  # characters
DEEPEST = 20  # levels in JSON
DELIMITERS = (";", ",", "\t")

MARKS = (  # first bytes -> what it is
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0", "old_excel"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"{\\rtf", "document"),
    (b"SQLite format 3", "database"),
)
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Refused(Exception):
    """The file cannot be read as a table; the parent has the words for each code."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read(content: bytes, known: set[str], most_rows: int) -> Iterator[dict[str, Any]]:
    """Yield how the file was read and its headings, then its rows: {"row": number, "cells": [...]} or a posting."""
    form = recognise(content)
    rows = {"xlsx": _spreadsheet, "html": _html, "json": _json, "csv": _separated}[form](content, known)
    count = 0
    for line in rows:
        if "row" in line:
            count += 1
            if count > most_rows:
                raise Refused("too_many_rows", most=most_rows)
        yield line
    if not count:
        raise Refused("no_rows")


def recognise(content: bytes) -> str:
    """Name the form of a file by its content, never by its name; refuse what is no table."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Refused("empty")
    for mark, what in MARKS:
        if content.startswith(mark):
            raise Refused("wrong_type", what=what)
    if content.startswith(b"PK"):
        return "xlsx"
    start = content[:2000].removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<head", b"<body")):
        return "html"
    if start.startswith(b"<"):
        raise Refused("wrong_type", what="xml")
    return "json" if start.startswith((b"{", b"[")) else "csv"


def _text(content: bytes) -> tuple[str, str]:
    """Decode a text file and name its encoding: UTF-8, UTF-16 with a mark, else Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif b"\x00" in content:
        raise Refused("not_text", row=content[: content.index(b"\x00")].count(b"\n") + 1)
    else:
        encoding = "utf-8-sig"
    for name in (encoding, "cp1252"):
        try:
            return content.decode(name), name.removesuffix("-sig")
        except UnicodeDecodeError as trouble:
            # Bytes that are right up to a cut at the very end: the file was not sent whole.
            if name == "utf-16" or (name == "utf-8-sig" and trouble.reason == "unexpected end of data"):
                raise Refused("truncated") from None
    raise Refused("encoding")


def _separated(content: bytes, known: set[str]) -> Iterator[dict[str, Any]]:
    text, encoding = _text(content)
    csv.field_size_limit(LONGEST_CELL)
    number = 1
    first, rest = _first_line(text)
    if re.fullmatch(r"sep=.", first.strip(), re.IGNORECASE):  # a line that Excel writes for itself
        number, text = 2, rest
        first, rest = _first_line(text)
    delimiter = max(DELIMITERS, key=lambda mark: _recognised(first, mark, known))
    names = _heading(_record(first, delimiter), known)
    yield {"form": "csv", "delimiter": delimiter, "encoding": encoding, "columns": names}
    reader = csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            number += 1
            yield from _row(number, [cell.strip() for cell in cells], len(names))
    except csv.Error as trouble:
        words = str(trouble)
        if "field larger" in words:
            raise Refused("long_cell", row=number + 1, most=LONGEST_CELL) from None
        code = "open_quote" if "unexpected end" in words else "quotes"
        raise Refused(code, row=number + 1) from None


def _first_line(text: str) -> tuple[str, str]:
    end = re.search(r"\r\n|\n|\r", text)
    return (text[: end.start()], text[end.end() :]) if end else (text, "")


def _record(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _recognised(line: str, delimiter: str, known: set[str]) -> tuple[int, int]:
    cells = _record(line, delimiter)
    return sum(plain(cell) in known for cell in cells), len(cells)


def plain(heading: str) -> str:
    """Return a heading without capitals and signs, so that "Uren (min.)" and "uren_min" are the same."""
    return re.sub(r"[^a-z0-9]", "", heading.lower())


def _heading(cells: list[str], known: set[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    names = [plain(cell) for cell in cells]
    if not any(name in known for name in names):
        joined = " ".join(cells)
        if len(cells) == 1 and any(plain(part) in known for part in re.split(r"[|:^~]|\s{2,}", joined)):
            raise Refused("delimiter")
        raise Refused("no_heading", found=joined[:80])
    if len(cells) > MOST_COLUMNS:
        raise Refused("many_columns", most=MOST_COLUMNS)
    twice = next((cell for cell, name in zip(cells, names, strict=True) if name and names.count(name) > 1), None)
    if twice is not None:
        raise Refused("double_heading", name=twice[:60])
    return cells


def _row(number: int, cells: list[str], width: int) -> Iterator[dict[str, Any]]:
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        return
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise Refused("long_cell", row=number, most=LONGEST_CELL)
    if any(NOT_TEXT.search(cell) for cell in cells):
        raise Refused("not_text", row=number)
    yield {"row": number, "cells": cells[:width], "extra": max(0, len(cells) - width)}


def _spreadsheet(content: bytes, known: set[str]) -> Iterator[dict[str, Any]]:
    _safe_to_unpack(content)
    sys.modules["numpy"] = None  # type: ignore[assignment]  # openpyxl would load it, and it eats the memory limit
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False, keep_vba=False)
        sheet = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise Refused("no_rows")
        sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
        names: list[str] = []
        for number, values in enumerate(rows, start=1):
            cells = [_cell(value) for value in values]
            if names:
                yield from _row(number, cells, len(names))
            elif any(cells):
                names = _heading(cells, known)
                yield {"form": "xlsx", "sheet": sheet.title[:60], "columns": names}
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, EOFError, OSError, IndexError):
        raise Refused("damaged") from None
    except (SyntaxError, AttributeError):  # ParseError of the XML, and parts that should be there
        raise Refused("damaged") from None
    except Exception as trouble:
        if type(trouble).__module__.startswith(("defusedxml", "xml", "zlib")):
            raise Refused("damaged") from None
        raise


def _safe_to_unpack(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, UnicodeDecodeError):
        raise Refused("truncated") from None
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("bomb")
    if any(part.file_size > MEGABYTE and part.file_size > MOST_RATIO * max(part.compress_size, 1) for part in parts):
        raise Refused("bomb")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    if "xl/workbook.xml" not in names:
        what = "document" if "word/document.xml" in names else "opendocument" if "content.xml" in names else "archive"
        raise Refused("wrong_type", what=what)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if hasattr(value, "isoformat"):
        text = str(value.isoformat())
        return text.removesuffix("T00:00:00")
    return str(value).strip()


def _json(content: bytes, known: set[str]) -> Iterator[dict[str, Any]]:
    text, encoding = _text(content)
    yield {"form": "json", "encoding": encoding, "columns": []}
    try:
        whole = _parse(text)
    except Refused as refused:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
        if refused.code != "json" or len(lines) < 2 or not all(line.strip()[-1:] == "}" for _, line in lines[:2]):
            raise
        yield from _postings(_parse(line, number) for number, line in lines)
        return
    yield from _postings([whole])


def _parse(text: str, row: int = 0) -> Any:
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as trouble:
        end = len(text.rstrip())
        code = "truncated" if not row and trouble.pos >= end else "json"
        raise Refused(code, row=row or trouble.lineno) from None
    except RecursionError:
        raise Refused("deep") from None
    except ValueError:  # a number of thousands of digits
        raise Refused("json_number") from None
    _shallow(found)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Refused("double_key", name=next(name for name in names if names.count(name) > 1)[:60])
    return found


def _no_constant(_word: str) -> Any:
    raise Refused("json_number")


def _shallow(found: Any) -> None:
    """Refuse what is nested deeper than any vacancy, and text that is no text."""
    waiting = [(found, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > DEEPEST:
            raise Refused("deep")
        if isinstance(value, dict):
            waiting += [(each, depth + 1) for each in value.values()]
            waiting += [(name, depth + 1) for name in value]
        elif isinstance(value, list):
            waiting += [(each, depth + 1) for each in value]
        elif isinstance(value, str):
            if len(value) > LONGEST_CELL:
                raise Refused("long_cell", row=0, most=LONGEST_CELL)
            if NOT_TEXT.search(value):
                raise Refused("not_text", row=0)
        elif isinstance(value, float) and value in (float("inf"), float("-inf")):
            raise Refused("json_number")


def _postings(values: Any) -> Iterator[dict[str, Any]]:
    number = 0
    waiting = list(values) if isinstance(values, list) else values
    for value in waiting:
        for posting in _find(value):
            number += 1
            yield {"row": number, "posting": posting}
    if not number:
        raise Refused("no_postings")


def _find(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _find(each)
    elif isinstance(value, dict):
        kind = value.get("@type", value.get("type"))
        if "JobPosting" in (kind if isinstance(kind, list) else [kind]):
            yield value
        else:
            for name in ("@graph", "itemListElement", "item", "mainEntity"):
                yield from _find(value.get(name))


class _Scripts(HTMLParser):
    """Collects the data blocks of a page; it runs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").strip().lower()
        self._inside = tag == "script" and kind == "application/ld+json"
        if self._inside:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data


def _html(content: bytes, known: set[str]) -> Iterator[dict[str, Any]]:
    text, encoding = _text(content)
    scripts = _Scripts()
    scripts.feed(text)
    scripts.close()
    yield {"form": "html", "encoding": encoding, "columns": []}
    yield from _postings([_parse(block) for block in scripts.blocks if block.strip()])


def main() -> None:
    """Limit ourselves, read standard input, answer on standard output."""
    known, (most_rows, most_shown, seconds) = set(sys.argv[1].split(",")), map(int, sys.argv[2:5])
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer, count = sys.stdout, 0
    try:
        for line in read(sys.stdin.buffer.read(), known, most_rows):
            count += "row" in line
            if count <= most_shown:
                answer.write(json.dumps(line, ensure_ascii=False) + "\n")
        answer.write(json.dumps({"end": count}) + "\n")
    except Refused as refused:
        answer.write(json.dumps({"refused": refused.code, "facts": refused.facts}) + "\n")
    except MemoryError:
        answer.write('{"refused": "too_complex", "facts": {}}\n')
    answer.flush()


if __name__ == "__main__":
    main()
