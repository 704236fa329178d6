"""What people write is understood: a CV of one's own, suggestions with the keyboard, and a word that nobody knew."""

import pytest

pytestmark = pytest.mark.browser

CV = """Werkervaring
maart 2019 - heden
Wolkenpoetser eerste klas
Gom Schoonhouden

2015 - 2018
Kok
Hotel Zon

Talen
Arabisch: moedertaal

Rijbewijs: B
"""


def test_a_seeker_brings_a_cv_and_an_administrator_maps_the_word_that_nobody_knew(visit):
    seeker = visit()
    page = seeker.become("Vera Leest")
    seeker.go("/profiel/cv/")
    page.get_by_label("Of plak de tekst van uw cv").fill(CV)
    assert not seeker.violations()
    page.get_by_role("button", name="Lees mijn cv").click()
    page.wait_for_url("**/profiel/cv/werk/")
    assert page.get_by_text("Wij kennen dit beroep nog niet.").is_visible()
    assert not seeker.violations()
    page.get_by_role("button", name="Neem over Kok").click()
    assert page.get_by_text("Staat in het profiel").is_visible()
    page.get_by_role("button", name="Ongedaan maken Kok").click()
    page.get_by_role("button", name="Neem alles hier over").click()
    for _part in ("werk", "taal"):
        page.get_by_role("button", name="Verder", exact=True).click()
    page.get_by_role("button", name="Klaar").click()
    assert page.get_by_text("Uw cv is nagelopen.").is_visible()
    administrator = visit()
    page = administrator.sign_in("Functioneel beheerder")
    administrator.go("/woorden/")
    page.get_by_role("link", name="Wolkenpoetser eerste klas").click()
    box = page.get_by_role("combobox", name="Zoek in de woordenlijst")
    box.fill("glazenwas")
    page.locator(".ds-combobox__list li").first.wait_for()
    assert not administrator.violations()
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == page.locator(
        ".ds-combobox__list [aria-selected=true]"
    ).get_attribute("id")
    box.press("Enter")
    assert page.get_by_text("Vanaf nu begrijpen wij dit woord.").is_visible()


def test_suggestions_follow_the_keyboard_and_are_read_out(visit):
    seeker = visit()
    page = seeker.become("Lex Leest")
    seeker.go("/profiel/stap/willen/")
    box = page.get_by_role("combobox", name="Zoek een beroep")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("schonmaker")
    page.locator(".ds-combobox__list li").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").filter(has_text="voorstel").count() == 1
    assert not seeker.violations()
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and box.input_value() == "schonmaker"
    box.press("ArrowDown")
    page.locator(".ds-combobox__list li").first.wait_for()
    box.press("ArrowDown")
    name = page.locator(".ds-combobox__list [aria-selected=true]").inner_text()
    with page.expect_navigation():
        box.press("Enter")
    assert page.get_by_role("heading", name=name).is_visible()
