"""The guide for production, walked: two hosts under the runtime role, roles at work, one count, and the health page."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import code_of, one_process

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.postgresql]
ROOT = Path(__file__).resolve().parents[2]
PASSWORD, SECRET = "vier losse woorden samen", "JBSWY3DPEHPK3PXP"
PEOPLE = f"""
from allauth.mfa.totp.internal.auth import TOTP
from doorstroom.accounts.models import Membership, Organisation, User
from doorstroom.reference.models import LabourMarketRegion, Municipality
LabourMarketRegion.objects.get_or_create(code="AM21")
Municipality.objects.get_or_create(code="GM0503", defaults={{"name": "Delft"}})
where = {{"kind": "municipality", "region_id": "AM21", "municipality_id": "GM0503"}}
delft = Organisation.objects.create(name="Gemeente Delft", **where)
for name in ("job_seeker", "case_worker", "functional_admin", "tried job_seeker", "other job_seeker",
             "hasty case_worker", "calm case_worker", "twice case_worker"):
    role = name.split()[-1]
    user = User.objects.create_user(f"{{name.split()[0]}}@boot.example", password="{PASSWORD}", name=name)
    Membership.objects.create(user=user, role=role, organisation=None if role == "job_seeker" else delft)
    if role != "job_seeker":
        TOTP.activate(user, "{SECRET}")
"""


@pytest.fixture(scope="module")
def hosts(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Start two hosts as the guide says, on a copy of the migrated database; give their ports."""
    held, folder, name = connection.settings_dict, tmp_path_factory.mktemp("office"), f"boot_{os.getpid()}"
    place = f"{held['HOST']}:{held['PORT']}"
    connection.close()

    def at_the_database(words: str) -> None:
        with psycopg.connect(f"postgresql://{held['USER']}@{place}/postgres", autocommit=True) as owner:
            owner.execute(words)

    at_the_database(f'create database "{name}" template "{held["NAME"]}"')
    mine = {key: value for key, value in os.environ.items() if not key.startswith(("DOORSTROOM", "DATABASE", "DJANGO"))}
    mine |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production", "DOORSTROOM_HOSTS": "127.0.0.1",
        "DOORSTROOM_SECRET_KEY": "x" * 60, "DOORSTROOM_KEYS_FILE": str(folder / "keys.json"),
        "DOORSTROOM_VAR": str(folder), "WEB_CONCURRENCY": "1",
        "DATABASE_URL": f"postgresql://{held['USER']}@{place}/{name}",
    }  # fmt: skip
    words = one_process("make_keys", "collectstatic --noinput", "secure_database", then=PEOPLE)
    done = subprocess.run(words, cwd=ROOT, env=mine, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    mine["DATABASE_URL"] = f"postgresql://{settings.RUNTIME_ROLE}@{place}/{name}"
    try:
        with ExitStack() as running:
            yield tuple(running.enter_context(host(mine, folder / name)) for name in ("one", "two"))
    finally:
        at_the_database(f'drop database "{name}" with (force)')


@contextmanager
def host(around: dict[str, str], own: Path) -> Iterator[int]:
    """Run gunicorn with a folder of its own beside what all hosts share, until it answers; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own.mkdir()
    mine = {**around, "DOORSTROOM_VAR": str(own), "DOORSTROOM_BIND": f"127.0.0.1:{port}"}
    mine["DOORSTROOM_STATIC"] = f"{around['DOORSTROOM_VAR']}/static"
    words = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    with (own / "log").open("w") as log:
        server = subprocess.Popen(words, cwd=ROOT, env=mine, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not answers(port):
            assert server.poll() is None and time.monotonic() < until, (own / "log").read_text()
            time.sleep(0.3)
        yield port
    finally:
        server.terminate()
        server.wait()


@pytest.fixture
def office(hosts: tuple[int, int]) -> int:
    """Give the port of one host."""
    return hosts[0]


def answers(port: int) -> bool:
    try:
        return Browser(port).ask("GET", "/gezond", secure=False)[0] == 200
    except OSError:
        return False


class Browser:
    """Speaks to the server as the proxy before it does, and keeps cookies."""

    def __init__(self, port: int, sender: str = "192.0.2.1") -> None:
        self.port, self.sender, self.cookies = port, sender, dict[str, str]()

    def ask(self, method: str, path: str, *, secure: bool = True, **form: str) -> tuple[int, str, str]:
        """Do one request; return status, place to go and text."""
        headers = {"Host": "127.0.0.1", "X-Forwarded-For": self.sender, "Referer": "https://127.0.0.1/"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if secure:
            headers["X-Forwarded-Proto"] = "https"
        if method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, urlencode(form) if method == "POST" else None, headers)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        line.close()
        return answer.status, answer.headers.get("Location", ""), text

    def fill_in(self, path: str, **form: str) -> tuple[int, str, str]:
        """Open a page and send its form."""
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.ask("GET", path)[2])
        assert token, path
        return self.ask("POST", path, csrfmiddlewaretoken=token.group(1), **form)


@cache  # a code of the second step works once
def signed_in(port: int, name: str) -> Browser:
    browser = Browser(port)
    status, place, text = knock(browser, name)
    assert status == 302, text[-500:]
    if place.startswith("/toegang/2fa/authenticate/"):
        assert browser.fill_in(place, code=code_of(SECRET))[0] == 302
    return browser


def knock(browser: Browser, name: str, password: str = PASSWORD) -> tuple[int, str, str]:
    """Try to sign in with a password."""
    return browser.fill_in("/toegang/login/", login=f"{name}@boot.example", password=password)


@pytest.mark.parametrize(
    ("role", "opens", "closed"),
    [
        ("job_seeker", "/profiel/begin/", "/kandidaten/"),
        ("case_worker", "/kandidaten/", "/beheer/gezondheid/"),
        ("functional_admin", "/beheer/gezondheid/", "/kandidaten/"),
    ],
)
def test_somebody_signs_in_and_works_under_the_runtime_role(office: int, role: str, opens: str, closed: str) -> None:
    browser = signed_in(office, role)
    status, _place, text = browser.ask("GET", opens)
    assert status == 200 and "<main" in text
    assert browser.ask("GET", closed)[0] == 404


def test_the_health_page_answers_the_load_balancer_and_everybody_else_must_use_tls(office: int) -> None:
    assert Browser(office).ask("GET", "/gezond", secure=False)[2] == '{"status": "ok"}'
    status, place, _text = Browser(office).ask("GET", "/", secure=False)
    assert (status, place) == (301, "https://127.0.0.1/")


def test_a_case_worker_registers_somebody_and_finds_that_person_in_the_list(office: int) -> None:
    browser = signed_in(office, "case_worker")
    given = {"first_name": "Boot", "last_name": "Proef", "postcode": "2611AB", "phone": "0612345678"}
    given |= {"situation": "social_assistance", "guide": "me"}
    status, place, text = browser.fill_in("/kandidaten/inschrijven/", **given)
    assert status == 302, re.findall(r'class="[^"]*error[^"]*"[^>]*>([^<]+)', text)
    assert "Boot Proef" in browser.ask("GET", place.partition("?")[0])[2]


def test_two_hosts_count_attempts_to_sign_in_together_and_lock_out_nobody_else(hosts: tuple[int, int]) -> None:
    one, two = (Browser(port, "203.0.113.9") for port in hosts)
    guesses = [knock(browser, "tried", "geraden woord")[0] for browser in (one, two, one, two, one)]
    assert guesses == [400] * 5
    assert [knock(browser, "tried")[0] for browser in (one, two)] == [429, 429]  # not even with the right password
    assert knock(two, "other")[0] == 302  # somebody else behind the same address
    assert knock(Browser(hosts[1], "198.51.100.7"), "tried")[0] == 302  # the one who was tried, elsewhere


def test_a_code_of_the_second_step_that_one_host_took_is_refused_by_the_other(hosts: tuple[int, int]) -> None:
    one, two = (Browser(port) for port in hosts)
    places = [knock(browser, "twice")[1] for browser in (one, two)]
    code = code_of(SECRET)
    assert one.fill_in(places[0], code=code)[0] == 302
    assert two.fill_in(places[1], code=code)[0] == 400


def test_two_hosts_count_uses_of_the_number_together_and_a_colleague_goes_on(hosts: tuple[int, int]) -> None:
    asked = {"bsn": "123456782", "purpose": "bsn_identify"}
    one = signed_in(hosts[0], "hasty")
    two = Browser(hosts[1])
    two.cookies = dict(one.cookies)  # the same session, led to another host by the balancer
    looks = [browser.fill_in("/kandidaten/bsn/", **asked)[0] for browser in (one, two) * 5]
    assert looks == [200] * 10
    assert [browser.fill_in("/kandidaten/bsn/", **asked)[0] for browser in (one, two)] == [429, 429]
    assert signed_in(hosts[1], "calm").fill_in("/kandidaten/bsn/", **asked)[0] == 200
