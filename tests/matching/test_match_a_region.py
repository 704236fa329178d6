"""The night: one run for a whole region, published at once and only when something changed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from doorstroom.matching import batch
from doorstroom.matching.models import Match, Run
from doorstroom.matching.queries import jobs_for
from tests.conftest import Cast

from .conftest import fresh

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]


def test_a_card_says_at_how_many_others_the_job_stands_in_the_first_seven(
    seeker_of: Make, job_of: Make, cast: Cast
) -> None:
    sam, olga = seeker_of(), seeker_of(cast.other_seeker)
    for _ in range(8):
        job_of()
    assert batch.run("AM21").published
    assert Match.objects.filter(person=sam).count() == 7
    shown = set(Match.objects.filter(person=olga).values_list("vacancy__number", flat=True))
    for card in jobs_for(fresh(sam)).cards:
        assert card.others == int(card.number in shown)


def test_a_second_run_without_a_change_is_skipped_and_a_change_makes_a_new_one(seeker_of: Make, job_of: Make) -> None:
    person = seeker_of()
    job_of()
    assert batch.run("AM21").published
    assert not batch.run("AM21").published
    assert Run.objects.count() == 1
    person.profile.travel_minutes = 20
    person.profile.save()
    assert batch.run("AM21").published
    assert Run.objects.filter(current=True).count() == 1
    assert Match.objects.exclude(run__current=True).count() == 0


def test_two_runs_at_once_do_not_meet(seeker_of: Make, job_of: Make) -> None:
    seeker_of()
    job_of()
    Run.objects.create(region_id="AM21", ruleset="x", ruleset_hash="x", inputs_hash="")
    assert batch.run("AM21").words == "another run is busy"


def test_a_run_that_breaks_leaves_the_old_figures_and_no_lock(
    seeker_of: Make, job_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeker_of()
    job_of()
    batch.run("AM21")
    job_of()

    def broken(**_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(batch.actions, "publish_run", broken)
    with pytest.raises(RuntimeError):
        batch.run("AM21")
    assert Run.objects.get().current
    assert Match.objects.count() == 1


def test_the_command_says_what_it_did(seeker_of: Make, job_of: Make, capsys: pytest.CaptureFixture[str]) -> None:
    seeker_of()
    job_of()
    call_command("match", region="AM21")
    assert capsys.readouterr().out == "published: 1 persons, 1 vacancies, 1 lines\n"
