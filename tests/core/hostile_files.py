"""Files that nobody should bring, made on the spot: each with the code of the refusal it must meet."""

import io
import json
import zipfile
from collections.abc import Callable

import openpyxl

HEADINGS = ("kenmerk", "functie", "uren", "postcode")
HEAD = "kenmerk;functie;uren;postcode\n"
GOOD = HEAD + "A1;magazijnmedewerker;36;2512AB\n"
POSTING = {"@context": "https://schema.org", "@type": "JobPosting", "title": "kok", "identifier": "A1"}


def workbook(rows: list[list[object]]) -> bytes:
    """Return an Excel file with these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of a workbook."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def repacked(content: bytes, **changed: bytes) -> bytes:
    """Return an Excel file with some of its parts exchanged (names without folder and ending)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in parts:
        short = name.rsplit("/", 1)[-1].removesuffix(".xml")
        parts[name] = changed.get(short, parts[name])
    return packed(parts)


def locked() -> bytes:
    """Return a zip of which the parts say that they are encrypted."""
    content = bytearray(workbook([list(HEADINGS), ["A1", "kok", 36, "2512AB"]]))
    start = content.find(b"PK\x01\x02")
    while start != -1:
        content[start + 8] |= 1
        start = content.find(b"PK\x01\x02", start + 1)
    return bytes(content)


BOOK = workbook([list(HEADINGS), ["A1", "magazijnmedewerker", 36, "2512AB"]])
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&c;</t></is></c>'
    b"</row></sheetData></worksheet>"
)

HOSTILE: dict[str, tuple[bytes | Callable[[], bytes], str]] = {  # the large ones are made when they are asked for
    "nothing at all": (b"", "empty"),
    "only spaces and line ends": (b" \r\n\t\n", "empty"),
    "only NUL bytes": (b"\x00" * 5000, "empty"),
    "a heading without rows": (HEAD.encode(), "no_rows"),
    "a heading and empty rows": ((HEAD + ";;;\n\n;;;\n").encode(), "no_rows"),
    "rows without a heading": (b"A1;magazijnmedewerker;36;2512AB\n", "no_heading"),
    "a letter to the editor": (b"Geachte heer,\n\nHierbij onze vacatures.\n", "no_heading"),
    "columns divided by bars": (GOOD.replace(";", "|").encode(), "delimiter"),
    "columns divided by colons": (GOOD.replace(";", ":").encode(), "delimiter"),
    "a heading named twice": (b"kenmerk;uren;uren\nA1;36;36\n", "double_heading"),
    "a heading of two hundred columns": (
        ";".join(["kenmerk", *map(str, range(200))]).encode() + b"\nA1\n",
        "many_columns",
    ),
    "a quote that stays open": ((GOOD + 'A2;"kok;36;2512AB\nA3;kok;36;2512AB\n').encode(), "open_quote"),
    "quotes in the wrong place": ((GOOD + 'A2;"kok"kok;36;2512AB\n').encode(), "quotes"),
    "a cell of two hundred thousand letters": ((GOOD + f"A2;{'x' * 200_000};36;2512AB\n").encode(), "long_cell"),
    "a NUL in the middle": ((GOOD + "A2;ko\x00k;36;2512AB\n").encode(), "not_text"),
    "a bell in a cell": ((GOOD + "A2;ko\x07k;36;2512AB\n").encode(), "not_text"),
    "bytes that Windows does not know": ((GOOD + "A2;caf").encode() + b"\xe9\x81;36;2512AB\n", "encoding"),
    "UTF-8 cut inside a letter": ((GOOD + "A2;café").encode()[:-1], "truncated"),
    "UTF-16 cut inside a letter": (GOOD.encode("utf-16")[:-1], "truncated"),
    "too many bytes": (lambda: GOOD.encode() + b"x" * (20 * 1024 * 1024), "too_large"),
    "too many rows": (lambda: (HEAD + "A;kok;36;2512AB\n" * 25_001).encode(), "too_many_rows"),
    "a pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "wrong_type"),
    "an old Excel file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "wrong_type"),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "wrong_type"),
    "a drawing": (b"\x89PNG\r\n\x1a\n", "wrong_type"),
    "a Windows program": (b"MZ\x90\x00\x03", "wrong_type"),
    "a Linux program": (b"\x7fELF\x02\x01", "wrong_type"),
    "a gzip": (b"\x1f\x8b\x08\x00", "wrong_type"),
    "a rar": (b"Rar!\x1a\x07", "wrong_type"),
    "rich text": (b"{\\rtf1\\ansi}", "wrong_type"),
    "plain XML": (b'<?xml version="1.0"?><jobs><job/></jobs>', "wrong_type"),
    "a Word document": (packed({"word/document.xml": b"<w/>"}), "wrong_type"),
    "an OpenDocument sheet": (packed({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "wrong_type"),
    "a zip of photos": (packed({"foto.jpg": b"\xff\xd8"}), "wrong_type"),
    "half an Excel file": (BOOK[: len(BOOK) // 2], "truncated"),
    "a zip header and nothing": (b"PK\x03\x04", "truncated"),
    "an Excel file with a password": (locked(), "locked"),
    "a zip bomb": (lambda: repacked(BOOK, sheet1=b" " * (40 * 1024 * 1024)), "bomb"),
    "a zip bomb in many parts": (
        lambda: packed({"xl/workbook.xml": b"", **{f"{n}": b"0" * 1_000_000 for n in range(160)}}),
        "bomb",
    ),
    "a zip of three thousand parts": (lambda: packed({f"xl/{n}": b"" for n in range(3000)}), "bomb"),
    "billion laughs in a sheet": (repacked(BOOK, sheet1=LAUGHS), "damaged"),
    "a sheet that is no XML": (repacked(BOOK, sheet1=b"<worksheet><sheetData>"), "damaged"),
    "a workbook part that is empty": (repacked(BOOK, workbook=b""), "damaged"),
    "an Excel file with an empty sheet": (saved(openpyxl.Workbook()), "no_rows"),
    "an Excel file without headings": (workbook([["A1", "kok", 36, "2512AB"]]), "no_heading"),
    "an Excel cell that is too long": (workbook([list(HEADINGS), ["A1", "x" * 25_000, 36, ""]]), "long_cell"),
    "JSON that stops": (json.dumps([POSTING]).encode()[:-20], "truncated"),
    "JSON with a comma too many": (b'[{"@type": "JobPosting",}]', "json"),
    "JSON Lines with a broken line": ((json.dumps(POSTING) + '\n{"@type": "JobPosting", }\n').encode(), "json"),
    "JSON a hundred thousand deep": (b"[" * 100_000 + b"]" * 100_000, "deep"),
    "JSON thirty deep": (b'[{"@type": "JobPosting", "x": ' + b"[" * 30 + b"]" * 30 + b"}]", "deep"),
    "JSON that is not a number": (b'[{"@type": "JobPosting", "baseSalary": NaN}]', "json_number"),
    "JSON that has no end": (b'[{"@type": "JobPosting", "baseSalary": -Infinity}]', "json_number"),
    "JSON that grows without end": (b'[{"@type": "JobPosting", "baseSalary": 1e999}]', "json_number"),
    "JSON of five thousand digits": (b'[{"@type": "JobPosting", "x": ' + b"9" * 5000 + b"}]", "json_number"),
    "JSON with the same key twice": (b'[{"@type": "JobPosting", "title": "a", "title": "b"}]', "double_key"),
    "JSON with half a letter": (b'[{"@type": "JobPosting", "title": "\\ud800"}]', "not_text_somewhere"),
    "JSON with a NUL": (b'[{"@type": "JobPosting", "title": "\\u0000"}]', "not_text_somewhere"),
    "JSON about something else": (b'[{"@type": "Recipe", "name": "soep"}]', "no_postings"),
    "JSON that is an empty list": (b"[]", "no_postings"),
    "a page without vacancies": (b"<!doctype html><html><body><p>Hallo</p></body></html>", "no_postings"),
    "a page with broken data": (b'<html><script type="application/ld+json">{"@type":</script></html>', "truncated"),
}


def hostile(name: str) -> tuple[bytes, str]:
    """Return a file by its name, and the code of its refusal."""
    content, code = HOSTILE[name]
    return content if isinstance(content, bytes) else content(), code
