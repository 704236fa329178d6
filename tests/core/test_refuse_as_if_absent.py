"""Refused and non-existent look the same: the same bytes, in the same time."""

import re
import statistics
import time
import uuid

import pytest

from doorstroom.core.checks import routes
from doorstroom.core.pages import DEMO_ONLY
from doorstroom.introductions.models import Introduction

KEYED = re.compile(r"<uuid:(\w+)>")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"[^"]+"')


@pytest.fixture
def foreign(cast, person_of, vacancy_of):
    """Keys of rows that the rivals have nothing to do with: a person, an introduction, a user, an organisation."""
    person = person_of()
    met = Introduction.objects.create(
        person=person, vacancy=vacancy_of(), organisation=cast.firm, status=Introduction.status.field.choices[0][0]
    )
    return [person.pk, met.pk, cast.case_worker.user.pk, cast.intake.pk]


def addresses(key):
    """Every address that leads to one row by its key, with this key in it."""
    found = []
    for path, _name, view in routes():
        one_key = len(KEYED.findall(path)) == 1 and "<" not in KEYED.sub("", path)
        if one_key and DEMO_ONLY not in getattr(view, "policies", ()):
            found.append("/" + KEYED.sub(str(key), path))
    return found


def said(answer, key):
    """All that an answer says, without the key that was asked and the token that each answer has anew."""
    text = TOKEN.sub(r"\1", answer.content.decode().replace(str(key), "KEY"))
    headers = {name: value for name, value in answer.headers.items() if name not in {"Content-Length", "Set-Cookie"}}
    return answer.status_code, str(headers).replace(str(key), "KEY"), text


@pytest.mark.one_database  # the walk over the matrix compares the bytes on PostgreSQL too
@pytest.mark.parametrize("who", ["rival_employer", "case_worker_elsewhere"])
def test_a_row_of_others_and_a_row_that_never_was_get_the_same_bytes(cast, foreign, client_of, who):
    client = client_of(getattr(cast, who))
    absent = uuid.uuid4()
    pages = addresses(absent)
    assert len(pages) > 15
    for number, page in enumerate(pages):
        key = foreign[number % len(foreign)]
        assert said(client.get(page.replace(str(absent), str(key))), key) == said(client.get(page), absent), page


@pytest.mark.slow
def test_a_row_of_others_and_a_row_that_never_was_take_the_same_time(cast, foreign, client_of):
    client = client_of(cast.rival_employer)
    took = {foreign[1]: [], uuid.uuid4(): []}
    for _ in range(100):
        for key, times in took.items():
            began = time.process_time()  # what others do on this machine does not count
            assert client.get(f"/kennismakingen/{key}/").status_code == 404
            times.append(time.process_time() - began)
    one, other = (statistics.median(times) for times in took.values())
    assert abs(one - other) < 0.005
