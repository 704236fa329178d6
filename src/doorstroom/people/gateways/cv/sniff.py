"""Tells what a file is by its content, holds that against its name, and has it read."""

import importlib
import io
import re
import zipfile
from datetime import date

from . import plain
from .draft import Draft
from .interpret import interpret
from .lines import Line, Refused
from .sections import in_own_words, section_of
from .titles import known, places

ENDINGS = {
    "pdf": {"pdf"},
    "docx": {"docx"},
    "odt": {"odt"},
    "text": {"txt", "text", "md", ""},
    "xml": {"xml"},
    "json": {"json"},
}
# Modules that a library would load half-way, when nothing can be opened any more; by how a file begins.
LATER: tuple[str, ...] = (
    "encodings.ascii", "encodings.charmap", "encodings.cp1252", "encodings.cp437", "encodings.latin_1",
    "encodings.mac_roman", "encodings.utf_16", "encodings.utf_16_be", "encodings.utf_16_le", "encodings.utf_8_sig",
    "encodings.idna", "linecache", "tokenize", "traceback",
)  # fmt: skip
LATER_BY_START = {
    b"%PDF": (
        "doorstroom.people.gateways.cv.pdf", "pdfminer.ascii85", "pdfminer.ccitt", "pdfminer.cmapdb",
        "pdfminer.encodingdb", "pdfminer.fontmetrics", "pdfminer.glyphlist", "pdfminer.jbig2", "pdfminer.latin_enc",
        "pdfminer.lzw", "pdfminer.runlength",
    ),
    b"PK": ("bz2", "defusedxml.ElementTree", "doorstroom.people.gateways.cv.word", "lzma", "zlib"),
    b"<": ("defusedxml.ElementTree", "doorstroom.people.gateways.cv.europass"),
    b"{": ("doorstroom.people.gateways.cv.europass",),
    b"[": ("doorstroom.people.gateways.cv.europass",),
}  # fmt: skip


def warm(content: bytes) -> None:
    """Load everything that reading this file may need."""
    names = LATER
    for start, more in LATER_BY_START.items():
        if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(start):
            names += more
    for name in names:
        importlib.import_module(name)
    known()
    places()
    in_own_words("wat ik kan")
    section_of("werk")


def kind_of(content: bytes) -> str:
    """Tell what a file is by its content, or refuse it."""
    if not content.strip():
        raise Refused("empty")
    start = content[:1024].lstrip()
    if start.startswith(b"%PDF"):
        if zipfile.is_zipfile(io.BytesIO(content)):
            raise Refused("two_kinds")
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        from .word import kind_of as kind_of_zip

        kind = kind_of_zip(content)
        if kind in {"macros", "encrypted", "unknown"}:
            raise Refused({"macros": "macros", "encrypted": "encrypted", "unknown": "unknown"}[kind])
        if b"%PDF-" in content[:1024]:
            raise Refused("two_kinds")
        return kind
    if b"%PDF-" in content[:1024] or content.startswith(b"PK"):
        raise Refused("broken")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("old_word")
    if content.startswith(b"{\\rtf"):
        raise Refused("rtf")
    if (
        content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM"))
        or start[4:12] == b"ftypheic"
    ):
        raise Refused("picture")
    if start.startswith((b"{", b"[")):
        return "json"
    if start.startswith((b"<", b"\xef\xbb\xbf<")):
        if re.search(rb"<(?:!doctype\s+html|html|head|body|script|div)\b", start, re.I):
            raise Refused("html")
        return "xml"
    return "text"


def read(content: bytes, name: str, today: date) -> Draft:
    """Return the draft of one file."""
    kind = kind_of(content)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS[kind]:
        raise Refused("macros" if ending in {"docm", "dotm"} else "other_name")
    if kind in {"xml", "json"}:
        from . import europass

        return europass.read_xml(content) if kind == "xml" else europass.read_json(content)
    lines = _lines(kind, content)
    if sum(len(line.text) for line in lines) < 30:
        raise Refused("no_text")
    return interpret(lines, today)


def _lines(kind: str, content: bytes) -> list[Line]:
    """Have the module for this kind read the file; each is loaded only for its own kind, which saves half the time."""
    if kind == "pdf":
        from . import pdf

        return pdf.read(content)
    if kind in {"docx", "odt"}:
        from . import word

        return word.docx(content) if kind == "docx" else word.odt(content)
    return plain.read(content)
