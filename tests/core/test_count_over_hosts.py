"""Attempts are counted by all hosts together: none gets lost, none names anybody, and none stays for ever."""

import os
from typing import Any

import pytest
import time_machine
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.test import Client, RequestFactory

from doorstroom.accounts.adapters import AccountAdapter
from doorstroom.core.models import SharedEntry
from doorstroom.core.tasks import forget_shared
from tests.races import at_once

LOGIN = {"login": "karin@test.example", "password": "geraden"}
ON_POSTGRESQL = pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="only there a request is a transaction")
WITH_BOTH = pytest.mark.django_db(transaction=True, databases=["default", "counts"])


def shared(alias: str) -> dict[str, Any]:
    return {
        "default": {"BACKEND": "doorstroom.core.shared.SharedCache", "LOCATION": alias},
        "host": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    }


@pytest.fixture
def together(db: None, settings: Any) -> None:
    """Count in the database, as production does."""
    settings.CACHES = shared("default")


@pytest.fixture
def counts(settings: Any) -> None:
    """Count over a connection of its own, as production does on PostgreSQL."""
    settings.CACHES = shared("counts")


def test_what_is_remembered_comes_back_until_it_runs_out_and_only_one_is_the_first(together: None) -> None:
    with time_machine.travel("2026-11-30 09:00:00+00:00", tick=False) as clock:
        assert cache.add("door", True, 30) and not cache.add("door", True, 30)
        cache.set("attempts", [1796029200.123456, 1.5], 60)
        cache.set("attempts", [1796029200.123456], 60)
        assert cache.get("attempts") == [1796029200.123456]
        clock.shift(31)
        assert cache.get("door") is None and cache.add("door", True, 30)
        clock.shift(31)
        assert cache.get("attempts", "nothing") == "nothing"
        assert cache.delete("attempts") and not cache.delete("attempts")
        with pytest.raises(ValueError, match="run out"):
            cache.set("attempts", [], None)


def test_what_ran_out_is_removed_within_the_hour_and_what_still_counts_stays(together: None) -> None:
    with time_machine.travel("2026-11-30 09:00:00+00:00", tick=False) as clock:
        cache.set("short", [1.5], 60)
        cache.set("long", [2.5], 3600)
        clock.shift(120)
        assert forget_shared() == "1 forgotten"
        assert cache.get("long") == [2.5]


def test_an_attempt_leaves_neither_the_address_nor_the_account_in_the_database(together: None) -> None:
    Client(REMOTE_ADDR="198.51.100.23").post("/toegang/login/", LOGIN)
    rows = list(SharedEntry.objects.values_list("digest", "value"))
    assert len(rows) >= 4  # per sender, per account of this sender, per account
    assert all(len(digest) == 64 and not set(digest) - set("0123456789abcdef") for digest, _ in rows)
    assert all(type(moment) is float for _, history in rows for moment in history)


@WITH_BOTH
@ON_POSTGRESQL
@pytest.mark.postgresql
def test_an_attempt_counts_when_its_request_failed_and_was_rolled_back(
    counts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall_over(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("the page falls over after the attempt")

    client = Client(raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr(AccountAdapter, "authentication_failed", fall_over)
        assert [client.post("/toegang/login/", LOGIN).status_code for _ in range(5)] == [500] * 5
    assert client.post("/toegang/login/", LOGIN).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.23")
    assert elsewhere.post("/toegang/login/", LOGIN).status_code == 400  # who is elsewhere is asked for the password


@WITH_BOTH
@ON_POSTGRESQL
@pytest.mark.postgresql
def test_of_attempts_at_one_moment_none_is_lost_and_no_more_pass_than_may(
    counts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratelimit, "CACHE_LOCK_WAIT_TIMEOUT", 20)  # a busy machine refuses nobody here
    asked = RequestFactory().post("/", REMOTE_ADDR="198.51.100.23")
    limit = {"try": "10/h/ip"}
    firsts = at_once([lambda: cache.add("door", True, 30)] * 8)
    assert sorted(firsts) == [False] * 7 + [True]
    passed = at_once([lambda: bool(ratelimit.consume(asked, app="test", action="try", config=limit))] * 16)
    (rate,) = ratelimit.parse_rates(limit["try"])
    history = cache.get(ratelimit.get_cache_key(asked, app="test", action="try", rate=rate))
    assert (passed.count(True), len(history)) == (10, 10)
