"""Regions by date and postcodes: what ships along, and what a download adds."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from doorstroom.reference.actions import import_memberships, import_postcodes, import_region_borders, load_places
from doorstroom.reference.choices import Mode
from doorstroom.reference.models import (
    LabourMarketRegion,
    Municipality,
    Postcode,
    RegionBorder,
    RegionMembership,
)
from doorstroom.reference.queries import municipality_region, region_name, travel_between

pytestmark = pytest.mark.django_db
NOW, THEN = date(2026, 11, 23), date(2020, 4, 15)


def region_of(code: str, on: date) -> str | None:
    region = municipality_region(code, on)
    return region.code if region else None


def members(region: str, on: date) -> set[str]:
    rows = RegionMembership.objects.filter(region=region, valid_from__lte=on).select_related("municipality")
    return {row.municipality.name for row in rows if row.valid_to is None or on < row.valid_to}


@pytest.fixture
def shipped() -> None:
    load_places()


@pytest.mark.usefixtures("shipped")
def test_haaglanden_holds_its_five_municipalities_then_and_now() -> None:
    five = {"Den Haag", "Delft", "Westland", "Rijswijk", "Midden-Delfland"}
    assert members("AM21", THEN) == members("AM21", NOW) == five
    assert set(Postcode.objects.values_list("municipality__name", flat=True)) == five


@pytest.mark.usefixtures("shipped")
def test_there_are_35_regions_and_all_municipalities_of_both_years() -> None:
    assert LabourMarketRegion.objects.count() == 35
    codes = LabourMarketRegion.objects.values_list("code", flat=True)
    assert sum(len(members(code, date(2020, 1, 1))) for code in codes) == 355
    assert sum(len(members(code, date(2026, 1, 1))) for code in codes) == 342


@pytest.mark.usefixtures("shipped")
def test_periods_of_one_municipality_never_overlap() -> None:
    last: dict[str, date | None] = {}
    for row in RegionMembership.objects.order_by("municipality_id", "valid_from"):
        if row.municipality_id in last:
            end = last[row.municipality_id]
            assert end is not None
            assert end <= row.valid_from
        assert row.valid_to is None or row.valid_from < row.valid_to
        last[row.municipality_id] = row.valid_to


@pytest.mark.usefixtures("shipped")
def test_a_municipality_that_was_merged_away_belongs_nowhere_afterwards() -> None:
    assert region_of("GM0457", date(2022, 3, 23)) == "AM12"  # Weesp, before it joined Amsterdam
    assert region_of("GM0457", date(2022, 3, 24)) is None
    assert region_of("GM1992", date(2022, 12, 31)) is None  # Voorne aan Zee did not exist yet
    assert region_of("GM1992", NOW) == "AM22"


@pytest.mark.usefixtures("shipped")
def test_a_renamed_region_keeps_its_old_name_in_the_past() -> None:
    assert region_name("AM06", THEN) == "Stedendriehoek en Noordwest Veluwe"
    assert region_name("AM06", NOW) == "Veluwe Stedendriehoek"
    assert region_name("AM21", date(1999, 1, 1)) == "Haaglanden"


@pytest.mark.usefixtures("shipped")
def test_loading_places_again_changes_nothing() -> None:
    before = list(RegionMembership.objects.order_by("pk").values())
    load_places()
    assert list(RegionMembership.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("shipped")
def test_travel_between_postcodes_is_an_estimate_for_each_way_and_none_for_an_unknown_place() -> None:
    travel = travel_between("2611", "2512", NOW)
    assert travel is not None
    assert 7_000 < travel.metres < 10_000
    assert list(travel.minutes) == list(Mode)
    assert travel_between("2611", "9999", NOW) is None
    nearby = travel_between("2611", "2611", NOW)
    assert nearby is not None
    assert nearby.metres == 0


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.usefixtures("shipped")
def test_postcodes_from_a_download_are_made_once_and_faulty_rows_are_named(tmp_path: Path) -> None:
    file = write(
        tmp_path / "pc4.csv",
        "pc4;plaats;gemeente;lat;lon;gm_2020;gm_2023\n"
        "3011;Rotterdam;Rotterdam;51,92;4,48;GM0599;GM0599\n"
        "2268;;;;;;\n"
        "0123;Nergens;Nergens;52,0;4,3;GM0599;\n"
        "9999;Parijs;Parijs;48,85;2,35;;\n"
        "1234;Zonder gemeente;;52,1;5,1;;\n"
        "3011;Rotterdam;Rotterdam;51,92;4,48;GM0599;GM0599\n"
        "4000;Nieuw;Nieuwstad;51,9;5,4;;GM9998\n",
        "utf-8-sig",
    )
    report = import_postcodes(file)
    assert (report.made, report.changed, report.same) == (3, 0, 0)
    assert [(row.line, row.reason) for row in report.dropped] == [
        (3, "postcode 2268 heeft geen plek op de kaart van Nederland"),
        (4, "geen postcode van vier cijfers: 0123"),
        (5, "postcode 9999 heeft geen plek op de kaart van Nederland"),
        (7, "postcode 3011 staat al eerder in het bestand"),
    ]
    assert Postcode.objects.get(pc4="1234").municipality is None
    assert Municipality.objects.get(code="GM9998").name == "Nieuwstad"
    again = import_postcodes(file)
    assert (again.made, again.changed, again.same) == (0, 0, 3)


@pytest.mark.usefixtures("shipped")
def test_memberships_of_a_year_in_between_split_the_period_and_may_be_loaded_twice(tmp_path: Path) -> None:
    file = write(
        tmp_path / "2023.csv",
        "gm_code,gemeente,arbeidsmarktregio\n"
        "GM0274,Renkum,Food Valley\n"  # known as moved between 2020 and 2026: now known to be there in 2023
        "GM0518,'s-Gravenhage,Haaglanden\n"
        "GM0503,Delft,Haaglanden\nGM0603,Rijswijk,Haaglanden\nGM1842,Midden-Delfland,Haaglanden\n"
        "GM1783,Westland,Rijnmond \n"
        "GM0001,Niemandsland,niet in te delen\n"
        "Amsterdam,Amsterdam,Groot Amsterdam\n",
    )
    report = import_memberships(file, 2023)
    assert [row.line for row in report.dropped] == [8, 9]
    assert region_of("GM0274", date(2022, 12, 31)) == "AM07"
    assert region_of("GM0274", date(2023, 1, 1)) == region_of("GM0274", NOW) == "AM38"
    assert region_of("GM1783", date(2022, 12, 31)) == "AM21"
    assert region_of("GM1783", date(2023, 1, 1)) == "AM22"
    assert region_of("GM0518", date(2023, 1, 1)) == "AM21"
    assert Municipality.objects.get(code="GM0518").name == "Den Haag"
    before = list(RegionMembership.objects.order_by("pk").values())
    again = import_memberships(file, 2023)
    assert (again.made, again.changed) == (0, 0)
    load_places()
    assert list(RegionMembership.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("shipped")
def test_outlines_carry_names_without_codes_and_old_names_count_too(tmp_path: Path) -> None:
    def feature(name: str) -> dict[str, object]:
        ring = [[4.0, 52.0], [4.1, 52.0], [4.1, 52.1], [4.0, 52.0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Feature", "properties": {"arbeidsmarktregio": name}, "geometry": shape}

    names = ["Haaglanden", "Zwolle", "Stedendriehoek en Noordwest Veluwe", "niet in te delen", "Haaglanden"]
    file = write(tmp_path / "r.geojson", json.dumps({"type": "FeatureCollection", "features": [*map(feature, names)]}))
    report = import_region_borders(file, 2020)
    assert set(RegionBorder.objects.values_list("region_id", flat=True)) == {"AM21", "AM36", "AM06"}
    assert [row.line for row in report.dropped] == [4, 5]
    assert import_region_borders(file, 2020).same == 3


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"features": [1]}', "[" * 100_000, '{"features": null}'])
def test_something_that_is_no_geojson_is_refused_in_plain_dutch(tmp_path: Path, content: str) -> None:
    file = write(tmp_path / "r.geojson", content)
    with pytest.raises(CommandError, match="is geen GeoJSON met gebieden"):
        call_command("import_regions", file, year=2020)


def test_a_table_without_the_needed_columns_is_refused_by_name(tmp_path: Path) -> None:
    file = write(tmp_path / "pc.csv", "postcode,plaats\n2611,Delft\n")
    with pytest.raises(CommandError, match="mist deze kolommen: lat, lon, pc4"):
        call_command("import_postcodes", file)


@pytest.mark.usefixtures("shipped")
def test_the_command_shows_each_row_it_left_out(tmp_path: Path) -> None:
    out = StringIO()
    file = write(tmp_path / "pc.csv", "pc4,lat,lon\n2268,,\n")
    call_command("import_postcodes", file, stdout=out)
    assert "regel 2 overgeslagen: postcode 2268 heeft geen plek" in out.getvalue()
    assert "pc.csv: 0 nieuw, 0 aangepast, 0 gelijk, 1 overgeslagen." in out.getvalue()


@pytest.mark.usefixtures("shipped")
def test_a_table_of_the_whole_country_ends_the_municipalities_it_no_longer_names(tmp_path: Path) -> None:
    on = date(2028, 1, 1)
    held = RegionMembership.objects.filter(valid_to=None).select_related("municipality")
    lines = [
        f"{row.municipality_id},{row.municipality.name},{region_name(row.region_id, on)}"
        for row in held
        if row.municipality_id != "GM1842"
    ]
    file = write(tmp_path / "2028.csv", "\n".join(["gm_code,gemeente,arbeidsmarktregio", *lines]))
    import_memberships(file, 2028)
    assert region_of("GM1842", date(2027, 12, 31)) == "AM21"
    assert region_of("GM1842", on) is None
    assert region_of("GM0503", on) == "AM21"
