"""What must hold for every path: no state without an owner and a date, no person lost, no figure without its rows."""

import random
import uuid
from collections import Counter, deque
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.common.dates import today
from doorstroom.deals import rules
from doorstroom.deals.choices import Stand, Status
from doorstroom.deals.declarations import ENROLMENT, REFERRAL
from doorstroom.deals.forecast import forecast
from doorstroom.deals.models import Deal
from doorstroom.deals.queries.cockpit import cockpit, compared
from doorstroom.placements.declarations import PLACEMENT
from tests.conftest import Cast

Make = Callable[..., Any]
ENDS = {Status.PLACED, Status.RETURNED, Status.WITHDRAWN, Status.OBSOLETE}


@pytest.mark.parametrize("machine", [REFERRAL, ENROLMENT, PLACEMENT], ids=lambda machine: machine.model.__name__)
def test_every_state_that_is_not_an_end_has_an_owner_a_date_and_a_way_on(machine: Any):
    reached, waiting = set(), deque([next(iter(machine.live))])
    while waiting:
        state = waiting.popleft()
        if state not in reached:
            reached.add(state)
            waiting.extend(move.target for move in machine.moves.values() if state in move.origins)
    assert reached >= {move.target for move in machine.moves.values()}
    ends = {state for state in reached if not any(state in move.origins for move in machine.moves.values())}
    resting = {Stand.REFERRED, Stand.PLACED, Status.PLACED, Status.RETURNED, "started"}  # owed elsewhere, or done
    for state in reached - ends - resting:
        live = machine.live[state]
        assert live.step and callable(live.owner) and (callable(live.within) or live.within >= 0), state


def test_each_state_and_move_of_a_referral_was_walked_through():
    """The table as people read it: from each live state, what can follow."""
    table = {
        state: sorted(move.code for move in REFERRAL.moves.values() if state in move.origins) for state in Status.values
    }
    common = ["hand_back", "obsolete", "withdraw"]
    assert table["open"] == sorted(["see", "accept", "ask", "introduce", "interview", *common])
    assert table["seen"] == sorted(["accept", "ask", "introduce", "interview", *common])
    assert table["need_info"] == sorted(["inform", *common])
    assert table["accepted"] == sorted(["ask", "introduce", "interview", "take_back", *common])
    assert table["introduced"] == sorted(["interview", "offer", "not_chosen", *common])
    assert table["interview"] == sorted(["interview", "offer", "not_chosen", "place", *common])
    assert table["offer"] == sorted(["not_chosen", "place", *common])
    assert (table["placed"], table["returned"]) == (["fall_through"], ["take_back"])
    assert table["withdrawn"] == table["obsolete"] == []


KEYS = st.integers(1, 40).map(lambda number: uuid.UUID(int=number))
CHOICES = st.lists(
    st.builds(rules.Choice, KEYS, st.integers(0, 6), st.integers(0, 30), st.just(0)),
    max_size=6,
    unique_by=lambda c: c.key,
)
PEOPLE = st.lists(KEYS.map(lambda key: uuid.UUID(int=key.int << 64)), max_size=12, unique=True)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, CHOICES, st.randoms(use_true_random=False))
def test_spreading_stays_within_every_partners_room_and_leaves_nobody_while_there_is_room(people, choices, chance):
    fits = {
        (person, choice.key): rules.Fits(chance.randint(0, 9), chance.randint(0, 100))
        for person in people
        for choice in choices
    }
    found = rules.spread(people, choices, fits)
    sent = Counter(one.partner for one in found)
    assert all(sent[choice.key] <= choice.room for choice in choices)
    assert len(found) == min(len(people), sum(choice.room for choice in choices))
    assert all(one.why for one in found)
    shuffled = rules.spread(chance.sample(people, len(people)), chance.sample(choices, len(choices)), fits)
    assert shuffled == found


@settings(max_examples=40, deadline=None)
@given(PEOPLE, CHOICES, st.data())
def test_a_partner_that_had_somebody_or_was_not_named_is_never_proposed(people, choices, data):
    barred = {
        person: data.draw(st.sets(st.sampled_from([choice.key for choice in choices]))) if choices else set()
        for person in people
    }
    for one in rules.spread(people, choices, {}, barred):
        assert one.partner not in barred[one.person]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8))
def test_no_small_figure_can_be_read_or_worked_out_from_the_open_ones(cells):
    shown = rules.suppressed(cells)
    hidden = [value for value, seen in zip(cells, shown, strict=True) if seen is None]
    assert all(seen is None or seen == 0 or seen >= rules.SMALLEST for seen in shown)
    others = [seen for seen in shown if seen]
    assert not hidden or (len(hidden) > 1 and sum(hidden) >= rules.SMALLEST) or not others


@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_small_figure_of_a_partner_can_be_read_or_worked_out_from_the_open_ones(rows):
    rows = [sorted(row, reverse=True) for row in rows]
    shown = rules.open_table(rows)
    for column in range(3):
        cells, seen = [row[column] for row in rows], [row[column] for row in shown]
        assert all(value is None or value in {0, cell} for value, cell in zip(seen, cells, strict=True))
        assert all(value is None or value == 0 or value >= rules.SMALLEST for value in seen)
        hidden = [cell for cell, value in zip(cells, seen, strict=True) if value is None]
        assert not hidden or not any(seen) or (len(hidden) > 1 and sum(hidden) >= rules.SMALLEST)
    for row in shown:
        known = [value for value in row if value is not None]
        assert all(not 0 < one - other < rules.SMALLEST for one in known for other in known)


def simulated(chance: random.Random, weeks: int = 52) -> list[int]:
    """Jobs per week of a deal: people come in at a rate that differs per week, some find a job weeks later."""
    inflow, share = chance.uniform(6, 20), chance.uniform(0.15, 0.5)
    jobs = [0] * weeks
    for week in range(weeks):
        rate = inflow * chance.gammavariate(4, 0.25)
        came = sum(chance.random() < rate / 200 for _ in range(200))
        for _ in range(came):
            at = week + 2 + int(chance.expovariate(1 / 3))
            if chance.random() < share and at < weeks:
                jobs[at] += 1
    return jobs


def test_the_forecast_holds_four_times_out_of_five_in_500_simulated_deals():
    chance, inside = random.Random(0), 0
    for _ in range(500):
        jobs, at = simulated(chance), chance.randint(20, 40)
        found = forecast(jobs[:at], 52 - at, 100)
        assert found is not None and found.low <= found.middle <= found.high
        inside += found.low <= sum(jobs) <= found.high
    assert 0.75 <= inside / 500 <= 0.85, inside / 500
    assert forecast([1, 2, 3], 10, 50) is None


@pytest.mark.django_db
def test_the_median_of_the_others_is_shown_from_ten_other_partners_on(cast: Cast, deal: Deal, ten_more: Any):
    full = compared(cockpit(deal, today()), cast.agency.pk)
    assert all(row.others is not None for row in full)
    deal.partners.exclude(organisation__in=[cast.agency]).first().delete()
    deal.partners.exclude(organisation__in=[cast.agency]).first().delete()
    assert all(row.others is None for row in compared(cockpit(deal, today()), cast.agency.pk))
    assert compared(cockpit(deal, today()), None) == []
