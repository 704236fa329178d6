"""Reads DOCX and ODT: a zip with XML in it, opened with limits on what it may hold."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .lines import Line, Refused, without_empty

MOST_BYTES = 12_000_000  # of the one part that is read
MOST_TOGETHER = 100_000_000  # of all parts, as the zip declares them
MOST_PARTS = 2_000
MOST_TAGS = 300_000
LONG_CELL = 4  # paragraphs; two such cells beside each other are columns of a page, not of a table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def kind_of(content: bytes) -> str:
    """Tell what a zip is: docx, odt, macros, or something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_TOGETHER:
                raise Refused("bomb")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return "macros"
            if any(part.flag_bits & 1 for part in parts):
                return "encrypted"
            if "word/document.xml" in names:
                return "docx"
            if "mimetype" in names and _part(archive, "mimetype").strip().startswith(
                b"application/vnd.oasis.opendocument.text"
            ):
                return "odt"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Refused("broken") from None
    return "unknown"


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Refused("bomb")
    return content


def _tree(content: bytes, name: str) -> Element:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = _part(archive, name)
            if part.count(b"<") > MOST_TAGS:
                raise Refused("too_long")
            tree: Element = fromstring(part, forbid_dtd=True)
            return tree
    except DefusedXmlException:
        raise Refused("bomb") from None
    except (ParseError, KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Refused("broken") from None


def docx(content: bytes) -> list[Line]:
    """Return the lines of a Word document, tables and text boxes included."""
    body = _tree(content, "word/document.xml").find(f"{W}body")
    if body is None:
        raise Refused("broken")
    return without_empty(list(_blocks(body)))


def _blocks(parent: Element) -> Iterator[Line]:
    """Yield the lines of paragraphs and tables in order."""
    for child in parent:
        if child.tag == f"{W}p":
            yield from _paragraph(child)
        elif child.tag == f"{W}tbl":
            rows = [[list(_blocks(cell)) for cell in row.findall(f"{W}tc")] for row in child.iter(f"{W}tr")]
            yield from table_lines(rows)
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"}:
            yield from _blocks(child)


def _paragraph(paragraph: Element) -> Iterator[Line]:
    cells: list[list[str]] = [[""]]
    bold = plain = 0
    boxes: list[Element] = []

    def walk(node: Element, strong: bool) -> None:
        nonlocal bold, plain
        for child in node:
            if child.tag == f"{W}txbxContent":
                boxes.append(child)
            elif child.tag == f"{W}t":
                cells[-1][-1] += child.text or ""
                size = len((child.text or "").strip())
                bold, plain = bold + size * strong, plain + size * (not strong)
            elif child.tag == f"{W}tab":
                cells[-1].append("")
            elif child.tag in {f"{W}br", f"{W}cr"}:
                cells.append([""])
            elif child.tag == f"{W}noBreakHyphen":
                cells[-1][-1] += "-"
            elif child.tag == f"{W}r":
                walk(child, strong or _is_on(child.find(f"{W}rPr/{W}b")))
            elif child.tag not in {FALLBACK, f"{W}pPr", f"{W}del", f"{W}rPr"}:
                walk(child, strong)

    walk(paragraph, False)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    name = (style.get(f"{W}val") or "").lower() if style is not None else ""
    spacing = paragraph.find(f"{W}pPr/{W}spacing")
    roomy = (
        spacing is not None
        and (spacing.get(f"{W}before") or "0").isdecimal()
        and int(spacing.get(f"{W}before") or 0) >= 100
    )
    listed = paragraph.find(f"{W}pPr/{W}numPr") is not None or "list" in name or "lijst" in name
    head = name.startswith(("heading", "kop", "title", "titel"))
    level = int(name[-1]) if head and name[-1:].isdecimal() else 0
    for number, row in enumerate(cells):
        line = Line(row, bold=bold > plain or head, head=head, gap=roomy and number == 0, size=float(-level))
        line.bullet = line.bullet or (listed and number == 0)
        yield line
    for box in boxes:
        yield Line([])
        yield from _blocks(box)


def _is_on(mark: Element | None) -> bool:
    return mark is not None and (mark.get(f"{W}val") or "true") not in {"0", "false", "none"}


def table_lines(rows: list[list[list[Line]]]) -> Iterator[Line]:
    """Yield the lines of a table: row by row with its cells beside each other, or column by column on a page of two."""
    full = [[cell for cell in row if any(line.cells for line in cell)] for row in rows]
    if any(sum(len([1 for line in cell if line.cells]) > LONG_CELL for cell in row) > 1 for row in full):
        for column in zip_longest(*rows, fillvalue=[]):
            for cell in column:
                yield Line([])
                yield from cell
        return
    for row in full:
        yield Line([])
        lines = [without_empty(cell) for cell in row]
        for number, beside in enumerate(zip_longest(*lines)):
            here = [line for line in beside if line is not None]
            cells = [
                (100.0 * n + k, part) for n, line in enumerate(beside) if line for k, part in enumerate(line.cells)
            ]
            xs = [x for x, _part in cells]
            merged = Line([part for _x, part in cells], bold=here[-1].bold, gap=number == 0, xs=xs)
            merged.bullet = len(here) == 1 and here[0].bullet
            merged.head = len(here) == 1 and here[0].head
            yield merged


def odt(content: bytes) -> list[Line]:
    """Return the lines of an OpenDocument text."""
    tree = _tree(content, "content.xml")
    bold = {
        style.get(f"{STYLE}name")
        for style in tree.iter(f"{STYLE}style")
        for text in style.findall(f"{STYLE}text-properties")
        if text.get(f"{FO}font-weight") == "bold"
    }
    return without_empty(list(_odt_blocks(tree, bold, False)))


def _odt_blocks(parent: Element, bold: set[str | None], listed: bool) -> Iterator[Line]:
    for child in parent:
        if child.tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield from _odt_paragraph(child, bold, listed)
        elif child.tag == f"{TABLE}table":
            rows = [
                [list(_odt_blocks(cell, bold, False)) for cell in row.findall(f"{TABLE}table-cell")]
                for row in child.iter(f"{TABLE}table-row")
            ]
            yield from table_lines(rows)
        elif child.tag == f"{TEXT}tracked-changes":
            continue
        else:
            yield from _odt_blocks(child, bold, listed or child.tag == f"{TEXT}list-item")


def _odt_paragraph(paragraph: Element, bold: set[str | None], listed: bool) -> Iterator[Line]:
    cells: list[list[str]] = [[""]]
    strong = [paragraph.get(f"{TEXT}style-name") in bold]
    boxes: list[Element] = []

    def walk(node: Element) -> None:
        cells[-1][-1] += node.text or ""
        for child in node:
            if child.tag == f"{TEXT}tab":
                cells[-1].append("")
            elif child.tag == f"{TEXT}line-break":
                cells.append([""])
            elif child.tag == f"{TEXT}s":
                cells[-1][-1] += " " * min(int(child.get(f"{TEXT}c") or 1), 20)
            elif child.tag.endswith(("}frame", "}text-box", "}custom-shape", "}g")):
                boxes.append(child)
            elif not child.tag.endswith(("}note", "}annotation")):
                strong.append(child.get(f"{TEXT}style-name") in bold)
                walk(child)
            cells[-1][-1] += child.tail or ""

    walk(paragraph)
    head = paragraph.tag == f"{TEXT}h"
    level = paragraph.get(f"{TEXT}outline-level") or ""
    for number, row in enumerate(cells):
        line = Line(row, bold=head or any(strong), head=head, size=-float(level) if level.isdecimal() else 0.0)
        line.bullet = line.bullet or (listed and number == 0)
        yield line
    for box in boxes:
        yield Line([])
        yield from _odt_blocks(box, bold, False)
