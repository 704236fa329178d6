"""Chromium for the tests that look at pages."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox --headless --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the Chromium of the system; nothing is downloaded."""
    path = os.environ.get("DOORSTROOM_CHROMIUM") or shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    # Playwright runs an event loop in this thread, and Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def look(chromium, live_server):
    """Open an address at some width, and keep what the browser complained about."""
    contexts = []

    def at(address: str, width: int = 1280, **ways: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **ways)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        return page

    yield at
    for context in contexts:
        context.close()
