"""What must hold for every path: no state without an owner and a date, no person lost, no figure without its rows."""

import random
import uuid
from collections import Counter, deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.cases.declarations import CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.machines import tie
from doorstroom.core.models import Promise, TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.deals import actions, rules
from doorstroom.deals.choices import FunnelStep, Stand, Status
from doorstroom.deals.declarations import ENROLMENT, REFERRAL
from doorstroom.deals.forecast import forecast
from doorstroom.deals.models import LIVE, TAKING_PART, Deal, Enrolment, PartnerWeek, Referral
from doorstroom.deals.queries.cockpit import cockpit, compared
from doorstroom.deals.queries.lists import known
from doorstroom.employers.models import Vacancy
from doorstroom.placements.actions import fall_through, place
from doorstroom.placements.declarations import PLACEMENT
from doorstroom.placements.models import Placement
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


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(2))
def test_after_any_history_nobody_is_lost_and_the_cockpit_equals_a_recount_from_the_trail(
    seed: int, cast: Cast, deal: Deal, enrolled: Make, partner_of: Make, job_of: Make
):
    chance = random.Random(seed)
    actions.set_ask_next(actor=cast.account_manager.actor, deal=deal, on=seed == 1)
    agencies = {cast.agency: cast.consultant.actor, cast.rival_agency: cast.rival_consultant.actor}
    for agency in agencies:
        actions.set_capacity(actor=agencies[agency], partner=partner_of(agency), places=40)
    jobs = {agency: [job_of(agency).number for _ in range(2)] for agency in agencies}
    rows = [enrolled() for _ in range(4)]
    day, refusals = today(), Counter[str]()
    for _ in range(45):
        day += timedelta(days=chance.choice([0, 0, 1]))
        tried(refusals, chance, cast, agencies, jobs, partner_of, rows, day)
        nobody_is_lost(rows)
    for partner in deal.partners.all():
        for week in PartnerWeek.objects.filter(partner=partner):
            assert week.taken == Referral.objects.filter(week=week).count() <= week.places
    figures = cockpit(deal, day)
    assert sum(figures.where.values()) == figures.reached["enrolled"] == len(rows)
    assert sum(figures.left.values()) == figures.where["left"]
    assert figures.reached == recounted(deal)
    assert sum(share.open for share in figures.shares) == Referral.objects.filter(status__in=LIVE).count()
    assert refusals.total() < 45


def tried(
    refusals: Counter[str],
    chance: random.Random,
    cast: Cast,
    agencies: Any,
    jobs: Any,
    partner_of: Make,
    rows: Any,
    day: Any,
) -> None:
    """Let somebody do something at random; what the machine refuses is part of life."""
    row = Enrolment.objects.get(pk=chance.choice(rows).pk)
    live = list(Referral.objects.filter(enrolment=row, status__in=LIVE).order_by("pk"))
    worker = cast.case_worker.actor
    try:
        if not live or chance.random() < 0.15:
            agency = chance.choice(list(agencies))
            if chance.random() < 0.1:
                actions.leave(actor=worker, enrolment=row, reason="own_job", today=day)
            else:
                actions.refer(actor=worker, enrolment=row, partner=partner_of(agency).pk, today=day)
            return
        one = chance.choice(live)
        actor, given = agencies[one.organisation], {"referral": one, "today": day}
        number = chance.choice(jobs[one.organisation])
        kinds: list[Callable[[], Any]] = [
            lambda: actions.see(actor=actor, **given),
            lambda: actions.accept(actor=actor, **given),
            lambda: actions.take_back(actor=actor, **given),
            lambda: actions.ask_info(actor=actor, question="Wanneer kan het?", **given),
            lambda: actions.give_info(actor=worker, reply="Meteen.", **given),
            lambda: actions.introduce(actor=actor, vacancy=number, **given),
            lambda: actions.set_interview(actor=actor, vacancy=number, day=day, **given),
            lambda: actions.set_interview(actor=actor, vacancy=number, day=day, **given),
            lambda: actions.offer(actor=actor, **given),
            lambda: actions.not_chosen(actor=actor, **given),
            lambda: actions.hand_back(actor=actor, reason="hours", **given),
            lambda: actions.withdraw(actor=worker, **given),
            lambda: placed(actor, one, day, chance),
        ]
        chance.choice(kinds)()
    except (Refusal, Http404) as trouble:
        refusals[getattr(trouble, "code", "404")] += 1


def placed(actor: Any, one: Referral, day: Any, chance: random.Random) -> None:
    made = place(actor=actor, referral=one, starts_on=day, hours=32, contract="agency", today=day)
    if chance.random() < 0.3 and isinstance(made, Placement):
        fall_through(actor=actor, placement=made, today=day)


def nobody_is_lost(rows: list[Enrolment]) -> None:
    """Whoever takes part has somebody who owes the next step by a date, at the person itself or at a partner."""
    for row in Enrolment.objects.filter(pk__in=[row.pk for row in rows], status__in=TAKING_PART):
        about = [row.pk, *Referral.objects.filter(enrolment=row, status__in=LIVE).values_list("pk", flat=True)]
        owed = Promise.objects.filter(about_id__in=about, closed_at__isnull=True)
        assert owed.count() == len(about) - (row.status == Stand.REFERRED)
        assert all(promise.owner and promise.due for promise in owed) and owed


STEP_OF = {
    "deals.enrolled": "enrolled",
    "deals.screened": "screened",
    "deals.referred": "referred",
    "deals.accepted": "accepted",
    "deals.introduced": "introduced",
    "deals.interview_set": "interview",
    "deals.offered": "offer",
    "deals.placed": "placed",
}


def recounted(deal: Deal) -> dict[str, int]:
    """Count people per step from what happened, without the rows of the funnel: a later step holds the ones before."""
    steps = ["accepted", "introduced", "interview", "offer", "placed"]
    owner = dict(Referral.objects.filter(deal=deal).values_list("pk", "enrolment_id"))
    held: dict[tuple[Any, Any], set[str]] = {}
    for entry in TrailEntry.objects.filter(event__startswith="deals.").order_by("at", "pk"):
        enrolment = owner.get(entry.about_id, entry.about_id)
        key = (enrolment, entry.about_id if entry.about_id in owner else None)
        if entry.event in STEP_OF:
            step = STEP_OF[entry.event]
            held.setdefault(key, set()).update(steps[: steps.index(step) + 1] if step in steps else {step})
        elif entry.event == "deals.taken_back" and entry.facts["was"] == "accepted":
            held.get(key, set()).discard("accepted")
        elif entry.event == "deals.fell_through":
            held.get(key, set()).discard("placed")
    people: dict[str, set[Any]] = {step: set() for step in FunnelStep.values}
    for (enrolment, _referral), found in held.items():
        for step in found:
            people[step].add(enrolment)
    return {step: len(found) for step, found in people.items()}


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
def test_the_screening_desk_gives_its_own_agency_no_precedence(
    cast: Cast, deal: Deal, seeker_of: Make, job_of: Make, enrolled: Make
):
    person = seeker_of()
    tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
    for agency in (cast.agency, cast.rival_agency, cast.agency, cast.rival_agency):
        job_of(agency)
    orders = []
    for player in (cast.consultant, cast.rival_consultant):
        actions.appoint_desk(actor=cast.account_manager.actor, deal=deal, users=[player.user.pk])
        row = Enrolment.objects.filter(person=person).first() or enrolled(person)
        found = known(player.actor, row, "AM21", all_partners=True)
        orders.append([(one.vacancy.number, one.percent) for one in found.fits])
    assert len(orders[0]) == 4 and orders[0] == orders[1]
    actions.screen(actor=cast.rival_consultant.actor, enrolment=row, words="Bakt graag.")
    with pytest.raises(Http404):  # whoever is not named any more lost sight at once
        actions.refer_to_vacancy(actor=cast.consultant.actor, enrolment=row, vacancy=orders[0][0][0])
    other = next(number for number, _ in orders[0] if known_owner(number) == cast.agency.pk)
    made = actions.refer_to_vacancy(actor=cast.rival_consultant.actor, enrolment=row, vacancy=other)
    assert made.organisation == cast.agency


def known_owner(number: int) -> Any:
    return Vacancy.objects.get(number=number).organisation_id


@pytest.mark.django_db
def test_the_median_of_the_others_is_shown_from_ten_other_partners_on(cast: Cast, deal: Deal, ten_more: Any):
    full = compared(cockpit(deal, today()), cast.agency.pk)
    assert all(row.others is not None for row in full)
    deal.partners.exclude(organisation__in=[cast.agency]).first().delete()
    deal.partners.exclude(organisation__in=[cast.agency]).first().delete()
    assert all(row.others is None for row in compared(cockpit(deal, today()), cast.agency.pk))
    assert compared(cockpit(deal, today()), None) == []
