"""What only a browser can tell of the gallery: reach, focus, room, chosen colours and the content security policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
ADDRESSES = ["/ontwerp/galerij/", *(f"/ontwerp/galerij/{name}/" for name in ("banen", "kandidaten", "cijfers", "404"))]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
CONTROLS = "a[href],button:not([disabled]),input:not([type=hidden]):not([disabled]),select,textarea,summary"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(look, address, width):
    found = Axe().run(look(address, width, bypass_csp=True), options=RULES).response["violations"]
    assert not [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_moves_sideways_on_the_smallest_phone(look, address):
    assert look(address, 320).evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_content_security_policy_has_nothing_to_complain_about(look, address):
    assert look(address).complaints == []


def test_every_control_can_be_reached_by_keyboard_and_shows_it(look):
    page = look(ADDRESSES[0])
    wanted = page.evaluate(
        f"""[...document.querySelectorAll({CONTROLS!r})]
          .filter((e) => e.checkVisibility() && e.type !== "radio").length"""
    )
    page.evaluate("document.activeElement.blur(); document.querySelector('.nl-skip-link').focus()")
    reached = set()
    for _ in range(wanted + 30):
        state = page.evaluate(
            """() => {
              const e = document.activeElement, s = getComputedStyle(e), all = [...document.querySelectorAll("*")];
              return [all.indexOf(e), e.tagName, s.outlineStyle, parseFloat(s.outlineWidth), e.outerHTML.slice(0, 80),
                      e.matches(":focus-visible")];
            }"""
        )
        if state[1] == "BODY" or (state[0] in reached and len(reached) > wanted):
            break
        if state[5]:  # inside a date field the browser moves on to its own small calendar button
            assert state[2] == "solid" and state[3] >= 2, state[4]
        reached.add(state[0])
        page.keyboard.press("Tab")
    assert len(reached) >= wanted


@pytest.mark.parametrize("width", [1280, 360])
def test_every_control_is_large_enough_to_hit(look, width):
    small = look(ADDRESSES[0], width).evaluate(
        f"""[...document.querySelectorAll({CONTROLS!r})].filter((e) => {{
          const room = e.getBoundingClientRect();
          const inText = e.tagName === "A" && getComputedStyle(e).display === "inline";
          return e.checkVisibility() && !inText && (room.width < 24 || room.height < 24);
        }}).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_bars_and_choices_are_seen_in_colours_that_the_reader_chose(look):
    page = look(ADDRESSES[0], forced_colors="active")
    part, rest = (
        page.evaluate(f"getComputedStyle(document.querySelector('.ds-meter__{name}')).fill")
        for name in ("part", "rest")
    )
    assert part != rest
    borders = page.evaluate(
        """[".ds-card", ".ds-panel", ".ds-badge", ".nl-button", ".ds-tile"].map(
          (name) => getComputedStyle(document.querySelector(name)).borderTopStyle)"""
    )
    assert set(borders) == {"solid"}


def test_a_select_shows_that_it_opens(look):
    image = look(ADDRESSES[1]).evaluate("getComputedStyle(document.querySelector('select')).backgroundImage")
    assert "select.svg" in image


def test_a_form_is_sent_once_however_often_it_is_pressed(look):
    page = look(ADDRESSES[1])
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.evaluate(
        """() => {
          const button = document.querySelector(".ds-panel form .nl-button");
          button.click();
          button.click();
        }"""
    )
    page.wait_for_timeout(300)
    assert sent.count("POST") == 1


def test_the_list_of_what_is_wrong_has_the_focus(look):
    assert look(ADDRESSES[0]).evaluate("document.activeElement.className.includes('ds-form-errors')")


def test_pages_stand_without_scripts(look):
    page = look(ADDRESSES[1], java_script_enabled=False)
    assert page.get_by_role("heading", level=1).inner_text() == "Banen die bij u passen"
    assert page.get_by_role("button", name="Wensen opslaan").is_visible()
