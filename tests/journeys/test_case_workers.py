"""A case worker's way: who waits, a dossier, the second key, and a job proposed."""

import re

import pytest

pytestmark = pytest.mark.browser


def show_oneself(seeker):
    """Turn the own key, and return the visitor's page."""
    seeker.go("/zichtbaar/")
    return seeker.press("Maak mijn profiel zichtbaar")


def test_an_intake_worker_turns_the_second_key_and_proposes_a_job_that_the_person_takes(visit):
    seeker, worker = visit(), visit()
    seeker.become("Iris Intake")
    show_oneself(seeker)
    assert seeker.sees("U bent nog niet te vinden")

    worker.sign_in("Klantmanager", "Sharda Mahabir")
    page = worker.go("/intake/?naam=Intake")
    assert worker.comes_to_see("Iris Intake")
    worker.follow("Iris Intake")
    assert worker.sees("Iris wil gevonden worden")
    worker.press("Draai de tweede sleutel om")
    assert worker.sees("Werkgevers kunnen dit profiel vinden, zonder naam")
    seeker.page.reload()
    assert seeker.sees("Werkgevers kunnen u vinden")

    worker.follow("Banen", within=page.get_by_role("navigation", name="Onderdelen van het dossier"))
    title = page.locator("tbody th a").first.inner_text()
    worker.click(page.locator("tbody th a").first)
    page.get_by_label("Waarom stelt u deze baan voor?").fill("Dit past goed bij wat u vertelde.")
    worker.press("Stel deze baan voor")
    assert worker.sees("De baan is voorgesteld")

    mine = seeker.go("/")
    assert title in mine.locator("main").inner_text()
    seeker.follow("Antwoord geven op een voorstel")
    seeker.follow("Geef antwoord")
    assert seeker.sees("Dit past goed bij wat u vertelde")
    mine.get_by_role("radio", name="e-mailadres").check()
    seeker.press("Ja, deel mijn gegevens")
    assert seeker.sees("U zei ja")
    seeker.go("/wie-keek/")
    assert "Gemeente Den Haag, klantmanager: uw profiel" in mine.locator("main").inner_text()


def test_a_case_worker_opens_the_caseload_and_reads_a_dossier(visit):
    worker = visit()
    worker.sign_in("Klantmanager", "Ilse van Noort")
    page = worker.go("/kandidaten/")
    name = page.locator("tbody th a").first.inner_text()
    worker.click(page.locator("tbody th a").first)
    assert page.get_by_role("heading", level=1).inner_text() == name
    parts = page.get_by_role("navigation", name="Onderdelen van het dossier")
    for part in ("Banen", "Reacties", "Tijdlijn", "Overzicht"):
        worker.follow(part, within=parts)
        assert page.get_by_role("heading", level=1).inner_text() == name
    worker.follow("Vul het profiel samen in")
    assert name in page.locator("main").inner_text()


def test_a_case_worker_brings_people_from_a_file_and_takes_them_back(visit):
    worker = visit()
    worker.sign_in("Klantmanager", "Ilse van Noort")
    page = worker.go("/kandidaten/")
    worker.follow("Mensen inlezen uit een bestand")
    rows = "clientnummer;voornaam;achternaam;postcode\r\nJ-1;Bo;Bestand;2572 KR\r\nJ-2;Cas;Bestand;9999\r\n"
    page.get_by_label("bestand", exact=False).first.set_input_files(
        {"name": "mensen.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    )
    worker.press("Controleer het bestand")
    page.get_by_role("button", name="Lees 1 rij in").wait_for()
    wrong = page.get_by_role("row").filter(has_text="9999").inner_text()
    assert re.search(r"3\s+postcode", wrong)
    worker.press("Lees 1 rij in")
    page.get_by_role("button", name="Draai alles terug").wait_for()
    assert worker.sees("Bo Bestand")
    worker.press("Draai alles terug")
    page.get_by_text("1 rij is teruggedraaid").wait_for()
