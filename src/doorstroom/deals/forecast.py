"""What a deal will probably have brought when it ends: a range that holds four times out of five.

The model, in words: the weeks to come look like the last thirteen. The rate of jobs per week is not known exactly, and
weeks differ more than by chance alone; both widen the range. The total of the weeks to come then follows a negative
binomial distribution with that mean and variance. Plain numbers in and out; no database, no Django.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

RECENT = 13  # weeks that are looked back
FEWEST = 4  # weeks below which nothing is said
LOW, HIGH = 0.1, 0.9
MONTH, USUAL, IMAGINED = 4, 2.0, 4


@dataclass(frozen=True)
class Forecast:
    """The total at the end: most likely, and the bounds between which it falls four times out of five."""

    middle: int
    low: int
    high: int
    chance: float  # that the target is reached


def forecast(weekly: Sequence[int], weeks_left: float, target: int) -> Forecast | None:
    """Return where a deal ends, from the jobs of each whole week so far; None while too little is known."""
    if len(weekly) < FEWEST:
        return None
    so_far, recent = sum(weekly), list(weekly[-RECENT:])
    if weeks_left <= 0:
        return Forecast(so_far, so_far, so_far, float(so_far >= target))
    seen, weeks = sum(recent), len(recent)
    spread = dispersion(recent)
    rate = (seen + 0.5) / weeks
    mean = rate * weeks_left
    variance = spread * mean + weeks_left**2 * spread * (seen + 0.5) / weeks**2
    shares = negative_binomial(mean, variance)
    low, high, middle = (so_far + quantile(shares, part) for part in (LOW, HIGH, 0.5))
    needed = target - so_far
    return Forecast(middle, low, high, 1.0 if needed <= 0 else max(0.0, 1.0 - sum(shares[:needed])))


def dispersion(counts: Sequence[int]) -> float:
    """Return by how much months of four weeks differ beyond chance: variance over mean, never below one.

    Few months say little, so four imagined ones with twice the variance of chance stand beside them. Months, because
    neighbouring weeks resemble each other: somebody who comes in this week finds a job some weeks later.
    """
    held = list(counts)[len(counts) % MONTH :]
    months = [sum(held[at : at + MONTH]) for at in range(0, len(held), MONTH)]
    mean = sum(months) / len(months) if months else 0.0
    if not mean or len(months) < 2:
        return USUAL
    variance = sum((count - mean) ** 2 for count in months) / (len(months) - 1)
    known = len(months) - 1
    return max(1.0, (variance / mean * known + USUAL * IMAGINED) / (known + IMAGINED))


def negative_binomial(mean: float, variance: float) -> list[float]:
    """Return the chance of 0, 1, 2… until next to nothing is left, by the recurrence of the distribution."""
    variance = max(variance, mean * 1.000001)
    size = mean**2 / (variance - mean)
    part = mean / variance  # the chance of success
    shares = [math.exp(size * math.log(part))]
    total, most = shares[0], int(mean + 12 * math.sqrt(variance)) + 20
    for count in range(1, most):
        shares.append(shares[-1] * (size + count - 1) / count * (1 - part))
        total += shares[-1]
        if total > 1 - 1e-9:
            break
    return shares


def quantile(shares: Sequence[float], part: float) -> int:
    """Return the smallest count whose share, with all below it, reaches a part of the whole."""
    total = 0.0
    for count, share in enumerate(shares):
        total += share
        if total >= part:
            return count
    return len(shares)
