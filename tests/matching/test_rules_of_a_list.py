"""The plain rules: points that lose nothing, fit in words, and what keeps a vacancy out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.matching import rules

OFFER = rules.Offer(
    key=None,
    number=1,
    occupation=7,
    hours_min=24,
    hours_max=32,
    pay=2500,
    irregular=False,
    reserved_for="",
    positions=1,
)


@given(st.lists(st.integers(0, 30 * 65_025), min_size=1, max_size=8))
def test_the_points_shown_sum_to_the_rounded_score(contributions: list[int]) -> None:
    out_of = 8 * 30 * 65_025
    shown = rules.points(contributions, out_of)
    assert sum(shown) == (sum(contributions) * 200 + out_of) // (2 * out_of)
    assert all(abs(point - each * 100 / out_of) <= 1 for point, each in zip(shown, contributions, strict=True))


@pytest.mark.parametrize(
    ("percent", "words"),
    [(100, "very_well"), (65, "very_well"), (64, "well"), (45, "well"), (44, "maybe"), (0, "maybe")],
)
def test_fit_in_words(percent: int, words: str) -> None:
    assert rules.fit(percent, 100) == words


@pytest.mark.parametrize(
    ("minutes", "band"), [(0, (0, 15)), (15, (0, 15)), (16, (15, 30)), (60, (45, 60)), (61, (60, None))]
)
def test_travel_in_bands(minutes: int, band: tuple[int, int | None]) -> None:
    assert rules.travel_band(minutes) == band


@pytest.mark.parametrize(("minutes", "effect"), [(38, {"travel_minutes": 35}), (35, {"travel_minutes": 30}), (5, {})])
def test_too_far_lowers_the_limit_below_this_journey(minutes: int, effect: dict[str, int]) -> None:
    assert rules.effect_of("too_far", OFFER, minutes) == effect


def test_of_several_limits_the_strictest_holds() -> None:
    own = rules.conditions(
        irregular=True,
        pay_min=None,
        groups=[],
        effects=[{"travel_minutes": 40}, {"travel_minutes": 25}, {"pay_above": 9}],
    )
    assert own.travel_minutes == 25
    assert own.pay_above == 9


def test_every_code_that_keeps_a_vacancy_out_has_words() -> None:
    out = {
        rules.kept_out(OFFER, rules.Conditions(pay_min=2501)),
        rules.kept_out(OFFER, rules.Conditions(not_occupations=frozenset({7}))),
        rules.kept_out(OFFER, rules.Conditions(hours_below=24)),
        rules.kept_out(OFFER, rules.Conditions(hours_above=32)),
        rules.kept_out(OFFER, rules.Conditions(pay_above=2500)),
        "irregular",
        "reserved",
    }
    assert out == rules.KEPT_OUT_WORDS.keys()
    assert rules.kept_out(OFFER, rules.Conditions()) == ""
