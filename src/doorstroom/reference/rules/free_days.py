"""The general free days of the Netherlands, computed from the law."""

from datetime import date, timedelta

from doorstroom.common.dates import easter

FIRST_PARAGRAPH = "Algemene termijnenwet, artikel 3, lid 1"
SECOND_PARAGRAPH = "Algemene termijnenwet, artikel 3, lid 2"
GOOD_FRIDAY = "Goede Vrijdag"


def free_days(year: int) -> dict[date, str]:
    """Return the general free days of a year with their Dutch names, in order of date.

    The law counts Good Friday and every 5 May, also in years in which most offices work. Single days that a royal
    decree equates for one year (lid 3) are no rule and belong in the calendar as rows with their own source.
    """
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    days = (
        (date(year, 1, 1), "Nieuwjaarsdag"),
        (sunday - timedelta(days=2), GOOD_FRIDAY),
        (sunday + timedelta(days=1), "Tweede paasdag"),
        (kings_day - timedelta(days=1) if kings_day.weekday() == 6 else kings_day, "Koningsdag"),
        (date(year, 5, 5), "Bevrijdingsdag"),
        (sunday + timedelta(days=39), "Hemelvaartsdag"),
        (sunday + timedelta(days=50), "Tweede pinksterdag"),
        (date(year, 12, 25), "Eerste kerstdag"),
        (date(year, 12, 26), "Tweede kerstdag"),
    )
    found: dict[date, str] = {}
    for day, name in sorted(days):
        found[day] = f"{found[day]} en {name}" if day in found else name
    return found


def source_of_free_day(name: str) -> str:
    """Return the paragraph of the law by which a day is free."""
    return SECOND_PARAGRAPH if name == GOOD_FRIDAY else FIRST_PARAGRAPH
