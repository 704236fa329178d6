"""A BSN that went through every page of the vault is found nowhere else, in whatever form it could hide."""

import base64
import hashlib
import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.signals import got_request_exception
from django.db import connection
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter
from django_tasks_db.models import DBTaskResult

from doorstroom.common.numbers import Bsn
from doorstroom.core.machines import tie
from doorstroom.core.models import NewsDelivery
from doorstroom.core.tasks import deliver
from doorstroom.notices.models import Notice
from doorstroom.people import sealing
from doorstroom.people.models import Person, SealedBsn
from tests.conftest import Cast

NUMBER = "297104585"  # passes the eleven-test; invented
SHOW = {"purpose": "bsn_identify"}


def forms(number: str) -> dict[str, bytes]:
    """Return the number as it could stand somewhere: plain, written, reversed, in base64, under an unkeyed hash."""
    plain = number.encode()
    found = {
        "plain": plain,
        "reversed": plain[::-1],
        "with dots": f"{number[:4]}.{number[4:6]}.{number[6:]}".encode(),
        "with spaces": f"{number[:3]} {number[3:6]} {number[6:]}".encode(),
        "as hexadecimal": plain.hex().encode(),
        "as UTF-16": number.encode("utf-16-le"),
        "as a number": int(number).to_bytes(4, "big"),
    }
    for shift in range(3):  # base64 of a longer text depends on where the number begins
        coded = base64.b64encode(b"\0" * shift + plain)
        found[f"in base64, shifted by {shift}"] = coded[4 if shift else 0 : -4]
    for name in ("md5", "sha1", "sha256", "sha512"):
        digest = hashlib.new(name, plain, usedforsecurity=False)
        found |= {f"{name} in hexadecimal": digest.hexdigest().encode(), f"{name} in bytes": digest.digest()}
        found[f"{name} in base64"] = base64.b64encode(digest.digest()).rstrip(b"=")
    return found


def hiding_in(content: bytes) -> list[str]:
    """Return in which forms the number stands in some bytes."""
    return [name for name, form in forms(NUMBER).items() if form in content]


def test_the_scan_sees_a_number_in_each_form() -> None:
    for name, form in forms(NUMBER).items():
        assert name in hiding_in(b"text " + form + b" text"), name
    assert hiding_in(base64.b64encode(b"my number is " + NUMBER.encode() + b".")) != []
    assert hiding_in(b"*****4585") == []


def database_bytes() -> bytes:
    """Return every byte the database keeps: the file and its log, or every row of every table."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    with connection.cursor() as cursor:
        parts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'select t::text from "{table}" t')
            parts += [row[0].encode() for row in cursor.fetchall()]
            cursor.execute(
                "select column_name from information_schema.columns where table_name = %s and data_type = 'bytea'",
                [table],
            )
            for (column,) in cursor.fetchall():
                cursor.execute(f'select "{column}" from "{table}" where "{column}" is not null')
                parts += [bytes(row[0]) for row in cursor.fetchall()]
    return b"\n".join(parts)


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """Everything that anybody logs, down to the smallest word."""
    words, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(words), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield words
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def reported() -> Iterator[list[str]]:
    """The error reports Django would make, with local variables and the posted form."""
    reports: list[str] = []

    def report(sender: Any, request: Any, **_: Any) -> None:
        reporter = ExceptionReporter(request, *sys.exc_info())
        reports.extend([reporter.get_traceback_html(), reporter.get_traceback_text()])

    got_request_exception.connect(report)
    yield reports
    got_request_exception.disconnect(report)


@pytest.mark.django_db(transaction=True)
def test_a_number_stands_in_no_byte_but_on_the_page_that_was_asked_to_show_it(
    cast: Cast,
    guided_by_karin: Person,
    olga: Person,
    client_of: Any,
    logged: io.StringIO,
    reported: list[str],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    rf: RequestFactory,
) -> None:
    settings.EMAIL_BACKEND = "doorstroom.notices.outbox.OutboxBackend"
    from doorstroom.cases.declarations import CASELOAD

    tie(olga.pk, cast.case_worker.user.pk, CASELOAD, olga.pk)
    client: Client = client_of(cast.case_worker)
    client.raise_request_exception = False
    seen: list[tuple[str, bytes]] = []

    def post(address: str, given: dict[str, str], status: int) -> bytes:
        answer = client.post(address, given)
        assert answer.status_code == status, address
        seen.append((f"{address} {answer.get('Location', '')} {answer.headers}", b""))
        return bytes(answer.content)

    place = f"/kandidaten/{guided_by_karin.pk}/bsn/"
    pages = [post(place, {"bsn": NUMBER}, 302), post(f"/kandidaten/{olga.pk}/bsn/", {"bsn": NUMBER}, 302)]
    pages.append(post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}, 200))
    pages.append(post("/kandidaten/bsn/", {"bsn": NUMBER, "purpose": ""}, 400).replace(f'"{NUMBER}"'.encode(), b""))
    shown = post(f"{place}tonen/", SHOW, 200)
    assert NUMBER.encode() in shown
    with monkeypatch.context() as broken:
        broken.setattr(sealing, "hmac", None)
        pages.append(post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}, 500))
    for _ in range(8):
        post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}, 200)
    pages.append(post("/kandidaten/bsn/", {"bsn": NUMBER, **SHOW}, 429).replace(f'"{NUMBER}"'.encode(), b""))

    with monkeypatch.context() as broken:
        broken.setattr(sealing.keys.secrets, "token_bytes", lambda _length: 1 / 0)
        pages.append(post(place, {"bsn": NUMBER}, 302))  # the same number: nothing to write
        post("/kandidaten/bsn/", {"bsn": "111222333", "purpose": ""}, 400)
        SealedBsn.objects.filter(pk=guided_by_karin.pk).delete()
        pages.append(post(place, {"bsn": NUMBER}, 500))

    for key in NewsDelivery.objects.filter(heard_at__isnull=True).values_list("pk", flat=True):
        deliver.call(delivery=key)
    for player in cast.players():
        viewer = client_of(player)
        for address in ("/", "/wie-keek/", "/tijdlijn/", "/beheer/bsn/", "/intake/dubbel/", "/berichten/"):
            pages.append(bytes(viewer.get(address).content))
    pages.append(bytes(client.get(f"/kandidaten/{olga.pk}/").content))

    assert len(reported) == 4
    places = {
        "pages": b"\n".join(pages),
        "addresses and headers": "\n".join(words for words, _ in seen).encode(),
        "logs": logged.getvalue().encode(),
        "error reports": "\n".join(reported).encode(),
        "mail": "\n".join(f"{mail.subject} {mail.body}" for mail in Notice.objects.all()).encode(),
        "job arguments": "\n".join(str(job.args_kwargs) for job in DBTaskResult.objects.all()).encode(),
        "the database": database_bytes(),
        "the cache of this process and the files": b"".join(
            path.read_bytes()
            for path in Path(configured.VAR).rglob("*")
            if path.is_file() and "sqlite" not in path.name
        ),
    }
    assert DBTaskResult.objects.exists() and "Traceback" in logged.getvalue()
    assert {name: hiding_in(content) for name, content in places.items() if hiding_in(content)} == {}


def test_a_number_prints_as_its_last_four_digits_however_it_is_printed() -> None:
    bsn = Bsn(NUMBER)
    assert {str(bsn), repr(bsn), f"{bsn}", f"{[bsn]}", f"{bsn!r}"} == {"*****4585", "[*****4585]"}
