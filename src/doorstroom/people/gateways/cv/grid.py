"""Tables of which the cells go on below: puts each row together again, by where the columns stand."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from . import periods
from .entries import is_about_terms
from .lines import Line

NEAR = 4.0  # points; cells that begin this close stand in one column
LONG_CELL = 8  # words; a cell this long tells about the work
GOES_ON = re.compile(rf"^\s*(?:{periods.DASH}|{periods.WORD}(?![a-z])|{periods.NOW}(?![a-z]))", re.I)


def columns_of(lines: Sequence[Line]) -> list[float]:
    """Return where the columns begin in which at least two lines have a cell, and lines of three cells or more."""
    starts: list[list[float]] = []
    for x in sorted(x for line in lines for x in line.xs):
        if starts and x - starts[-1][-1] <= NEAR:
            starts[-1].append(x)
        else:
            starts.append([x])
    wide = [line for line in lines if len(line.xs) >= 3]
    columns = [min(group) for group in starts if len(group) >= 2]
    return columns if len(columns) >= 3 and len(wide) >= 2 else []


def unnamed(lines: Sequence[Line], today: date) -> list[Line]:
    """Return the lines of a part with the rows of a table without a heading put together, if it is one."""
    several = [line for line in lines if len(line.xs) > 1]
    if not lines or len(several) < 0.3 * len(lines) or not (columns := columns_of(lines)):
        return list(lines)
    rows = rows_of(lines, columns, today)
    found: list[Line] = []
    for row in rows:
        long = [cell for cell in row if len(cell.split()) > LONG_CELL and not periods.is_mostly_period(cell)]
        found.append(Line([cell for cell in row if cell and cell not in long], gap=True))
        found += [Line([cell], bullet=True) for cell in long]
    return found if len(rows) >= 2 else list(lines)


def rows_of(lines: Sequence[Line], columns: Sequence[float], today: date, dated: int | None = None) -> list[list[str]]:
    """Return the rows of a table, each with a text for every column; a row begins where a period begins."""
    cells = [_placed(line, columns) for line in lines]
    if dated is None:
        dated = max(range(len(columns)), key=lambda n: sum(_is_dated(row[n]) for row in cells))
    rows: list[list[str]] = []
    for row in cells:
        if rows and (not row[dated] or _goes_on(rows[-1][dated], row[dated], today)):
            if sum(map(bool, row)) == 1 and len("".join(row).split()) > LONG_CELL:
                continue  # a paragraph below the table
            rows[-1] = [periods.together(above, text) for above, text in zip(rows[-1], row, strict=True)]
        elif row[dated]:
            rows.append(list(row))
    return rows


def _placed(line: Line, columns: Sequence[float]) -> list[str]:
    placed = [""] * len(columns)
    for x, cell in zip(line.xs, line.cells, strict=False):
        spot = max((n for n, start in enumerate(columns) if start <= x + NEAR), default=0)
        placed[spot] = f"{placed[spot]} {cell}".strip()
    return placed


def _is_dated(text: str) -> bool:
    return periods.is_fragment(text) and periods.dated(text)


def _goes_on(above: str, text: str, today: date) -> bool:
    """Tell whether a piece of a period belongs to the one above it."""
    if above.count("(") > above.count(")"):
        return True
    if periods.is_whole_range(above):
        return is_about_terms(text) or not any(map(str.isalnum, text))
    alone = periods.find(above, today, single=True) is not None
    unfinished = periods.UNFINISHED.search(above) is not None or not alone
    return unfinished or periods.goes_over(above, text) or GOES_ON.match(text) is not None or is_about_terms(text)


def header_columns(header: Line, lines: Sequence[Line]) -> list[float]:
    """Return where the columns of a table begin: the cells tell it, its heading may stand in the middle of them."""
    columns = list(header.xs)
    for number, x in enumerate(header.xs):
        after = header.xs[number + 1] if number + 1 < len(header.xs) else float("inf")
        before = header.xs[number - 1] if number else float("-inf")
        starts = [at for line in lines for at in line.xs if before + NEAR < at < after - NEAR]
        close = [at for at in starts if abs(at - x) <= NEAR]
        if starts and not close:
            columns[number] = min(at for at in starts if at > before + NEAR)
    return columns


def with_cells(header: Line, lines: Sequence[Line], today: date, dated: int | None) -> list[Line]:
    """Return the rows of a table below its heading, with an empty text for an empty cell."""
    if len(header.xs) != len(header.cells) or any(len(line.xs) != len(line.cells) for line in lines):
        return list(lines)
    rows = []
    for cells in rows_of(lines, header_columns(header, lines), today, dated):
        row = replace(header)
        row.cells = cells
        rows.append(row)
    return rows
