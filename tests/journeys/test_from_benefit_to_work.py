"""From a report for a benefit to an employer, through every pair of hands: four sentences, each walked in full."""

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest

from doorstroom.common.dates import today

pytestmark = pytest.mark.browser

OURS, RIVAL = "Uitzendbureau Wulpvoort", "Gorswerk Uitzenden"
CONSULTANT, RIVAL_CONSULTANT = "Yasemin Polat", "Mike Dijkhuizen"
MANAGER, INTAKE, ALDERMAN = "Dennis Vermeulen", "Sharda Mahabir", "Marjolein Hofstra"
GUIDE = "Ilse van Noort"  # works in the team to which the lane "straight to work" belongs


@dataclass
class Agreed:
    """A sector deal, with the address of its page."""

    name: str
    path: str


def agree(manager, name, *partners, target="40", screening="", ask_next=False):
    """Let an account manager make a deal, add partners, and choose who screens or that the next partner is asked."""
    page = manager.sign_in("Accountmanager", MANAGER)
    manager.follow("Sectordeals")
    manager.follow("Nieuwe sectordeal")
    manager.fill(("Naam van de sectordeal", name), ("Doel: aantal banen", target), ("Doelgroepen", "Recent werk"))
    manager.press("Opslaan")
    for partner in partners:
        page.get_by_text("Partner toevoegen", exact=True).first.click()
        page.get_by_label("Uitzendbureau", exact=True).select_option(label=partner)
        manager.press("Partner toevoegen")
    if screening:
        page.get_by_text("Screening aanpassen", exact=True).click()
        page.get_by_label(re.compile(screening)).check()
        manager.press("Opslaan", within=page.locator("details[open]"))
    if ask_next:
        page.get_by_text("Volgende partner vragen", exact=True).click()
        manager.press("Zet de regel aan")
    assert not manager.violations()
    return Agreed(name, page.url.removeprefix(manager.site).replace("afspraken/", ""))


def report(seeker, name, *, employer, worked_until, may_call=False, work="orderpicker"):
    """Let somebody make an account with some work history, and report for a benefit."""
    page = seeker.become(name, work=work)
    seeker.go("/profiel/stap/werk/").locator("#id_title").fill(work)
    page.get_by_label("Begonnen: maand").select_option(index=3)
    page.get_by_label("Begonnen: jaar").fill(str(today().year - 4))
    page.get_by_label("Ik werk hier nog").check()
    seeker.press("Toevoegen")
    seeker.go("/uitkering/")
    seeker.follow("Meld u voor een uitkering")
    page.get_by_role("radio", name="Bijstand").check()
    seeker.fill(("Bij wie werkte u het laatst?", employer))
    page.get_by_label("Wat was uw laatste werkdag?").fill(worked_until.isoformat())
    if may_call:
        page.get_by_label("Ja, de gemeente mag mijn laatste werkgever bellen.").check()
        seeker.fill(("Telefoonnummer van de werkgever", "070 3123456"))
    seeker.press("Meld")
    assert seeker.sees("De intake is vandaag")


def intake_of(worker, name):
    """Let the intake open what came in today, and come to the person's intake."""
    page = worker.sign_in("Klantmanager", INTAKE)
    worker.go(f"/intake/?naam={name.rpartition(' ')[2]}")
    assert worker.comes_to_see(name)
    worker.follow(name)
    worker.follow("Doe de intake")
    return page


def enrol(worker, deal, name):
    """Let the case worker enrol somebody in a deal, with the consent read out."""
    page = worker.go(f"{deal.path}mensen/aanmelden/")
    page.get_by_label(name, exact=True).check()
    page.get_by_label("Ik las dit voor").check()
    worker.press("Meld aan")
    assert worker.sees("1 persoon doet mee.")


def inbox_of(visit, consultant):
    """Let a consultant open the agency's inbox."""
    agency = visit()
    agency.sign_in("Intercedent", consultant)
    agency.follow("Verwijzingen")
    return agency


def test_a_person_who_lost_a_job_yesterday_is_introduced_to_an_employer_today(visit):
    manager, seeker, worker = visit(), visit(), visit()
    name = f"Nina Gisteren {manager.round}"
    deal = agree(manager, f"Morgen weer werk {manager.round}", OURS, RIVAL, screening=CONSULTANT)
    report(seeker, name, employer="Pakhuis Zuid", worked_until=today() - timedelta(days=1))

    page = intake_of(worker, name)
    page.get_by_label("Wat helpt om snel aan het werk te gaan?").fill("Ik kan morgen beginnen.")
    page.get_by_role("radio", name="Meteen").check()
    worker.press("Bewaar en bekijk het advies")
    assert worker.sees("U beslist, niet de computer.")
    page.get_by_role("radio", name="Direct naar werk").check()
    worker.press("Kies dit spoor")
    assert worker.sees("Het team van dit spoor gaat verder.")
    worker = visit()
    worker.sign_in("Klantmanager", GUIDE)
    enrol(worker, deal, name)

    desk = visit()
    desk.sign_in("Intercedent", CONSULTANT)
    desk.follow("Screening")
    desk.follow(name)
    desk.page.get_by_label("Wat past er bij deze persoon?").fill("Werkte tot gisteren in een magazijn.")
    desk.press("Gescreend")
    assert not desk.violations()
    row = desk.page.locator("tbody tr").first
    partner, title = row.locator("td").nth(1).inner_text(), row.locator("th").inner_text().split("\n")[0].strip()
    desk.press("Meld aan", within=row)

    agency = inbox_of(visit, CONSULTANT if partner == OURS else RIVAL_CONSULTANT)
    agency.follow(name)
    assert title in agency.page.locator("main").inner_text()
    agency.page.get_by_text("Voorgesteld bij een werkgever", exact=True).first.click()
    agency.press("Stel voor")
    assert agency.sees("Voorgesteld")
    assert not agency.violations()

    mine = seeker.go("/mijn-bureaus/")
    assert seeker.sees("U bent voorgesteld bij een werkgever")
    assert seeker.sees("Werkte tot gisteren in een magazijn.")
    assert partner in mine.locator("main").inner_text()
    assert not seeker.violations()
    figures = worker.go(deal.path).locator("main").inner_text()
    assert re.search(r"Voorgesteld bij een werkgever\s+1\b", figures)


def test_an_agency_hands_a_person_back_and_the_next_partner_is_asked(visit):
    manager, seeker, worker = visit(), visit(), visit()
    name = f"Tom Terug {manager.round}"
    deal = agree(manager, f"Niemand wacht {manager.round}", OURS, RIVAL, ask_next=True)
    report(seeker, name, employer="Pakhuis Noord", worked_until=today())
    intake_of(worker, name)
    enrol(worker, deal, name)
    page = worker.follow("Kies partners voor wie klaar is")
    page.get_by_label(name, exact=True).select_option(label=OURS)
    worker.press("Verwijs")

    rival = inbox_of(visit, RIVAL_CONSULTANT)
    assert not rival.sees(name)
    agency = inbox_of(visit, CONSULTANT)
    agency.follow(name)
    theirs = agency.page.url
    agency.page.get_by_text("Teruggeven", exact=True).first.click()
    agency.page.get_by_label("Waarom geeft u terug?").select_option(label="Nu geen passende vacature")
    agency.press("Geef terug")
    assert agency.page.goto(theirs).status == 404
    agency.go("/verwijzingen/")
    assert not agency.sees(name)

    rival.page.reload()
    assert rival.sees(name)
    rival.follow(name)
    rival.press("Neem aan en zoek werk")
    seen = worker.go(f"{deal.path}mensen/").get_by_role("row").filter(has_text=name).inner_text()
    assert re.search(rf"{OURS}\s+Teruggegeven", seen) and re.search(rf"{RIVAL}\s+Aangenomen", seen)
    assert not worker.violations()
    words = seeker.go("/mijn-bureaus/").locator("main").inner_text()
    assert "Het bureau stopt. Wij zoeken verder" in words and "Het bureau zoekt een baan voor u" in words


def test_a_claim_is_withdrawn_because_the_job_was_kept(visit):
    seeker, worker = visit(), visit()
    name = f"Kees Blijft {seeker.round}"
    counted = visit()
    counted.sign_in("Klantmanager", INTAKE)
    before = kept(counted)
    report(seeker, name, employer="Bakkerij Blijvend", worked_until=today() + timedelta(days=9), may_call=True)

    page = intake_of(worker, name)
    worker.press("Bel de laatste werkgever")
    assert worker.sees("070 3123456") and worker.sees("Bakkerij Blijvend")
    assert not worker.violations()
    page.get_by_role("radio", name="De baan blijft. De melder trekt de aanvraag in").check()
    page.get_by_role("group", name="Kende de werkgever de regeling?").get_by_label("Nee").check()
    worker.press("Schrijf op")
    assert worker.sees("Het gesprek is opgeschreven.")

    mine = seeker.go("/uitkering/").locator("main").inner_text()
    assert "Ingetrokken" in mine and "Ik houd mijn baan" in mine
    assert not seeker.violations()
    assert worker.comes_to_see("Begin een intake")  # the one that was open is not needed any more
    assert kept(counted) == before + 1
    counted.follow("Aanvragen ingetrokken omdat de baan blijft")
    assert counted.sees("Bakkerij Blijvend")
    assert not counted.violations()


def kept(visitor):
    """Read how many claims were withdrawn because the job was kept."""
    page = visitor.go("/banen-die-bleven/")
    tile = page.locator(".ds-tile").filter(has_text="Aanvragen ingetrokken omdat de baan blijft")
    return int(tile.locator(".ds-tile__value").inner_text())


def test_the_alderman_sees_where_500_stands(visit):
    manager, seeker, worker, alderman = visit(), visit(), visit(), visit()
    name = f"Pien Plaats {manager.round}"
    deal = agree(manager, f"Vijfhonderd banen {manager.round}", OURS, target="500")
    alderman.sign_in("Wethouder of coördinator", ALDERMAN)
    assert alderman.sees(f"{deal.name}: banen van 500")
    page = alderman.follow(re.compile(deal.name))
    assert alderman.sees("0 van 500")

    report(seeker, name, employer="Pakhuis West", worked_until=today())
    intake_of(worker, name)
    enrol(worker, deal, name)
    worker.follow("Kies partners voor wie klaar is")
    worker.page.get_by_label(name, exact=True).select_option(label=OURS)
    worker.press("Verwijs")
    agency = inbox_of(visit, CONSULTANT)
    agency.follow(name)
    agency.page.get_by_label("Dag van het gesprek").fill(today().isoformat())
    agency.press("Gesprek afgesproken")
    page.reload()
    assert re.search(r"Gesprekken\s+1\b", page.locator("main").inner_text()) and alderman.sees("0 van 500")
    agency.follow("De baan begint")
    agency.page.get_by_label("Begint op").fill(today().isoformat())
    agency.fill(("Uren per week", "32"))
    agency.press("Leg de baan vast")

    page.reload()
    assert alderman.sees("1 van 500")
    assert not alderman.violations()
    alderman.follow("Banen", within=page.locator("main"))
    assert re.search(rf"{OURS}\s+1\b", page.locator("main").inner_text())
    assert name not in page.content() and "Plaats" not in page.locator("main").inner_text()
    assert not alderman.violations()
    same = manager.go(deal.path).locator("main").inner_text()
    assert "1 van 500" in same
