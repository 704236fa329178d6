"""Travel estimates and free days: pure figures."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.reference import rules
from doorstroom.reference.choices import Mode
from passend import TRAVEL_2020

DAY = date(2026, 11, 23)
DELFT, THE_HAGUE = (52.012, 4.357), (52.080, 4.311)
points = st.tuples(st.floats(50.7, 53.7), st.floats(3.2, 7.3))


def test_delft_to_the_hague_takes_what_people_there_say_it_takes() -> None:
    metres = rules.distance_metres(DELFT, THE_HAGUE)
    assert 7_800 <= metres <= 8_400
    minutes = {mode: rules.travel_minutes(metres, mode.value, DAY) for mode in Mode}
    assert 120 <= minutes[Mode.WALK] <= 135
    assert 35 <= minutes[Mode.BIKE] <= 45
    assert 30 <= minutes[Mode.TRANSIT] <= 40
    assert 15 <= minutes[Mode.CAR] <= 25


@given(points, points)
def test_the_way_back_is_as_far_and_staying_is_no_distance(start: rules.travel.Point, end: rules.travel.Point) -> None:
    assert rules.distance_metres(start, end) == rules.distance_metres(end, start)
    assert rules.distance_metres(start, start) == 0


@pytest.mark.parametrize("mode", Mode.values)
@given(metres=st.integers(0, 300_000), more=st.integers(0, 50_000))
def test_farther_never_takes_less_time(mode: str, metres: int, more: int) -> None:
    assert rules.travel_minutes(metres, mode, DAY) <= rules.travel_minutes(metres + more, mode, DAY)


@pytest.mark.parametrize("mode", TRAVEL_2020, ids=lambda mode: mode.name)
@pytest.mark.parametrize("metres", [0, 990, 5_000, 12_340, 48_000])
def test_the_engine_estimates_the_same_minutes(mode, metres: int) -> None:
    assert rules.travel_minutes(metres, mode.name, DAY) == mode.minutes(metres // 10)


def test_a_later_set_of_parameters_holds_from_its_day_on_and_the_past_stays() -> None:
    faster = rules.TravelParameters("bike", 1, 300, 125, date(2027, 1, 1), "e-bikes")
    table = (*rules.TRAVEL, faster)
    before = rules.travel_minutes(10_000, "bike", date(2026, 12, 31), table)
    assert before == rules.travel_minutes(10_000, "bike", date(2026, 12, 31))
    assert rules.travel_minutes(10_000, "bike", date(2027, 1, 1), table) < before


def test_there_is_no_estimate_for_an_unknown_way_or_a_day_before_the_first_parameters() -> None:
    with pytest.raises(ValueError, match="rocket"):
        rules.travel_minutes(1_000, "rocket", DAY)
    with pytest.raises(ValueError, match="2019"):
        rules.travel_minutes(1_000, "bike", date(2019, 12, 31))
