"""Language comes from the choice of the person."""

import pytest

from doorstroom.accounts.models import User

PAGE = "/toegang/login/"


def test_language_comes_from_the_choice_and_never_from_the_browser(db, client):
    page = client.get(PAGE, headers={"Accept-Language": "en"})
    assert page.headers["Content-Language"] == "nl"
    assert "Inloggen" in page.content.decode()

    client.post("/taal/", {"language": "en", "next": PAGE})

    page = client.get(PAGE, headers={"Accept-Language": "nl"})
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en"' in page.content.decode()


def test_the_choice_of_a_user_goes_along_to_another_device(cast, client_of):
    client_of(cast.seeker).post("/taal/", {"language": "en"})
    assert User.objects.get(pk=cast.seeker.user.pk).language == "en"
    assert client_of(cast.seeker).get("/mijn-account/").headers["Content-Language"] == "en"


def test_after_a_choice_the_person_is_back_on_the_same_page_and_never_on_another_site(db, client):
    assert client.post("/taal/", {"language": "en", "next": "/x/?a=1"})["Location"] == "/x/?a=1"
    assert client.post("/taal/", {"language": "en", "next": "https://evil.example/"})["Location"] == "/"
    assert client.post("/taal/", {"language": "en", "next": "//evil.example/"})["Location"] == "/"
    for no_path in ("true", "home", "x\0", "31-12-2026", "?a=1"):
        assert client.post("/taal/", {"language": "en", "next": no_path})["Location"] == "/"


@pytest.mark.parametrize("language", ["", "fr", "en\x00", "../en"])
def test_a_language_we_do_not_speak_is_not_chosen(db, client, language):
    answer = client.post("/taal/", {"language": language})
    assert answer.status_code == 404
    assert "django_language" not in answer.cookies


def test_a_forged_language_cookie_speaks_dutch(db, client):
    client.cookies["django_language"] = "xx"
    assert client.get(PAGE).headers["Content-Language"] == "nl"


def test_own_settings_are_kept_and_a_mail_address_is_no_name(cast, client_of):
    client = client_of(cast.seeker)
    good = {"name": "Sam  Zoeker-Bos", "phone": "06 12345678", "language": "nl"}
    assert client.post("/mijn-account/", good).status_code == 302
    user = User.objects.get(pk=cast.seeker.user.pk)
    assert (user.name, user.phone) == ("Sam Zoeker-Bos", "06 12345678")
    for bad in ({"name": "sam@x.nl"}, {"phone": "geen"}, {"language": "xx"}, {"name": ""}):
        assert client.post("/mijn-account/", good | bad).status_code == 400
