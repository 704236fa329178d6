"""Staff, DigiD and eHerkenning come in through a service of another party, and nobody comes in without proof."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache
from django.core.checks import run_checks
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from joserfc.jwk import RSAKey

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Identity, Membership, Session, User
from doorstroom.common.numbers import Bsn
from doorstroom.core.models import PersonKey, TrailEntry
from doorstroom.notices.actions import tell
from doorstroom.people import sealing
from doorstroom.people.models import Person, Profile, SealedBsn, Visibility
from doorstroom.people.tasks import forget_waiting_numbers
from doorstroom.reference.models import Postcode
from tests.accounts.sign_in_service import CLIENT, SignInService, running
from tests.conftest import Cast, play

SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
MIDDEN, BASIS, HOOG = f"{SAML}MobileTwoFactorContract", f"{SAML}PasswordProtectedTransport", f"{SAML}SmartcardPKI"
LOA3 = "urn:etoegang:core:assurance-class:loa3"
KVK = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
NUMBER = "297104585"
HOME = "/mijn-account/"
STAFF = {"sub": "s-1", "email": "karin.visser@test.example", "email_verified": True}
DIGID = {"sub": "d-1", "bsn": NUMBER, "acr": MIDDEN}
FIRM = {"sub": "pseudo-1", KVK: "12345678", "acr": LOA3}


@pytest.fixture(scope="module")
def keys() -> list[RSAKey]:
    """Our own key, the service's, and one of somebody else."""
    return [RSAKey.generate_key(2048, auto_kid=True) for _ in range(3)]


@pytest.fixture
def service(keys: list[RSAKey], settings: Any, tmp_path: Path) -> Iterator[SignInService]:
    """A sign-in service, known here as three doors."""
    cache.clear()
    with running(SignInService(keys[1])) as service:
        common = {"issuer": service.issuer, "client_id": CLIENT}
        held = [
            {"code": "delft", "kind": "staff", "label": "Gemeente Delft", "municipality": "GM0503", **common},
            {"code": "digid", "kind": "digid", "label": "DigiD", "at_least": "midden", **common},
            {"code": "eherkenning", "kind": "eherkenning", "label": "eHerkenning", "at_least": "eh3", **common},
        ]
        settings.OIDC_FILE = tmp_path / "oidc.json"
        settings.OIDC_FILE.write_text(json.dumps({"doors": held, "keys": [keys[0].as_dict(private=True)]}))
        service.client_keys = Client().get("/toegang/via/sleutels.json").json()
        yield service


Walk = Callable[..., tuple[Client, HttpResponse]]


@pytest.fixture
def walk(service: SignInService) -> Walk:
    """Go through a door as somebody, and come back."""

    def do(door: str, person: dict[str, Any], client: Client | None = None, **more: Any) -> tuple[Client, HttpResponse]:
        client = client or Client()
        service.person = person
        away = client.get(f"/toegang/via/{door}/", more)
        assert away.status_code == 302, away.content
        back = urlsplit(service.send_back(away["Location"]))
        return client, client.get(back.path, dict(parse_qsl(back.query)))

    return do


def inside(client: Client) -> bool:
    return client.get(HOME).status_code == 200


def page_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_the_sign_in_page_shows_the_doors_that_are_there_and_our_keys_hold_no_secret(
    cast: Cast, service: SignInService
) -> None:
    page = page_of(Client().get("/toegang/login/"))
    for words in ("Inloggen met Gemeente Delft", "Inloggen met DigiD", "Inloggen met eHerkenning"):
        assert words in page
    key = Client().get("/toegang/via/sleutels.json").json()["keys"][0]
    assert key["kty"] == "RSA" and not {"d", "p", "q"} & key.keys()
    assert Client().get("/toegang/via/elders/").status_code == 404


def test_without_a_file_there_are_no_doors(cast: Cast) -> None:
    assert "Met een inlogdienst" not in page_of(Client().get("/toegang/login/"))
    assert Client().get("/toegang/via/digid/").status_code == 404
    assert Client().get("/toegang/via/sleutels.json").json() == {"keys": []}


def test_a_colleague_with_a_second_factor_at_the_municipality_is_in(cast: Cast, walk: Walk) -> None:
    client, answer = walk("delft", {**STAFF, "amr": ["pwd", "mfa"]}, next="/kandidaten/")
    assert answer["Location"] == "/kandidaten/"
    assert inside(client)
    assert Identity.objects.get().user == cast.case_worker.user
    again, _ = walk("delft", {"sub": "s-1", "amr": ["mfa"]})
    assert inside(again)


def test_a_colleague_whose_service_saw_one_factor_needs_ours(
    cast: Cast, walk: Walk, with_app: Callable[..., str]
) -> None:
    client, _ = walk("delft", {**STAFF, "amr": ["pwd"]})
    assert client.get(HOME)["Location"] == "/toegang/2fa/"
    with_app(cast.case_worker)
    client, answer = walk("delft", {**STAFF, "amr": ["pwd"]})
    assert answer["Location"].startswith("/toegang/2fa/authenticate/")
    assert client.get(HOME)["Location"].startswith("/toegang/login/")


@pytest.mark.parametrize(
    "person",
    [
        {"sub": "s-2", "email": "karin.visser@test.example"},  # an address nobody checked
        {"sub": "s-3", "email": "niemand@test.example", "email_verified": True},
        {"sub": "s-4", "email": "ron.maas@test.example", "email_verified": True},  # works in Rotterdam
        {"sub": "s-5", "email": "bram.korst@test.example", "email_verified": True},  # an employer
        {"sub": "s-6", "email": "sam.zoeker@test.example", "email_verified": True},  # a job seeker
    ],
)
def test_who_does_not_work_at_the_municipality_has_no_access(cast: Cast, walk: Walk, person: dict[str, Any]) -> None:
    client, answer = walk("delft", {**person, "amr": ["mfa"]})
    assert answer.status_code == 403
    assert "nog geen toegang" in page_of(answer)
    assert not inside(client) and not Identity.objects.exists()


def test_the_service_of_one_municipality_opens_no_work_of_another(cast: Cast, walk: Walk) -> None:
    there = Membership.objects.create(user=cast.case_worker.user, organisation=cast.the_hague, role=CASE_WORKER.code)
    client, _ = walk("delft", {**STAFF, "amr": ["mfa"]})
    client.post("/rol-kiezen/", {"membership": str(there.pk)})
    assert client.get("/kandidaten/").wsgi_request.membership.organisation_id == cast.delft.pk


def test_access_that_ended_is_refused_and_open_sessions_end(cast: Cast, walk: Walk) -> None:
    client, _ = walk("delft", {**STAFF, "amr": ["mfa"]})
    Membership.objects.filter(pk=cast.case_worker.membership.pk).update(until="2020-01-01")
    assert client.get("/kandidaten/").status_code == 404
    _, answer = walk("delft", {**STAFF, "amr": ["mfa"]})
    assert "Uw toegang is afgelopen" in page_of(answer)


def test_digid_brings_somebody_to_the_dossier_the_municipality_has(cast: Cast, walk: Walk) -> None:
    sam = Person.objects.create(first_name="Sam", last_name="Bol", postcode="2611AB", controller=cast.delft)
    Profile.objects.create(person=sam)
    Visibility.objects.create(person=sam)
    sealing.seal(sam.pk, cast.delft.pk, Bsn(NUMBER))
    client, answer = walk("digid", DIGID)
    assert answer.status_code == 302 and inside(client)
    sam.refresh_from_db()
    user = User.objects.get(pk=sam.user_id)
    assert (user.name, user.has_address) == ("Sam Bol", False)
    assert "Sam" in page_of(client.get("/profiel/"))
    again, _ = walk("digid", DIGID)
    assert str(again.get(HOME).wsgi_request.user.pk) == str(user.pk)
    assert not Identity.objects.exists()
    assert "U logde voor het eerst in met DigiD." in page_of(client.get("/tijdlijn/"))


def test_who_came_by_digid_and_gave_no_address_gets_no_mail_but_reads_messages_here(cast: Cast, walk: Walk) -> None:
    walk("digid", DIGID)
    user = User.objects.get(email__endswith=".invalid")
    for essential in (False, True):
        notice = tell(
            template="matching/doubt_answered", user_id=user.pk, essential=essential, link="/", context={"title": "x"}
        )
        assert notice is not None
        assert (notice.to, notice.state) == ("", "on_site")


def test_digid_of_somebody_with_an_account_opens_that_account(
    cast: Cast, walk: Walk, person_of: Callable[..., Person]
) -> None:
    person = person_of(cast.seeker)
    sealing.seal(person.pk, cast.delft.pk, Bsn(NUMBER))
    client, _ = walk("digid", DIGID)
    assert client.get(HOME).wsgi_request.user == cast.seeker.user


def test_digid_of_somebody_new_begins_a_registration_and_the_number_goes_along(cast: Cast, walk: Walk) -> None:
    Postcode.objects.create(pc4="2611", place="Delft", municipality_id="GM0503", lat=52, lon=4, source="test")
    client, _ = walk("digid", DIGID)
    assert client.get("/")["Location"] == "/profiel/begin/"
    waiting = SealedBsn.objects.get()
    assert waiting.controller_id is None
    once_more, _ = walk("digid", DIGID)  # before anything was filled in: the same account
    assert User.objects.filter(email__endswith=".invalid").count() == 1
    given = {"first_name": "Nina", "last_name": "Vers", "postcode": "2611AB", "plain": "nee"}
    assert once_more.post("/profiel/begin/", given).status_code == 302
    person = Person.objects.get()
    assert SealedBsn.objects.get().controller_id == cast.delft.pk
    assert sealing.having(Bsn(NUMBER), cast.delft.pk) == [person.pk]
    assert person.email == ""
    assert client.get(HOME).wsgi_request.user.pk == person.user_id
    assert TrailEntry.objects.filter(event="people.bsn_kept", person_id=person.pk).exists()


def test_a_number_that_waits_for_a_dossier_is_forgotten_after_thirty_days(
    cast: Cast, walk: Walk, time_machine_day: Callable[..., Any]
) -> None:
    walk("digid", DIGID)
    assert forget_waiting_numbers() == "0 forgotten"
    with time_machine_day(days=31):
        assert forget_waiting_numbers() == "1 forgotten"
    assert not SealedBsn.objects.exists() and not PersonKey.objects.exists()


def test_the_number_stands_in_no_session_log_row_or_page(
    cast: Cast, walk: Walk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, answer = walk("digid", DIGID)
    _, refused = walk("digid", {**DIGID, "bsn": "297104586"})
    sessions = [str(row.get_decoded()) for row in Session.objects.all()]
    users = [str(row) for row in User.objects.values_list()]
    trail = [str(row) for row in TrailEntry.objects.values_list()]
    pages = [page_of(each) + str(each.headers) for each in (answer, refused, client.get(HOME))]
    said = "\n".join([*sessions, *users, *trail, *pages, caplog.text])
    assert "29710458" not in said
    assert "gaf niet door wie u bent" in page_of(refused)


def test_eherkenning_brings_somebody_to_the_firm_of_the_kvk_number(cast: Cast, walk: Walk) -> None:
    cast.firm.kvk = "12345678"
    cast.firm.save()
    client, answer = walk("eherkenning", FIRM)
    assert answer.status_code == 302 and inside(client)
    membership = client.get(HOME).wsgi_request.membership
    assert (membership.organisation, membership.role) == (cast.firm, "employer")
    walk("eherkenning", FIRM)
    assert Membership.objects.filter(organisation=cast.firm).count() == 2  # Bram, and one colleague
    walk("eherkenning", {**FIRM, "sub": "pseudo-2"})
    assert Membership.objects.filter(organisation=cast.firm).count() == 3


def test_eherkenning_of_a_firm_that_is_not_here_is_refused_in_words(cast: Cast, walk: Walk) -> None:
    client, answer = walk("eherkenning", FIRM)
    assert "doet hier nog niet mee" in page_of(answer)
    assert not inside(client)


PAST = 1_700_000_000
LIES: dict[str, tuple[dict[str, Any], str]] = {
    "another nonce": ({"nonce": "x" * 43}, "klopt niet"),
    "no nonce": ({"nonce": None}, "klopt niet"),
    "another audience": ({"aud": "somebody-else"}, "klopt niet"),
    "an audience of two without azp": ({"aud": [CLIENT, "somebody-else"]}, "klopt niet"),
    "another issuer": ({"iss": "https://elsewhere.example"}, "klopt niet"),
    "an expired token": ({"exp": PAST, "iat": PAST - 60}, "klopt niet"),
    "a token without an end": ({"exp": None}, "klopt niet"),
    "a token from the future": ({"iat": 4_000_000_000, "exp": 4_000_000_060}, "klopt niet"),
    "no subject": ({"sub": None}, "klopt niet"),
    "a low level": ({"acr": BASIS}, "niet veilig genoeg"),
    "an unknown level": ({"acr": "heel-hoog"}, "niet veilig genoeg"),
    "no level": ({"acr": None}, "niet veilig genoeg"),
    "no number": ({"bsn": None}, "niet door wie u bent"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_proves_too_little_opens_nothing_and_says_so(
    cast: Cast, service: SignInService, walk: Walk, lie: str
) -> None:
    service.lies, words = LIES[lie]
    client, answer = walk("digid", DIGID)
    assert answer.status_code == 403
    assert words in page_of(answer)
    assert not inside(client)
    assert not SealedBsn.objects.exists()


def test_the_level_asked_is_the_least_and_a_higher_one_does(cast: Cast, walk: Walk) -> None:
    client, _ = walk("digid", {**DIGID, "acr": HOOG})
    assert inside(client)


def test_a_token_without_a_signature_or_of_another_key_opens_nothing(
    cast: Cast, service: SignInService, walk: Walk, keys: list[RSAKey]
) -> None:
    service.unsigned = True
    client, answer = walk("digid", DIGID)
    assert answer.status_code == 403 and not inside(client)
    service.unsigned, service.sign_with = False, keys[2]
    client, answer = walk("digid", DIGID)
    assert answer.status_code == 403 and not inside(client)
    service.sign_with = None
    service.key = keys[2]  # a new key, published: that is no lie
    assert inside(walk("digid", DIGID)[0])


def test_a_stolen_answer_a_second_answer_and_an_old_token_open_nothing(
    cast: Cast, service: SignInService, walk: Walk, time_machine_day: Callable[..., Any]
) -> None:
    service.person = DIGID
    mine, thief = Client(), Client()
    back = urlsplit(service.send_back(mine.get("/toegang/via/digid/")["Location"]))
    given = dict(parse_qsl(back.query))
    stolen = thief.get(back.path, given)
    assert "niet meer geldig" in page_of(stolen) and not inside(thief)
    changed = Client()
    changed.get("/toegang/via/digid/")
    assert changed.get(back.path, {**given, "state": "x"}).status_code == 403
    # Another door; and with that the attempt is over.
    assert mine.get("/toegang/via/eherkenning/terug/", given).status_code == 403
    assert mine.get(back.path, given).status_code == 403

    honest, answer = walk("digid", DIGID)
    assert inside(honest)
    service.replay = service.tokens[-1]
    client, answer = walk("digid", DIGID)
    assert answer.status_code == 403 and not inside(client)
    service.replay = ""

    late = Client()
    back = urlsplit(service.send_back(late.get("/toegang/via/digid/")["Location"]))
    with time_machine_day(minutes=11):
        assert late.get(back.path, dict(parse_qsl(back.query))).status_code == 403


def test_a_code_counts_once_at_the_service_too(cast: Cast, service: SignInService) -> None:
    service.person = DIGID
    client = Client()
    back = urlsplit(service.send_back(client.get("/toegang/via/digid/")["Location"]))
    service.codes.clear()
    answer = client.get(back.path, dict(parse_qsl(back.query)))
    assert answer.status_code == 403 and "werkt nu niet" in page_of(answer)
    assert not inside(client)


def test_an_answer_of_another_service_is_refused(cast: Cast, service: SignInService) -> None:
    client = Client()
    back = urlsplit(service.send_back(client.get("/toegang/via/digid/")["Location"]))
    given = {**dict(parse_qsl(back.query)), "iss": "https://elsewhere.example"}
    assert client.get(back.path, given).status_code == 403


def test_who_stops_at_the_service_reads_that_and_can_begin_again(cast: Cast, service: SignInService) -> None:
    client = Client()
    asked = dict(parse_qsl(urlsplit(client.get("/toegang/via/digid/")["Location"]).query))
    answer = client.get("/toegang/via/digid/terug/", {"error": "access_denied", "state": asked["state"]})
    assert "U bent gestopt met inloggen" in page_of(answer)
    assert "/toegang/via/digid/" in page_of(answer)


def test_a_service_that_does_not_answer_or_says_it_is_another_is_told_in_words(
    cast: Cast, service: SignInService
) -> None:
    service.broken = True
    answer = Client().get("/toegang/via/digid/")
    assert answer.status_code == 503 and "werkt nu niet" in page_of(answer)
    service.broken, service.issuer = False, "https://elsewhere.example"
    assert Client().get("/toegang/via/digid/").status_code == 503


def test_coming_through_a_door_leads_to_no_foreign_site_and_leaves_nothing_of_who_sat_here_before(
    cast: Cast, walk: Walk, client_of: Callable[..., Client]
) -> None:
    before = client_of(play("Ada Oud", CASE_WORKER, cast.the_hague))
    client, answer = walk("delft", {**STAFF, "amr": ["mfa"]}, before, next="https://evil.example/")
    assert answer["Location"] == "/"
    assert client.get("/kandidaten/").wsgi_request.user == cast.case_worker.user


def test_the_file_begins_with_a_key_of_our_own_and_a_fresh_one_goes_in_front(settings: Any, tmp_path: Path) -> None:
    settings.OIDC_FILE = tmp_path / "oidc.json"
    call_command("make_oidc_file")
    first = Client().get("/toegang/via/sleutels.json").json()["keys"]
    call_command("make_oidc_file")
    both = Client().get("/toegang/via/sleutels.json").json()["keys"]
    assert (len(first), len(both)) == (1, 2)
    assert both[1] == first[0]
    assert settings.OIDC_FILE.stat().st_mode & 0o077 == 0
    assert run_checks(tags=["oidc"]) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "google"},
        {"at_least": "laag"},
        {"issuer": "http://elsewhere.example"},
        {"secret": "x"},
        {"kind": "staff", "municipality": ""},
    ],
)
def test_a_file_that_cannot_be_right_stops_the_start(settings: Any, tmp_path: Path, wrong: dict[str, str]) -> None:
    door = {"code": "d", "kind": "digid", "label": "D", "issuer": "https://a.example", "client_id": "x"}
    settings.OIDC_FILE = tmp_path / "oidc.json"
    settings.OIDC_FILE.write_text(json.dumps({"doors": [{**door, "at_least": "midden", **wrong}], "keys": []}))
    assert [found.id for found in run_checks(tags=["oidc"])] == ["accounts.E001"]
    settings.OIDC_FILE.write_text(json.dumps({"doors": [{**door, "at_least": "midden"}], "keys": []}))
    assert [found.id for found in run_checks(tags=["oidc"])] == ["accounts.E002"]
