"""The founding sector deal: played from dated events it brings the figures that were told, and no event is a total."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from doorstroom.deals.models import Deal
from doorstroom.deals.queries.cockpit import Cockpit, cockpit
from doorstroom.demo.scenarios import SCENARIOS, Event, read, replay
from doorstroom.demo.scenarios.player import FOLDER
from doorstroom.demo.scenarios.sector_deal import PLAYED

STORY = SCENARIOS["sector_deal_2020"]
FILE = FOLDER / "sector_deal_2020.csv"
FIRST = {f"p{number:03d}" for number in range(1, 7)}


def test_the_file_holds_dated_events_and_no_totals():
    events = read(FILE)
    assert {event.what for event in events} <= STORY.scenes.keys()
    assert all(date(2020, 5, 1) <= event.day <= PLAYED and event.day.weekday() < 5 for event in events)
    figures = [(event.what, name) for event in events for name, value in event.details.items() if value.isdigit()]
    assert set(figures) <= {
        ("intention", "target"), ("partner", "places"), ("capacity", "places"), ("screen", "desk"), ("refer", "desk")
    }  # fmt: skip


def played(events: list[Event], said: list[str] | None = None) -> Cockpit:
    """Play events and undo them again; return the cockpit as it stood."""
    with transaction.atomic():
        replay(STORY, events, (said if said is not None else []).append)
        figures = cockpit(Deal.objects.get(), PLAYED)
        transaction.set_rollback(True)
    return figures


def some(events: list[Event], *left_out: str) -> list[Event]:
    """Return the agreements of the deal and what happened to the first six people, but for some."""
    agreed = [event for event in events if not event.who.startswith("p0") and not event.who[1:].isdigit()]
    return sorted(
        agreed + [event for event in events if event.who in FIRST - set(left_out)],
        key=lambda event: (event.day, event.line),
    )


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db
def test_leaving_one_person_out_changes_the_cockpit_by_one_and_a_full_week_refuses():
    events = read(FILE)
    whole, less = played(some(events)), played(some(events, "p005"))
    assert (whole.reached["enrolled"], less.reached["enrolled"]) == (6, 5)
    tight = [
        replace(event, details=event.details | {"places": "0"}) if event.what == "partner" else event
        for event in some(events)
    ]
    said: list[str] = []
    assert played(tight, said).reached["referred"] == 0
    assert any("heeft deze week geen plek meer" in line for line in said)


@pytest.fixture(scope="module")
def founding_deal(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Play the whole story once, and empty the database afterwards."""
    with django_db_blocker.unblock():
        replay(STORY, read(FILE))
        yield STORY.last_line()
        call_command("flush", "--no-input", verbosity=0)


@pytest.mark.slow
@pytest.mark.one_database
def test_the_founding_deal_ends_with_the_figures_that_were_told(founding_deal: str, django_db_blocker: DjangoDbBlocker):
    assert founding_deal == (
        "sector_deal_2020: target 500, enrolled 235, interviews 95, jobs 5, partners 10, beside the target 50"
    )
    with django_db_blocker.unblock():
        figures = cockpit(Deal.objects.get(), PLAYED)
    assert (figures.deal.target, figures.reached["enrolled"]) == (500, 235)
    assert (figures.reached["interview"], figures.reached["placed"], figures.partners) == (95, 5, 10)
    assert figures.beside["enrolled"] == 50 and sum(figures.where.values()) == 235
    assert figures.deal.intention_on < figures.deal.starts_on < figures.deal.signed_on
