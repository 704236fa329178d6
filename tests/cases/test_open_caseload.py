"""A caseload shows one's own people, the earliest promise first, and nobody else's."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from doorstroom.cases.actions import ask_second_key, assign, place_at_intake
from doorstroom.cases.declarations import OPEN_CASELOAD
from doorstroom.cases.queries import Filters, caseload
from doorstroom.common.dates import today
from doorstroom.core.guarded import FieldHidden
from doorstroom.core.models import ReadLogEntry
from doorstroom.people.actions import Registration, register_person
from doorstroom.people.models import Person, Visibility
from tests.conftest import Cast, Player
from tests.people.conftest import TODAY

ClientOf = Callable[[Player], Client]


def guided(cast: Cast, *names: str) -> list[Person]:
    """Register people and give them to Karin."""
    people = []
    for name in names:
        given = Registration(name, "Jansen", "2611AB")
        person = register_person(
            actor=cast.intake_worker.actor, organisation_id=cast.delft.pk, given=given, today=TODAY
        )
        place_at_intake(person.pk)
        assign(actor=cast.intake_worker.actor, person=person, case_worker=cast.case_worker.user.pk, today=TODAY)
        people.append(person)
    return people


def asks(person: Person, days_ago: int) -> None:
    """Let a person turn the own key some days ago, and the question be asked then."""
    Visibility.objects.filter(pk=person.pk).update(own_key=True)
    ask_second_key(person.pk, today() - timedelta(days=days_ago))


def test_the_earliest_promise_stands_on_top_and_says_that_it_is_late(
    cast: Cast, places: None, client_of: ClientOf
) -> None:
    _anna, bea, cor = guided(cast, "Anna", "Bea", "Cor")
    asks(cor, 9)
    asks(bea, 0)
    listed = [row.first_name for row in caseload(cast.case_worker.actor, Filters(), today())]
    assert listed == ["Cor", "Bea", "Anna"]
    page = client_of(cast.case_worker).get("/kandidaten/").content.decode()
    assert "3 kandidaten" in page and page.split("<tbody")[1].count("te laat") == 1
    assert page.index("Cor Jansen") < page.index("Bea Jansen") < page.index("Anna Jansen")


def test_the_colleague_the_rival_and_the_other_municipality_see_nothing(
    cast: Cast, sam_guided: Person, client_of: ClientOf
) -> None:
    for player in cast.players():
        if player == cast.case_worker:
            continue
        assert not OPEN_CASELOAD.visible(player.actor).exists()
        answer = client_of(player).get("/kandidaten/")
        assert "Sam Zoeker" not in answer.content.decode().split("<main")[-1], player.actor.name
        assert client_of(player).get(f"/kandidaten/{sam_guided.pk}/").status_code == 404, player.actor.name


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("naam=anna", {"Anna"}),
        ("naam=jansen+be", {"Bea"}),
        ("plaats=Delft", {"Anna", "Bea", "Cor"}),
        ("plaats=Elders", {"Anna", "Bea", "Cor"}),
        ("situatie=unemployment", {"Bea"}),
        ("wacht=late", {"Cor"}),
        ("wacht=me", {"Cor"}),
        ("wacht=person", set()),
        ("wacht=key", {"Cor"}),
        ("wacht=nobody", {"Anna", "Bea"}),
        ("wacht=onzin&naam=%00", {"Anna", "Bea", "Cor"}),
    ],
)
def test_the_list_is_narrowed_and_what_cannot_be_read_narrows_nothing(
    cast: Cast, places: None, client_of: ClientOf, query: str, found: set[str]
) -> None:
    _anna, bea, cor = guided(cast, "Anna", "Bea", "Cor")
    Person.objects.filter(pk=bea.pk).update(situation="unemployment")
    asks(cor, 9)
    page = client_of(cast.case_worker).get(f"/kandidaten/?{query}").content.decode()
    assert {name for name in ("Anna", "Bea", "Cor") if f"{name} Jansen" in page} == found


def test_a_list_shows_no_more_of_a_person_than_a_list_needs(cast: Cast, sam_guided: Person) -> None:
    row = OPEN_CASELOAD.open(cast.case_worker.actor, sam_guided.pk)
    assert row.name == "Sam Zoeker"
    for name in ("birth_date", "email", "street"):
        with pytest.raises(FieldHidden):
            getattr(row, name)


def test_a_longer_list_asks_no_more_questions_and_notes_every_person_it_shows(
    cast: Cast, places: None, client_of: ClientOf, django_assert_max_num_queries: Callable
) -> None:
    client = client_of(cast.case_worker)
    guided(cast, "Anna")
    client.get("/kandidaten/")
    for person in guided(cast, *(f"P{number}" for number in range(24))):
        asks(person, 1)
    before = ReadLogEntry.objects.filter(permission="cases.open_caseload").count()
    with django_assert_max_num_queries(12):
        page = client.get("/kandidaten/").content.decode()
    assert "25 kandidaten" in page and "pagina 1 van 2" in page
    assert ReadLogEntry.objects.filter(permission="cases.open_caseload").count() - before == 20


def test_the_file_holds_the_filtered_list_and_no_formula(cast: Cast, places: None, client_of: ClientOf) -> None:
    guided(cast, "=HYPERLINK(1)", "Bea")
    answer = client_of(cast.case_worker).get("/kandidaten/bestand/?naam=hyper")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Naam" and len(rows) == 2
    assert rows[1][0].startswith("'=") and "Bea" not in str(rows)
    assert all(cell[:1] not in ("=", "+", "-", "@") for row in rows for cell in row)
    assert "attachment" in answer.headers["Content-Disposition"]
