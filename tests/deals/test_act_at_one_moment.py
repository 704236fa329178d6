"""Races on PostgreSQL: eight at once take the last places of a week, and eight at once place the same person."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection

from doorstroom.common.dates import today
from doorstroom.deals import actions
from doorstroom.deals.models import Deal, PartnerWeek, Referral
from doorstroom.placements.actions import place
from doorstroom.placements.models import Placement
from tests.conftest import Cast
from tests.races import became

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
Make = Callable[..., Any]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL locks rows")
def test_eight_at_once_never_take_more_places_than_a_week_has(cast: Cast, deal: Deal, enrolled: Make, partner_of: Make):
    partner = partner_of(cast.agency)
    actions.set_capacity(actor=cast.consultant.actor, partner=partner, places=3)
    rows = [enrolled() for _ in range(8)]
    outcomes = became(
        [lambda row=row: actions.refer(actor=cast.case_worker.actor, enrolment=row, partner=partner.pk) for row in rows]
    )
    assert sorted(outcomes) == ["done"] * 3 + ["full"] * 5
    week = PartnerWeek.objects.get(partner=partner)
    assert (week.taken, Referral.objects.count()) == (3, 3)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL locks rows")
def test_eight_partners_at_once_place_one_person_once(
    cast: Cast, deal: Deal, enrolled: Make, job_of: Make, ten_more: Any
):
    row = enrolled()
    jobs = []
    for player in ten_more[:8]:
        agency = player.membership.organisation
        partner = deal.partners.get(organisation=agency)
        referral = actions.refer(actor=cast.case_worker.actor, enrolment=row, partner=partner.pk)
        vacancy = job_of(agency)
        actions.set_interview(actor=player.actor, referral=referral, day=today(), vacancy=vacancy.number)
        jobs.append(
            partial(place, actor=player.actor, referral=referral, starts_on=today(), hours=32, contract="agency")
        )
    outcomes = became(jobs)
    assert outcomes.count("done") == 1 == Placement.objects.count()
    assert set(outcomes) <= {"done", "busy", "placed", "moved_on"} | {"404"}
    assert Referral.objects.filter(status="placed").count() == 1
    assert not Referral.objects.filter(status="interview").exclude(enrolment__status="placed").exists()
