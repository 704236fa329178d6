"""Every page a role can reach by its links: readable by everybody, on every width, without a complaint."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser

ROLES = (
    "Werkzoekende",
    "Werkgever",
    "Intercedent",
    "Klantmanager",
    "Accountmanager",
    "Wethouder of coördinator",
    "Functioneel beheerder",
)
NOWHERE = "/bestaat-niet/"
PUBLIC = (
    "/toegang/login/",
    "/toegang/signup/",
    "/toegang/password/reset/",
    "/toegang/password/reset/done/",
    "/toegang/confirm-email/",
    "/over/",
    "/hulp/",
    "/privacy/",
    "/privacy/toestemming/",
    "/privacy/bewaard/",
    "/sectordeals/open/",
    "/toegankelijkheid/",
    "/contact/",
    "/hoe-werkt-het-kiezen/",
    NOWHERE,
)
# Pages to which no link leads in this region; who works here also has an own account to look into.
WITHOUT_A_LINK = {
    "Werkzoekende": ["/profiel/klopt-dit/", "/rol-kiezen/", "/toegang/2fa/webauthn/"],
    "Klantmanager": ["/overnemen/", "/samenvoegen/"],
    "Wethouder of coördinator": ["/zoeken/"],
}
# Pages that look the same for every role: the first role alone walks them. Public pages have a test of their own.
FOR_EVERYBODY = re.compile(r"^/(mijn-account|toegang|berichten|demo|galerij)/|^/mensen/[^/]+/profiel/stap/")
ONE_OF_A_KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
MOST_PAGES, HEAVIEST = 100, 100_000

SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
# Focus a control of each make and compare how it looks with and without the focus.
WITHOUT_FOCUS_RING = """() => {
  const look = el => {
    const s = getComputedStyle(el);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor].join('|');
  };
  const seen = el => { const r = el.getBoundingClientRect(); return r.width > 0 && r.height > 0; };
  const missing = [], makes = {};
  for (const el of document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')) {
    const make = [el.tagName, el.type, el.className, el.parentElement.className].join('|');
    makes[make] = (makes[make] || 0) + 1;
    if (makes[make] > 2 || el.disabled || !seen(el)) continue;
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


def walk(visitor, starts, goes_to):
    """Open one page of each kind that links lead to, and return the pages and everything that is wrong with them."""
    cold = visitor.page.context.new_cdp_session(visitor.page)
    cold.send("Network.setCacheDisabled", {"cacheDisabled": True})
    found, wrong, waiting, kinds = [], [], list(starts), set()
    while waiting and len(found) < MOST_PAGES:
        path = waiting.pop(0)
        kind = ONE_OF_A_KIND.sub("#", path.split("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        response = visitor.page.goto(f"{visitor.site}{path}")
        if response is None or "text/html" not in response.headers.get("content-type", ""):
            continue
        if response.status != (404 if path == NOWHERE else 200):
            wrong.append(f"{path} answered {response.status}")
        found.append(path)
        for href in visitor.page.eval_on_selector_all("a[href]:not([download])", "all => all.map(a => a.href)"):
            parts = urlsplit(href)
            if href.startswith(visitor.site) and goes_to(parts.path):
                waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        wrong += check(visitor, path)
    return found, wrong


def check(visitor, path):
    """Return everything that is wrong with the page that is open."""
    weight = visitor.page.evaluate(WEIGHT)
    wrong = [f"{path} weighs {weight} bytes with a cold cache"] if weight > HEAVIEST else []
    wrong += [f"{path} axe {line}" for line in visitor.violations()]
    wrong += [f"{path} no focus ring: {line}" for line in visitor.page.evaluate(WITHOUT_FOCUS_RING)]
    visitor.page.set_viewport_size({"width": 320, "height": 800})
    if visitor.page.evaluate(SCROLLS_SIDEWAYS):
        wrong.append(f"{path} scrolls sideways at 320 px")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_light_and_accessible_on_every_width(visit, role):
    visitor = visit()
    visitor.sign_in(role)

    def goes_to(path):
        if path in PUBLIC or "logout" in path:
            return False
        return role == ROLES[0] or not FOR_EVERYBODY.search(path)

    own = [] if role == ROLES[0] else ["/mijn-account/gegevens/"]
    pages, wrong = walk(visitor, [*own, *WITHOUT_A_LINK.get(role, []), "/"], goes_to)
    assert 5 < len(pages) < MOST_PAGES  # else some were left out
    assert not wrong, "\n".join(wrong)


def test_every_public_page_is_light_and_accessible_on_every_width(visit):
    pages, wrong = walk(visit(), PUBLIC, lambda _path: False)
    assert len(pages) == len(PUBLIC)
    assert not wrong, "\n".join(wrong)


def test_in_forced_colours_every_button_keeps_an_edge(visit):
    visitor = visit(forced_colors="active")
    visitor.sign_in("Werkzoekende")
    visitor.go("/")
    bare = visitor.page.evaluate(BARE_BUTTONS)
    assert not bare


@pytest.mark.parametrize(
    "spoil",
    (
        "document.querySelector('label').remove()",
        "document.querySelector('label').htmlFor = 'nowhere'",
        "document.querySelector('main a').textContent = ''",
        "document.querySelector('main p').style.color = '#ddd'",
        "document.title = ''",
        "document.documentElement.lang = 'double dutch'",
    ),
)
def test_what_is_spoiled_on_a_page_that_axe_saw_before_is_found(visit, spoil):
    visitor = visit()
    visitor.go("/toegang/login/")
    assert visitor.violations() == []
    visitor.page.evaluate(spoil)
    assert visitor.violations()
