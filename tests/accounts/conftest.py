"""Sign-in as people really do it: with a password, and with or without a second factor."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from doorstroom.core.models import NewsDelivery
from doorstroom.core.tasks import deliver
from doorstroom.notices.models import Notice
from tests.conftest import Player

PASSWORD = "vier losse woorden samen"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits count from zero in every test."""
    cache.clear()


@pytest.fixture
def sign_in() -> Callable[[Player], tuple[Client, HttpResponse]]:
    """Sign in through the form with a password only."""

    def do(player: Player) -> tuple[Client, HttpResponse]:
        player.user.set_password(PASSWORD)
        player.user.save()
        client = Client()
        answer = client.post("/toegang/login/", {"login": player.user.email, "password": PASSWORD})
        return client, answer

    return do


@pytest.fixture
def with_app() -> Callable[[Player], str]:
    """Give a user an app that makes codes; return its secret."""

    def do(player: Player) -> str:
        secret = generate_totp_secret()
        TOTP.activate(player.user, secret)
        return secret

    return do


@dataclass
class Mail:
    """What lies in the outbox."""

    def link(self) -> str:
        """Return the path of the link in the newest message."""
        body = Notice.objects.order_by("-written_at")[0].body
        found = re.search(r"https?://[^/\s]+(/\S+)", body)
        assert found, body
        return found.group(1)


@pytest.fixture
def mail(settings) -> Mail:
    """Read the outbox, to which the tests' own mail backend would not write."""
    settings.EMAIL_BACKEND = "doorstroom.notices.outbox.OutboxBackend"
    return Mail()


@pytest.fixture
def hear_news() -> Callable[[], None]:
    """Let every listener hear what happened, as the worker would."""

    def do() -> None:
        for delivery in NewsDelivery.objects.filter(heard_at__isnull=True):
            deliver.func(delivery.pk)

    return do


@pytest.fixture
def count_queries() -> Callable[[Callable[[], object]], int]:
    """Count how often something asks the database."""

    def do(work: Callable[[], object]) -> int:
        with CaptureQueriesContext(connection) as asked:
            work()
        return len(asked)

    return do
