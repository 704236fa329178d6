"""The region's file of firms: what account managers share, and what a firm sees of itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from doorstroom.accounts.declarations import ACCOUNT_MANAGER
from doorstroom.accounts.models import Organisation
from doorstroom.common.dates import today
from doorstroom.core.verbs import UNCHANGED, Refusal
from doorstroom.employers.actions import add_employer, change_employer, name_account_manager, note_contact, stamp_of
from doorstroom.employers.models import ContactMoment, Employer
from tests.conftest import Player, play

Pages = Callable[[Any], Client]


@pytest.fixture
def colleague(cast: Any) -> Player:
    """An account manager of the same service point."""
    return play("Bea Bel", ACCOUNT_MANAGER, cast.service_point)


@pytest.fixture
def elsewhere(cast: Any) -> Player:
    """An account manager of another region."""
    kind = Organisation.Kind.SERVICE_POINT
    desk = Organisation.objects.create(name="Servicepunt Rijnmond", kind=kind, region_id="AM22")
    return play("Wim Ver", ACCOUNT_MANAGER, desk)


@pytest.fixture
def firm(cast: Any) -> Employer:
    """A firm in the region."""
    return Employer.objects.create(name="Kaas bv", kvk="12345678", region_id="AM21", place="Delft")


def note(**given: Any) -> dict[str, Any]:
    """Return a contact moment as somebody would note it."""
    fields = {"kind": "phone", "on": today(), "spoke_with": "Piet", "summary": "Zoekt twee mensen."}
    return fields | {"next_step": "Terugbellen", "next_on": today() + timedelta(days=2)} | given


def test_a_contact_moment_is_shared_across_the_region_and_no_further(
    cast: Any, firm: Employer, colleague: Player, elsewhere: Player, client_of: Pages
) -> None:
    note_contact(actor=cast.account_manager.actor, employer=firm, given=note())
    page = client_of(colleague).get(f"/werkgevers/{firm.pk}/")
    assert "Zoekt twee mensen." in page.text and "Anna Kok" in page.text and "Terugbellen" in page.text
    for stranger in (elsewhere, cast.employer, cast.consultant, cast.case_worker, cast.seeker):
        assert client_of(stranger).get(f"/werkgevers/{firm.pk}/").status_code == 404
    with pytest.raises(Http404):
        note_contact(actor=elsewhere.actor, employer=firm, given=note())


def test_noting_the_same_twice_counts_once(cast: Any, firm: Employer) -> None:
    note_contact(actor=cast.account_manager.actor, employer=firm, given=note())
    assert note_contact(actor=cast.account_manager.actor, employer=firm, given=note()) is UNCHANGED
    assert ContactMoment.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"on": "2199-01-01"}, "Een contactmoment was vandaag of eerder."),
        ({"next_on": "2020-01-01"}, "De volgende stap ligt in het verleden."),
        ({"next_on": ""}, "Kies op welke dag u dit doet."),
        ({"next_step": ""}, "Vul in wat u dan doet."),
        ({"summary": ""}, "Vul dit in."),
        ({"kind": "duif"}, "Kies een antwoord."),
        ({"summary": "a\x00b"}, "tekens die wij niet kunnen bewaren"),
    ],
)
def test_a_bad_note_gets_a_clear_word_and_keeps_what_was_typed(
    cast: Any, firm: Employer, client_of: Pages, given: Any, words: str
) -> None:
    sent = note() | given
    page = client_of(cast.account_manager).post(f"/werkgevers/{firm.pk}/contact/", sent)
    assert page.status_code == 400
    assert words in page.text
    assert 'value="Piet"' in page.text
    assert not ContactMoment.objects.exists()


def test_a_next_step_comes_back_on_its_day(cast: Any, firm: Employer, client_of: Pages) -> None:
    note_contact(actor=cast.account_manager.actor, employer=firm, given=note(next_on=today()))
    assert "Terugbellen" in client_of(cast.account_manager).get("/werkgevers/").text


def test_a_firm_that_is_in_the_file_is_not_added_again_but_linked(cast: Any, firm: Employer, client_of: Pages) -> None:
    page = client_of(cast.account_manager).post("/werkgevers/nieuw/", {"name": "Kaas B.V.", "kvk": "1234 5678"})
    assert page.status_code == 400
    assert "staat al in het bestand" in page.text
    assert f'href="/werkgevers/{firm.pk}/"' in page.text
    assert Employer.objects.filter(kvk="12345678").count() == 1


def test_a_new_firm_gets_the_account_manager_who_added_it(cast: Any) -> None:
    added = add_employer(actor=cast.account_manager.actor, given={"name": "Melk bv", "kvk": "87654321"})
    assert (added.region_id, added.account_manager_id) == ("AM21", cast.account_manager.user.pk)
    with pytest.raises(Http404):
        add_employer(actor=cast.employer.actor, given={"name": "Melk bv"})


@pytest.mark.parametrize(
    "given", [{"kvk": "123"}, {"name": ""}, {"postcode": "99"}, {"website": "javascript:alert(1)"}, {"size": "-3"}]
)
def test_a_bad_firm_is_refused_on_the_same_page(cast: Any, client_of: Pages, given: Any) -> None:
    page = client_of(cast.account_manager).post("/werkgevers/nieuw/", {"name": "Melk bv"} | given)
    assert page.status_code == 400
    assert not Employer.objects.filter(name="Melk bv").exists()


def test_two_people_do_not_overwrite_each_other(cast: Any, firm: Employer, colleague: Player) -> None:
    seen = stamp_of(firm)
    change_employer(actor=colleague.actor, employer=firm, given={"place": "Rijswijk", "version": seen})
    with pytest.raises(Refusal, match="changed_meanwhile"):
        change_employer(actor=cast.account_manager.actor, employer=firm, given={"place": "Leiden", "version": seen})
    firm.refresh_from_db()
    assert firm.place == "Rijswijk"


def test_only_an_account_manager_of_the_region_can_be_named(
    cast: Any, firm: Employer, colleague: Player, elsewhere: Player, client_of: Pages
) -> None:
    actor = cast.account_manager.actor
    name_account_manager(actor=actor, employer=firm, user_id=colleague.user.pk)
    assert name_account_manager(actor=actor, employer=firm, user_id=colleague.user.pk) is UNCHANGED
    for other in (elsewhere, cast.employer):
        with pytest.raises(Refusal):
            name_account_manager(actor=actor, employer=firm, user_id=other.user.pk)
    client = client_of(cast.account_manager)
    assert client.post(f"/werkgevers/{firm.pk}/accountmanager/", {"manager": "x"}).status_code == 400
    assert "Bea Bel" in client.get(f"/werkgevers/{firm.pk}/").text


def test_the_file_is_searched_and_filtered_in_a_constant_number_of_queries(
    cast: Any, firm: Employer, client_of: Pages, django_assert_max_num_queries: Any
) -> None:
    Employer.objects.bulk_create(Employer(name=f"Firma {n}", region_id="AM21") for n in range(40))
    Employer.objects.create(name="Ver weg bv", region_id="AM22")
    client = client_of(cast.account_manager)
    with django_assert_max_num_queries(12):
        page = client.get("/werkgevers/")
    assert "Ver weg bv" not in page.text
    assert "Kaas bv" in client.get("/werkgevers/?q=12345678").text
    assert "Kaas bv" not in client.get("/werkgevers/?manager=mine").text
    with django_assert_max_num_queries(14):
        client.get(f"/werkgevers/{firm.pk}/")


def test_a_firm_sees_and_changes_its_own_page(cast: Any, client_of: Pages) -> None:
    client = client_of(cast.employer)
    assert "Bakkerij De Korst" in client.get("/mijn-bedrijf/").text
    own = Employer.objects.get(organisation=cast.firm)
    sent = {"name": "Bakkerij De Korst", "phone": "015 212 3456", "version": stamp_of(own)}
    assert client.post("/mijn-bedrijf/aanpassen/", sent).status_code == 302
    own.refresh_from_db()
    assert own.phone == "015 212 3456"
    assert client.post("/mijn-bedrijf/aanpassen/", sent | {"phone": "015 999 9999"}).status_code == 409


def test_a_firm_that_the_region_knew_already_becomes_the_firms_own(cast: Any, client_of: Pages) -> None:
    Organisation.objects.filter(pk=cast.firm.pk).update(kvk="55555555")
    known = Employer.objects.create(name="De Korst", kvk="55555555", region_id="AM21", contact_name="Bram")
    client_of(cast.employer).get("/mijn-bedrijf/")
    known.refresh_from_db()
    assert known.organisation_id == cast.firm.pk
