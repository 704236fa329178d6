"""Puts the computed free days into the working-day calendar that terms are counted on."""

from doorstroom.core.models import FreeDay

from .. import rules

FIRST_YEAR, LAST_YEAR = 2019, 2035


def load_free_days(first: int = FIRST_YEAR, last: int = LAST_YEAR) -> int:
    """Write the free days of these years into the calendar and return how many there are; own rows stay."""
    rows = [
        FreeDay(day=day, name=name, source=rules.source_of_free_day(name))
        for year in range(first, last + 1)
        for day, name in rules.free_days(year).items()
    ]
    FreeDay.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
