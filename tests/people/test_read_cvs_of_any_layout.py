"""CVs that nobody wrote, in every layout and way to write a date: the reader must not depend on one of them."""

from datetime import date

import pytest

from doorstroom.people.gateways.cv import sniff

from .cv_maker import LAYOUTS, make
from .test_read_frozen_cvs import Score, compare

TODAY = date(2026, 11, 27)
EACH = 3  # CVs of each layout, with their own dates, headings, marks and words


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    """Read CVs of every layout."""
    found = {}
    for number, layout in enumerate(LAYOUTS):
        found[layout] = Score()
        for turn in range(EACH):
            made = make(number + 1000 * turn, layout)
            jobs = [dict(zip(("title", "employer", "from", "until"), job, strict=True)) for job in made.jobs]
            compare(
                sniff.read(made.content, made.name, TODAY), {"jobs": jobs}, found[layout], str(number + 1000 * turn)
            )
    return found


def test_no_layout_is_strange_to_the_reader(scores: dict[str, Score]) -> None:
    lost = {layout: score.missed for layout, score in scores.items() if score.found < 0.75 * score.true}
    assert not lost


def test_hardly_a_job_is_missed_and_hardly_one_is_invented(scores: dict[str, Score]) -> None:
    true = sum(score.true for score in scores.values())
    assert sum(score.found for score in scores.values()) >= 0.98 * true, [score.missed for score in scores.values()]
    assert sum(score.whole for score in scores.values()) >= 0.97 * true
    assert sum(score.invented for score in scores.values()) <= 0.01 * true, [score.extra for score in scores.values()]
