"""A real server with a small demo region, and a real Chromium in front of it."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.conftest import migrated, one_process

ROOT = Path(__file__).resolve().parents[2]
SEEKERS, VACANCIES = "150", "150"
PASSWORD = "vier losse woorden samen"
REFUSED = re.compile(r"the server responded with a status of 4\d\d")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe().axe_script

# What a page is made of, as far as a rule of axe can see it: each element in its parent, with the attributes that it
# has, whether it holds words and has a label, and whether what it names by an id is there, once.
MADE_OF = """() => {
  const names = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-errormessage'];
  const told = a => a.name + (a.value === '' || ['type', 'role', 'lang', 'scope', 'autocomplete'].includes(a.name) ?
    '=' + a.value : names.includes(a.name) ? '?' + a.value.split(/\\s+/).every(id => document.getElementById(id)) : '');
  const make = el => [el.tagName, ...[...el.classList].sort(), ...[...el.attributes].map(told).sort(),
    el.textContent.trim() !== '', el.labels ? el.labels.length > 0 : ''].join(' ');
  const ids = [...document.querySelectorAll('[id]')].map(el => el.id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map(id => document.URL + ' twice ' + id);
  window.madeOf = [...document.querySelectorAll('html *')].map(el => [make(el.parentElement) + ' > ' + make(el), el]);
  return [...new Set([...window.madeOf.map(([part]) => part), ...twice])];
}"""
# What axe finds wrong: contrast of what is new on the page and of all that stands in it, the rest of the whole page.
LOOK = """async ([wcag, parts]) => {
  const contrast = 'color-contrast', rules = {[contrast]: {enabled: false}}, resultTypes = ['violations'];
  const fresh = new Set(parts), marked = window.madeOf.filter(([part, el]) => fresh.has(part) && el.closest('body'));
  const whole = await axe.run(document, {runOnly: {type: 'tag', values: wcag}, rules, resultTypes});
  marked.forEach(([, el]) => el.setAttribute('data-fresh', ''));
  const part = marked.length ? await axe.run('[data-fresh]', {runOnly: [contrast], resultTypes}) : {violations: []};
  marked.forEach(([, el]) => el.removeAttribute('data-fresh'));
  return [...whole.violations, ...part.violations].map(found => `${found.id}: ${found.nodes[0].html.slice(0, 200)}`);
}"""
looked_at: set[str] = set()  # by axe, in this process


@pytest.fixture(autouse=True)
def no_network() -> None:
    """The browser talks to the server on this machine only; the guard of the other tests would stop its pipes."""


def surroundings(folder: Path, address: str) -> dict[str, str]:
    """Return the environment of a demo that is served as production would, with all its files in one folder."""
    own = {
        "DOORSTROOM_ADDRESS": address,
        "DOORSTROOM_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "DOORSTROOM_DEBUG": "0",
        "DOORSTROOM_DEMO": "1",
    }
    return {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | own


def fill(folder: Path) -> None:
    """Fill a small demo region, and do the jobs that its stories left."""
    shutil.copyfile(migrated(), folder / "doorstroom.sqlite3")
    region = f"demo --quiet --seekers {SEEKERS} --vacancies {VACANCIES}"
    words = one_process("make_keys", "collectstatic --noinput --verbosity 0", region, "worker --once")
    own = surroundings(folder, "http://127.0.0.1")
    subprocess.run(words, cwd=ROOT, env=own, check=True, stdout=subprocess.DEVNULL)


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Serve a small demo region of its own.

    DOORSTROOM_SITE names a demo that is served already, which saves the filling while one writes a journey.
    """
    if "DOORSTROOM_SITE" in os.environ:
        yield os.environ["DOORSTROOM_SITE"]
        return
    with tempfile.TemporaryDirectory(prefix="doorstroom-journeys-") as folder:
        fill(Path(folder))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = surroundings(Path(folder), address)
        log = (Path(folder) / "server.log").open("w")
        serving = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "--threads", "4"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
        )
        working = subprocess.Popen(
            [sys.executable, "manage.py", "worker"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            for _ in range(100):
                try:
                    urllib.request.urlopen(f"{address}/gezond", timeout=2)
                    break
                except OSError:
                    time.sleep(0.2)
            else:
                pytest.fail((Path(folder) / "server.log").read_text()[-3000:])
            yield address
        finally:
            for process in (serving, working):
                process.terminate()
                process.wait()
            log.close()


ROUND = secrets.token_hex(3)  # a site that is walked twice meets new people


def address_of(name: str) -> str:
    """Return the mail address of somebody who signs up in these journeys."""
    return f"{name.replace(' ', '.').lower()}.{ROUND}@nieuw.example"


@dataclass
class Visitor:
    """Somebody behind a browser, who also notices what the console complains about."""

    page: Page
    site: str
    complaints: list[str] = field(default_factory=list)
    round: str = ROUND

    def go(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(f"{self.site}{path}")
        return self.page

    def sign_in(self, role: str, name: str = "") -> Page:
        """Click somebody of a role on the demo's sign-in page, by the role's Dutch name and the person's own."""
        self.go("/toegang/login/")
        card = self.page.get_by_role("heading", name=role, exact=True).locator("xpath=ancestor::*[.//button][1]")
        self.click(card.get_by_role("button", name=name).first)
        return self.page

    def sign_up(self, name: str) -> Page:
        """Make an account as a job seeker; the page that follows begins the profile."""
        self.go("/toegang/signup/")
        self.fill(("Uw naam", name), ("E-mailadres", address_of(name)))
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.page.get_by_label("Wachtwoord, nog een keer").fill(PASSWORD)
        return self.press("Account maken")

    def become(self, name: str, work: str = "klantenservice") -> Page:
        """Make an account with a short profile: a name, a place and the work that is wanted."""
        self.sign_up(name)
        first, _, last = name.partition(" ")
        self.fill(("Voornaam", first), ("Achternaam", last), ("Postcode", "2572 KR"))
        self.press("Beginnen")
        self.go("/profiel/stap/willen/")
        self.page.get_by_label("Zoek een beroep").fill(work)
        self.press("Zoeken")
        self.press("kiezen")
        self.go("/profiel/stap/taal/").get_by_role("radio").last.check()
        self.press("Opslaan en verder")
        self.go("/profiel/stap/school/").get_by_role("radio").nth(4).check()
        self.press("Opslaan en verder")
        return self.page

    def fill(self, *answers: tuple[str, str]) -> None:
        """Type answers into fields by their labels."""
        for label, words in answers:
            self.page.get_by_label(label).first.fill(words)

    def sign_out(self) -> None:
        """Forget the session."""
        self.page.context.clear_cookies()

    def click(self, target: Locator) -> Page:
        """Click what leads to another page, or to this one afresh, and wait for it."""
        with self.page.expect_navigation():
            target.click()
        return self.page

    def follow(self, label: str | re.Pattern[str], within: Locator | None = None) -> Page:
        """Click a link by its words."""
        return self.click((within or self.page).get_by_role("link", name=label).first)

    def press(self, label: str | re.Pattern[str], within: Locator | None = None) -> Page:
        """Click a button by its words."""
        return self.click((within or self.page).get_by_role("button", name=label).first)

    def ask(self, label: str) -> None:
        """Click a button that changes a part of the page, and wait until it did."""
        self.page.get_by_role("button", name=label).first.click()
        busy = self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")
        busy.first.wait_for(state="detached")

    def sees(self, words: str) -> bool:
        """Tell whether words stand on the page, for everybody to read."""
        return self.page.get_by_text(words).filter(visible=True).count() > 0

    def comes_to_see(self, words: str) -> bool:
        """Open the page again until words stand on it: what follows from news is done by a worker, moments later."""
        for _ in range(60):
            if self.sees(words):
                return True
            self.page.wait_for_timeout(500)
            self.page.reload()
        return False

    def violations(self) -> list[str]:
        """Return what axe finds wrong on this page (WCAG 2.2 A and AA), unless it saw all of its parts before.

        Contrast is asked of the new parts and all that stands in them.
        """
        parts = set(self.page.evaluate(MADE_OF)) - looked_at
        if not parts:
            return []
        self.page.evaluate(AXE)
        wrong: list[str] = self.page.evaluate(LOOK, [WCAG, list(parts)])
        if not wrong:
            looked_at.update(parts)
        return wrong


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the visitors afterwards whether their journey failed."""
    report = yield
    if report.when == "call" and report.failed:
        item.user_properties.append(("failed", True))
    return report


@pytest.fixture
def visit(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Open browsers: `visit()`, `visit(width=360)`, `visit(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def make(width: int = 1280, height: int = 900, **more: object) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL", **more)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)  # the other tests work beside it
        visitor = Visitor(page, site)

        def hear(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                visitor.complaints.append(f"{page.url}: {message.text}")

        page.on("console", hear)
        page.on("pageerror", lambda trouble: visitor.complaints.append(f"{page.url}: {trouble}"))
        visitors.append(visitor)
        return visitor

    yield make
    if ("failed", True) in request.node.user_properties:
        for visitor in visitors:
            print(f"{visitor.page.url}\n{visitor.page.locator('main').all_inner_texts()}\n")  # noqa: T201
    for context in contexts:
        context.close()
    # A refused form is an answer, not a fault; only the browser calls it one.
    complaints = [line for visitor in visitors for line in visitor.complaints if not REFUSED.search(line)]
    assert not complaints, "\n".join(complaints)
