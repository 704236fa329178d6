"""Every page a role can reach by its links: readable by everybody, on every width, without a complaint."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

ROLES = ("Werkzoekende", "Werkgever", "Intercedent", "Klantmanager", "Accountmanager", "Functioneel beheerder")
PUBLIC = ("/toegang/login/", "/over/", "/hulp/", "/privacy/", "/toegankelijkheid/", "/contact/", "/bestaat-niet/")
ONE_OF_A_KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
MOST_PAGES = 40

SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Focus every control in turn and compare how it looks with and without the focus.
WITHOUT_FOCUS_RING = """() => {
  const look = el => {
    const s = getComputedStyle(el);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor].join('|');
  };
  const seen = el => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
  const missing = [];
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    if (el.disabled || !seen(el)) continue;
    document.activeElement && document.activeElement.blur();
    const before = look(el);
    el.focus({focusVisible: true});
    if (document.activeElement !== el) continue;
    if (look(el) === before) missing.push(el.outerHTML.slice(0, 120));
  }
  return missing;
}"""
WEIGHT = """() => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""
BARE_BUTTONS = """() => [...document.querySelectorAll('button, .utrecht-button-link')].filter(el => {
  const s = getComputedStyle(el);
  return el.offsetParent && s.borderStyle === 'none' && s.outlineStyle === 'none' && s.textDecorationLine === 'none';
}).map(el => el.outerHTML.slice(0, 120))"""


def pages_of(visitor):
    """Walk the links of a role, one page of each kind, and give their addresses."""
    found, waiting, kinds = [], ["/"], set()
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        kind = ONE_OF_A_KIND.sub("#", path.split("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        response = visitor.page.goto(f"{visitor.site}{path}")
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        assert response.status == 200, f"{path} answered {response.status}"
        found.append(path)
        for href in visitor.page.eval_on_selector_all("a[href]:not([download])", "all => all.map(a => a.href)"):
            parts = urlsplit(href)
            if href.startswith(visitor.site) and "uitloggen" not in href and "logout" not in href:
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def check(visitor, path):
    """Return everything that is wrong with one page."""
    wrong = [f"{path} axe {line}" for line in visitor.violations()]
    visitor.page.set_viewport_size({"width": 320, "height": 800})
    if visitor.page.evaluate(SCROLLS_SIDEWAYS):
        wrong.append(f"{path} scrolls sideways at 320 px")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    wrong += [f"{path} no focus ring: {line}" for line in visitor.page.evaluate(WITHOUT_FOCUS_RING)]
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_accessible_on_every_width(visit, role):
    visitor = visit()
    visitor.sign_in(role)
    pages = pages_of(visitor)
    assert len(pages) > 5
    wrong = []
    for path in pages:
        visitor.go(path)
        wrong += check(visitor, path)
    assert not wrong, "\n".join(wrong)


def test_every_public_page_is_accessible_on_every_width(visit):
    visitor = visit()
    wrong = []
    for path in PUBLIC:
        visitor.go(path)
        wrong += check(visitor, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_no_page_weighs_more_than_100_kb_with_a_cold_cache(visit, role):
    walker = visit()
    walker.sign_in(role)
    cookies = walker.page.context.cookies()
    heavy = []
    for path in pages_of(walker)[:12]:
        visitor = visit()
        visitor.page.context.add_cookies(cookies)
        visitor.go(path)
        weight = visitor.page.evaluate(WEIGHT)
        if weight > 100_000:
            heavy.append(f"{path}: {weight}")
        visitor.page.context.close()
    assert not heavy


def test_in_forced_colours_every_button_keeps_an_edge(visit):
    visitor = visit(forced_colors="active")
    visitor.sign_in("Werkzoekende")
    visitor.go("/")
    bare = visitor.page.evaluate(BARE_BUTTONS)
    assert not bare
