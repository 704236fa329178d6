"""With a keyboard only: straight to the content, through every control in the order in which it stands."""

import pytest

pytestmark = pytest.mark.browser

# The place of the focused control on the page, its name, and whether it is seen.
FOCUSED = """() => {
  const el = document.activeElement, box = el.getBoundingClientRect();
  return {tag: el.tagName, top: box.top + scrollY, seen: box.width > 0 && box.height > 0,
          inMain: !!el.closest('main'), words: (el.innerText || el.value || el.name || '').trim()};
}"""


def tab_to(page, words, most=60):
    """Press Tab until a control with these words has the focus; what was passed must be seen and stand in order."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        assert here["seen"], here
        if words in here["words"]:
            return here
    raise AssertionError(f"{words} is not reached with Tab")


def stops(page, most=80):
    """Return every stop inside the content."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if not here["inMain"]:
            break
        found.append(here)
    return found


def skip_to_content(page):
    """Use the skip link: the first stop of every page."""
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["words"] == "Direct naar de inhoud"
    page.keyboard.press("Enter")


def press_key(visitor, key):
    """Press a key that leads to another page."""
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press(key)


def test_a_seeker_says_no_to_a_job_takes_it_back_and_reacts_with_the_keyboard(visit):
    seeker = visit()
    page = seeker.become("Kim Toets")
    seeker.go("/banen/")
    before = page.locator("main article h2").all_inner_texts()
    skip_to_content(page)
    tab_to(page, "Niet interessant")
    page.keyboard.press("Enter")
    tab_to(page, "Ik heb hier al gewerkt")
    press_key(seeker, "Space")
    assert page.locator("main article h2").all_inner_texts() != before
    skip_to_content(page)
    tab_to(page, "Ongedaan maken")
    press_key(seeker, "Enter")
    assert page.locator("main article h2").all_inner_texts() == before
    skip_to_content(page)
    tab_to(page, "Reageer op deze baan")
    press_key(seeker, "Enter")
    skip_to_content(page)
    tab_to(page, "email")
    page.keyboard.press("Space")
    tab_to(page, "Ja, verstuur mijn reactie")
    press_key(seeker, "Enter")
    assert seeker.sees("Uw reactie is verstuurd")


def test_an_employer_opens_candidates_and_invites_one_with_the_keyboard(visit):
    employer = visit()
    employer.sign_in("Werkgever")
    page = employer.go("/vacatures/?status=open")
    employer.click(page.locator("tbody th a").nth(2))
    employer.go(page.url.removeprefix(employer.site) + "kandidaten/")
    skip_to_content(page)
    tab_to(page, "Uitnodigen")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Wij maken graag kennis.")
    tab_to(page, "Verstuur de uitnodiging")
    press_key(employer, "Enter")
    assert employer.sees("De uitnodiging is verstuurd")


@pytest.mark.parametrize(
    ("role", "path"), [("Werkgever", "/vacatures/nieuw/"), ("Klantmanager", "/kandidaten/inschrijven/")]
)
def test_the_keyboard_goes_through_a_form_from_top_to_bottom(visit, role, path):
    visitor = visit()
    visitor.sign_in(role)
    page = visitor.go(path)
    skip_to_content(page)
    tops = [stop["top"] for stop in stops(page)]
    assert len(tops) > 8
    assert tops == sorted(tops)
