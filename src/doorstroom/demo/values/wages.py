"""The legal minimum wage by date, as the floor under the pay of invented vacancies."""

from datetime import date

# Wet minimumloon en minimumvakantiebijslag, article 8: euros per hour from 21 years on, from a day on.
MINIMUM_HOURLY = (
    (date(2024, 1, 1), 13.27),
    (date(2024, 7, 1), 13.68),
    (date(2025, 1, 1), 14.06),
    (date(2025, 7, 1), 14.40),
    (date(2026, 1, 1), 14.71),
)
YEARLY_RISE = 0.05  # room above the last amount we know, per year after it


def minimum(on: date) -> float:
    """Return the minimum hourly wage that held on a day; before the table, its first amount."""
    return next((amount for since, amount in reversed(MINIMUM_HOURLY) if since <= on), MINIMUM_HOURLY[0][1])


def floor(on: date) -> int:
    """Return the least pay per month for 40 hours, in tens of euros, with room for a rise not yet in the table."""
    since, last = MINIMUM_HOURLY[-1]
    late = max(0.0, (on - since).days / 365.25) if on >= since else 0.0
    hourly = max(minimum(on), last * (1 + YEARLY_RISE * late) if on >= since else 0)
    return -(-round(hourly * 40 * 52 / 12) // 10) * 10
