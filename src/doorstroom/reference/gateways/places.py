"""Reads places: the small tables that ship along, downloads of postcodes and memberships, and GeoJSON outlines."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from .tables import BadFile, Table, read_tables

FOLDER = Path(__file__).resolve().parents[1] / "places"
MOST_BYTES = 50_000_000
# The box around the European Netherlands.
SOUTH, NORTH, WEST, EAST = Decimal("50.7"), Decimal("53.7"), Decimal("3.2"), Decimal("7.3")


@dataclass(frozen=True)
class Dropped:
    """A row that was left out: its line and the Dutch reason."""

    line: int
    reason: str


@dataclass(frozen=True)
class PostcodeRow:
    """A postcode area as a download gives it."""

    line: int
    pc4: str
    place: str
    municipality: str  # CBS code, empty when unknown
    municipality_name: str
    lat: Decimal
    lon: Decimal


@dataclass(frozen=True)
class MembershipRow:
    """A municipality in a region as a download gives it."""

    line: int
    municipality: str
    name: str
    region: str  # the name of the region, or its code


def shipped(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one of the tables that ship with Doorstroom."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def plain(name: str) -> str:
    """Return a name of a region without what sources spell differently."""
    return re.sub(r"[^a-z]", "", name.lower()).removeprefix("regio")


def postcode_rows(path: Path) -> Iterator[PostcodeRow | Dropped]:
    """Yield the postcode areas in a file; the newest column with a municipality counts."""
    table = _only_table(path)
    column = _columns(table, {"pc4", "lat", "lon"})
    municipalities = sorted((name for name in column if re.fullmatch(r"gm(_\w+)?", name)), reverse=True)
    for number, cells in _cells(table, column):
        pc4 = cells["pc4"]
        if not re.fullmatch(r"[1-9]\d{3}", pc4):
            yield Dropped(number, _("geen postcode van vier cijfers: %(text)s") % {"text": pc4[:20] or "-"})
            continue
        point = _point(cells["lat"], cells["lon"])
        if point is None:
            yield Dropped(number, _("postcode %(pc4)s heeft geen plek op de kaart van Nederland") % {"pc4": pc4})
            continue
        codes = [cells[name] for name in municipalities if re.fullmatch(r"GM\d{4}", cells[name])]
        yield PostcodeRow(
            number,
            pc4,
            cells.get("plaats", "")[:80],
            codes[0] if codes else "",
            cells.get("gemeente", "")[:80],
            *point,
        )


def membership_rows(path: Path) -> Iterator[MembershipRow | Dropped]:
    """Yield which municipality belongs to which region according to a file."""
    table = _only_table(path)
    column = _columns(table, {"gm_code", "arbeidsmarktregio"})
    for number, cells in _cells(table, column):
        if not re.fullmatch(r"GM\d{4}", cells["gm_code"]):
            yield Dropped(number, _("geen code van een gemeente: %(text)s") % {"text": cells["gm_code"][:20] or "-"})
        else:
            yield MembershipRow(number, cells["gm_code"], cells.get("gemeente", "")[:80], cells["arbeidsmarktregio"])


def region_features(path: Path) -> list[dict[str, Any]]:
    """Return the outlines in a GeoJSON file."""
    if not path.is_file():
        raise BadFile(_("Wij kunnen het bestand %(name)s niet vinden.") % {"name": path.name})
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(_("%(name)s is te groot: meer dan 50 MB.") % {"name": path.name})
    try:
        content = json.loads(path.read_bytes().decode("utf-8-sig"))
        features = content["features"]
        named = [feature for feature in features if feature["geometry"]["type"] in {"Polygon", "MultiPolygon"}]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadFile(_("%(name)s is geen GeoJSON met gebieden.") % {"name": path.name}) from error
    return named


def region_name_of(feature: dict[str, Any]) -> str:
    """Return the name or code of the region that an outline carries."""
    properties = feature.get("properties") or {}
    for key in ("statcode", "code", "arbeidsmarktregio", "statnaam", "naam", "name"):
        if isinstance(properties.get(key), str) and properties[key].strip():
            return str(properties[key]).strip()
    return ""


def _only_table(path: Path) -> Table:
    """Return the one table in a file."""
    tables = list(read_tables(path))
    if len(tables) != 1:
        raise BadFile(_("%(name)s moet precies één tabel bevatten.") % {"name": path.name})
    return tables[0]


def _columns(table: Table, needed: set[str]) -> dict[str, int]:
    """Return where each column stands, or refuse a table without the needed ones."""
    column = {name.lower(): place for place, name in enumerate(table.header)}
    missing = sorted(needed - column.keys())
    if missing:
        raise BadFile(
            _("%(name)s mist deze kolommen: %(columns)s") % {"name": table.name, "columns": ", ".join(missing)}
        )
    return column


def _cells(table: Table, column: dict[str, int]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the cells of each row by column; cells that a short row lacks are empty."""
    for line in table.lines():
        yield (
            line.number,
            {name: line.cells[place].strip() if place < len(line.cells) else "" for name, place in column.items()},
        )


def _point(lat: str, lon: str) -> tuple[Decimal, Decimal] | None:
    """Return a point in the Netherlands rounded to three decimals, or None; decimal commas are fine."""
    try:
        north, east = Decimal(lat.replace(",", ".")), Decimal(lon.replace(",", "."))
    except InvalidOperation:
        return None
    if not (north.is_finite() and east.is_finite() and SOUTH <= north <= NORTH and WEST <= east <= EAST):
        return None
    return round(north, 3), round(east, 3)
