"""Dates, money and numbers read as people here write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation

GAP = "\N{NO-BREAK SPACE}"
DAY = date(2026, 11, 21)


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% day d %}", "21 november 2026"),
        ("{% day d weekday=True %}", "zaterdag 21 november 2026"),
        ("{% date d %}", '<time datetime="2026-11-21">21 november 2026</time>'),
        ("{% day nothing %}{% date nothing %}{% moment nothing %}{% euro nothing %}{% number nothing %}", ""),
        ("{% euro 2480 %}", f"€{GAP}2.480"),
        ("{% euro cents %}", f"€{GAP}14,99"),
        ("{% euro debt %}", f"−€{GAP}1.000"),
        ("{% number 1234.5 %}", "1.234,5"),
        ("{% number 14870 %}", "14.870"),
        ("{% number 2 decimals=1 %}", "2,0"),
    ],
)
def test_dutch_marks_and_names_of_months(source, words):
    assert render(source, d=DAY, cents=Decimal("14.99"), debt=-1000, nothing=None) == words


def test_a_moment_is_told_on_the_clock_of_the_netherlands():
    shown = render("{% moment m %}", m=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    assert "2 juli 2026, 0.30 uur" in shown
    assert 'datetime="2026-07-02T00:30+02:00"' in shown


@pytest.mark.parametrize(
    ("source", "words"),
    [("{% day d %}", "21 November 2026"), ("{% euro 2480 %}", "€2,480"), ("{% number 1234.5 %}", "1,234.5")],
)
def test_english_marks_on_an_english_page(source, words):
    with translation.override("en"):
        assert render(source, d=DAY) == words
