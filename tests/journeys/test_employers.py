"""An employer's way: a vacancy on one page, candidates without a name, an invitation, and the answer."""

import pytest

pytestmark = pytest.mark.browser


def put_on(visitor, title):
    """Put a vacancy for customer service on, on one page, and return its number."""
    page = visitor.go("/vacatures/nieuw/")
    visitor.fill(("Titel van de vacature", title), ("Tekst", "U helpt klanten aan de telefoon en per e-mail."))
    page.get_by_label("Beroep", exact=False).first.fill("medewerker klantenservice")
    suggestions = page.locator("#voorstel")
    visitor.ask("Stel beroep en vaardigheden voor")
    suggestions.get_by_role("radio").first.check()
    visitor.ask("Stel beroep en vaardigheden voor")
    suggestions.locator("tbody tr").nth(0).locator("[name=must]").check()
    suggestions.locator("tbody tr").nth(1).locator("[name=nice]").check()
    visitor.fill(("Uren per week, minstens", "24"), ("Uren per week, hooguit", "32"))
    visitor.fill(("Loon per maand, van", "2800"), ("Loon per maand, tot", "3100"), ("Postcode van het werk", "2511 BT"))
    visitor.press("Plaats de vacature")
    assert visitor.sees("De vacature is geplaatst")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_an_employer_puts_a_vacancy_on_and_a_candidate_without_a_name_accepts_the_invitation(visit):
    employer, seeker = visit(), visit()
    employer.sign_in("Werkgever")
    title = "Helper van klanten"
    number = put_on(employer, title)
    page = employer.page
    assert employer.sees("Dit moet u kunnen")
    assert employer.sees("Mooi meegenomen")

    employer.follow("Passende kandidaten")
    found = page.locator("main article")
    names = found.locator("h2").all_inner_texts()
    assert names
    assert all(name.startswith("Kandidaat ") for name in names)
    words = page.locator("main").inner_text()
    assert "Bouali" not in words
    assert "@" not in words
    assert "Kan al:" in words
    assert " punten" not in words
    assert "Passende kandidaten" not in names

    seeker.sign_in("Werkzoekende", "Samira Bouali")
    for name in names:
        card = found.filter(has=page.get_by_role("heading", name=name))
        card.get_by_text("Uitnodigen", exact=True).click()
        card.get_by_label("Uw bericht aan de kandidaat").fill("Wij maken graag kennis. U werkt met fijne collega's.")
        employer.press("Verstuur de uitnodiging", within=card)
        assert employer.sees("De uitnodiging is verstuurd")
        seeker.go("/reacties/")
        if title in seeker.page.locator("main").inner_text():
            break
    seeker.follow(title)
    assert seeker.sees("Wij maken graag kennis")
    theirs = seeker.page.url.replace("/reacties/", "/kennismakingen/")
    page.goto(theirs)
    assert "Bouali" not in page.content()
    seeker.page.get_by_label("Met mijn telefoonnummer").check()
    seeker.press("Ja, deel mijn gegevens")
    page.goto(theirs)
    assert page.get_by_role("heading", level=1).inner_text() == "Samira Bouali"
    assert "samira@mail.example" not in page.content()
    assert employer.sees("Zo bereikt u de kandidaat")

    employer.go(f"/vacatures/{number}/")
    employer.press("Vervuld")
    assert seeker.comes_to_see("De vacature is gesloten")


def test_a_form_that_misses_things_keeps_what_was_typed_and_says_what_to_do(visit):
    employer = visit()
    employer.sign_in("Werkgever")
    page = employer.go("/vacatures/nieuw/")
    employer.fill(("Titel van de vacature", "Zonder uren"), ("Uren per week, minstens", "400"))
    employer.press("Plaats de vacature")
    assert page.get_by_label("Titel van de vacature").input_value() == "Zonder uren"
    assert page.get_by_label("Uren per week, minstens").input_value() == "400"
    assert page.locator("[aria-invalid=true]").count() >= 3
    assert not employer.violations()


def test_an_account_manager_notes_what_was_said_and_takes_a_vacancy_for_the_firm(visit):
    manager = visit()
    manager.sign_in("Accountmanager")
    page = manager.follow("Werkgevers")
    name = page.locator("tbody th a").nth(2).inner_text()
    page.get_by_label("Zoek op naam, plaats of KvK-nummer").fill(name)
    manager.press("Zoeken")
    manager.follow(name, within=page.locator("tbody"))
    file = page.url
    page.get_by_text("Contactmoment noteren").click()
    manager.fill(("Met wie", "Mevrouw De Vries"), ("Waar ging het over", f"Balie {manager.round}"))
    manager.fill(("Volgende stap", "Bellen over de vacature"))
    page.get_by_label("Volgende stap op").fill("2030-01-15")
    manager.press("Noteren")
    assert manager.sees("Het contactmoment is genoteerd")
    assert manager.sees("Bellen over de vacature")

    manager.follow("Vacature opnemen")
    assert page.get_by_label("Bedrijf").locator("option:checked").inner_text() == name
    manager.fill(("Titel van de vacature", "Gastvrouw of gastheer"), ("Tekst", "U ontvangt bezoek aan de balie."))
    page.get_by_label("Beroep", exact=False).first.fill("receptionist")
    manager.ask("Stel beroep en vaardigheden voor")
    page.locator("#voorstel").get_by_role("radio").first.check()
    manager.fill(("Uren per week, minstens", "24"), ("Uren per week, hooguit", "32"))
    manager.fill(("Postcode van het werk", "2511 BT"))
    manager.press("Plaats de vacature")
    assert name in page.locator("main").inner_text()
    page.goto(file)
    assert manager.sees("Gastvrouw of gastheer")
