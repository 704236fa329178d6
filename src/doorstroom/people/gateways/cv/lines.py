"""A line of a document as the rest of this part sees it, whatever the format was."""

import re
from dataclasses import dataclass, field

BULLETS = "•·▪◦●○■□–—*‣➢✓✔»"
BULLET = re.compile(rf"^\s*(?:[{BULLETS}]|-|\uf0b7|\uf0a7|o(?=\s))\s+(?=\S)")
SPACED = re.compile(r"^(?:[A-ZÀ-Ý&] ){3,}[A-ZÀ-Ý&]$")
INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
)


PAGE_NUMBER = re.compile(r"^(?:(?:pagina|page|blad|p\.)\s*)?\d{1,2}(?:\s*(?:/|van|of)\s*\d{1,2})?$", re.I)

JOINED = str.maketrans({"\u00a0": " ", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ĳ": "ij"})
LONGEST = 3_000  # letters of one line that are read


class Refused(Exception):
    """A file that cannot be read; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Line:
    """A line of text with what its looks say. `cells` are the parts with a wide gap or a table's border between."""

    cells: list[str]
    bold: bool = False
    size: float = 0.0
    gap: bool = False  # more room above it than between the lines of one paragraph
    bullet: bool = False
    head: bool = False  # the document itself calls it a heading
    fresh: bool = False  # the first of a column that has headings of its own
    indent: bool = False  # begins further to the right than the lines around it
    xs: list[float] = field(default_factory=list)  # where each cell begins, when the document tells
    text: str = field(init=False)

    def __post_init__(self) -> None:
        cells = [neat(each[:LONGEST]) for each in self.cells]
        if len(self.xs) == len(cells):
            self.xs = [x for x, cell in zip(self.xs, cells, strict=True) if cell]
        self.cells = [cell for cell in cells if cell]
        if self.cells and (mark := BULLET.match(self.cells[0])):
            self.bullet = True
            self.cells[0] = self.cells[0][mark.end() :].strip()
        elif len(self.cells) > 1 and self.cells[0] in {*BULLETS, "-", "\uf0b7", "\uf0a7"}:
            self.bullet = True
            del self.cells[0]
            del self.xs[:1]
        self.text = "\t".join(self.cells)


def neat(text: str) -> str:
    """Return a text without signs that nobody sees, with single spaces, and letters that stood apart together."""
    text = " ".join(INVISIBLE.sub("", text).translate(JOINED).split())
    return "".join(text.split()) if SPACED.match(text) else text


def without_empty(lines: list[Line]) -> list[Line]:
    """Return the lines that say something; an empty one becomes room above the next."""
    kept: list[Line] = []
    gap = True
    for line in lines:
        if line.cells and not PAGE_NUMBER.match(line.text):
            line.gap = line.gap or gap
            kept.append(line)
        gap = not line.cells
    return kept
