"""Loads places: municipalities, regions by year, postcodes; what ships along first, downloads when there are any."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from ..gateways import places
from ..gateways.places import Dropped, MembershipRow
from ..models import (
    LabourMarketRegion,
    Municipality,
    Postcode,
    RegionBorder,
    RegionMembership,
    RegionName,
)

WHOLE_COUNTRY = 30  # a table that names this many regions is about all municipalities
POSTCODE_SOURCE = "CBS en Kadaster, postcodegebieden 2020, CC BY 4.0"


@dataclass
class PlacesReport:
    """What an import of places did, and which rows it left out."""

    made: int = 0
    changed: int = 0
    same: int = 0
    dropped: list[Dropped] = field(default_factory=list)


def load_places() -> dict[str, int]:
    """Fill in the places that ship along where nothing is known yet; what was imported later stays."""
    with transaction.atomic():
        named = set(RegionName.objects.values_list("region_id", flat=True))
        placed = set(RegionMembership.objects.values_list("municipality_id", flat=True))
        LabourMarketRegion.objects.bulk_create(
            [LabourMarketRegion(code=code) for code in {row["code"] for row in places.shipped("regions")}],
            ignore_conflicts=True,
        )
        RegionName.objects.bulk_create(
            RegionName(
                region_id=row["code"], name=row["name"], valid_from=_day(row["valid_from"]), source=row["source"]
            )
            for row in places.shipped("regions")
            if row["code"] not in named
        )
        Municipality.objects.bulk_create(
            [Municipality(**row) for row in places.shipped("municipalities")],
            update_conflicts=True,
            unique_fields=["code"],
            update_fields=["name"],
        )
        RegionMembership.objects.bulk_create(
            RegionMembership(
                municipality_id=row["municipality"],
                region_id=row["region"],
                valid_from=_day(row["valid_from"]),
                valid_to=_day(row["valid_to"]) if row["valid_to"] else None,
                source=row["source"],
            )
            for row in places.shipped("memberships")
            if row["municipality"] not in placed
        )
        Postcode.objects.bulk_create(
            [
                Postcode(
                    pc4=row["pc4"],
                    place=row["place"],
                    municipality_id=row["municipality"],
                    lat=row["lat"],
                    lon=row["lon"],
                    source=POSTCODE_SOURCE,
                )
                for row in places.shipped("postcodes")
            ],
            ignore_conflicts=True,
        )
    return {
        "regions": LabourMarketRegion.objects.count(),
        "municipalities": Municipality.objects.count(),
        "postcodes": Postcode.objects.count(),
    }


def import_postcodes(path: Path, source: str = POSTCODE_SOURCE) -> PlacesReport:
    """Make or refresh the postcode areas in a file; municipalities that are new are made too."""
    report = PlacesReport()
    known = {row.pc4: row for row in Postcode.objects.all()}
    municipalities = set(Municipality.objects.values_list("code", flat=True))
    new_municipalities: dict[str, str] = {}
    rows: dict[str, Postcode] = {}
    for row in places.postcode_rows(path):
        if isinstance(row, Dropped):
            report.dropped.append(row)
        elif row.pc4 in rows:
            report.dropped.append(
                Dropped(row.line, _("postcode %(pc4)s staat al eerder in het bestand") % {"pc4": row.pc4})
            )
        else:
            if row.municipality and row.municipality not in municipalities:
                new_municipalities.setdefault(row.municipality, row.municipality_name or row.municipality)
            rows[row.pc4] = Postcode(
                pc4=row.pc4,
                place=row.place,
                municipality_id=row.municipality or None,
                lat=row.lat,
                lon=row.lon,
                source=source,
            )
            _count(report, rows[row.pc4], known.get(row.pc4), ("place", "municipality_id", "lat", "lon", "source"))
    with transaction.atomic():
        Municipality.objects.bulk_create(
            Municipality(code=code, name=name) for code, name in new_municipalities.items()
        )
        Postcode.objects.bulk_create(
            rows.values(),
            update_conflicts=True,
            unique_fields=["pc4"],
            update_fields=["place", "municipality", "lat", "lon", "source"],
            batch_size=1_000,
        )
    return report


def import_region_borders(path: Path, year: int) -> PlacesReport:
    """Keep the outlines of regions of one year; GeoJSON names regions without their codes."""
    report, regions = PlacesReport(), _regions_by_name()
    known = {row.region_id: row for row in RegionBorder.objects.filter(year=year)}
    rows: dict[str, RegionBorder] = {}
    for number, feature in enumerate(places.region_features(path), start=1):
        name = places.region_name_of(feature)
        code = regions.get(name) or regions.get(places.plain(name))
        if code is None or code in rows:
            report.dropped.append(Dropped(number, _("onbekende of dubbele regio: %(name)s") % {"name": name or "-"}))
            continue
        rows[code] = RegionBorder(region_id=code, year=year, geometry=feature["geometry"], source=path.name[:200])
        _count(report, rows[code], known.get(code), ("geometry", "source"))
    RegionBorder.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["region", "year"],
        update_fields=["geometry", "source"],
    )
    return report


def import_memberships(path: Path, year: int) -> PlacesReport:
    """Set which municipality belongs to which region on 1 January of a year; periods before and after stay whole.

    A municipality that a table of the whole country does not name no longer exists from that day on.
    """
    report, regions, day = PlacesReport(), _regions_by_name(), date(year, 1, 1)
    wanted: dict[str, tuple[MembershipRow, str]] = {}
    for row in places.membership_rows(path):
        if isinstance(row, Dropped):
            report.dropped.append(row)
            continue
        code = regions.get(row.region) or regions.get(places.plain(row.region))
        if code is None:
            report.dropped.append(Dropped(row.line, _("onbekende regio: %(name)s") % {"name": row.region[:80] or "-"}))
        elif row.municipality in wanted:
            report.dropped.append(
                Dropped(row.line, _("gemeente %(code)s staat al eerder in het bestand") % {"code": row.municipality})
            )
        else:
            wanted[row.municipality] = row, code
    with transaction.atomic():
        Municipality.objects.bulk_create(
            [Municipality(code=code, name=row.name or code) for code, (row, _region) in wanted.items()],
            ignore_conflicts=True,
        )
        periods: dict[str, list[RegionMembership]] = {}
        for period in RegionMembership.objects.order_by("valid_from"):
            periods.setdefault(period.municipality_id, []).append(period)
        for municipality, (_row, region) in wanted.items():
            _place(report, periods.get(municipality, []), municipality, region, day, path.name)
        if len({region for _row, region in wanted.values()}) >= WHOLE_COUNTRY:
            for municipality, rows in periods.items():
                for period in rows:
                    if municipality not in wanted and _covers(period, day):
                        _end(report, period, day)
    return report


def _place(
    report: PlacesReport, periods: list[RegionMembership], municipality: str, region: str, day: date, source: str
) -> None:
    """Make one municipality belong to a region on a day."""
    current = next((period for period in periods if _covers(period, day)), None)
    later = next((period for period in periods if period.valid_from > day), None)
    if current and current.region_id == region:
        report.same += 1
    elif current and current.valid_from == day:
        current.region_id, current.source = region, source[:200]
        current.save(update_fields=["region", "source"])
        report.changed += 1
    elif later and later.region_id == region and (current is None or current.valid_to == later.valid_from):
        if current:
            current.valid_to = day
            current.save(update_fields=["valid_to"])
        later.valid_from = day
        later.save(update_fields=["valid_from"])
        report.changed += 1
    else:
        end = current.valid_to if current else (later.valid_from if later else None)
        if current:
            current.valid_to = day
            current.save(update_fields=["valid_to"])
        RegionMembership.objects.create(
            municipality_id=municipality, region_id=region, valid_from=day, valid_to=end, source=source[:200]
        )
        report.made += 1


def _end(report: PlacesReport, period: RegionMembership, day: date) -> None:
    """End a membership on a day; one that began that day never was."""
    if period.valid_from == day:
        period.delete()
    else:
        period.valid_to = day
        period.save(update_fields=["valid_to"])
    report.changed += 1


def _covers(period: RegionMembership, day: date) -> bool:
    """Tell whether a period holds on a day."""
    return period.valid_from <= day and (period.valid_to is None or day < period.valid_to)


def _regions_by_name() -> dict[str, str]:
    """Return the codes of regions by code, and by every name they ever had, plainly spelled."""
    codes: Iterable[str] = LabourMarketRegion.objects.values_list("code", flat=True)
    found = {code: code for code in codes}
    for region, name in RegionName.objects.values_list("region_id", "name"):
        found[places.plain(name)] = region
    return found


def _count(report: PlacesReport, row: object, known: object | None, fields: tuple[str, ...]) -> None:
    """Count a row as new, changed or the same."""
    if known is None:
        report.made += 1
    elif any(getattr(row, name) != getattr(known, name) for name in fields):
        report.changed += 1
    else:
        report.same += 1


def _day(text: str) -> date:
    """Return a day written as 2020-01-01."""
    return date.fromisoformat(text)
