"""What people say yes to is a dated text: a consent keeps its own, and only a row that says so asks anew."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from doorstroom.common.dates import today
from doorstroom.core.verbs import UNCHANGED
from doorstroom.introductions.actions import agree_again, withdraw
from doorstroom.introductions.models import Consent, Introduction
from doorstroom.introductions.queries import to_agree_anew
from doorstroom.people import consents
from doorstroom.people.consents import AGENCIES, EMPLOYER, TITLES, ConsentText, agreed_text, text_on, texts_of
from doorstroom.people.models import Person
from doorstroom.privacy.gather import gathered
from tests.conftest import Cast, Player

ClientOf = Callable[[Player], Client]
OLD, NEW = "De werkgever krijgt uw naam en de gegevens", "Een nieuwe tekst"


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let another text begin today, which asks anew or not."""
    kept = consents._rows()

    def change(*, asks_anew: bool, consent: str = EMPLOYER) -> None:
        first = text_on(consent, today())
        ended = replace(first, valid_to=today())
        new = replace(
            first, version="2", valid_from=today(), asks_anew=asks_anew, text_nl=f"{NEW}.", text_en="A new text.",
            source="Besluit van de gemeente",
        )  # fmt: skip
        rows = (*(row for row in kept if row != first), ended, new)
        monkeypatch.setattr(consents, "_rows", lambda: rows)

    return change


def shared(person: Person) -> Introduction:
    """Return an introduction of which the consent is live."""
    held = Consent.objects.filter(person=person, withdrawn_at__isnull=True).order_by("given_at")[0]
    return held.introduction


@pytest.mark.parametrize("consent", TITLES)
def test_every_day_has_one_text_with_a_source_and_no_version_twice(consent: str):
    rows = texts_of(consent)
    assert len({row.version for row in rows}) == len(rows) and not rows[0].asks_anew
    assert all(row.text_nl and row.text_en and row.source for row in rows)
    assert all(one.valid_to == two.valid_from for one, two in pairwise(rows))
    assert rows[-1].valid_to is None and rows[0].valid_from <= date(2020, 3, 1)  # the stories of 2020 ask it too


def row(version: str, first: date, *, asks_anew: bool = False, last: date | None = None) -> ConsentText:
    return ConsentText(EMPLOYER, version, first, last, asks_anew, version, version, "een besluit")


def test_a_text_holds_from_its_first_day_until_the_next_begins(monkeypatch: pytest.MonkeyPatch):
    first, second, third = date(2026, 1, 1), date(2026, 6, 1), date(2026, 9, 1)
    rows = (
        row("3", third), row("1", first, last=second), row("2", second, asks_anew=True, last=third)
    )  # fmt: skip
    monkeypatch.setattr(consents, "_rows", lambda: rows)
    for day, version in ((second - timedelta(days=1), "1"), (second, "2"), (third, "3")):
        assert text_on(EMPLOYER, day).version == version
    assert consents.versions_to_renew(EMPLOYER, second - timedelta(days=1)) == set()
    assert consents.versions_to_renew(EMPLOYER, second) == {"1"}
    assert consents.versions_to_renew(EMPLOYER, third) == {"1"}  # the third asked nobody, the second still does
    assert agreed_text(EMPLOYER, "gone") is None


def test_a_new_text_that_asks_nobody_leaves_a_consent_as_it_was_given(
    cast: Cast, sam: Person, client_of: ClientOf, changed: Callable
):
    introduction = shared(sam)
    changed(asks_anew=False)
    page = client_of(cast.seeker).get(f"/reacties/{introduction.pk}/").content.decode()
    assert OLD in page and NEW not in page and "opnieuw/" not in page
    assert agree_again(actor=cast.seeker.actor, introduction=introduction) is UNCHANGED
    assert "De tekst van uw toestemming is veranderd" not in client_of(cast.seeker).get("/").content.decode()


def test_a_text_that_asks_anew_waits_for_the_person_and_the_old_one_holds_until_the_answer(
    cast: Cast, sam: Person, client_of: ClientOf, changed: Callable
):
    introduction = shared(sam)
    live = Consent.objects.filter(person=sam, withdrawn_at__isnull=True).count()
    changed(asks_anew=True)
    client = client_of(cast.seeker)
    page = client.get(f"/reacties/{introduction.pk}/").content.decode()
    assert OLD in page and NEW in page and f"/reacties/{introduction.pk}/opnieuw/" in page
    home = client.get("/").content.decode()
    assert "De tekst van uw toestemming is veranderd" in home and f"/reacties/{introduction.pk}/" in home
    assert len(to_agree_anew(cast.seeker.actor)) == live > 1
    for other in (cast.other_seeker, cast.case_worker, cast.employer):
        assert to_agree_anew(other.actor) == []
    held = introduction.consents.get(withdrawn_at__isnull=True)
    assert held.text_version == "1"  # nobody lost sight, and nobody agreed by saying nothing
    assert client.post(f"/reacties/{introduction.pk}/opnieuw/").status_code == 302
    now = introduction.consents.get(withdrawn_at__isnull=True)
    assert (now.text_version, now.fields, now.organisation_id) == ("2", held.fields, held.organisation_id)
    assert introduction.consents.get(text_version="1").withdrawn_at is not None
    page = client.get(f"/reacties/{introduction.pk}/").content.decode()
    assert NEW in page and OLD not in page and "opnieuw/" not in page
    assert agree_again(actor=cast.seeker.actor, introduction=introduction) is UNCHANGED


@pytest.mark.parametrize("who", ["other_seeker", "colleague", "case_worker_elsewhere", "employer", "rival_employer"])
def test_nobody_else_says_yes_to_a_new_text(cast: Cast, sam: Person, client_of: ClientOf, changed: Callable, who: str):
    introduction = shared(sam)
    changed(asks_anew=True)
    assert client_of(getattr(cast, who)).post(f"/reacties/{introduction.pk}/opnieuw/").status_code == 404
    assert set(introduction.consents.values_list("text_version", flat=True)) == {"1"}


def test_who_withdrew_is_asked_nothing_and_still_reads_what_was_agreed(
    cast: Cast, sam: Person, client_of: ClientOf, changed: Callable
):
    introduction = shared(sam)
    withdraw(actor=cast.seeker.actor, introduction=introduction)
    changed(asks_anew=True)
    page = client_of(cast.seeker).get(f"/reacties/{introduction.pk}/").content.decode()
    assert OLD in page and "opnieuw/" not in page
    assert agree_again(actor=cast.seeker.actor, introduction=introduction) is UNCHANGED


def test_who_says_yes_from_now_on_agrees_to_the_new_text(
    cast: Cast, sam: Person, vacancy_of: Callable, client_of: ClientOf, changed: Callable
):
    vacancy = vacancy_of(title="Broodbakker")
    changed(asks_anew=False)
    client = client_of(cast.seeker)
    assert NEW in client.get(f"/reacties/baan/{vacancy.number}/").content.decode()
    assert client.post(f"/reacties/baan/{vacancy.number}/", {"share": "phone"}).status_code == 302
    assert Consent.objects.get(introduction__vacancy=vacancy).text_version == "2"


def test_everybody_reads_the_text_of_today_and_every_earlier_one(db: None, changed: Callable):
    changed(asks_anew=True)
    client = Client()
    page = client.get("/privacy/toestemming/").content.decode()
    assert page.index(NEW) < page.index(OLD)  # the latest first
    assert "Wie eerder ja zei, wordt opnieuw gevraagd." in page and "Besluit van de gemeente" in page
    assert text_on(AGENCIES, today()).text_nl in page and len(page) < 100_000
    assert "/privacy/toestemming/" in client.get("/privacy/").content.decode()
    client.post("/taal/", {"language": "en"})
    assert "A new text." in client.get("/privacy/toestemming/").content.decode()


def test_the_overview_of_a_person_holds_the_words_and_not_only_a_number(sam: Person, changed: Callable):
    changed(asks_anew=True)
    found = {table.label: rows for table, rows in gathered(sam)}
    assert found["introductions.Consent"]
    assert all(row["text_version"].startswith(f"1: {OLD}") for row in found["introductions.Consent"])
