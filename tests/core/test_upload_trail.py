"""The trail and the news of many rows at once."""

from typing import Any

import pytest
from django.db import transaction

from doorstroom.core.models import NewsDelivery, TrailEntry
from doorstroom.core.tasks import deliver_all
from doorstroom.core.trail import HEARERS, LISTENERS, on, record_all
from doorstroom.employers.declarations import CHANGED


@pytest.fixture
def heard() -> Any:
    """Listen to changed vacancies and return what was heard; the second listener fails at number 1002."""
    found: list[int] = []
    kept = list(LISTENERS.get(CHANGED.code, []))

    @on(CHANGED)
    def listener(entry: TrailEntry) -> None:
        if entry.facts["number"] == 1002:
            raise ValueError("not now")
        found.append(entry.facts["number"])

    yield found
    LISTENERS[CHANGED.code] = kept
    HEARERS.pop(f"{listener.__module__}.{listener.__qualname__}")


def test_what_happened_to_many_rows_is_written_and_heard_row_by_row(
    cast: Any, vacancy_of: Any, heard: list[int]
) -> None:
    rows = [vacancy_of() for _ in range(3)]
    with transaction.atomic():
        record_all(CHANGED, by=cast.employer.actor, about=[(row, {"number": row.number}) for row in rows])
    assert TrailEntry.objects.filter(event=CHANGED.code).count() == 3
    keys = list(NewsDelivery.objects.order_by("pk").values_list("pk", flat=True))
    deliver_all.func(deliveries=keys)
    deliver_all.func(deliveries=keys)
    assert sorted(heard) == [1001, 1003]
    assert NewsDelivery.objects.filter(heard_at=None).count() == 1


def test_facts_that_were_not_declared_are_refused_for_many_rows_too(cast: Any, vacancy_of: Any) -> None:
    row = vacancy_of()
    with pytest.raises(ValueError, match="does not declare"):
        record_all(CHANGED, by=cast.employer.actor, about=[(row, {"name": "x"})])
    assert not TrailEntry.objects.exists()
