"""Recurring jobs and terms."""

import threading
from datetime import UTC, date, datetime, time

import pytest
from django.db import connection, connections

from doorstroom.core.calendar import working_day_after
from doorstroom.core.jobs import JOBS, Recurring, recurring, tick
from doorstroom.core.models import FreeDay, JobRun


@pytest.fixture
def counted(monkeypatch):
    monkeypatch.setattr("doorstroom.core.jobs.JOBS", {})
    ran = []

    @recurring("test.count", "Tellen", minutes=5)
    def count():
        ran.append(1)
        return "counted"

    return ran


def test_a_job_runs_once_per_due_moment(db, counted):
    now = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)
    assert tick(now) == ["test.count"]
    assert tick(now.replace(minute=4)) == []
    assert tick(now.replace(minute=5)) == ["test.count"]
    assert len(counted) == 2
    assert JobRun.objects.filter(result="counted").count() == 2


def test_a_job_that_fails_is_on_record_and_comes_again(db, monkeypatch, caplog):
    monkeypatch.setattr("doorstroom.core.jobs.JOBS", {})

    @recurring("test.fails", "Mislukken", minutes=5)
    def fail():
        raise RuntimeError("no")

    tick(datetime(2026, 11, 21, 10, 2, tzinfo=UTC))
    assert JobRun.objects.get().result == "failed"
    assert tick(datetime(2026, 11, 21, 10, 7, tzinfo=UTC)) == ["test.fails"]


def test_a_daily_job_follows_the_dutch_clock_through_summer_time():
    job = Recurring("test.daily", "Elke dag", lambda: "", at=time(5, 0))
    winter = job.last_due(datetime(2026, 3, 28, 12, tzinfo=UTC))
    summer = job.last_due(datetime(2026, 3, 29, 12, tzinfo=UTC))
    assert (winter.astimezone(UTC).hour, summer.astimezone(UTC).hour) == (4, 3)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_a_job_once(counted):
    if connection.vendor != "postgresql":
        pytest.skip("races are proven on PostgreSQL")
    now = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)

    def work():
        tick(now)
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(counted) == 1


def test_every_recurring_job_has_a_rhythm():
    assert JOBS and all(job.minutes or job.at for job in JOBS.values())


def test_a_term_skips_weekends_and_free_days(db):
    FreeDay.objects.create(day=date(2026, 12, 25), name="Eerste kerstdag", source="Algemene termijnenwet, artikel 3")
    assert working_day_after(date(2026, 12, 24), 1) == date(2026, 12, 28)
    assert working_day_after(date(2026, 11, 20), 5) == date(2026, 11, 27)
    assert working_day_after(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_a_run_whose_worker_died_is_taken_over_after_an_hour(db, counted):
    due = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    JobRun.objects.create(job="test.count", due_at=due, started_at=due)
    daily = {"test.count": Recurring("test.count", "Tellen", lambda: counted.append(1) or "counted", at=time(11, 0))}
    jobs = "doorstroom.core.jobs.JOBS"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jobs, daily)
        assert tick(due.replace(minute=30)) == []
        assert tick(due.replace(hour=12)) == ["test.count"]
        assert tick(due.replace(hour=14)) == []
