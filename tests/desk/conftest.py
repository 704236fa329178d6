"""A small demo region in the test's own database, made once per file."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.test import Client

from doorstroom.accounts.models import User


@pytest.fixture(scope="module")
def region(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Fill the database, and empty it afterwards."""
    with django_db_blocker.unblock():
        call_command("demo", "--quiet", "--seekers", "120", "--vacancies", "120")
        yield
        call_command("flush", "--no-input", verbosity=0)


@pytest.fixture
def as_demo_user(region: None) -> Callable[[str], Client]:
    """Return a browser of a demo user, by the first part of the address."""

    def make(name: str) -> Client:
        user = User.objects.get(email=f"{name}@demo.doorstroom.example")
        client = Client()
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 1, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return make
