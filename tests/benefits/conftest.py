"""Persons at the intake, and a way to let the news arrive."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from doorstroom.benefits.actions import Told, plan_call, report
from doorstroom.benefits.models import EmployerCall, Report
from doorstroom.common.dates import today
from doorstroom.people.models import Person
from tests.cases.conftest import news_arrives, sam_at_intake, sam_guided
from tests.conftest import Cast
from tests.people.conftest import places, sam, words

__all__ = ["news_arrives", "places", "sam", "sam_at_intake", "sam_guided", "words"]


@pytest.fixture
def told() -> Told:
    """What Sam tells: a job that ended yesterday, and a boss who may be called."""
    return Told(
        "social_assistance",
        last_employer="Bakkerij De Korst",
        worked_until=today() - timedelta(days=1),
        knows_scheme="no",
        may_call=True,
        employer_phone="015 2123456",
    )


@pytest.fixture
def reported(cast: Cast, sam_at_intake: Person, told: Told, news_arrives: Callable[[], None]) -> Report:
    """Sam's report of today, with the intake opened."""
    made = report(actor=cast.seeker.actor, person=sam_at_intake.pk, told=told)
    news_arrives()
    return Report.objects.get(pk=made.pk)


@pytest.fixture
def planned(cast: Cast, reported: Report) -> EmployerCall:
    """A call to Sam's last employer, owed by Ineke."""
    return plan_call(actor=cast.intake_worker.actor, report=reported.pk)
