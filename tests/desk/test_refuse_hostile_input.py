"""No address falls over, whoever asks and whatever is typed: a bad request is answered, never a failure."""

import random
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.test import Client

from doorstroom.core.checks import routes
from doorstroom.people.models import Person

pytestmark = pytest.mark.django_db

EVERYBODY = ("job_seeker", "employer", "agency_consultant", "case_worker", "intake", "account_manager", "alderman",
             "functional_admin")  # fmt: skip
# Every role on PostgreSQL, which runs in production and refuses more; on SQLite two whose pages hardly overlap.
NAMES = EVERYBODY if connection.vendor == "postgresql" else ("job_seeker", "case_worker")
HOSTILE = (
    "",
    "a\0b",
    "\N{GRINNING FACE}" * 50,
    "e" * 6000,
    "https://a.example/" + "a" * 900,
    "9" * 40,
    "9223372036854775808",
    "7654321",
    "-1",
    "1e400",
    "nan",
    "\N{SUPERSCRIPT TWO}",
    "not-a-uuid",
    "00000000-0000-0000-0000-000000000000",
    "{0.__class__}",
    "%s",
    "[]",
    "0001-01-01",
    "31-02-2026",
    "<script>",
    "a\nb",
)
NUMBERS = ("99999999999999999999", "1001")
NO_KEY = "00000000-0000-0000-0000-000000000000"
WORDS = ("a", "%00", "..", "%F0%9F%98%80")
PARAMETERS = (
    "page",
    "q",
    "next",
    "language",
    "membership",
    "key",
    "group",
    "on",
    "do",
    "step",
    "status",
    "code",
    "message",
    "vanaf",
    "weg",
    "vacature",
    "werk",
    "cursus",
    "soort",
    "eigen",
    "naam",
    "plaats",
    "situatie",
    "wacht",
    "van",
    "seen",
    "manager",
    "bedrijf",
    "terug",
    "sleutel",
)
KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
MOST_PAGES = 25
MOST_ADDRESSES = 60  # of about 230, for each role: over the roles each is tried some two times
ENOUGH = 110  # requests over them, for each role
MOST_FIELDS = 3  # of one form; the dice fall the same way each time


class Page(HTMLParser):
    """The links of a page, and its forms: address, method, and each field with its values."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, dict[str, list[str]]]] = []
        self.inside = self.choice = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note links, forms and fields."""
        held = {name: value or "" for name, value in attrs}
        if tag == "a" and held.get("href", "").startswith("/"):
            self.links.append(held["href"])
        elif tag == "form":
            self.forms.append((held.get("action", ""), held.get("method", "get").lower(), {}))
            self.inside = "form"
        elif self.inside and tag in {"input", "select", "textarea", "button"} and held.get("name"):
            self.forms[-1][2].setdefault(held["name"], []).append(held.get("value", ""))
            self.choice = held["name"] if tag == "select" else ""
        elif self.inside and tag == "option" and self.choice:
            self.forms[-1][2][self.choice].append(held.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        if tag == "form":
            self.inside = self.choice = ""


def filled_in_paths(dice: random.Random) -> Iterator[str]:
    """Yield routes with numbers, keys and words in them that nobody meant: other ones for each role and database."""
    people = [str(key) for key in Person.objects.values_list("pk", flat=True)[:3]]
    left_out = ("gallery", "mfa_", "account_")
    every = sorted({path for path, name, _ in routes() if not name.startswith(left_out) and "logout" not in name})
    for path in dice.sample(every, MOST_ADDRESSES):
        path_now = re.sub(r"<int:\w+>", dice.choice(NUMBERS), path)
        path_now = re.sub(r"<uuid:\w+>", dice.choice([NO_KEY, *people]), path_now)
        yield "/" + re.sub(r"<(?:\w+:)?\w+>", dice.choice(WORDS), path_now)


def pages_with_forms(client: Client) -> Iterator[tuple[str, Page]]:
    """Walk one page of each kind."""
    waiting, kinds = ["/"], set()
    while waiting and len(kinds) < MOST_PAGES:
        path = waiting.pop(0)
        kind = KIND.sub("#", path.split("?")[0])
        if kind in kinds or "static" in path:
            continue
        kinds.add(kind)
        answer = client.get(path)
        if answer.status_code in {301, 302}:
            waiting.append(answer.headers["Location"])
        elif "text/html" in answer.headers["Content-Type"]:
            page = Page(answer.content.decode())
            waiting += page.links
            yield path, page


def try_out(ask: Callable[[], object], *, writes: bool) -> str:
    """Do a request without keeping what it did; return what went wrong, also at the end of its transaction."""
    wrong = ""
    with transaction.atomic():
        try:
            with transaction.atomic():
                status = ask().status_code  # type: ignore[attr-defined]
                wrong = f"answered {status}" if status >= 500 else ""
                if writes and status < 400:
                    connection.check_constraints()
        except Exception as trouble:
            wrong = f"{type(trouble).__name__}: {trouble}"[:200]
        transaction.set_rollback(True)
    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_no_address_falls_over_for_a_role(as_demo_user, name, effort):
    dice, client, fallen = random.Random(name + connection.vendor), as_demo_user(name), {}
    for path in filled_in_paths(dice):
        given = {parameter: dice.choice(HOSTILE) for parameter in PARAMETERS}
        for method, send in (("GET", client.get), ("POST", client.post)):
            with effort.of(f"{method} {path}"):
                wrong = try_out(lambda send=send, path=path, given=given: send(path, given), writes=method == "POST")
            if wrong:
                fallen[f"{method} {path} {given}"] = wrong
    assert effort.asked >= ENOUGH
    assert not fallen


@pytest.mark.parametrize("name", NAMES)
def test_no_form_falls_over_for_a_role(as_demo_user, name, effort):
    dice, client, fallen = random.Random(name), as_demo_user(name), {}
    seen = set()
    for path, page in pages_with_forms(client):
        for address, method, fields in page.forms:
            place, kind = address or path, (KIND.sub("#", address or path), tuple(fields))
            if kind in seen or "logout" in place:
                continue
            seen.add(kind)
            send = client.post if method == "post" else client.get
            usual = {field: dice.choice(values) for field, values in fields.items()}
            some = dice.sample(list(fields), min(len(fields), MOST_FIELDS))
            tries = [{}, *({**usual, field: dice.choice(HOSTILE)} for field in some)]
            for given in tries:
                with effort.of(f"{method} {place}"):
                    wrong = try_out(lambda s=send, p=place, g=given: s(p, g), writes=method == "post")
                if wrong:
                    fallen[f"{method} {place} {given}"] = wrong
    assert len(seen) > 2
    assert not fallen
