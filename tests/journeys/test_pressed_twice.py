"""What people do by accident: press twice, answer what is closed, send a page that grew old."""

import pytest

pytestmark = pytest.mark.browser


def token(page):
    """Return what a form of this page must send along."""
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def test_interest_shown_twice_makes_one_introduction(visit):
    seeker = visit()
    page = seeker.become("Tom Tweemaal")
    seeker.go("/banen/")
    number = page.locator("article h2 a").first.get_attribute("href").strip("/").rsplit("/", 1)[1]
    seeker.go(f"/reacties/baan/{number}/")
    page.get_by_role("radio").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Ja, verstuur mijn reactie").dblclick()
    seeker.go(f"/reacties/baan/{number}/")
    page.get_by_role("radio").first.check()
    seeker.press("Ja, verstuur mijn reactie")
    seeker.go("/reacties/")
    assert page.locator("main article").count() == 1


def test_who_answers_a_vacancy_that_closed_meanwhile_is_told_so_in_dutch(visit):
    employer, seeker = visit(), visit()
    employer.sign_in("Werkgever")
    work = employer.go("/vacatures/nieuw/")
    employer.fill(("Titel van de vacature", "Snel weg"), ("Tekst", "U helpt aan de balie."))
    work.get_by_label("Beroep", exact=False).first.fill("receptionist")
    employer.ask("Stel beroep en vaardigheden voor")
    work.locator("#voorstel").get_by_role("radio").first.check()
    employer.fill(("Uren per week, minstens", "16"), ("Uren per week, hooguit", "40"))
    employer.fill(("Postcode van het werk", "2572 KR"))
    employer.press("Plaats de vacature")
    number = work.url.rstrip("/").rsplit("/", 1)[1]

    page = seeker.become("Lara Laat", work="receptionist")
    seeker.go(f"/reacties/baan/{number}/")
    page.get_by_role("radio").first.check()
    employer.press("Vervuld")
    seeker.press("Ja, verstuur mijn reactie")
    assert page.locator(".utrecht-alert--error").is_visible()
    assert "gesloten" in page.locator(".utrecht-alert--error").inner_text()
    assert page.get_by_role("heading", level=1).inner_text() == "Reageer op: Snel weg"


def test_a_step_changed_in_another_window_is_not_overwritten_in_silence(visit):
    seeker = visit()
    page = seeker.become("Vera Venster")
    other = page.context.new_page()
    seeker.go("/profiel/stap/uren/")
    other.goto(f"{seeker.site}/profiel/stap/uren/")
    other.get_by_label("maximaal werken").fill("20")
    with other.expect_navigation():
        other.get_by_role("button", name="Opslaan en verder").click()
    page.get_by_label("maximaal werken").fill("32")
    seeker.press("Opslaan en verder")
    assert page.get_by_label("maximaal werken").input_value() == "32"
    assert page.locator(".utrecht-alert--error").is_visible()


def test_a_file_that_is_no_table_is_refused_in_dutch_on_the_same_page(visit):
    agency = visit()
    agency.sign_in("Intercedent", "Mike Dijkhuizen")
    page = agency.go("/bestanden/nieuw/vacatures/")
    file = {"name": "foto.csv", "mimeType": "text/csv", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(range(256))}
    page.get_by_label("Bestand").first.set_input_files(file)
    agency.press("Controleer het bestand")
    assert page.get_by_role("heading", level=1).inner_text() == "Vacatures inlezen uit een bestand"
    assert page.locator("[aria-invalid=true], .utrecht-alert--error").first.is_visible()
