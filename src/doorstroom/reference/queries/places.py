"""Regions by date, and travel between postcodes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from .. import rules
from ..choices import Mode
from ..models import LabourMarketRegion, Postcode, RegionMembership, RegionName


@dataclass(frozen=True)
class Travel:
    """An estimate between two postcode areas: the straight distance, and minutes by way of travelling."""

    metres: int
    minutes: dict[Mode, int]


def region_name(region: LabourMarketRegion | str, on: date) -> str:
    """Return what a region was called on a day; before its first known name, that first name."""
    code = region if isinstance(region, str) else region.code
    names = list(RegionName.objects.filter(region_id=code).order_by("valid_from"))
    held = [row.name for row in names if row.valid_from <= on]
    return held[-1] if held else (names[0].name if names else code)


def municipality_region(code: str, on: date) -> LabourMarketRegion | None:
    """Return the region to which a municipality belonged on a day, or None when it did not exist then."""
    held = RegionMembership.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), municipality_id=code, valid_from__lte=on
    )
    row = held.select_related("region").order_by("-valid_from").first()
    return row.region if row else None


def travel_between(start_pc4: str, end_pc4: str, on: date) -> Travel | None:
    """Return the estimated travel between two postcode areas, or None when one of them is unknown."""
    points = {
        row.pc4: (float(row.lat), float(row.lon)) for row in Postcode.objects.filter(pc4__in=[start_pc4, end_pc4])
    }
    if not {start_pc4, end_pc4} <= points.keys():
        return None
    metres = rules.distance_metres(points[start_pc4], points[end_pc4])
    return Travel(metres, {mode: rules.travel_minutes(metres, mode.value, on) for mode in Mode})
