"""An administrator's way: mail that goes out, somebody invited; and the demo's open door."""

import re
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.browser


def test_an_administrator_invites_somebody_and_sees_the_mail_go_out(visit):
    administrator, newcomer = visit(), visit()
    administrator.sign_in("Functioneel beheerder")
    page = administrator.go("/beheer/organisaties/?q=Werkgeversservicepunt")
    administrator.follow("Werkgeversservicepunt Haaglanden", within=page.locator("tbody"))
    administrator.follow("uitnodigen")
    administrator.fill(("Naam", "Gerda Genodigd"), ("E-mailadres", f"gerda.{newcomer.round}@nieuw.example"))
    page.get_by_label("Rol").select_option(label="Accountmanager")
    administrator.press("Uitnodigen")
    assert administrator.sees("De uitnodiging is onderweg")
    administrator.go("/beheer/berichten/")
    assert administrator.comes_to_see(f"gerda.{newcomer.round}")
    row = page.locator("tbody tr").filter(has_text=f"gerda.{newcomer.round}")
    assert row.count() == 1
    assert "Genodigd" not in page.locator("main").inner_text()

    mail = newcomer.go("/demo/brievenbus/")
    letter = mail.locator("article").filter(has_text=f"gerda.{newcomer.round}")
    newcomer.go(urlsplit(letter.get_by_role("link").first.get_attribute("href")).path)
    for box in mail.locator("input[type=password]").all():
        box.fill("een nieuwe zin van vijf woorden")
    newcomer.press("Wachtwoord opslaan")
    newcomer.go("/toegang/login/")
    newcomer.fill(("E-mailadres", f"gerda.{newcomer.round}@nieuw.example"))
    mail.get_by_label("Wachtwoord", exact=True).fill("een nieuwe zin van vijf woorden")
    newcomer.press(re.compile("^Inloggen$"))
    assert newcomer.sees("Tweede stap bij het inloggen")


def test_the_demo_opens_a_door_for_every_role_and_each_finds_work_waiting(visit):
    visitor = visit()
    page = visitor.go("/toegang/login/")
    roles = page.locator("section[aria-labelledby=demo-doors] h3").all_inner_texts()
    assert len(roles) == 7
    least = {"Wethouder of coördinator": 2}  # figures of sector deals, and nobody in them
    for role in roles:
        visitor.sign_in(role)
        assert page.get_by_role("heading", level=1).inner_text().startswith("Dag ")
        assert page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link").count() >= least.get(role, 5)
        visitor.sign_out()
