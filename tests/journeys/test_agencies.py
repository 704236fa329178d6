"""A temp agency's way: many vacancies from one file, checked, taken in and taken back, with the hirer kept secret."""

import re

import pytest

pytestmark = pytest.mark.browser

HEADINGS = "kenmerk;titel;beroep;tekst;uren;loon;postcode;werkgever"
HIRER = "Geheime Zaak Delft"


def file_of(*rows):
    """Return a file of vacancies as a browser sends it."""
    text = "\r\n".join([HEADINGS, *rows])
    return {"name": "vacatures.csv", "mimeType": "text/csv", "buffer": text.encode()}


def brought(visitor, file):
    """Bring a file and wait until every row has been looked at."""
    page = visitor.go("/bestanden/nieuw/vacatures/")
    page.get_by_label("Bestand").first.set_input_files(file)
    visitor.press("Controleer het bestand")
    page.get_by_role("button", name=re.compile("^Lees . rij")).wait_for()
    return page


def test_an_agency_brings_vacancies_from_a_file_and_takes_them_back(visit):
    agency = visit()
    agency.sign_in("Intercedent", "Yasemin Polat")
    page = brought(
        agency,
        file_of(
            "REIS-1;Inpakker avond;inpakker;U pakt dozen in.;24-32;2700;2521 AA;",
            "REIS-2;Inpakker dag;inpakker;U pakt dozen in.;vierhonderd;2700;2521 AA;",
            "REIS-3;Inpakker nacht;inpakker;U pakt dozen in.;32;2700;2521 AA;",
        ),
    )
    wrong = page.get_by_role("row").filter(has_text="vierhonderd").inner_text()
    assert re.match(r"3\s+uren\s+“vierhonderd” zijn geen uren per week", wrong)
    assert not agency.violations()
    agency.press("Lees 2 rijen in")
    page.get_by_role("button", name="Draai alles terug").wait_for()
    assert agency.sees("Inpakker nacht")
    result = page.url
    agency.go("/vacatures/?q=Inpakker nacht")
    assert page.locator("tbody tr").count() == 1

    brought(agency, file_of("REIS-1;Inpakker avond;inpakker;U pakt dozen in.;24-32;2700;2521 AA;"))
    agency.press("Lees 1 rij in")
    page.get_by_text("Wat er met elke rij gebeurde").wait_for()
    assert "Was al zo" in page.locator("tbody").inner_text()

    page.goto(result)
    agency.press("Draai alles terug")
    page.get_by_text("2 rijen zijn teruggedraaid").wait_for()
    agency.go("/vacatures/?q=Inpakker nacht&status=open")
    assert page.locator("tbody tr").count() == 0


def test_a_seeker_learns_who_the_hirer_is_only_when_there_is_contact(visit):
    agency, seeker = visit(), visit()
    agency.sign_in("Intercedent", "Yasemin Polat")
    page = brought(agency, file_of(f"GEHEIM-1;Stille inpakker;inpakker;U pakt dozen in.;24-32;2700;2521 AA;{HIRER}"))
    agency.press("Lees 1 rij in")
    page.get_by_text("Wat er met elke rij gebeurde").wait_for()
    agency.follow("Stille inpakker")
    number = page.url.rstrip("/").rsplit("/", 1)[1]

    mine = seeker.become("Hugo Vraag", work="inpakker")
    for path in (f"/banen/{number}/", f"/reacties/baan/{number}/"):
        seeker.go(path)
        assert seeker.sees("Stille inpakker")
        assert HIRER not in mine.content()
    mine.get_by_role("radio").first.check()
    seeker.press("Ja, verstuur mijn reactie")
    seeker.follow("Stille inpakker", within=mine.locator("main"))
    assert HIRER not in mine.content()
    page.goto(mine.url.replace("/reacties/", "/kennismakingen/"))
    agency.press("Ja, ik wil kennismaken")
    mine.reload()
    assert HIRER in mine.content()
