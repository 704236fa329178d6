"""The document "who may see what" says what the declarations say, and the public page says the same."""

from pathlib import Path

from django.test import Client

from doorstroom.common.dates import today
from doorstroom.core.permissions import every_grant
from doorstroom.core.personal import PERSONAL
from doorstroom.privacy.queries import document, what_is_kept, who_may_see_what

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "who-may-see-what.md"


def test_the_document_is_what_the_declarations_say_today(db: None):
    assert FILE.read_text() == document(today()), "run manage.py who_may_see_what and commit what it wrote"


def test_every_grant_has_a_line_with_relation_purpose_basis_and_period():
    lines = [line for held in who_may_see_what().values() for line in held]
    assert len(lines) == sum(1 for permission, _ in every_grant() if not permission.code.startswith("test."))
    assert all(line.when and line.why and line.basis and line.period for line in lines)


def test_every_personal_column_stands_in_it_with_class_term_and_source(db: None):
    kept = what_is_kept(today())
    assert len(kept) == len(PERSONAL)
    assert all(row.sort and row.term and row.source for rows in kept.values() for row in rows)
    assert sum(len(row.columns.split(", ")) for rows in kept.values() for row in rows) >= sum(
        len(table.columns) for table in PERSONAL.values()
    )


def test_the_public_page_shows_the_same_and_stays_small(db: None, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page, kept = Client().get("/privacy/"), Client().get("/privacy/bewaard/")
    assert "/privacy/bewaard/" in page.content.decode()
    assert "24 maanden nadat uw begeleiding is gestopt" in kept.content.decode()
    assert len(page.content) < 100_000 and len(kept.content) < 100_000
