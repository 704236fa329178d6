"""From letters with a place to lines in reading order: rows, columns beside each other, dates in a margin."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .lines import Line, neat
from .periods import begins, dashed, has_range, is_fragment, is_mostly_period, is_whole_range, together
from .records import name_of
from .sections import in_own_words, section_of

GUTTER = 3.0  # points without any text, at least, between two columns
LEAST_ROWS = 4  # of a column
WIDE = 1.15  # times the height of the letters: a gap this wide is a border between two cells
CLOSE = 0.38  # the same, where other rows show that a column begins


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter and its box, in points from the bottom left."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    bold: bool


@dataclass(slots=True)
class Piece:
    """Letters that stand together on one row."""

    text: str
    x0: float
    x1: float
    y: float  # of the foot of the letters
    size: float
    bold: bool


def document_lines(pages: Sequence[Sequence[Glyph]]) -> list[Line]:
    """Return the lines of all pages in reading order; a column goes on over the pages before the next begins."""
    pieces: list[Piece] = []
    running = _running(pages)
    depth = 0.0
    for glyphs in pages:
        if not glyphs:
            continue
        page = [piece for piece in _pieces(glyphs) if piece.text not in running]
        top = max(glyph.y1 for glyph in glyphs) + 40
        for piece in page:
            piece.y -= depth + top
        depth += top - min(0.0, min(glyph.y0 for glyph in glyphs))
        pieces += page
    return _read(_join_wrapped_dates(pieces), depth=0)


def _running(pages: Sequence[Sequence[Glyph]]) -> set[str]:
    """Return what stands at the top or the foot of more than one page."""
    edges: Counter[str] = Counter()
    for glyphs in pages:
        rows = _by_row(_pieces(glyphs))
        edges.update({piece.text for row in [*rows[:1], *rows[-1:]] for piece in row})
    return {text for text, times in edges.items() if times > 1 and len(pages) > 1}


def _pieces(glyphs: Iterable[Glyph]) -> list[Piece]:
    """Put letters together to pieces, row by row."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda each: (-each.y0, each.x0)):
        height = glyph.y1 - glyph.y0
        for row in reversed(rows[-4:]):
            if abs(_middle(row[-1]) - _middle(glyph)) < 0.45 * min(height, row[-1].y1 - row[-1].y0) or (
                abs(row[-1].y0 - glyph.y0) < 0.12 * height
            ):
                row.append(glyph)
                break
        else:
            rows.append([glyph])
    for row in rows:
        row.sort(key=lambda each: each.x0)
    parts = [part for row in rows for part in _cut(row)]
    starts = Counter(round(part[0].x0) for part in parts)
    words = [(glyph.x0, room) for part in parts for before, glyph in pairwise(part)
             if (room := (glyph.x0 - before.x1) / (glyph.y1 - glyph.y0)) > 0.16]  # fmt: skip
    usual = median(room for _x, room in words) if words else 0.0
    starts.update(round(x) for x, room in words if room > max(CLOSE, 1.8 * usual))
    columns = {x for x, times in starts.items() if times >= 3}
    pieces = [_piece(each) for part in parts for each in _cut_at_columns(part, columns, max(CLOSE, 1.5 * usual))]
    return [piece for piece in pieces if piece.text]


def _middle(glyph: Glyph) -> float:
    return (glyph.y0 + glyph.y1) / 2


def _cut(row: list[Glyph]) -> list[list[Glyph]]:
    """Cut a row where the gap is wide."""
    found: list[list[Glyph]] = [[]]
    last: Glyph | None = None
    for glyph in row:
        if not glyph.text.strip():
            continue
        size = glyph.y1 - glyph.y0
        if last is not None and glyph.text == last.text and abs(glyph.x0 - last.x0) < 0.1 * size:
            continue  # printed twice to look bold
        if last is not None and glyph.x0 - last.x1 > WIDE * size:
            found.append([])
        found[-1].append(glyph)
        last = glyph
    return [part for part in found if part]


def _cut_at_columns(part: list[Glyph], columns: set[int], least: float) -> list[list[Glyph]]:
    """Cut where a column begins too, though what stands before it comes close: "sept. 2020 - feb.| Orderpicker"."""
    found = [[part[0]]]
    for before, glyph in pairwise(part):
        room, size = glyph.x0 - before.x1, glyph.y1 - glyph.y0
        # "**Welder** Stalbouw Veluwe": only the print tells where the title ends.
        other_print = (
            before.bold != glyph.bold and room > 0.16 * size and before.text.isalnum() and glyph.text.isupper()
        )
        if (round(glyph.x0) in columns and room > least * size) or other_print:
            found.append([])
        found[-1].append(glyph)
    return found


def _piece(part: list[Glyph]) -> Piece:
    size = median(glyph.y1 - glyph.y0 for glyph in part)
    gaps = [after.x0 - before.x1 for before, after in pairwise(part)]
    # Letters set wide apart, as headings are: what counts as a space is judged by the usual gap in this piece.
    usual = sorted(gaps)[len(gaps) // 2] if len(gaps) > 3 else 0.0
    space = max(0.16 * size, usual + 0.14 * size if usual > 0.1 * size else 0.0)
    text = part[0].text
    for gap, glyph in zip(gaps, part[1:], strict=True):
        text += (" " if gap > space else "") + glyph.text
    bold = sum(glyph.bold for glyph in part) * 2 > len(part)
    return Piece(neat(text), part[0].x0, part[-1].x1, median(glyph.y0 for glyph in part), size, bold)


def _read(pieces: list[Piece], depth: int) -> list[Line]:
    """Return the lines of a part of a page; where it has columns of their own, one column after the other."""
    if not pieces:
        return []
    if depth < 4:
        split = _columns(pieces)
        if split is not None:
            above, left, right, below = split
            lines = _read(above, depth + 1)
            for part in (left, right, below):
                column = _read(part, depth + 1)
                if column and part is not below and any(section_of(line.text) for line in column):
                    column[0].fresh = True
                lines += [Line([]), *column]
            return lines
    return _rows(pieces)


def _columns(pieces: list[Piece]) -> tuple[list[Piece], list[Piece], list[Piece], list[Piece]] | None:
    """Find the gutter with the most text on both sides that is not a border in a table."""
    rows = _by_row(pieces)
    across = _headings_across(rows)
    named = [(row[0].y, row) for row in rows if sum(bool(name_of(piece.text)) for piece in row) >= 2]
    best: tuple[float, float, int, int] | None = None
    for x in sorted({round(piece.x0, 0) for piece in pieces})[1:]:
        for start, end in _runs(rows, x, across):
            part = [piece for row in rows[start:end] for piece in row]
            left = [piece for piece in part if piece.x0 < x - 1]
            right = [piece for piece in part if piece.x0 >= x - 1]
            cards = _dated_both(rows[start:end], x)
            if min(len(left), len(right)) < (LEAST_ROWS if not cards else 2):
                continue
            if any(row[0].x0 < x - 1 <= row[-1].x0 and row[0] in left for _y, row in named):
                continue  # a table with a name above each column
            both = sum(
                1 for row in rows[start:end] if any(p.x0 < x - 1 for p in row) and any(p.x0 >= x - 1 for p in row)
            )
            overlap = _overlap(left, right)
            score = overlap * min(len(left), len(right)) ** 0.5 + both * 0.01
            high = overlap > 0.35 * min(len(left), len(right), 30) or cards
            if high and (best is None or score > best[0]):
                if not cards and (_is_table(left, right) or _are_dates_beside(left, right)):
                    continue
                best = score, x, start, end
    if best is None:
        return None
    _score, x, start, end = best
    part = [piece for row in rows[start:end] for piece in row]
    return (
        [piece for row in rows[:start] for piece in row],
        [piece for piece in part if piece.x0 < x - 1],
        [piece for piece in part if piece.x0 >= x - 1],
        [piece for row in rows[end:] for piece in row],
    )


def _dated_both(rows: list[list[Piece]], x: float) -> bool:
    """Tell whether a row has a period of its own left and right: then two cards stand beside each other."""
    for row in rows:
        sides = [[p for p in row if p.x0 < x - 1], [p for p in row if p.x0 >= x - 1]]
        if all(len(side) == 1 and has_range(side[0].text) for side in sides):
            return True
    return False


def _are_dates_beside(left: list[Piece], right: list[Piece]) -> bool:
    """Tell whether one side has all the periods, and the other side a line beside each of them."""
    dates = [[piece for piece in side if is_mostly_period(piece.text)] for side in (left, right)]
    for mine, other, theirs in ((dates[0], dates[1], right), (dates[1], dates[0], left)):
        if len(mine) > 1 and 3 * len(other) <= len(mine):
            beside = sum(any(abs(piece.y - each.y) < 0.12 * piece.size for each in theirs) for piece in mine)
            if beside >= 0.65 * len(mine) or (not other and _blocks_beside(theirs, left if theirs is right else right)):
                return True
    return False


def _blocks_beside(blocks: list[Piece], rows: list[Piece]) -> bool:
    """Tell whether every block of a side without a heading begins exactly beside a line of the other side."""
    if any(section_of(piece.text) or in_own_words(piece.text) for piece in blocks):
        return False
    ordered = sorted(blocks, key=lambda each: -each.y)
    starts = [ordered[0], *(after for before, after in pairwise(ordered) if before.y - after.y > 1.6 * after.size)]
    return len(starts) > 1 and all(any(abs(piece.y - each.y) < 0.1 * piece.size for each in rows) for piece in starts)


def _overlap(left: list[Piece], right: list[Piece]) -> float:
    """Return how many rows of text fit in the height that both sides share."""
    top = min(max(p.y for p in left), max(p.y for p in right))
    bottom = max(min(p.y for p in left), min(p.y for p in right))
    return max(0.0, top - bottom) / (1.3 * median(p.size for p in [*left, *right]))


def _headings_across(rows: list[list[Piece]]) -> set[int]:
    """Return the rows that are a heading above all columns: nothing stands beside most headings of this part."""
    heads = [n for n, row in enumerate(rows) if any(section_of(p.text) or in_own_words(p.text) for p in row)]
    alone = set()
    for number in heads:
        piece, others = rows[number][0], rows[max(0, number - 2) : number + 3]
        near = [p for row in others for p in row if p is not piece and abs(p.y - piece.y) < 1.15 * piece.size]
        if len(rows[number]) == 1 and not near:
            alone.add(number)
    beside = [n for n in heads if n not in alone]
    return alone if len(alone) >= 2 and len(beside) <= 0.25 * len(heads) else set()


def _runs(rows: list[list[Piece]], x: float, across: set[int]) -> Iterable[tuple[int, int]]:
    """Yield runs of rows in which nothing crosses the gutter that ends at x."""
    start = None
    for number, row in enumerate([*rows, None]):
        crossed = row is None or number in across or any(piece.x0 < x - 1 and piece.x1 > x - GUTTER for piece in row)
        if crossed and start is not None:
            yield start, number
            start = None
        elif not crossed and start is None:
            start = number


def _is_table(left: list[Piece], right: list[Piece]) -> bool:
    """Tell whether what stands left and right belongs together row by row."""
    feet = sorted(piece.y for piece in right)
    beside = sum(any(abs(piece.y - y) < 0.3 * piece.size for y in feet) for piece in left)
    aligned = beside / min(len(left), len(right))
    dated = [sum(is_mostly_period(piece.text) for piece in side) for side in (left, right)]
    if not min(dated) and aligned >= 0.95:
        return True
    times = Counter(piece.text for piece in left)
    if sum(times[piece.text] > 1 for piece in left) >= 0.35 * len(left) and aligned >= 0.6:
        return True  # the same labels again and again, with a value beside each
    heads_left = [piece for piece in left if section_of(piece.text)]
    heads_right = [piece for piece in right if section_of(piece.text)]
    for side, heads in ((left, heads_left), (right, heads_right)):
        rest = [piece for piece in side if piece not in heads]
        dates = sum(is_mostly_period(piece.text) for piece in rest)
        if rest and dates >= 0.5 * len(rest):
            return True
    few, many = sorted((heads_left, heads_right), key=len)
    if len(few) * 3 > len(many):  # one word in a table may look like a heading, "school"
        return False
    if many is heads_left and len(many) >= 0.6 * len(left):
        return True
    if len(many) > 1:
        # Headings of the whole page, that stand above a table, have nothing beside them.
        heads, side, other = (many, left, feet) if many is heads_left else (many, right, [p.y for p in left])
        alone = sum(not any(abs(piece.y - y) < 0.7 * piece.size for y in other) for piece in heads)
        beside = sum(any(abs(piece.y - y) < 0.3 * piece.size for y in other) for piece in side)
        return alone * 3 >= 2 * len(heads) and beside >= 0.6 * (len(side) - alone)
    return not min(dated) and aligned >= 0.7


def _by_row(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.y, each.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.45 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=lambda each: each.x0)
    return rows


def _rows(pieces: list[Piece]) -> list[Line]:
    """Return the rows of a part that has no columns of its own, with room above where there is more than usual."""
    rows = _by_row(pieces)
    steps = [before[0].y - after[0].y for before, after in pairwise(rows)]
    usual = sorted(steps)[len(steps) // 3] if steps else 0.0
    lines = []
    for number, row in enumerate(rows):
        size = max(piece.size for piece in row)
        step = steps[number - 1] if number else 0.0
        gap = number == 0 or step > max(1.35 * usual, 1.45 * size)
        letters = sum(len(piece.text) for piece in row)
        bold = sum(len(piece.text) for piece in row if piece.bold) * 2 > letters or row[-1].bold or row[0].bold
        lines.append(Line([p.text for p in row], bold=bold, size=size, gap=gap, xs=[p.x0 for p in row]))
    for line, row in zip(lines, rows, strict=True):
        line.indent = len(row) == 1 and _indented(row[0], rows)
    return lines


def _indented(piece: Piece, rows: list[list[Piece]]) -> bool:
    """Tell whether a line begins a little to the right of where most lines begin, as the lines of a list do."""
    starts = [round(row[0].x0) for row in rows]
    base = min(starts)
    near = sum(start - base < 3 for start in starts)
    columns = {round(other.x0) for row in rows for other in row[1:]}
    step = piece.x0 - base
    return near >= 0.3 * len(rows) and 6 < step < 70 and not any(abs(piece.x0 - x) < 4 for x in columns)


def _join_wrapped_dates(pieces: list[Piece]) -> list[Piece]:
    """Put "jan 2019 -" and the "heden" below it on one row: a narrow column breaks a period in two or three."""
    pieces = sorted(pieces, key=lambda each: (-each.y, each.x0))
    gone: set[int] = set()
    for number, piece in enumerate(pieces):
        if number in gone or len(piece.text) > 40 or not begins(piece.text):
            continue
        below: list[int] = []
        y, joined = piece.y, piece.text
        for later, other in enumerate(pieces[number + 1 :], start=number + 1):
            if later in gone or (abs(other.x0 - piece.x0) >= 4 and abs(other.x1 - piece.x1) >= 3):
                continue
            if not 0 < y - other.y < 2.1 * piece.size or len(below) == 4 or not is_fragment(other.text):
                break
            below.append(later)
            y, joined = other.y, together(joined, other.text)
            if is_whole_range(joined):
                piece.text = dashed(joined)
                gone.update(below)
                break
    return [piece for number, piece in enumerate(pieces) if number not in gone]
