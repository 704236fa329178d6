"""The main ways without scripts: every page works with forms and links alone."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(visit):
    """Open browsers that run no script."""
    return lambda: visit(java_script_enabled=False)


def test_a_seeker_makes_a_profile_steers_the_list_and_reacts_without_javascript(plain):
    seeker = plain()
    page = seeker.become("Stella Stil")
    page = seeker.go("/profiel/stap/werk/")
    page.get_by_label("Welk werk deed u?").fill("kassamedewerker")
    seeker.press("Zoek dit beroep")
    page.locator("#beroepen input[type=radio]").first.check()
    page.get_by_label("Begonnen: maand").select_option("3")
    seeker.fill(("Begonnen: jaar", "2020"))
    page.get_by_label("Ik werk hier nog").check()
    seeker.press("Toevoegen")
    assert page.locator("main article").count() == 1
    seeker.go("/profiel/stap/kunnen/")
    page.get_by_label("Zoek iets dat u kunt").fill("klanten")
    seeker.press("Zoeken")
    page.get_by_role("checkbox").first.check()
    seeker.press("Opslaan en verder")

    seeker.follow("Mijn banen")
    before = page.locator("main article h2").all_inner_texts()
    assert 1 < len(before) <= 7
    first = page.locator("main article").first
    first.get_by_text("Niet interessant").click()
    seeker.press("Ik heb hier al gewerkt", within=first)
    assert page.locator("main article h2").all_inner_texts() != before
    seeker.press("Ongedaan maken")
    assert page.locator("main article h2").all_inner_texts() == before
    seeker.follow("Reageer op deze baan")
    page.get_by_role("radio").first.check()
    seeker.press("Ja, verstuur mijn reactie")
    assert seeker.sees("Uw reactie is verstuurd")


def test_an_employer_puts_a_vacancy_on_and_brings_a_file_without_javascript(plain):
    employer = plain()
    employer.sign_in("Werkgever")
    page = employer.go("/vacatures/nieuw/")
    employer.fill(("Titel van de vacature", "Stille kracht"), ("Tekst", "U helpt aan de balie."))
    page.get_by_label("Beroep", exact=False).first.fill("receptionist")
    employer.press("Stel beroep en vaardigheden voor")
    page.locator("#voorstel").get_by_role("radio").first.check()
    employer.press("Stel beroep en vaardigheden voor")
    page.locator("#voorstel [name=must]").first.check()
    employer.fill(("Uren per week, minstens", "16"), ("Uren per week, hooguit", "24"))
    employer.fill(("Postcode van het werk", "2611 AB"))
    employer.press("Plaats de vacature")
    assert employer.sees("De vacature is geplaatst")
    employer.follow("Passende kandidaten")
    assert page.get_by_role("heading", level=1).inner_text() == "Kandidaten voor Stille kracht"

    employer.go("/bestanden/nieuw/vacatures/")
    rows = "kenmerk;titel;beroep;tekst;uren;postcode\r\nSTIL-1;Stille hulp;receptionist;U helpt.;24;2611 AB"
    file = {"name": "stil.csv", "mimeType": "text/csv", "buffer": rows.encode()}
    page.get_by_label("Bestand").first.set_input_files(file)
    employer.press("Controleer het bestand")
    employer.comes_to_see("Lees 1 rij in")
    employer.press("Lees 1 rij in")
    assert employer.comes_to_see("Wat er met elke rij gebeurde")
    employer.press("Draai alles terug")
    assert employer.comes_to_see("1 rij is teruggedraaid")


def test_an_employer_welcomes_a_candidate_without_javascript(plain):
    employer, seeker = plain(), plain()
    employer.sign_in("Werkgever")
    page = employer.go("/vacatures/?status=open")
    number = page.locator("tbody tr").nth(1).locator("td").first.inner_text().strip()
    mine = seeker.become("Wim Zacht")
    seeker.go(f"/reacties/baan/{number}/")
    mine.get_by_role("radio").first.check()
    seeker.press("Ja, verstuur mijn reactie")
    seeker.follow(re.compile("."), within=mine.locator("main article").first)
    page.goto(mine.url.replace("/reacties/", "/kennismakingen/"))
    employer.press("Ja, ik wil kennismaken")
    assert page.get_by_role("heading", level=1).inner_text() == "Wim Zacht"
