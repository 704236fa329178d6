"""Races on PostgreSQL: who adds the same organisation at one moment adds it once."""

import pytest
from django.db import connection

from doorstroom.accounts import actions
from doorstroom.accounts.models import Installation, Organisation
from tests.races import became

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL locks rows"),
]


@pytest.fixture
def admin(cast):
    """Set up the office, and return its administrator."""
    Installation.objects.create(region_id="AM21", name="Haaglanden")
    return cast.admin.actor


def test_four_clicks_at_once_add_an_organisation_once(admin):
    given = {"actor": admin, "kind": Organisation.Kind.TEMP_AGENCY, "name": "Uitzendbureau Nieuw", "kvk": "12345678"}
    assert sorted(became([lambda: actions.add_organisation(**given)] * 4)) == ["already_there"] * 3 + ["done"]
    assert Organisation.objects.filter(name="Uitzendbureau Nieuw").count() == 1


def test_four_clicks_at_once_add_the_municipalities_of_a_region_once(admin):
    Organisation.objects.filter(municipality="GM0503").update(municipality=None)
    given = {"actor": admin, "municipalities": ["GM0503"], "names": {"GM0503": "Delft"}, "service_point": False}
    assert became([lambda: actions.add_municipalities(**given)] * 4) == ["done"] * 4
    assert Organisation.objects.filter(municipality="GM0503").count() == 1
