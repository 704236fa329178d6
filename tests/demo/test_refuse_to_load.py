"""The demo never covers real people, and a load that breaks leaves nothing."""

import uuid

import pytest
from django.core.management import CommandError, call_command

from doorstroom.accounts.models import Organisation, User
from doorstroom.demo import load as loading
from doorstroom.demo.make.words import Words
from doorstroom.demo.region import Region
from doorstroom.demo.stories.clock import same_keys
from doorstroom.people.models import Person

pytestmark = pytest.mark.django_db


def demo() -> None:
    call_command("demo", "--seekers", "140", "--vacancies", "160", "--quiet")


def test_a_database_with_a_real_organisation_is_refused(words: Words) -> None:
    loading.load_places()
    Organisation.objects.create(kind="municipality", name="Gemeente Echt", region_id="AM21")
    with pytest.raises(CommandError, match="real data"):
        demo()
    assert Organisation.objects.count() == 1
    assert not Person.objects.exists()


def test_a_load_that_breaks_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_region: Region) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(loading, "tell_stories", breaks)
    with pytest.raises(RuntimeError):
        demo()
    assert not Person.objects.exists()
    assert not User.objects.exists()


def test_the_same_seed_gives_what_happened_the_same_keys() -> None:
    told = []
    for _ in range(2):
        with same_keys(7):
            told.append([uuid.uuid4() for _ in range(3)])
    assert told[0] == told[1]
    assert uuid.uuid4() not in told[0]
