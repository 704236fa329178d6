"""English beside Dutch: the whole frame, the headings and the buttons; what people wrote themselves stays as it is."""

import re

import pytest

pytestmark = pytest.mark.browser

DUTCH = re.compile(
    r"\b(de|het|een|en|van|uw|niet|voor|naar|bij|met|baan|banen|werk|opslaan|zoeken|verder|nieuwe|wie|kandidaten"
    r"|reacties|vacature|vacatures|werkgevers|gebruikers|organisaties|berichten|bestanden|instellingen)\b",
    re.IGNORECASE,
)
GREETING = re.compile("^Hello .*")  # with somebody's name behind it
# Headings and controls, without what people typed: their names, titles of vacancies, names of firms and places.
FRAME = """() => [...document.querySelectorAll(
  'h1, .ds-page-header .ds-lead, button, nav a, th[scope=col], label, legend, caption, summary, .nl-button'
)].filter(el => el.offsetParent).map(el => el.innerText.trim()).filter(Boolean)"""
PAGES = {
    "Werkzoekende": ("/", "/banen/", "/reacties/", "/profiel/", "/zichtbaar/", "/wie-keek/", "/profiel/stap/uren/"),
    "Werkgever": ("/", "/vacatures/", "/vacatures/nieuw/", "/kennismakingen/", "/mijn-bedrijf/", "/bestanden/"),
    "Klantmanager": ("/", "/kandidaten/", "/intake/", "/kandidaten/inschrijven/"),
    "Functioneel beheerder": ("/", "/beheer/gebruikers/", "/beheer/organisaties/", "/beheer/berichten/", "/inrichten/"),
}


@pytest.mark.parametrize("role", PAGES)
def test_in_english_no_heading_or_button_of_a_role_stays_dutch(visit, role):
    visitor = visit()
    visitor.sign_in(role)
    visitor.press("English")
    page = visitor.page
    left = []
    for path in PAGES[role]:
        visitor.go(path)
        assert page.locator("html").get_attribute("lang") == "en"
        left += [f"{path}: {words}" for words in page.evaluate(FRAME) if DUTCH.search(GREETING.sub("", words))]
    visitor.press("Nederlands")
    assert page.locator("html").get_attribute("lang") == "nl"
    assert not left, "\n".join(left)
