"""A job seeker makes an account, confirms the address from the mail, and from then on signs in with a passkey."""

import pytest

pytestmark = pytest.mark.browser

PASSWORD = "vier losse woorden samen"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def seeker(visit):
    """Somebody whose device can keep a passkey; browsers refuse those on a bare number."""
    visitor = visit()
    visitor.site = visitor.site.replace("127.0.0.1", "localhost")
    device = visitor.page.context.new_cdp_session(visitor.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return visitor


def test_a_seeker_signs_up_confirms_the_address_and_comes_back_with_a_passkey(seeker):
    page = seeker.go("/toegang/signup/")
    page.get_by_label("Uw naam").fill("Sam Sleutel")
    page.get_by_label("E-mailadres").fill("sam.sleutel@voorbeeld.example")
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Wachtwoord, nog een keer").fill(PASSWORD)
    seeker.press("Account maken")
    assert "/profiel/" in page.url

    seeker.go("/demo/brievenbus/")
    page.locator("a[href*='/toegang/confirm-email/']").first.click()
    seeker.press("Ja, dit is mijn adres")

    seeker.go("/mijn-account/")
    seeker.follow("Tweede stap bij het inloggen")
    seeker.follow("Sleutel toevoegen")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    seeker.press("Verder")
    page.get_by_label("Ook inloggen zonder wachtwoord").check()
    page.get_by_role("button", name="Sleutel toevoegen").click()
    page.get_by_text("De toegangssleutel is toegevoegd.").wait_for()
    assert not seeker.violations()

    seeker.press("Uitloggen")
    seeker.go("/toegang/login/")
    page.get_by_role("button", name="Inloggen met een sleutel").click()
    page.get_by_text("U bent ingelogd.").wait_for()
    assert page.get_by_role("link", name="Sam Sleutel").is_visible()
