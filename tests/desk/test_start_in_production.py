"""The guide for production, walked: gunicorn under the runtime role, three roles at work, and the health page."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.conftest import code_of

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
for role in ("job_seeker", "case_worker", "functional_admin"):
    user = User.objects.create_user(f"{{role}}@boot.example", password="{PASSWORD}", name=role)
    Membership.objects.create(user=user, role=role, organisation=None if role == "job_seeker" else delft)
    if role != "job_seeker":
        TOTP.activate(user, "{SECRET}")
"""


@pytest.fixture(scope="module")
def office(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Start gunicorn as the guide says, on a copy of the migrated database; give the port."""
    held, folder, name = connection.settings_dict, tmp_path_factory.mktemp("office"), f"boot_{os.getpid()}"
    place = f"{held['HOST']}:{held['PORT']}"
    connection.close()

    def at_the_database(words: str) -> None:
        with psycopg.connect(f"postgresql://{held['USER']}@{place}/postgres", autocommit=True) as owner:
            owner.execute(words)

    at_the_database(f'create database "{name}" template "{held["NAME"]}"')
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    mine = {key: value for key, value in os.environ.items() if not key.startswith(("DOORSTROOM", "DATABASE", "DJANGO"))}
    mine |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.production", "DOORSTROOM_HOSTS": "127.0.0.1",
        "DOORSTROOM_SECRET_KEY": "x" * 60, "DOORSTROOM_KEYS_FILE": str(folder / "keys.json"),
        "DOORSTROOM_VAR": str(folder), "DOORSTROOM_BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "1",
        "DATABASE_URL": f"postgresql://{held['USER']}@{place}/{name}",
    }  # fmt: skip
    for words in (["make_keys"], ["collectstatic", "--noinput"], ["secure_database"], ["shell", "-c", PEOPLE]):
        done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=mine, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
    mine["DATABASE_URL"] = f"postgresql://{settings.RUNTIME_ROLE}@{place}/{name}"
    words = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(words, cwd=ROOT, env=mine, stdout=log, stderr=log)
    try:
        until = time.monotonic() + 60
        while not answers(port):
            assert server.poll() is None and time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.3)
        yield port
    finally:
        server.terminate()
        server.wait()
        at_the_database(f'drop database "{name}" with (force)')


def answers(port: int) -> bool:
    try:
        return Browser(port).ask("GET", "/gezond", secure=False)[0] == 200
    except OSError:
        return False


class Browser:
    """Speaks to the server as the proxy before it does, and keeps cookies."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, dict[str, str]()

    def ask(self, method: str, path: str, *, secure: bool = True, **form: str) -> tuple[int, str, str]:
        """Do one request; return status, place to go and text."""
        headers = {"Host": "127.0.0.1", "X-Forwarded-For": "192.0.2.1", "Referer": "https://127.0.0.1/"}
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
def signed_in(port: int, role: str) -> Browser:
    browser = Browser(port)
    status, place, text = browser.fill_in("/toegang/login/", login=f"{role}@boot.example", password=PASSWORD)
    assert status == 302, text[-500:]
    if role != "job_seeker":
        assert place.startswith("/toegang/2fa/authenticate/")
        assert browser.fill_in(place, code=code_of(SECRET))[0] == 302
    return browser


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
