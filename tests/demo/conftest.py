"""The demo region, thought up once for all tests that only read it."""

from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from doorstroom.demo.make.words import Words, read_words
from doorstroom.demo.region import Region, build
from doorstroom.reference.actions import load_places, load_starter

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="session")
def words(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Words:
    """The starter vocabulary, read once; the database forgets it again."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        load_starter()
        found = read_words()
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="session")
def region(words: Words) -> Region:
    """The region as the demo brings it by default."""
    return build(1, TODAY, words)
