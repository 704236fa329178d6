"""Terms in working days, on the dated calendar of free days."""

from datetime import date, timedelta

from doorstroom.common.dates import add_working_days

from .models import FreeDay


def working_day_after(start: date, count: int) -> date:
    """Return the working day `count` working days after a day, past weekends and the free days on record."""
    horizon = start + timedelta(days=2 * count + 21)
    free = set(FreeDay.objects.filter(day__gte=start, day__lte=horizon).values_list("day", flat=True))
    return add_working_days(start, count, free)
