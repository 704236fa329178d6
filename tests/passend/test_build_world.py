"""A vocabulary becomes a world in one way only, and weights come out whole."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passend import Job, UnknownCode, build_world, reference
from passend.tables import JobTable, normalise
from tests.passend.worlds import OCCUPATIONS, WORLD, jobs


def test_the_same_vocabulary_in_another_order_gives_the_same_world() -> None:
    relations = [("b", "s1", True), ("a", "s1", False), ("a", "s2", True)]
    one = build_world({"a": "5120", "b": "5121"}, relations, {"s1": "g", "s2": "g"})
    two = build_world({"b": "5121", "a": "5120"}, relations[::-1], {"s2": "g", "s1": "g"})
    assert one.hash == two.hash


def test_skills_of_one_group_that_the_same_jobs_ask_are_related_and_others_are_not() -> None:
    relations = [("a", "koken", True), ("a", "bakken", True), ("b", "bakken", True), ("a", "rijden", True)]
    world = build_world({"a": "5120", "b": "7512"}, relations, {"koken": "f", "bakken": "f", "rijden": "t"})
    assert world.related(world.skill("koken")) == {world.skill("bakken"): 51 + int(128 * 0.5**0.5)}
    assert world.related(world.skill("rijden")) == {}


def test_a_rare_skill_weighs_more_than_one_that_everyone_asks() -> None:
    relations = [(code, "praten", True) for code in OCCUPATIONS] + [("o0", "fileren", True)]
    world = build_world(OCCUPATIONS, relations, {})
    shares = reference.weights(Job(1, "o0", (("praten", 3), ("fileren", 3)), 0, 0, 0, 40), world)
    assert shares["fileren"] > shares["praten"]


def test_a_relation_of_an_unknown_occupation_is_refused() -> None:
    with pytest.raises(UnknownCode, match="'zzz'"):
        build_world({}, [("zzz", "s", True)], {})


@settings(max_examples=100, deadline=None)
@given(job=jobs())
def test_weights_are_whole_at_least_one_and_sum_to_255_as_the_oracle_has_them(job: Job) -> None:
    table = JobTable.from_records([job], WORLD)
    given_by_oracle = reference.weights(job, WORLD)
    codes = [WORLD.skills[at] for at in table.skill.tolist()]
    assert dict(zip(codes, table.skill_weight.tolist(), strict=True)) == given_by_oracle
    assert table.record(0, WORLD) == Job(**{**_fields(job), "skills": tuple(sorted(job.skills, key=_position))})


def _position(pair: tuple[str, int]) -> int:
    return WORLD.skill(pair[0])


def _fields(job: Job) -> dict[str, object]:
    return {name: getattr(job, name) for name in job.__dataclass_fields__}


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(st.integers(1, 10**6), max_size=255), max_size=6))
def test_normalising_never_loses_a_point(rows: list[list[int]]) -> None:
    ptr = np.cumsum([0, *map(len, rows)]).astype(np.int64)
    weights = normalise(ptr, np.array([value for row in rows for value in row], dtype=np.int64))
    for at, row in enumerate(rows):
        part = weights[ptr[at] : ptr[at + 1]].astype(int)
        assert part.sum() == (255 if row else 0)
        assert (part >= 1).all()
        if len(row) > 1:
            assert part[int(np.argmax(row))] >= part.max() - 1
