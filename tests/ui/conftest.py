"""Chromium for the tests that look at pages."""

import pytest
from playwright.sync_api import Page


@pytest.fixture
def look(browser, live_server):
    """Open an address at some width, and keep what the browser complained about."""
    contexts = []

    def at(address: str, width: int = 1280, **ways: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", **ways)
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
