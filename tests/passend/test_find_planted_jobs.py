"""Doorstroom's rules find the job a person was planted for, on the real structure of ESCO."""

import os
from pathlib import Path

import pytest

from passend import DOORSTROOM_1, NLMATCH_1
from passend.bench.esco import read_esco
from passend.bench.quality import plant, reciprocal_rank

DATA = Path(os.environ.get("DOORSTROOM_DATA", Path(__file__).parents[3] / "shared" / "data")) / "esco"


@pytest.mark.slow
@pytest.mark.skipif(not DATA.is_dir(), reason="the ESCO downloads are absent; point DOORSTROOM_DATA to them")
def test_counting_both_sides_finds_the_planted_job_more_often_than_one_side_does() -> None:
    vocabulary = read_esco(DATA)
    world = vocabulary.world()
    planted = plant(vocabulary, people=600, keep=40, name=40, noise=40, seed=1)
    both = reciprocal_rank(planted, world, DOORSTROOM_1)
    assert both >= 0.64
    assert both >= reciprocal_rank(planted, world, NLMATCH_1) + 0.03
