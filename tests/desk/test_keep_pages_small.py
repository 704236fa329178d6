"""No page asks the database more than twelve times, however much is in it."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
MOST_PAGES = 60
# Every request reads the session, the user, the memberships with their teams, and the office.
KIND = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
NAMES = ("job_seeker", "employer", "agency_consultant", "case_worker", "intake", "account_manager", "alderman",
         "functional_admin")  # fmt: skip


def walk(client):
    """Open one page of each kind that can be reached by links; yield (path, queries)."""
    waiting, kinds, seen = ["/"], set(), 0
    while waiting and seen < MOST_PAGES:
        path = waiting.pop(0)
        kind = KIND.sub("#", path.split("?")[0])
        if kind in kinds:
            continue
        kinds.add(kind)
        answer, asked = counted(client, path)
        if answer.status_code in {301, 302}:
            waiting.append(answer.headers["Location"])
            continue
        if len(asked) > MOST_QUERIES:
            answer, asked = counted(client, path)  # the first reader filled what is kept for every next one
        assert answer.status_code == 200, f"{path} answered {answer.status_code}"
        if "text/html" not in answer.headers["Content-Type"] or answer.streaming:
            continue
        seen += 1
        yield path, asked
        waiting += [
            unescape(href)
            for href in re.findall(r'<a[^>]* href="(/[^"#]*)', answer.content.decode())
            if "static" not in href
        ]


def counted(client, path):
    """Open a page; return the answer and the questions it asked the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    frames = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return answer, [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(frames)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.one_database
def test_no_page_asks_more_than_twelve_times(as_demo_user, name):
    heavy, pages = {}, 0
    for path, queries in walk(as_demo_user(name)):
        pages += 1
        if len(queries) > MOST_QUERIES:
            heavy[path] = (len(queries), queries)
    assert pages > 5
    assert not heavy, "\n".join(
        f"{path}: {count}\n   " + "\n   ".join(query[:160] for query in queries)
        for path, (count, queries) in heavy.items()
    )
