"""How far and how long: an honest estimate from two centre points, never a route."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from doorstroom.common.text import say

Point = tuple[float, float]
"""Latitude and longitude in degrees (WGS84)."""

EARTH_RADIUS_METRES = 6_371_009
STATEMENT = say(
    "De reistijd is een schatting. We rekenen met de afstand tussen twee postcodegebieden en een gewone snelheid. "
    "Kijk voor vertrek altijd in een reisplanner."
)


@dataclass(frozen=True)
class TravelParameters:
    """How one way of travelling is estimated: fixed minutes + straight distance x detour / speed."""

    mode: str
    start_minutes: int  # walk to the bike, wait for the tram, find a parking place
    metres_per_minute: int
    detour_percent: int  # the road really travelled, in percent of the straight line
    valid_from: date
    source: str


_SOURCE = say("Vuistregel van Doorstroom: 4,8, 15, 30 en 45 kilometer per uur, met een omweg van 25 tot 35 procent")
TRAVEL: tuple[TravelParameters, ...] = (
    TravelParameters("walk", 0, 80, 125, date(2020, 1, 1), _SOURCE),
    TravelParameters("bike", 2, 250, 125, date(2020, 1, 1), _SOURCE),
    TravelParameters("transit", 15, 500, 135, date(2020, 1, 1), _SOURCE),
    TravelParameters("car", 5, 750, 130, date(2020, 1, 1), _SOURCE),
)
"""Dated: a later row of the same mode replaces an earlier one from its day on. The engine uses the same figures."""


def distance_metres(start: Point, end: Point) -> int:
    """Return the straight distance over the globe in whole metres (haversine)."""
    lat_1, lat_2 = radians(start[0]), radians(end[0])
    half_lat, half_lon = (lat_2 - lat_1) / 2, radians(end[1] - start[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat_1) * cos(lat_2) * sin(half_lon) ** 2
    return round(2 * EARTH_RADIUS_METRES * asin(min(1.0, sqrt(chord))))


def travel_parameters(mode: str, on: date, table: Sequence[TravelParameters] = TRAVEL) -> TravelParameters:
    """Return the parameters that hold for a way of travelling on a day."""
    rows = [row for row in table if row.mode == mode and row.valid_from <= on]
    if not rows:
        raise ValueError(f"no travel parameters for {mode!r} on {on}")
    return max(rows, key=lambda row: row.valid_from)


def travel_minutes(metres: int, mode: str, on: date, table: Sequence[TravelParameters] = TRAVEL) -> int:
    """Return the estimated minutes from door to door over a straight distance, rounded to the nearest minute."""
    rule = travel_parameters(mode, on, table)
    per = rule.metres_per_minute * 100
    return rule.start_minutes + (metres * rule.detour_percent + per // 2) // per
