"""The pages of vacancies through the browser's door."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from doorstroom.employers.models import Employer, Vacancy
from doorstroom.employers.rules import NewFirm

from .test_publish_vacancy import put_on

Pages = Callable[[Any], Client]
NEW = "/vacatures/nieuw/"


def test_an_employer_puts_a_vacancy_on_in_one_page(cast: Any, client_of: Pages, typed: Any) -> None:
    client = client_of(cast.employer)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, typed(), follow=True)
    vacancy = Vacancy.objects.get()
    assert answer.redirect_chain == [(f"/vacatures/{vacancy.number}/", 302)]
    assert "De vacature is geplaatst." in answer.text
    assert (vacancy.place, vacancy.postcode, vacancy.dutch, vacancy.licences) == ("Den Haag", "2512AB", 2, ["forklift"])
    assert "bestellingen verzamelen" in answer.text
    assert "A2: korte gesprekken" in answer.text


def test_sending_the_same_form_twice_puts_one_vacancy_on(cast: Any, client_of: Pages, typed: Any) -> None:
    client, given = client_of(cast.employer), typed()
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.url == second.url
    assert Vacancy.objects.count() == 1


def test_asking_for_suggestions_keeps_what_was_typed_and_complains_of_nothing(
    cast: Any, client_of: Pages, typed: Any
) -> None:
    given = {"occupation_text": "orderpiker", "title": "Inpakker", "step": "suggest", "text": "Heftruck rijden."}
    page = client_of(cast.employer).post(NEW, given)
    assert page.status_code == 200
    assert "magazijnmedewerker" in page.text
    assert 'value="Inpakker"' in page.text
    assert "heftruck rijden" in page.text
    assert "Er klopt nog iets niet" not in page.text
    part = client_of(cast.employer).post(NEW, given, headers={"HX-Request": "true"})
    assert part.text.strip().startswith('<div id="voorstel"')


def test_the_preview_shows_the_vacancy_and_keeps_nothing(cast: Any, client_of: Pages, typed: Any) -> None:
    page = client_of(cast.employer).post(NEW, typed(step="preview"))
    assert "Zo ziet de vacature eruit" in page.text
    assert "24 tot 36 uur per week" in page.text
    assert not Vacancy.objects.exists()


def test_a_draft_can_be_finished_later(cast: Any, client_of: Pages, typed: Any) -> None:
    client = client_of(cast.employer)
    client.post(NEW, typed(step="draft"))
    vacancy = Vacancy.objects.get()
    assert vacancy.status == "draft"
    client.post(f"/vacatures/{vacancy.number}/aanpassen/", typed(version=vacancy.changed_at.isoformat()))
    vacancy.refresh_from_db()
    assert vacancy.status == "open"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"hours_max": "200"}, "Vul een getal in van 1 tot en met 60."),
        ({"hours_min": "40", "hours_max": "20"}, "Dit is minder dan het laagste aantal uren."),
        ({"start_on": "2026-02-30"}, "Vul een datum in die bestaat"),
        ({"start_on": "1900-01-01"}, "Deze startdatum ligt te ver weg."),
        ({"closes_on": "2020-01-01"}, "De sluitdatum ligt in het verleden."),
        ({"postcode": "0000 AA"}, "Vul een postcode in"),
        ({"postcode": "9999 ZZ"}, "We kennen deze postcode niet. Vul de plaats in."),
        ({"title": ""}, "Vul dit in."),
        ({"text": "a\x00b"}, "tekens die wij niet kunnen bewaren"),
        ({"text": "x" * 5001}, "Deze tekst is te lang."),
        ({"occupation": "", "occupation_text": "medewerker"}, "Kies het beroep dat het best past."),
        ({"occupation": "", "occupation_text": "qqqq"}, "We vinden dit beroep niet."),
        ({"occupation": "999999"}, "Kies"),
        ({"occupation": "', drop", "occupation_text": "medewerker"}, "Kies"),
        ({"licences": ["vliegbrevet"]}, "Kies een antwoord."),
        ({"contract": "slaaf"}, "Kies een antwoord."),
        ({"pay_min": "veel"}, "Vul een getal in"),
        ({"positions": "-1"}, "Vul een getal in"),
        ({"id": "geen sleutel"}, "UUID"),
    ],
)
def test_bad_input_gets_a_clear_word_on_the_same_page_and_keeps_nothing(
    cast: Any, client_of: Pages, typed: Any, given: Any, sentence: str
) -> None:
    page = client_of(cast.employer).post(NEW, typed(**given))
    assert page.status_code == 400
    assert sentence in page.text
    assert "S. Jansen" in page.text
    assert not Vacancy.objects.exists()


def test_unknown_skills_in_a_form_are_left_out(cast: Any, client_of: Pages, typed: Any) -> None:
    client_of(cast.employer).post(NEW, typed(must=["999999", "x", ""], nice=[]))
    assert Vacancy.objects.get().skills.count() == 0


def test_a_stale_form_gets_a_warning_keeps_the_words_and_can_be_saved_knowingly(
    cast: Any, client_of: Pages, typed: Any
) -> None:
    client = client_of(cast.employer)
    client.post(NEW, typed())
    vacancy = Vacancy.objects.get()
    edit, seen = f"/vacatures/{vacancy.number}/aanpassen/", vacancy.changed_at.isoformat()
    client.post(edit, typed(title="Van een collega", version=seen))
    page = client.post(edit, typed(title="Van mij", version=seen))
    assert page.status_code == 409
    assert "Een collega heeft deze vacature intussen aangepast." in page.text
    assert 'value="Van mij"' in page.text
    vacancy.refresh_from_db()
    assert vacancy.title == "Van een collega"
    assert vacancy.changed_at.isoformat().replace("+", "&#x2B;") in page.text.replace("+", "&#x2B;")


def test_a_rival_finds_no_door(cast: Any, client_of: Pages, draft: Any) -> None:
    vacancy = put_on(cast.consultant, draft(publish=False))
    for player in (cast.rival_consultant, cast.employer, cast.account_manager):
        client = client_of(player)
        for path in ("", "aanpassen/"):
            assert client.get(f"/vacatures/{vacancy.number}/{path}").status_code == 404
        assert client.post(f"/vacatures/{vacancy.number}/stand/", {"status": "withdrawn"}).status_code == 404
    assert client_of(cast.seeker).get(f"/vacatures/{vacancy.number}/").status_code == 404


def test_a_seeker_reads_an_agency_vacancy_without_learning_the_hirer(cast: Any, client_of: Pages, draft: Any) -> None:
    vacancy = put_on(cast.consultant, draft(new_firm=NewFirm("Kaas bv", "12345678"), contact_name="P. de Kaas"))
    for player in (cast.seeker, cast.case_worker, cast.account_manager):
        page = client_of(player).get(f"/vacatures/{vacancy.number}/")
        assert page.status_code == 200
        assert "een opdrachtgever van Uitzendbureau Vlot" in page.text
        assert "Kaas" not in page.text
        posting = client_of(player).get(f"/vacatures/{vacancy.number}.jsonld")
        assert "Kaas" not in posting.text
        assert posting.json()["jobLocation"]["address"]["postalCode"] == vacancy.postcode[:4]
    assert "Kaas bv" in client_of(cast.consultant).get(f"/vacatures/{vacancy.number}/").text


def test_an_account_manager_does_not_learn_a_hidden_hirer_from_the_file(
    cast: Any, client_of: Pages, draft: Any
) -> None:
    vacancy = put_on(cast.consultant, draft(new_firm=NewFirm("Kaas bv", "12345678")))
    page = client_of(cast.account_manager).get(reverse("employers_employer", args=[vacancy.employer_id]))
    assert page.status_code == 200
    assert vacancy.title not in page.text


def test_a_closed_vacancy_says_so(cast: Any, client_of: Pages, draft: Any) -> None:
    vacancy = put_on(cast.employer, draft())
    closed = client_of(cast.employer).post(f"/vacatures/{vacancy.number}/stand/", {"status": "filled"}, follow=True)
    assert "De vacature is gesloten." in closed.text
    page = client_of(cast.seeker).get(f"/vacatures/{vacancy.number}/")
    assert (page.status_code, "U kunt niet meer reageren." in page.text) == (410, True)
    assert client_of(cast.seeker).get("/vacatures/999999/").status_code == 404
    again = client_of(cast.employer).post(f"/vacatures/{vacancy.number}/stand/", {"status": "withdrawn"})
    assert (again.status_code, "intussen al gesloten" in again.text) == (409, True)
    strange = client_of(cast.employer).post(f"/vacatures/{vacancy.number}/stand/", {"status": "weg"})
    assert strange.status_code == 409


def test_the_list_counts_filters_and_searches(cast: Any, client_of: Pages, draft: Any) -> None:
    put_on(cast.employer, draft(title="Bakker in de nacht"))
    put_on(cast.employer, draft(title="Verkoper", publish=False))
    put_on(cast.rival_employer, draft(title="Bij de buren"))
    client = client_of(cast.employer)
    everything = client.get("/vacatures/").text
    assert "Bakker in de nacht" in everything and "Verkoper" in everything and "Bij de buren" not in everything
    assert "Verkoper" not in client.get("/vacatures/?status=open").text
    assert "Bakker in de nacht" in client.get("/vacatures/?q=nacht").text
    assert "Bakker in de nacht" in client.get("/vacatures/?q=1001").text
    assert "Geen vacatures gevonden" in client.get("/vacatures/?q=zzz").text
    assert client.get("/vacatures/?page=zzz&status=zzz").status_code == 200


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    cast: Any, client_of: Pages, draft: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        put_on(cast.employer, draft(title=f"Baan {number}"))
    client = client_of(cast.employer)
    with django_assert_max_num_queries(12):
        client.get("/vacatures/")
    with django_assert_max_num_queries(12):
        client.get("/vacatures/1001/")


def test_an_agency_makes_a_hirer_while_it_puts_a_vacancy_on(cast: Any, client_of: Pages, typed: Any) -> None:
    client = client_of(cast.consultant)
    page = client.post(NEW, typed(employer="new", new_firm_name="", hirer_hidden="on"))
    assert (page.status_code, "Vul de naam van de opdrachtgever in." in page.text) == (400, True)
    client.post(NEW, typed(employer="new", new_firm_name="Kaas bv", new_firm_kvk="12 34 56 78", hirer_hidden="on"))
    client.post(NEW, typed(employer=str(Employer.objects.get(kvk="12345678").pk)))
    hidden, shown = Vacancy.objects.order_by("number")
    assert hidden.employer == shown.employer
    assert (hidden.hirer_hidden, shown.hirer_hidden) == (True, False)


def test_a_vacancy_leaves_as_jobposting_with_no_more_than_its_page_shows(
    cast: Any, client_of: Pages, draft: Any
) -> None:
    vacancy = put_on(cast.employer, draft(pay_min=2500, pay_max=2900, text="<b>Vet</b>"))
    answer = client_of(cast.seeker).get(f"/vacatures/{vacancy.number}.jsonld")
    posting = json.loads(answer.text)
    assert answer["Content-Type"] == "application/ld+json"
    assert posting["@type"] == "JobPosting"
    assert posting["baseSalary"]["value"]["maxValue"] == 2900
    assert "&lt;b&gt;" in posting["description"]


def test_an_export_is_neutral_for_a_spreadsheet(cast: Any, client_of: Pages, draft: Any) -> None:
    put_on(cast.employer, draft(title='=HYPERLINK("http://kwaad")'))
    content = client_of(cast.employer).get("/vacatures/export.csv").content.decode("utf-8-sig")
    assert "\n=" not in content.replace(";", "\n").replace('"', "")
    assert "'=HYPERLINK" in content


def test_a_list_of_which_a_part_can_be_asked_says_that_its_answer_depends_on_that(cast, client_of, vacancy_of):
    vacancy_of()
    client = client_of(cast.employer)
    whole = client.get(reverse("employers_vacancies"))
    part = client.get(reverse("employers_vacancies"), headers={"HX-Request": "true"})
    assert len(part.content) < len(whole.content)
    assert all("HX-Request" in answer.headers["Vary"] for answer in (whole, part))
    assert "HX-Request" not in client.get("/").headers["Vary"]
