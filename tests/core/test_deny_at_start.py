"""What nobody spoke for stops the start, in words that name the file to edit."""

from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.urls import path
from django_tasks.base import Task

from doorstroom.cases.models import Together
from doorstroom.core import checks, jobs, policies
from doorstroom.core.permissions import UPKEEP
from doorstroom.interop.rest import DutchAPI


def stops(code):
    """Return what stops the start for this reason."""
    return [error for error in run_checks(tags=["policy", "personal"]) if error.id == code]


def test_nothing_stops_the_start_today():
    assert run_checks(tags=["policy", "personal"]) == []


def bare(request):
    """A view nobody spoke for."""


def test_a_view_without_a_policy_stops_the_start(monkeypatch):
    monkeypatch.setattr(checks, "get_resolver", lambda: SimpleNamespace(url_patterns=[path("bare/", bare)]))
    (error,) = stops("core.E001")
    assert "/bare/" in error.msg and "bare in src/" in error.hint and error.hint.endswith("test_deny_at_start.py.")


def test_an_operation_without_a_permission_stops_the_start(monkeypatch):
    api = DutchAPI(urls_namespace="bare")
    api.get("/bare")(bare)
    monkeypatch.setattr(checks, "get_resolver", lambda: SimpleNamespace(url_patterns=api.urls[0]))
    (error,) = stops("core.E003")
    assert "GET /bare" in error.msg and "@allowed(PERMISSION)" in error.hint and "test_deny_at_start.py" in error.hint


@pytest.mark.parametrize("kind", ["recurring", "task"])
def test_a_job_without_a_purpose_stops_the_start(monkeypatch, kind):
    def work():
        """Do something."""

    if kind == "recurring":
        monkeypatch.setitem(jobs.JOBS, "test.bare", jobs.Recurring("test.bare", "Iets", work, minutes=1))
    else:
        held = Task(func=bare, priority=0, queue_name="default", backend="default", takes_context=False, run_after=None)
        monkeypatch.setattr("doorstroom.core.tasks.bare", held, raising=False)
    (error,) = stops("core.E004")
    assert "@works_for(PURPOSE)" in error.hint and "test_deny_at_start.py" in error.hint


def test_a_job_that_says_its_purpose_does_not(monkeypatch):
    @jobs.works_for(UPKEEP)
    def work():
        """Do something."""

    monkeypatch.setitem(jobs.JOBS, "test.said", jobs.Recurring("test.said", "Iets", work, minutes=1))
    assert stops("core.E004") == []


def test_rows_that_are_open_through_a_table_without_a_policy_stop_the_start(monkeypatch):
    monkeypatch.delitem(policies.BELONGS, Together)
    (error,) = stops("core.E005")
    assert "cases.TogetherRow" in error.msg and "belongs(Together, ...)" in error.hint
