"""Reads plain text: the encoding that fits, tabs and bars as borders between cells."""

import re

from .lines import Line, Refused, without_empty

BORDER = re.compile(r"\t+|\s*\|\s*| {3,}")
LONGEST = 400_000  # letters
MOST_LINES = 4_000
LONGEST_LINE = 20_000


def text_of(content: bytes) -> str:
    """Return bytes as text, or refuse what is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    strange = sum(1 for letter in text[:20_000] if ord(letter) < 32 and letter not in "\n\r\t\f")
    if strange > len(text[:20_000]) * 0.01:
        raise Refused("unknown")
    return text


def read(content: bytes) -> list[Line]:
    """Return the lines of a text file."""
    text = text_of(content)
    if len(text) > LONGEST:
        raise Refused("too_long")
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(rows) > MOST_LINES or max(map(len, rows)) > LONGEST_LINE:
        raise Refused("too_long")
    rule = re.compile(r"^[\s=_*#~\-–—+|]*$")  # a row of dashes is a border, not a text
    return without_empty([Line([] if rule.match(row) else BORDER.split(row.strip())) for row in rows])
