"""Pages of which only the place of each letter is known: tables, columns of labels, narrow columns and cards."""

from datetime import date

import pytest

from doorstroom.people.gateways.cv.interpret import interpret
from doorstroom.people.gateways.cv.layout import Glyph, document_lines
from doorstroom.people.gateways.cv.lines import without_empty

TODAY = date(2026, 11, 27)
SIZE, WIDTH = 10.0, 5.0  # of a letter, in points
Row = list[tuple[float, str]]  # where on the row, and what

TABLE: list[Row] = [
    [(40, "Werkervaring")],
    [],
    [(40, "Periode"), (140, "Bedrijf"), (260, "Functie"), (420, "Taken")],
    [(40, "mrt 2021 -"), (140, "Bakkerij"), (260, "Broodbakker"), (420, "deeg en oven, in 2022")],
    [(40, "heden"), (140, "Wuisman"), (420, "ook de planning")],
    [(40, "jan 2018 -"), (140, "Hotel Zon"), (260, "Medewerker"), (420, "kamers")],
    [(40, "feb 2021"), (260, "huishouding")],
]
LABELS: list[Row] = [
    [(40, "Werkervaring")],
    [(40, "Data"), (200, "01/03/2021 - heden")],
    [(40, "Functie of beroep"), (200, "Broodbakker")],
    [(40, "Voornaamste werkzaamheden"), (200, "deeg maken, oven bedienen en")],
    [(200, "in 2022 ook de planning")],
    [(40, "Werkgever"), (200, "Bakkerij Wuisman")],
    [(40, "Data"), (200, "01/01/2018 - 28/02/2021")],
    [(40, "Functie of beroep"), (200, "Medewerker huishouding")],
    [(40, "Voornaamste werkzaamheden"), (200, "kamers")],
    [(40, "Werkgever"), (200, "Hotel Zon")],
]
NARROW: list[Row] = [
    [(40, "Werkervaring")],
    [],
    [(40, "maart 2021"), (140, "Broodbakker")],
    [(40, "tot"), (140, "Bakkerij Wuisman")],
    [(40, "heden"), (140, "deeg maken, oven bedienen")],
    [],
    [(40, "januari 2018"), (140, "Medewerker huishouding")],
    [(40, "tot februari"), (140, "Hotel Zon")],
    [(40, "2021"), (140, "kamers")],
]
CARDS: list[Row] = [
    [(40, "Werkervaring")],
    [],
    [(40, "Broodbakker"), (300, "Medewerker huishouding")],
    [(40, "Bakkerij Wuisman"), (300, "Hotel Zon")],
    [(40, "03/2021 - heden"), (300, "01/2018 - 02/2021")],
]


def page(rows: list[Row]) -> list[Glyph]:
    """Print rows on a page; headings are bold."""
    letters = []
    for number, row in enumerate(rows):
        foot = 780 - 14 * number
        for at, text in row:
            for place, letter in enumerate(text):
                x = at + WIDTH * place
                letters.append(Glyph(letter, x, x + WIDTH * 0.9, foot, foot + SIZE, text == "Werkervaring"))
    return letters


@pytest.mark.parametrize("rows", [TABLE, LABELS, NARROW, CARDS], ids=["table", "labels", "narrow", "cards"])
def test_jobs_on_a_printed_page_are_read_by_where_they_stand(rows: list[Row]) -> None:
    draft = interpret(without_empty(document_lines([page(rows)])), TODAY)
    assert {(job.title, job.employer, job.begin, job.end) for job in draft.jobs} == {
        ("Broodbakker", "Bakkerij Wuisman", "2021-03", ""),
        ("Medewerker huishouding", "Hotel Zon", "2018-01", "2021-02"),
    }
