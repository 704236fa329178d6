"""A sector deal with two partners, and people in the caseload who take part."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from doorstroom.accounts.declarations import AGENCY_CONSULTANT, JOB_SEEKER
from doorstroom.accounts.models import Organisation
from doorstroom.cases.declarations import CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.machines import tie
from doorstroom.deals import actions
from doorstroom.deals.models import Deal, Enrolment, Partner, Referral
from doorstroom.people.models import Person
from tests.conftest import Cast, Player, play
from tests.matching.conftest import job_of, seeker_of, work

__all__ = ["job_of", "seeker_of", "work"]

DAY = date(2026, 11, 16)  # a Monday
_number = count(1)


@pytest.fixture
def deal(cast: Cast) -> Deal:
    """A running deal, still an intention, with an agency and its rival as partners."""
    given = actions.DealDraft(
        name="Logistiek",
        intention_on=today() - timedelta(days=40),
        starts_on=today() - timedelta(days=30),
        ends_on=today() + timedelta(days=300),
        target=50,
        groups=(("Recent werk", True), ("Verder van werk", False)),
    )
    made = actions.make_deal(actor=cast.account_manager.actor, given=given)
    for agency in (cast.agency, cast.rival_agency):
        actions.add_partner(actor=cast.account_manager.actor, deal=made, organisation=agency.pk, places=5)
    return made


@pytest.fixture
def partner_of(deal: Deal) -> Callable[[Organisation], Partner]:
    """Return an agency's partnership in the deal."""
    return lambda organisation: Partner.objects.get(deal=deal, organisation=organisation)


@pytest.fixture
def guided(cast: Cast, person_of: Callable[..., Person]) -> Callable[..., Person]:
    """Make somebody in the case worker's caseload; the first is the seeker of the cast."""
    made: list[Person] = []

    def make(player: Player | None = None, **fields: Any) -> Person:
        if player is None:
            player = cast.seeker if not made else play(f"Piet Proef{next(_number)}", JOB_SEEKER)
        person = person_of(player, email=player.user.email, phone="0612345678", **fields)
        tie(person.pk, cast.case_worker.user.pk, CASELOAD, person.pk)
        made.append(person)
        return person

    return make


@pytest.fixture
def enrolled(cast: Cast, deal: Deal, guided: Callable[..., Person]) -> Callable[..., Enrolment]:
    """Enrol somebody new from the caseload, with consent."""

    def make(person: Person | None = None, *, counts: bool = True) -> Enrolment:
        group = deal.groups.get(counts=counts)
        person = person or guided()
        found = actions.enrol(actor=cast.case_worker.actor, person=person, deal=deal.pk, group=group.pk, consented=True)
        assert isinstance(found, Enrolment)
        return found

    return make


@pytest.fixture
def referred(
    cast: Cast, enrolled: Callable[..., Enrolment], partner_of: Callable[..., Partner]
) -> Callable[..., Referral]:
    """Refer somebody to an agency (the first one by default)."""

    def make(organisation: Organisation | None = None, enrolment: Enrolment | None = None) -> Referral:
        partner = partner_of(organisation or cast.agency)
        found = actions.refer(actor=cast.case_worker.actor, enrolment=enrolment or enrolled(), partner=partner.pk)
        assert isinstance(found, Referral)
        return found

    return make


@pytest.fixture
def ten_more(cast: Cast, deal: Deal) -> list[Player]:
    """Ten more agencies that take part, each with a consultant."""
    made = []
    for number in range(10):
        agency = Organisation.objects.create(
            name=f"Bureau {number}", kind=Organisation.Kind.TEMP_AGENCY, region_id="AM21"
        )
        actions.add_partner(actor=cast.account_manager.actor, deal=deal, organisation=agency.pk, places=5)
        made.append(play(f"Consulent {number}", AGENCY_CONSULTANT, agency))
    return made
