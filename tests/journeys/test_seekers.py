"""A job seeker's way: a profile in short steps, a list that listens, and contact that opens and closes."""

import re

import pytest

pytestmark = pytest.mark.browser


def cards(page):
    """Return the titles of the jobs in the list, in order."""
    return page.locator("article h2").all_inner_texts()


def a_vacancy_of_the_demo_employer(visitor):
    """Return the number of an open vacancy of the firm behind the employer's sign-in."""
    page = visitor.go("/vacatures/?status=open")
    return page.locator("tbody tr").last.locator("td").first.inner_text().strip()


def test_a_new_job_seeker_walks_the_guided_path_and_steers_the_list(visit):
    seeker = visit()
    page = seeker.sign_up("Noor Begin")
    seeker.fill(("Voornaam", "Noor"), ("Achternaam", "Begin"), ("Postcode", "2572 KR"))
    seeker.press("Beginnen")

    assert page.get_by_role("heading", level=1).inner_text() == "Welk werk deed u tot nu toe?"
    page.get_by_label("Welk werk deed u?").press_sequentially("verkoopmedewerker")
    page.locator(".ds-combobox__list li").first.click()
    page.get_by_label("Begonnen: maand").select_option(label="maart")
    seeker.fill(("Begonnen: jaar", "2019"))
    page.get_by_label("Ik werk hier nog").check()
    seeker.press("Toevoegen")
    seeker.press("Verder")

    assert page.get_by_role("heading", level=1).inner_text() == "Wat kunt u?"
    for box in page.get_by_role("checkbox").all()[:4]:
        box.check()
    seeker.press("Opslaan en verder")

    page.get_by_label("Zoek een beroep").press_sequentially("klantenservice")
    seeker.click(page.locator(".ds-combobox__list li").first)
    assert page.get_by_role("heading", name="U kiest").is_visible()
    seeker.press("Opslaan en verder")

    seeker.fill(("minimaal werken", "24"), ("maximaal werken", "36"))
    seeker.press("Opslaan en verder")
    page.get_by_label("Fiets").check()
    page.get_by_label("Openbaar vervoer").check()
    page.get_by_label("Hoe lang wilt u reizen").select_option("60")
    seeker.press("Opslaan en verder")
    page.get_by_role("radio").last.check()
    seeker.press("Opslaan en verder")
    seeker.press("Opslaan en verder")
    page.get_by_role("radio").nth(3).check()
    seeker.press("Opslaan en verder")
    seeker.press("Opslaan en verder")
    seeker.fill(("Telefoonnummer", "06 12345678"))
    seeker.press("Opslaan en verder")
    assert page.get_by_role("heading", level=1).inner_text() == "Klopt dit?"
    seeker.press("Ja, dit klopt")
    assert page.get_by_role("heading", level=1).inner_text() == "Wie ziet mij?"

    seeker.follow("Mijn banen")
    before = cards(page)
    assert 1 < len(before) <= 7
    first = page.locator("article").first
    assert first.get_by_role("heading", name="Waarom ziet u deze baan?").is_visible()
    first.get_by_text("Niet interessant").click()
    seeker.press("Ik wil ander werk", within=first)
    after = cards(page)
    assert before[0] not in after[:1]
    assert page.get_by_role("status").is_visible()
    seeker.press("Ongedaan maken")
    assert cards(page) == before

    seeker.follow("Reageer op deze baan")
    page.get_by_label("Met allebei").check()
    seeker.press("Ja, verstuur mijn reactie")
    assert seeker.sees("Uw reactie is verstuurd")
    assert before[0] in page.locator("main").inner_text()


def test_contact_data_appear_on_both_sides_with_the_welcome_and_go_with_the_consent(visit):
    employer, seeker = visit(), visit()
    employer.sign_in("Werkgever")
    number = a_vacancy_of_the_demo_employer(employer)
    page = seeker.become("Wanda Welkom")
    seeker.go(f"/reacties/baan/{number}/")
    page.get_by_role("radio").first.check()
    seeker.press("Ja, verstuur mijn reactie")
    seeker.follow(re.compile("."), within=page.locator("main article").first)
    mine = page.url
    assert not seeker.sees("Uw contact bij de werkgever")

    theirs = mine.replace("/reacties/", "/kennismakingen/")
    work = employer.page
    work.goto(theirs)
    assert "wanda" not in work.content().lower()
    employer.press("Ja, ik wil kennismaken")
    assert work.get_by_role("heading", level=1).inner_text() == "Wanda Welkom"
    assert "wanda.welkom" in work.content()
    page.goto(mine)
    assert seeker.sees("Uw contact bij de werkgever")

    page.get_by_text("Intrekken", exact=True).click()
    seeker.press("Ja, trek alles in")
    work.goto(theirs)
    assert "wanda" not in work.content().lower()
