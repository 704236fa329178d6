"""Files that no honest person brings, made here so that none has to be kept: name, bytes and the expected refusal."""

import io
import zipfile
import zlib
from collections.abc import Callable

DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
WORDS = "Werkervaring 2015 - 2019 kok bij Hotel Zon in Delft en daarna tot heden bij Hotel Maan"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>{}"
)


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """Write a PDF from its objects, numbered from one."""
    parts, places, at = [b"%PDF-1.7\n"], [], 9
    for number, body in enumerate(objects, start=1):
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        places.append(at)
        at += len(parts[-1])
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)
    return b"".join(parts) + table + end


def packed(megabytes: int) -> bytes:
    """Return what unpacks to so many megabytes of blanks: one packed megabyte, many times over."""
    packer = zlib.compressobj(9)
    first = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    more = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + more * (megabytes - 1)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d %s>>stream\n" % (len(content), extra) + content + b"\nendstream"


def page_with(content: bytes, catalog: bytes = b"", extra: bytes = b"") -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R %s>>" % catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(content, extra),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


TEXT = b"BT /F1 12 Tf 50 700 Td (%s) Tj ET" % WORDS.encode()


def many_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(3, 100_003))
    page = b"<</Type/Page>>"
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count 100000>>" % kids, *[page] * 100_000)


def many_pages_that_lie() -> bytes:
    kids = b" ".join([b"3 0 R"] * 5_000)
    return page_with(TEXT).replace(b"/Kids[3 0 R]", b"/Kids[%s]" % kids)


def pages_in_a_circle() -> bytes:
    return pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")


def pdf_bomb() -> bytes:
    return page_with(packed(2_000), extra=b"/Filter/FlateDecode")


def pdf_bomb_in_layers() -> bytes:
    layers = zlib.compress(zlib.compress(packed(2_000), 9), 9)
    return page_with(layers, extra=b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")


def encrypted_pdf() -> bytes:
    secret = b"/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    return page_with(TEXT).replace(b"/Root 1 0 R", b"/Root 1 0 R" + secret)


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str = "", **more: bytes) -> bytes:
    text = DOCX.format(body or f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>")
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": text.encode()} | more)


def docx_bomb() -> bytes:
    """A zip whose list says that the part unpacks to 400 MB."""
    whole = docx()
    at = whole.rindex(b"PK\x01\x02")
    return whole[: at + 24] + (400_000_000).to_bytes(4, "little") + whole[at + 28 :]


def docx_deep() -> bytes:
    return docx("<w:p>" * 30_000 + "</w:p>" * 30_000)


def docx_wide() -> bytes:
    return docx("<w:p/>" * 1_000_000)


def lying_docx() -> bytes:
    """A zip whose list says that the part is small."""
    whole = archive({"word/document.xml": b"<w>" + b"a" * 60_000_000})
    at = whole.rindex(b"PK\x01\x02")
    return whole[: at + 24] + (1000).to_bytes(4, "little") + whole[at + 28 :]


def html_in_docx() -> bytes:
    return docx(
        '<w:altChunk xmlns:r="r" r:id="a"/>', **{"word/chunk.html": b"<html><script>alert(1)</script>" + WORDS.encode()}
    )


def many_parts() -> bytes:
    return archive({f"part{n}": b"" for n in range(5_000)})


def deep_json() -> bytes:
    return b'{"a":' * 100_000 + b"1" + b"}" * 100_000


HOSTILE: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing", "cv.pdf", lambda: b"", "empty"),
    ("only blanks", "cv.txt", lambda: b" \n\t" * 100, "empty"),
    ("a PDF with a password", "cv.pdf", encrypted_pdf, "encrypted"),
    ("100,000 pages", "cv.pdf", many_pages, "too_long"),
    ("5,000 times the same page", "cv.pdf", many_pages_that_lie, "too_long"),
    ("pages in a circle", "cv.pdf", pages_in_a_circle, "broken"),
    ("a PDF that unpacks to 2 GB", "cv.pdf", pdf_bomb, "bomb"),
    ("a PDF packed three times", "cv.pdf", pdf_bomb_in_layers, "bomb"),
    (
        "a PDF with JavaScript",
        "cv.pdf",
        lambda: page_with(TEXT, b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        "program",
    ),
    (
        "a PDF that starts a program",
        "cv.pdf",
        lambda: page_with(TEXT, b"/OpenAction<</S/Launch/F(calc.exe)>>"),
        "program",
    ),
    ("half a PDF", "cv.pdf", lambda: page_with(TEXT)[:120], "broken"),
    ("a PDF of noise", "cv.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 2_000, "broken"),
    ("a scanned page", "cv.pdf", lambda: page_with(b"0 0 m 100 100 l S"), "no_text"),
    ("a PDF that is also a zip", "cv.pdf", lambda: page_with(TEXT) + docx(), "two_kinds"),
    ("a zip that is also a PDF", "cv.docx", lambda: docx(a=b"x")[:30] + b"%PDF-1.7" + docx()[30:], "two_kinds"),
    ("a PDF called docx", "cv.docx", lambda: page_with(TEXT), "other_name"),
    ("a Word file called pdf", "cv.pdf", docx, "other_name"),
    ("a program called txt", "cv.txt", lambda: b"\x7fELF" + bytes(range(32)) * 400, "unknown"),
    ("macros", "cv.docm", lambda: docx(**{"word/vbaProject.bin": b"Sub AutoOpen()"}), "macros"),
    ("macros under another name", "cv.docx", lambda: docx(**{"word/vbaProject.bin": b"Sub AutoOpen()"}), "macros"),
    ("HTML in a Word file", "cv.docx", html_in_docx, "no_text"),
    ("HTML called docx", "cv.docx", lambda: b"<html><body>" + WORDS.encode() + b"</body></html>", "html"),
    ("a Word file that unpacks to 400 MB", "cv.docx", docx_bomb, "bomb"),
    ("a Word file that lies about its size", "cv.docx", lying_docx, "broken"),
    ("a Word file 30,000 deep", "cv.docx", docx_deep, "broken"),
    ("a Word file of a million lines", "cv.docx", docx_wide, "too_long"),
    ("a zip of 5,000 parts", "cv.docx", many_parts, "bomb"),
    ("half a Word file", "cv.docx", lambda: docx()[:200], "broken"),
    (
        "billion laughs in a Word file",
        "cv.docx",
        lambda: archive({"word/document.xml": LAUGHS.format("<w>&j;</w>").encode()}),
        "bomb",
    ),
    (
        "billion laughs in Europass",
        "cv.xml",
        lambda: LAUGHS.format("<SkillsPassport>&j;</SkillsPassport>").encode(),
        "bomb",
    ),
    (
        "a foreign file in XML",
        "cv.xml",
        lambda: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><SkillsPassport>&x;</SkillsPassport>',
        "bomb",
    ),
    ("JSON 100,000 deep", "cv.json", deep_json, "bomb"),
    ("JSON that is no Europass", "cv.json", lambda: b'{"a": [1, 2, 3]}', "not_europass"),
    ("7 MB of text", "cv.txt", lambda: b"kok 2015 - 2019 bij Hotel Zon. " * 230_000, "too_long"),
    ("one line of 300,000 letters", "cv.txt", lambda: b"jan 2015 - " * 27_000, "too_long"),
    ("an old Word file", "cv.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000, "old_word"),
    ("a photo", "cv.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 5_000, "picture"),
    ("more than 8 MB", "cv.pdf", lambda: b"%PDF-1.7\n" + b"0" * 8_000_001, "too_large"),
]
