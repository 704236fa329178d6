"""Simple drawings made on the server: plain shapes with a table beside them that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT, GAP = 600, 160, 2


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands and how high it is."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """Bars of weeks: people enrolled, and jobs."""

    width: int
    height: int
    enrolled: tuple[Bar, ...]
    placed: tuple[Bar, ...]
    most: int


def bars_of_weeks(weekly: Sequence[tuple[date, int, int]]) -> Chart | None:
    """Return the drawing of weeks, or None when nothing happened yet."""
    most = max((max(enrolled, placed) for _week, enrolled, placed in weekly), default=0)
    if not most:
        return None
    step = WIDTH / len(weekly)
    half = max(1.0, (step - GAP) / 2)

    def bar(at: int, value: int, second: bool) -> Bar:
        height = round(value / most * (HEIGHT - 10), 1)
        return Bar(round(at * step + (half if second else 0), 1), HEIGHT - height, round(half, 1), height)

    enrolled = tuple(bar(at, value, False) for at, (_week, value, _placed) in enumerate(weekly))
    placed = tuple(bar(at, value, True) for at, (_week, _enrolled, value) in enumerate(weekly))
    return Chart(WIDTH, HEIGHT, enrolled, placed, most)
