"""The free days of the Algemene termijnenwet."""

from datetime import date

import pytest

from doorstroom.core.calendar import working_day_after
from doorstroom.core.models import FreeDay
from doorstroom.reference.actions import load_free_days
from doorstroom.reference.rules import free_days, source_of_free_day


def test_the_free_days_of_2026_are_those_of_the_law() -> None:
    assert free_days(2026) == {
        date(2026, 1, 1): "Nieuwjaarsdag",
        date(2026, 4, 3): "Goede Vrijdag",
        date(2026, 4, 6): "Tweede paasdag",
        date(2026, 4, 27): "Koningsdag",
        date(2026, 5, 5): "Bevrijdingsdag",
        date(2026, 5, 14): "Hemelvaartsdag",
        date(2026, 5, 25): "Tweede pinksterdag",
        date(2026, 12, 25): "Eerste kerstdag",
        date(2026, 12, 26): "Tweede kerstdag",
    }


@pytest.mark.parametrize(("year", "day"), [(2025, 26), (2026, 27), (2031, 26), (2019, 27)])
def test_the_kings_day_moves_to_saturday_when_it_would_fall_on_a_sunday(year: int, day: int) -> None:
    assert free_days(year)[date(year, 4, day)] == "Koningsdag"


@pytest.mark.parametrize("year", range(2019, 2036))
def test_the_fifth_of_may_and_good_friday_are_free_every_year(year: int) -> None:
    days = free_days(year)
    assert "Bevrijdingsdag" in days[date(year, 5, 5)]
    assert len(days) == 9
    friday = next(day for day, name in days.items() if name == "Goede Vrijdag")
    assert friday.weekday() == 4
    assert source_of_free_day("Goede Vrijdag").endswith("lid 2")
    assert source_of_free_day("Koningsdag").endswith("lid 1")


def test_two_free_days_on_one_date_are_both_named() -> None:
    assert free_days(2016)[date(2016, 5, 5)] == "Bevrijdingsdag en Hemelvaartsdag"


@pytest.mark.django_db
def test_terms_run_on_the_loaded_calendar_and_rows_of_ones_own_stay() -> None:
    FreeDay.objects.create(day=date(2026, 12, 24), name="Sluiting", source="Besluit van de regio")
    load_free_days()
    load_free_days()
    assert FreeDay.objects.count() == 17 * 9 + 1
    assert working_day_after(date(2026, 12, 23), 1) == date(2026, 12, 28)
