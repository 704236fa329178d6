"""Where people type an occupation or bring a text: suggestions by keyboard, warnings, on a wide and a narrow screen."""

import pytest

from .test_agencies import file_of

pytestmark = pytest.mark.browser

WIDTHS = (1280, 360)
SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def well(visitor):
    """Tell that axe finds nothing and that the page does not scroll sideways."""
    return not visitor.violations() and not visitor.page.evaluate(SCROLLS_SIDEWAYS)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_case_worker_finds_vacancies_by_an_occupation_chosen_with_the_keyboard(visit, width):
    worker = visit(width=width)
    worker.sign_in("Klantmanager")
    page = worker.go("/zoeken/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field = page.get_by_role("combobox", name="Naam, titel, beroep of nummer")
    field.press_sequentially("heftrukc")
    page.get_by_role("option").first.wait_for()
    assert well(worker)
    field.press("ArrowDown")
    with page.expect_navigation():
        field.press("Enter")
    assert page.get_by_role("combobox").input_value() == "heftruckchauffeur"
    assert well(worker)
    asked.clear()
    page.get_by_role("combobox").fill("111222333")
    page.wait_for_timeout(400)
    assert not [url for url in asked if "111222333" in url]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_agency_sees_in_the_preview_which_words_shut_people_out(visit, width):
    agency = visit(width=width)
    agency.sign_in("Intercedent", "Yasemin Polat")
    page = agency.go("/bestanden/nieuw/vacatures/")
    row = "REIS-W;Inpakker avond;inpakker;Wij zoeken een native speaker.;24-32;2700;2521 AA;"
    page.get_by_label("Bestand").first.set_input_files(file_of(row))
    agency.press("Controleer het bestand")
    page.get_by_role("button", name="Lees 1 rij in").wait_for()
    assert agency.sees("Dit kan mensen uitsluiten op afkomst.")
    assert well(agency)


@pytest.mark.parametrize("width", WIDTHS)
def test_an_account_manager_looks_up_an_occupation_for_the_regions_list(visit, width):
    manager = visit(width=width)
    manager.sign_in("Accountmanager")
    page = manager.go("/kansrijke-beroepen/")
    assert manager.sees("UWV, krapte per beroepsgroep tot 2030 (ANP, 18 december 2025)")
    page.get_by_role("combobox", name="Beroep").press_sequentially("lasse")
    page.get_by_role("option", name="lasser").first.wait_for()
    assert well(manager)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_seeker_reads_other_work_with_its_chances_papers_and_routes(visit, width):
    seeker = visit(width=width)
    seeker.sign_in("Werkzoekende")
    seeker.go("/ander-werk/")
    assert well(seeker)
    seeker.go("/ander-werk/?alles=ja")
    assert seeker.sees("Wat moet u hebben?") and seeker.sees("Gebruikelijke route")
    assert well(seeker)
