"""Dates, money and numbers as people in the Netherlands write them, also on English pages."""

from datetime import date as day_type
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

NOTHING = SafeString("")


def day(value: day_type | datetime | None, weekday: bool = False) -> str:
    """Write a day out, such as 21 november 2026, as plain text for in a sentence."""
    if not value:
        return NOTHING
    return format_date(_local(value), "l j F Y" if weekday else "j F Y")


def date(value: day_type | datetime | None) -> SafeString:
    """Write a day out and mark it as a time that programs can read."""
    if not value:
        return NOTHING
    machine = _local(value).strftime("%Y-%m-%d")
    return format_html('<time datetime="{}">{}</time>', machine, day(value))


def moment(value: day_type | datetime | str | None) -> SafeString:
    """Write a day with its hour, such as 21 november 2026, 14.30 uur; a day without an hour stays a day."""
    if not value or isinstance(value, str):
        return format_html("{}", value or "")
    if not isinstance(value, datetime):
        return date(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    words = gettext("%(day)s, %(time)s uur") % {
        "day": day(value),
        "time": format_date(local, "G.i" if get_language() == "nl" else "H:i"),
    }
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), words)


def euro(value: Decimal | int | float | None) -> str:
    """Write an amount of money, with cents only where there are any."""
    if value is None:
        return NOTHING
    amount = Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    places = 0 if amount == amount.to_integral_value() else 2
    sign = "−" if amount < 0 else ""
    gap = "" if get_language() == "en" else "\N{NO-BREAK SPACE}"
    return f"{sign}€{gap}{number_format(abs(amount), places, use_l10n=True, force_grouping=True)}"


def number(value: Decimal | int | float | None, decimals: int | None = None) -> str:
    """Write a number with the marks of the language, such as 1.234,5."""
    if value is None:
        return NOTHING
    exact = Decimal(str(value))
    if decimals is None and exact == exact.to_integral_value():
        decimals = 0
    return number_format(exact, decimals, use_l10n=True, force_grouping=True)


def _local(value: day_type | datetime) -> day_type:
    """Put a moment on the clock of the Netherlands; leave a day as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
