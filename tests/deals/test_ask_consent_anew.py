"""The consent for the agencies of a deal keeps its text, and is asked again only when a new text says so."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from doorstroom.common.dates import today
from doorstroom.core.verbs import UNCHANGED
from doorstroom.deals import actions
from doorstroom.deals.models import Deal, Enrolment
from doorstroom.people import consents
from doorstroom.people.consents import AGENCIES, text_on
from tests.conftest import Cast, Player

OLD, NEW = "De bureaus van deze afspraak krijgen uw naam", "Een nieuwe tekst"


@pytest.mark.parametrize("asks_anew", [True, False])
def test_a_case_worker_asks_anew_only_when_the_new_text_says_so(
    cast: Cast,
    deal: Deal,
    enrolled: Callable[..., Enrolment],
    client_of: Callable[[Player], Client],
    monkeypatch: pytest.MonkeyPatch,
    asks_anew: bool,
):
    enrolment = enrolled()
    person, first = enrolment.person, text_on(AGENCIES, today())
    person.user_id = cast.seeker.user.pk
    person.save(update_fields=["user_id"])
    new = replace(first, version="2", valid_from=today(), asks_anew=asks_anew, text_nl=f"{NEW}.")
    monkeypatch.setattr(consents, "_rows", lambda: (replace(first, valid_to=today()), new))
    guide, seeker = client_of(cast.case_worker), client_of(cast.seeker)
    mine = seeker.get("/mijn-bureaus/").content.decode()
    assert OLD in mine and ("Uw klantmanager vraagt u opnieuw" in mine) is asks_anew
    listed = guide.get(f"/sectordeals/{deal.pk}/mensen/").content.decode()
    assert ("vraag opnieuw toestemming" in listed) is asks_anew
    form = guide.get(f"/sectordeals/{deal.pk}/mensen/aanmelden/").content.decode()
    assert (str(person.pk) in form) is asks_anew
    given = {"person": person.pk, "deal": deal.pk, "group": enrolment.group_id, "consented": True}
    again = actions.enrol(actor=cast.case_worker.actor, **given)
    assert (again is UNCHANGED) is not asks_anew
    enrolment.refresh_from_db()
    assert enrolment.text_version == ("2" if asks_anew else "1")
    assert Enrolment.objects.filter(person=person).count() == 1
    assert (NEW in seeker.get("/mijn-bureaus/").content.decode()) is asks_anew
    assert "vraag opnieuw toestemming" not in guide.get(f"/sectordeals/{deal.pk}/mensen/").content.decode()
