"""The stage, built once for all tests of a file; the database forgets it afterwards."""

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.trust.stage import Stage, raised_stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker, keys_to_the_store: None) -> Iterator[Stage]:
    """Raise the stage."""
    with django_db_blocker.unblock():
        yield from raised_stage()
