"""Other work: what somebody does already, what they would learn, open jobs, gates with their source, and no figure."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from doorstroom.cases.declarations import CASELOAD
from doorstroom.common.dates import today
from doorstroom.core.machines import tie
from doorstroom.core.models import TrailEntry
from doorstroom.matching.models import PromisingOccupation
from doorstroom.matching.queries.switch import other_work
from doorstroom.people.models import Experience, Person
from doorstroom.reference.actions import load_starter
from doorstroom.reference.models import EntryRule, Occupation, OccupationSkill, Sector, Skill
from tests.conftest import Cast

from .conftest import Work, fresh

pytestmark = pytest.mark.django_db
Make = Callable[..., Person]


@pytest.fixture
def baker(seeker_of: Make, work: Work) -> Person:
    """Somebody who baked, and whom cooking resembles."""
    food = Sector.objects.create(code="food", name_nl="Voeding", name_en="Food")
    kitchen = Sector.objects.create(code="kitchen", name_nl="Horeca", name_en="Hospitality")
    Occupation.objects.filter(pk=work.baker.pk).update(sector=food)
    Occupation.objects.filter(pk=work.cook.pk).update(sector=kitchen)
    person = seeker_of()
    Experience.objects.create(person=person, title="bakker", occupation=work.baker, start=date(2020, 1, 1))
    return fresh(person)


def test_work_outside_the_old_sector_says_what_one_does_and_what_one_would_learn(baker: Person, work: Work) -> None:
    found = other_work(baker, today())
    assert [card.name for card in found.cards] == ["kok"]
    card = found.cards[0]
    assert found.sectors == ("Voeding",)
    assert card.does == ("schoon werken",)
    assert card.alike == ("deeg kneden",)
    assert set(card.learns) == {"groente snijden", "oven bedienen"}
    assert not found.listed


def test_open_jobs_are_counted_and_those_in_the_own_list_can_be_opened(
    baker: Person, work: Work, job_of: Callable[..., object], client_of: Callable[..., Client], cast: Cast
) -> None:
    job_of(occupation=work.cook, title="Kok in de kantine", must=())
    job_of(occupation=work.cook, title="Kok met rijbewijs", must=(), licences=["CE"])
    card = other_work(baker, today()).cards[0]
    assert card.openings == 2
    assert [title for _number, title in card.in_list] == ["Kok in de kantine"]
    shown = client_of(cast.seeker).get("/ander-werk/").content.decode()
    assert "Kok in de kantine" in shown and "2 open banen" in shown
    assert not re.search(r"\d\s*%|\bscore\b", shown.partition("<main")[2].partition("</main")[0])


def test_gates_and_routes_are_dated_and_name_their_source(baker: Person, work: Work) -> None:
    def rule(kind: EntryRule.Kind, name: str, **more: object) -> None:
        EntryRule.objects.create(
            **{"valid_from": date(2020, 1, 1), "source": "een wet", "licence": "", **more},
            occupation=work.cook, kind=kind, name_nl=name, name_en=name,
        )  # fmt: skip

    rule(EntryRule.Kind.CERTIFICATE, "HACCP", licence="haccp", checked_on=date(2026, 11, 30))
    rule(EntryRule.Kind.ROUTE, "Mbo 2 kok")
    rule(EntryRule.Kind.DIPLOMA, "een oude eis", valid_to=today())
    rule(EntryRule.Kind.DIPLOMA, "een eis van morgen", valid_from=today() + timedelta(days=1))
    baker.profile.licences = ["haccp"]
    card = other_work(baker, today()).cards[0]
    gates = [(gate.words, gate.source, gate.checked_on, gate.held) for gate in card.gates]
    assert gates == [("HACCP", "een wet", date(2026, 11, 30), True)]
    assert [(route.words, route.checked_on) for route in card.routes] == [("Mbo 2 kok", None)]


def test_a_regions_list_narrows_the_page_and_the_person_can_look_beyond_it(
    baker: Person, work: Work, client_of: Callable[..., Client], cast: Cast
) -> None:
    PromisingOccupation.objects.create(
        region_id="AM21", occupation=work.driver, valid_from=today(), source="UWV, september 2026"
    )
    assert other_work(baker, today()).cards == ()
    assert [card.name for card in other_work(baker, today(), everything=True).cards] == ["kok"]
    client = client_of(cast.seeker)
    assert "We vonden geen ander werk" in client.get("/ander-werk/").content.decode()
    assert "kok" in client.get("/ander-werk/?alles=ja").content.decode()
    other_region = PromisingOccupation.objects.create(
        region_id="AM22", occupation=work.cook, valid_from=today(), source="elders"
    )
    assert other_work(baker, today()).cards == ()
    other_region.delete()


def test_the_page_names_the_source_of_good_chances_and_the_paper_that_the_person_holds(
    baker: Person, work: Work, client_of: Callable[..., Client], cast: Cast
) -> None:
    PromisingOccupation.objects.create(
        region_id="AM21", occupation=work.cook, valid_from=today(), source="UWV, september 2026"
    )
    EntryRule.objects.create(
        occupation=work.cook, kind=EntryRule.Kind.CERTIFICATE, name_nl="HACCP", name_en="HACCP", licence="haccp",
        valid_from=date(2020, 1, 1), source="een wet", checked_on=date(2026, 11, 30),
    )  # fmt: skip
    EntryRule.objects.create(
        occupation=work.cook, kind=EntryRule.Kind.ROUTE, name_nl="Mbo 2 kok", name_en="Mbo 2 cook",
        valid_from=date(2020, 1, 1), source="een register",
    )  # fmt: skip
    baker.profile.licences = ["haccp"]
    baker.profile.save()
    page = client_of(cast.seeker).get("/ander-werk/").content.decode()
    assert "goede kansen" in page and "UWV, september 2026" in page and "heeft u" in page
    assert "(een wet; bron bekeken op 30 november 2026)" in page and "(een register)" in page


def test_only_the_person_and_who_guides_them_see_the_page(
    baker: Person, client_of: Callable[..., Client], cast: Cast
) -> None:
    address = f"/personen/{baker.pk}/ander-werk/"
    for stranger in (cast.case_worker, cast.case_worker_elsewhere, cast.consultant, cast.employer, cast.seeker):
        assert client_of(stranger).get(address).status_code in {403, 404}
    tie(baker.pk, cast.case_worker.user.pk, CASELOAD, baker.pk)
    assert client_of(cast.case_worker).get(address).status_code == 200
    assert client_of(cast.colleague).get(address).status_code == 404


def test_the_page_asks_the_database_as_often_for_one_occupation_as_for_many(
    baker: Person, work: Work, client_of: Callable[..., Client], cast: Cast
) -> None:
    client = client_of(cast.seeker)
    client.get("/ander-werk/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/ander-werk/")
    for number in range(5):
        row = Occupation.objects.create(
            uri=f"urn:test:kitchen:{number}", name_nl=f"keukenwerk {number}", isco="9412", sector_id="kitchen"
        )
        OccupationSkill.objects.create(occupation=row, skill=work.cut, essential=True, source="test")
    client.get("/ander-werk/")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/ander-werk/")
    assert len(many) == len(few)
    assert len(page.content) < 100_000


def test_an_account_manager_keeps_the_list_and_every_step_can_be_taken_back(
    work: Work, client_of: Callable[..., Client], cast: Cast
) -> None:
    client = client_of(cast.account_manager)
    given = {"occupation": "buschauffeur", "valid_from": today().isoformat(), "source": "UWV, september 2026"}
    assert client.post("/kansrijke-beroepen/", given).status_code == 302
    row = PromisingOccupation.objects.get()
    assert (row.region_id, row.occupation_id) == ("AM21", work.driver.pk)
    again = client.post("/kansrijke-beroepen/", given)
    assert again.status_code == 400 and "staat al op de lijst" in again.content.decode()
    client.post(f"/kansrijke-beroepen/{row.pk}/weg/")
    row.refresh_from_db()
    assert row.valid_to == today()
    client.post(f"/kansrijke-beroepen/{row.pk}/terug/")
    row.refresh_from_db()
    assert row.valid_to is None
    assert TrailEntry.objects.filter(event__startswith="matching.promising").count() == 3
    unknown = client.post("/kansrijke-beroepen/", {**given, "occupation": "qzxw"})
    assert unknown.status_code == 400 and "kennen dit beroep niet" in unknown.content.decode()
    for stranger in (cast.case_worker, cast.employer, cast.seeker):
        assert client_of(stranger).get("/kansrijke-beroepen/").status_code in {403, 404}


def test_the_shipped_gates_fit_the_starter_vocabulary_and_name_a_source(db: None) -> None:
    load_starter()
    rules = EntryRule.objects.order_by("pk")
    assert rules.filter(kind=EntryRule.Kind.ROUTE).count() >= 15
    assert rules.exclude(kind=EntryRule.Kind.ROUTE).count() >= 40
    assert not rules.filter(source="").exists()
    nurse = Occupation.objects.get(code="wijkverpleegkundige")
    assert {rule.licence for rule in nurse.entry_rules.order_by("pk")} >= {"big", "vog"}
    assert Skill.objects.exists()
