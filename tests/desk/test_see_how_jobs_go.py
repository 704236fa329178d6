"""The administrator sees how every recurring job goes, in plain words; what goes wrong stands first."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from doorstroom.core.jobs import FAILED, JOBS
from doorstroom.core.models import JobRun
from doorstroom.desk.queries import rhythms
from tests.conftest import Cast, Player

pytestmark = pytest.mark.django_db
PLACE = "/beheer/gezondheid/"


def ran(code: str, *, result: str = "3 removed", finished: bool = True, ago: timedelta = timedelta()) -> None:
    """Write down a run of a job that was due a while ago."""
    now = timezone.now()
    due = JOBS[code].last_due(now - ago)
    JobRun.objects.create(job=code, due_at=due, started_at=due, finished_at=due if finished else None, result=result)


def test_every_job_says_how_it_goes_and_trouble_stands_first() -> None:
    ran("core.sweep_files")
    ran("core.seal_logs", ago=timedelta(hours=1))
    ran("core.forget_shared", result=FAILED)
    ran("people.forget_waiting_numbers", result="", finished=False)
    ran("notices.try_again", result=FAILED, ago=timedelta(minutes=30))
    ran("notices.try_again")  # the latest run counts
    found = rhythms()
    assert len(found) == len(JOBS)
    goes = {row.job.code: row.goes for row in found}
    assert {code: goes[code] for code in goes if goes[code] != "never"} == {
        "core.sweep_files": "done",
        "core.seal_logs": "late",
        "core.forget_shared": "failed",
        "people.forget_waiting_numbers": "running",
        "notices.try_again": "done",
    }
    assert {row.job.code for row in found[:2]} == {"core.seal_logs", "core.forget_shared"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", ("De logboeken verzegelen", "elke minuut", "te laat", "Herinneren aan het gesprek van morgen",
                "elke dag om 08:00")),
        ("en", ("Sealing the logs", "every minute", "late", "every day at 08:00")),
    ],
)  # fmt: skip
def test_the_page_speaks_the_language_of_the_administrator(
    cast: Cast, client_of: Callable[[Player], Client], language: str, words: tuple[str, ...]
) -> None:
    cast.admin.user.language = language
    cast.admin.user.save()
    ran("core.seal_logs", ago=timedelta(hours=1))
    page = client_of(cast.admin).get(PLACE).content.decode()
    assert [word for word in words if word not in page] == []
    assert "core.seal_logs" not in page


def test_nobody_but_an_administrator_opens_it(cast: Cast, client_of: Callable[[Player], Client]) -> None:
    assert client_of(cast.case_worker).get(PLACE).status_code == 404
    assert client_of(cast.rival_employer).get(PLACE).status_code == 404


def test_while_all_goes_well_nothing_warns(cast: Cast, client_of: Callable[[Player], Client]) -> None:
    ran("core.sweep_files")
    client, warning = client_of(cast.admin), "Niet elke taak loopt goed"
    assert warning not in client.get(PLACE).content.decode()
    ran("core.forget_shared", result=FAILED)
    assert warning in client.get(PLACE).content.decode()


def test_a_month_of_runs_is_read_in_a_few_questions(django_assert_max_num_queries: Callable[[int], object]) -> None:
    now = timezone.now()
    JobRun.objects.bulk_create(
        JobRun(job=code, due_at=now - timedelta(hours=hour), finished_at=now) for code in JOBS for hour in range(24)
    )
    with django_assert_max_num_queries(2):  # type: ignore[attr-defined]
        rhythms()
