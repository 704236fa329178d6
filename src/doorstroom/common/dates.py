"""Days as the work counts them: today in the Netherlands, and working days."""

from collections.abc import Container, Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def today() -> date:
    """Return the day it is now in the Netherlands, whatever the server's own clock zone."""
    return datetime.now(AMSTERDAM).date()


def start_of(day: date) -> datetime:
    """Return the moment at which a day begins in the Netherlands."""
    return datetime.combine(day, time(), tzinfo=AMSTERDAM)


def read_day(text: str, forms: Iterable[str]) -> date | None:
    """Return the day of a text in the first form of `strptime` that reads it; None when none does."""
    for form in forms:
        with suppress(ValueError):
            return datetime.strptime(text, form).date()
    return None


def is_working_day(day: date, free_days: Container[date]) -> bool:
    """Tell whether offices work on this day: not a weekend, not in `free_days`."""
    return day.weekday() < 5 and day not in free_days


def add_working_days(start: date, count: int, free_days: Container[date]) -> date:
    """Return the working day that lies `count` working days after `start` (Algemene termijnenwet, art. 1 and 3)."""
    day = start
    while count > 0 or not is_working_day(day, free_days):
        day += timedelta(days=1)
        if is_working_day(day, free_days):
            count -= 1
            if count <= 0:
                return day
    return day


def easter(year: int) -> date:
    """Return Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    month, day = divmod(h + r - 7 * m + 114, 31)
    return date(year, month, day + 1)
