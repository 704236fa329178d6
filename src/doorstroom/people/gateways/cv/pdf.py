"""Reads a PDF: where each letter stands on the page, page by page, with limits on what a file may ask."""

import io
import logging
import re
from collections.abc import Iterator

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTItem
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect, PDFTextExtractionNotAllowed
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve1

from .layout import Glyph, document_lines
from .lines import Line, Refused, without_empty

MOST_PAGES = 25
MOST_LETTERS = 120_000
COUNT = re.compile(rb"/Count\s+(\d{1,9})")
BASE_FONTS = {"bold", "black", "heavy", "semibold", "demi"}

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read(content: bytes) -> list[Line]:
    """Return the lines of a PDF in the order in which people read them."""
    # A page count far beyond any CV, told before the costly part: finding every object of the file.
    if any(int(count) > 1_000 for count in COUNT.findall(content)):
        raise Refused("too_long")
    try:
        document = PDFDocument(PDFParser(io.BytesIO(content)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Refused("encrypted") from None
    _must_be_calm(document, content)
    manager = PDFResourceManager(caching=True)
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    pages: list[list[Glyph]] = []
    letters = 0
    for page in _pages(document):
        interpreter.process_page(page)
        glyphs = list(_glyphs(device.get_result()))
        letters += len(glyphs)
        if letters > MOST_LETTERS:
            raise Refused("too_long")
        pages.append(glyphs)
    if not pages:
        raise Refused("broken")
    if letters < 30:
        raise Refused("no_text")
    return without_empty(document_lines(pages))


def _pages(document: PDFDocument) -> Iterator[PDFPage]:
    try:
        for number, page in enumerate(PDFPage.create_pages(document)):
            if number >= MOST_PAGES:
                raise Refused("too_long")
            yield page
    except PDFTextExtractionNotAllowed:
        raise Refused("encrypted") from None


def _must_be_calm(document: PDFDocument, content: bytes) -> None:
    """Refuse a document that brings a program, and one whose own page count says that it is no CV."""
    catalog = document.catalog
    pages = resolve1(catalog.get("Pages"))
    count = resolve1(pages.get("Count")) if isinstance(pages, dict) else None
    kids = resolve1(pages.get("Kids")) if isinstance(pages, dict) else None
    if (isinstance(count, int) and count > MOST_PAGES) or (isinstance(kids, list) and len(kids) > MOST_PAGES):
        raise Refused("too_long")
    names = resolve1(catalog.get("Names"))
    action = resolve1(catalog.get("OpenAction"))
    does = str(resolve1(action.get("S"))) if isinstance(action, dict) else ""
    if (isinstance(names, dict) and "JavaScript" in names) or "JavaScript" in does or "Launch" in does:
        raise Refused("program")
    if b"/JavaScript" in content or b"/Launch" in content:
        raise Refused("program")


def _glyphs(item: LTItem) -> Iterator[Glyph]:
    """Yield every letter of a page that stands upright."""
    if isinstance(item, LTChar):
        text = item.get_text()
        if item.upright and text and not text.startswith("(cid:"):
            font = item.fontname.lower()
            yield Glyph(text, item.x0, item.x1, item.y0, item.y1, any(word in font for word in BASE_FONTS))
    elif isinstance(item, LTContainer):
        for child in item:
            yield from _glyphs(child)
