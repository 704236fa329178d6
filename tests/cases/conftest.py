"""Persons in guidance, and a way to let the news arrive."""

from collections.abc import Callable

import pytest

from doorstroom.cases.actions import assign, place_at_intake
from doorstroom.core.models import NewsDelivery
from doorstroom.core.tasks import deliver
from doorstroom.people.models import Person
from tests.conftest import Cast
from tests.people.conftest import TODAY, olga, places, sam, words

__all__ = ["olga", "places", "sam", "words"]


@pytest.fixture
def sam_guided(cast: Cast, sam: Person) -> Person:
    """Sam, guided by Karin."""
    place_at_intake(sam.pk)
    assign(actor=cast.intake_worker.actor, person=sam, case_worker=cast.case_worker.user.pk, today=TODAY)
    return sam


@pytest.fixture
def sam_at_intake(cast: Cast, sam: Person) -> Person:
    """Sam, waiting at the intake of Delft."""
    place_at_intake(sam.pk)
    return sam


@pytest.fixture
def news_arrives() -> Callable[[], None]:
    """Let every listener hear what it has not heard yet."""

    def hear() -> None:
        for key in NewsDelivery.objects.filter(heard_at__isnull=True).order_by("pk").values_list("pk", flat=True):
            deliver.call(delivery=key)

    return hear
