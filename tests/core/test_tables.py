"""Reading tables that people bring, good and hostile."""

import json
import time
from datetime import date

import openpyxl
import pytest

from doorstroom.core.tables import LIMITS, Unreadable, limit_on, neutral, read_table

from .hostile_files import BOOK, GOOD, HEADINGS, HOSTILE, POSTING, hostile, repacked, saved, workbook

TODAY = date(2026, 11, 21)


def cells(content: bytes) -> list[dict[str, str]]:
    """Return the cells of every row."""
    return [dict(row.cells) for row in read_table(content, HEADINGS, today=TODAY).rows()]


ROW = {"kenmerk": "A1", "functie": "magazijnmedewerker", "uren": "36", "postcode": "2512AB"}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence_and_in_time(name: str) -> None:
    content, code = hostile(name)
    start = time.monotonic()
    with pytest.raises(Unreadable) as refused:
        read_table(content, HEADINGS, today=TODAY)
    assert refused.value.code == code
    assert refused.value.sentence.format(**refused.value.facts)
    assert time.monotonic() - start < 10


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_is_read_whatever_its_delimiter_and_encoding(delimiter: str, encoding: str) -> None:
    text = GOOD.replace("magazijnmedewerker", "café-medewerker").replace(";", delimiter)
    assert cells(text.encode(encoding)) == [ROW | {"functie": "café-medewerker"}]


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_csv_is_read_whatever_its_line_ends(line_end: str) -> None:
    assert cells(GOOD.replace("\n", line_end).encode()) == [ROW]


def test_the_line_that_excel_writes_for_itself_is_skipped_and_rows_keep_their_number() -> None:
    table = read_table(b"sep=;\r\n" + GOOD.encode(), HEADINGS, today=TODAY)
    assert [row.number for row in table.rows()] == [3]


def test_a_cell_with_lines_counts_as_one_row() -> None:
    content = GOOD + 'A2;"kok\nmet ervaring";36;2512AB\nA3;kok;36;2512AB\n'
    table = read_table(content.encode(), HEADINGS, today=TODAY)
    assert [(row.number, row.cells["kenmerk"]) for row in table.rows()] == [(2, "A1"), (3, "A2"), (4, "A3")]


def test_a_row_with_more_cells_than_the_heading_says_so() -> None:
    table = read_table((GOOD + "A2;kok;36;2512AB;x;y\n").encode(), HEADINGS, today=TODAY)
    assert [row.extra for row in table.rows()] == [0, 2]


def test_a_formula_stays_text_and_leaves_neutralised() -> None:
    content = workbook([list(HEADINGS), ["A1", '=HYPERLINK("http://x")', "=2+2", "2512AB"]])
    assert cells(content)[0]["uren"] == "=2+2"
    assert [neutral(text) for text in ("=2+2", "+31", "-1", "@x", "\tx", "\rx", "kok")] == [
        "'=2+2", "'+31", "'-1", "'@x", "'\tx", "'\rx", "kok",
    ]  # fmt: skip


def test_an_excel_file_gives_dates_numbers_and_yes_as_text() -> None:
    row = [date(2026, 12, 1), 36.0, 2480.5, True]
    assert list(cells(workbook([list(HEADINGS), row]))[0].values()) == ["2026-12-01", "36", "2480.5", "ja"]


def test_an_excel_file_with_macros_is_read_and_its_macros_are_ignored() -> None:
    assert cells(repacked(BOOK, vbaProject=b"evil")) == [ROW]


def test_a_hidden_sheet_is_passed_over() -> None:
    book = openpyxl.Workbook()
    book.active.append(["geheim"])
    book.active.sheet_state = "hidden"
    sheet = book.create_sheet("Vacatures")
    sheet.append(list(HEADINGS))
    sheet.append(list(ROW.values()))
    assert cells(saved(book)) == [ROW]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(POSTING),
        json.dumps([POSTING]),
        json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "Organization"}, POSTING]}),
        json.dumps(POSTING) + "\n",
        f'<!doctype html><html><script type="application/ld+json">{json.dumps(POSTING)}</script></html>',
        json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POSTING}]}),
    ],
)
def test_a_jobposting_is_found_wherever_it_stands(text: str) -> None:
    (row,) = read_table(text.encode(), HEADINGS, today=TODAY).rows()
    assert row.posting == POSTING


def test_json_lines_give_a_row_each() -> None:
    text = "\n".join(json.dumps(POSTING | {"identifier": f"A{n}"}) for n in range(3))
    table = read_table(text.encode(), HEADINGS, today=TODAY)
    assert [row.posting and row.posting["identifier"] for row in table.rows()] == ["A0", "A1", "A2"]


def test_a_glance_checks_every_row_but_gives_back_a_few() -> None:
    text = GOOD + "".join(f"B{n};kok;36;2512AB\n" for n in range(500))
    table = read_table(text.encode(), HEADINGS, today=TODAY, most_shown=20)
    assert (table.total, len(list(table.rows()))) == (501, 20)


def test_a_full_file_of_twenty_megabytes_fits_in_the_memory_of_the_reader() -> None:
    line = f"A{{}};{'kok 😀 ' * 120};36;2512AB\n"
    text = "".join(line.format(n) for n in range(18_000))
    content = (GOOD + text).encode()[: 20 * 1024 * 1024]
    content = content[: content.rfind(b"\n") + 1]
    assert read_table(content, HEADINGS, today=TODAY, most_shown=1).total > 15_000


def test_every_limit_says_from_when_it_holds_and_why() -> None:
    assert all(limit.why for limit in LIMITS)
    assert limit_on(TODAY).megabytes == 20
