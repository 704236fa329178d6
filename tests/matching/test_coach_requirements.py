"""What each demand of a vacancy costs: exact counts for its publisher, and a 404 for everybody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from doorstroom.matching.queries import candidates_for, coached
from doorstroom.reference.choices import Licence
from tests.conftest import Cast, play

from .conftest import Work

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
ALL_WELL = {"dutch": 4, "hours_min": 24, "hours_max": 36}


@pytest.fixture
def three_bakers(seeker_of: Make, cast: Cast, work: Work) -> None:
    """Three people who bake; one has a driving licence, and one hides."""
    both = (work.knead, work.hygiene)
    seeker_of(skills=both, profile={**ALL_WELL, "licences": [Licence.B]})
    seeker_of(cast.other_seeker, skills=both, profile=ALL_WELL)
    seeker_of(play("Vera Weg", cast.seeker.actor.role), skills=both, visible=False, profile=ALL_WELL)


def test_dropping_a_licence_gains_exactly_those_who_lack_only_that(
    three_bakers: None, job_of: Make, work: Work, cast: Cast
) -> None:
    job = job_of(must=(work.knead, work.hygiene), licences=[Licence.B], dutch=2)
    found = coached(job)
    assert found is not None and found.fitting == 1
    (licence,) = [row for row in found.helps if "Rijbewijs B" in row.now]
    assert (licence.more, licence.fitting, licence.instead) == (1, 2, "Niet vragen")
    job.licences = []
    job.save()
    assert candidates_for(job, cast.firm.pk).total == licence.fitting


def test_a_demand_that_keeps_nobody_out_is_named_as_such(three_bakers: None, job_of: Make, work: Work) -> None:
    found = coached(job_of(must=(work.knead, work.hygiene), dutch=2))
    assert found is not None and found.fitting == 2
    assert "Nederlands: A2: korte gesprekken" in found.costs_nobody
    assert not [row for row in found.helps if row.now.startswith("Nederlands")]


def test_only_who_put_the_vacancy_on_sees_its_advice(
    three_bakers: None, job_of: Make, work: Work, cast: Cast, client_of: Callable[..., Client]
) -> None:
    job = job_of(must=(work.knead, work.hygiene), licences=[Licence.B])
    address = f"/vacatures/{job.number}/eisen/"
    page = client_of(cast.employer).get(address).content.decode()
    assert "Rijbewijs B (auto)" in page and "Nu past 1 kandidaat" in page
    for other in (cast.rival_employer, cast.rival_consultant, cast.seeker, cast.case_worker):
        assert client_of(other).get(address).status_code == 404


def test_a_closed_vacancy_says_that_it_is_closed(job_of: Make, cast: Cast, client_of: Callable[..., Client]) -> None:
    job = job_of(status="closed")
    page = client_of(cast.employer).get(f"/vacatures/{job.number}/eisen/").content.decode()
    assert "Deze vacature staat niet open" in page
