"""Chances are spread so that no job is swamped, at almost the largest total fit there is."""

import random
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passend.allocate import Allocation, allocate, crowding
from passend.batch import Batch, Lists


def _batch(scores: list[dict[int, int]], jobs: int, k: int) -> Batch:
    row = np.full((len(scores), k), -1, dtype=np.int32)
    score = np.zeros((len(scores), k), dtype=np.int32)
    for at, person in enumerate(scores):
        for place, (job, value) in enumerate(sorted(person.items(), key=lambda pair: -pair[1])):
            row[at, place], score[at, place] = job, value
    lists = Lists(row, score, np.zeros((len(scores), k, 1), dtype=np.uint16))
    blank = np.zeros(len(scores), dtype=np.int64)
    return Batch(
        range(len(scores)), range(jobs), lists, blank, blank.astype(np.uint64), ("fit",), (1,), 1_000, "r", "h"
    )


def _best_total(scores: list[dict[int, int]], jobs: int, capacity: int, chances: int) -> int:
    """Find the largest total by trying everything."""

    def options(person: dict[int, int]) -> list[tuple[int, ...]]:
        picks = product((0, 1), repeat=len(person))
        names = list(person)
        return [
            tuple(name for name, taken in zip(names, pick, strict=True) if taken)
            for pick in picks
            if sum(pick) <= chances
        ]

    best = {(0,) * jobs: 0}
    for person in scores:
        following: dict[tuple[int, ...], int] = {}
        for load, total in best.items():
            for choice in options(person):
                after = tuple(n + (job in choice) for job, n in enumerate(load))
                if max(after, default=0) <= capacity:
                    value = total + sum(person[job] for job in choice)
                    following[after] = max(following.get(after, -1), value)
        best = following
    return max(best.values())


people = st.lists(st.dictionaries(st.integers(0, 3), st.integers(0, 1_000), max_size=4), min_size=1, max_size=5)


@settings(max_examples=150, deadline=None)
@given(scores=people, capacity=st.integers(0, 3), chances=st.integers(1, 3))
def test_the_total_is_almost_the_best_and_no_job_is_swamped(
    scores: list[dict[int, int]], capacity: int, chances: int
) -> None:
    result = allocate(_batch(scores, 4, 4), capacity, chances, precision=0.001)
    assert result.load.max(initial=0) <= capacity
    assert result.held.sum(axis=1).max() <= chances
    assert result.utility >= _best_total(scores, 4, capacity, chances) - int(result.held.sum()) - len(scores)


def _crowded() -> tuple[Batch, Allocation]:
    rng = random.Random(4)
    scores = [{job: rng.randint(300, 400) + 600 * (job == 0) for job in range(5)} for _ in range(50)]
    batch = _batch(scores, 5, 5)
    return batch, allocate(batch, 10, 1)


def test_a_job_that_everyone_likes_most_is_given_to_no_more_than_it_can_take() -> None:
    batch, result = _crowded()
    assert crowding(batch, 1).tolist() == [50, 0, 0, 0, 0]
    assert result.load.tolist() == [10] * 5
    assert not result.without.size


def test_the_fit_of_a_pair_stays_what_it_was_and_crowding_is_told_beside_it() -> None:
    batch, result = _crowded()
    line, others = result.given(0)[0]
    assert line.score == batch.lists.score[0, list(result.held[0]).index(True)]
    assert others == 9


def test_jobs_without_room_are_given_to_nobody() -> None:
    result = allocate(_batch([{0: 10, 1: 5}], 2, 2), {1: 1}, 2)
    assert result.load.tolist() == [0, 1]


@pytest.mark.parametrize("wrong", [{"chances": 0}, {"precision": 0.0}, {"capacity": -1}])
def test_impossible_numbers_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="capacity"):
        allocate(_batch([{0: 1}], 1, 1), **{"capacity": 1, **wrong})
