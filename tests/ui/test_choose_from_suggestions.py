"""The combobox with keyboard, mouse and screen reader, as the gallery shows it; the answers are the test's own."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
GALLERY = "/ontwerp/galerij/"
ANSWER = {
    "options": [
        {"key": 1, "name": "schoonmaker", "also": ""},
        {"key": 2, "name": "glazenwasser", "also": "ramenlapper"},
    ],
    "told": "2 voorstellen",
}


@pytest.fixture
def page(look):
    """The gallery, whose combobox gets two suggestions."""
    page = look(GALLERY, bypass_csp=True)
    page.route("**/woorden/beroepen/*", lambda route: route.fulfill(json=ANSWER))
    return page


def test_arrows_point_enter_chooses_and_escape_leaves(page):
    box = page.get_by_role("combobox", name="Zoek een beroep")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("schonmaker")
    page.locator(".ds-combobox__list li").first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("status").filter(has_text="2 voorstellen").count() == 1
    for place in (0, 1, 0):
        box.press("ArrowDown")
        chosen = page.locator(".ds-combobox__list [aria-selected=true]")
        assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
        assert chosen.inner_text().startswith(ANSWER["options"][place]["name"])
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and box.input_value() == "schonmaker"
    box.press("ArrowDown")
    page.locator(".ds-combobox__list li").first.wait_for()
    box.press("ArrowUp")
    box.press("Enter")
    assert box.input_value() == "glazenwasser" and box.get_attribute("aria-expanded") == "false"
    assert not page.locator(".ds-combobox__list li").first.is_visible()


def test_a_click_chooses_and_an_open_list_is_accessible(page):
    box = page.get_by_role("combobox", name="Zoek een beroep")
    box.press_sequentially("glas")
    page.locator(".ds-combobox__list li").nth(1).wait_for()
    found = Axe().run(page, context="[data-component=combobox]").response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]
    page.locator(".ds-combobox__list li").nth(1).click()
    assert box.input_value() == "glazenwasser"


def test_without_scripts_it_is_an_ordinary_field_with_a_button(look):
    page = look(GALLERY, java_script_enabled=False)
    assert page.get_by_role("combobox", name="Zoek een beroep").count() == 0
    assert page.get_by_role("textbox", name="Zoek een beroep").is_visible()
