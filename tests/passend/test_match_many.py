"""The compiled search gives exactly what the list of one person gives, whatever happens around it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passend import DOORSTROOM_1, NLMATCH_1, Index, Job, Ruleset, Seeker, SeekerIndex
from passend.batch import Shared, lists_by_numpy, run_batch
from passend.bench.nlmatch import Workload, draw, populate
from passend.executors import fast_index
from passend.tables import SeekerTable
from tests.passend.worlds import TODAY, WORLD, job_lists, jobs, seekers

pytest.importorskip("numba")
RULES = pytest.mark.parametrize("rules", [NLMATCH_1, DOORSTROOM_1], ids=lambda rules: rules.id)
UNTESTED = replace(
    DOORSTROOM_1,
    id="fewer constraints",
    constraints=frozenset({"travel", "hours"}),
)
ALL_RULES = pytest.mark.parametrize("rules", [NLMATCH_1, DOORSTROOM_1, UNTESTED], ids=lambda rules: rules.id)


@pytest.fixture(scope="module")
def workload() -> Workload:
    return draw("S", seed=3)


def _same(left: object, right: object) -> bool:
    return all(np.array_equal(getattr(left, name), getattr(right, name)) for name in ("row", "score", "parts"))


@ALL_RULES
@settings(max_examples=60, deadline=None)
@given(people=st.lists(seekers(), min_size=1, max_size=4), offered=job_lists(), k=st.integers(1, 6))
def test_a_batch_equals_the_lists_of_each_person(
    rules: Ruleset, people: list[Seeker], offered: list[Job], k: int
) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    for at, matches in index.batch(dict(enumerate(people)), k):
        assert matches == list(index.top(people[at], k))


@ALL_RULES
@settings(max_examples=60, deadline=None)
@given(people=st.lists(seekers(), min_size=1, max_size=8), job=jobs(), k=st.integers(1, 6))
def test_the_best_people_for_a_job_are_those_of_its_whole_list(
    rules: Ruleset, people: list[Seeker], job: Job, k: int
) -> None:
    index = SeekerIndex(dict(enumerate(people + people[:1])), WORLD, rules, today=TODAY)
    assert index.best(job, k) == list(index.top(job, k))


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), data=st.data())
def test_an_index_that_followed_changes_equals_a_new_one(
    rules: Ruleset, seeker: Seeker, offered: list[Job], data: st.DataObject
) -> None:
    index = Index(offered[:-3], WORLD, rules, today=TODAY)
    index.best(seeker)
    there = {job.id: job for job in offered[:-3]}
    for job in offered[-3:]:
        gone = data.draw(st.sampled_from(sorted(there)))
        index = index.with_changes(added=[job], removed=[gone])
        del there[gone]
        there[job.id] = job
        altered = replace(data.draw(st.sampled_from(list(there.values()))), published=data.draw(st.integers(20, 110)))
        index = index.with_changes(changed=[altered])
        there[altered.id] = altered
        new = Index(there.values(), WORLD, rules, today=TODAY)
        assert index.best(seeker, 5) == new.best(seeker, 5) == list(new.top(seeker, 5))


@RULES
@settings(max_examples=60, deadline=None)
@given(people=st.lists(seekers(), min_size=1, max_size=8), offered=job_lists(), new=jobs(99))
def test_a_new_job_alerts_exactly_those_whose_list_it_enters(
    rules: Ruleset, people: list[Seeker], offered: list[Job], new: Job
) -> None:
    named = dict(enumerate(people))
    index = Index(offered, WORLD, rules, today=TODAY)
    alerted = SeekerIndex(named, WORLD, rules, today=TODAY).alerts(new, index.batch(named, 3))
    later = index.with_changes(added=[new])
    assert alerted == [who for who, matches in later.batch(named, 3) if new.id in [match.id for match in matches]]


@RULES
def test_five_hundred_people_get_the_lists_that_numpy_gives(rules: Ruleset, workload: Workload) -> None:
    some = workload.seekers.take(np.arange(0, 10_000, 20))
    shared = Shared(workload.jobs, workload.world, rules, 0, 20)
    assert _same(run_batch(shared, some).lists, lists_by_numpy(shared, some))


@RULES
def test_two_threads_over_one_index_give_the_lists_of_one(rules: Ruleset, workload: Workload) -> None:
    some = workload.seekers.take(np.arange(0, 10_000, 40))
    shared = Shared(workload.jobs, workload.world, rules, 0, 20)
    index = fast_index(shared)
    people = index.prepare(some)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda start: index.top(people, start, start + 5, 20), range(0, len(some), 5)))
    together = {name: np.concatenate([getattr(part, name) for part in found]) for name in ("row", "score", "parts")}
    assert _same(SimpleNamespace(**together), run_batch(shared, some).lists)


def test_jobs_a_person_is_not_admitted_to_stay_out_of_their_list() -> None:
    job = Job(1, "o0", (), 0, 0, 0, 40, published=TODAY)
    person = Seeker((), (), 0, 0, (10, 0, 0, 0), 0, 40)
    index = Index([job, replace(job, id=2)], WORLD, DOORSTROOM_1, today=TODAY)
    lists = dict(index.batch({"a": person, "b": person}, closed={"a": [2]}))
    assert [match.id for match in lists["a"]] == [1]
    assert {match.id for match in lists["b"]} == {1, 2}


def test_an_empty_region_gives_empty_lists() -> None:
    person = Seeker((), (), 0, 0, (10, 0, 0, 0), 0, 40)
    index = Index([], WORLD, DOORSTROOM_1, today=TODAY)
    assert index.best(person) == []
    assert len(index.batch({})) == 0
    people = SeekerIndex({}, WORLD, DOORSTROOM_1, today=TODAY)
    assert people.best(Job(1, "o0", (), 0, 0, 0, 40)) == []


def test_people_who_travel_farther_than_the_quick_columns_reckon_with_are_counted_all_the_same() -> None:
    job = Job(1, "o0", (("s1", 3),), 40_000, 0, 0, 40, published=TODAY)
    near = replace(job, id=2, x=0)
    person = Seeker(("o0",), (("s1", 255),), 0, 0, (0, 0, 0, 600), 0, 40)
    for rules in (DOORSTROOM_1, NLMATCH_1):
        index = Index([job, near], WORLD, rules, today=TODAY)
        assert index.best(person) == list(index.top(person))
        people = SeekerIndex({"a": person}, WORLD, rules, today=TODAY)
        assert people.best(job) == list(people.top(job))


def test_the_workload_is_drawn_the_same_from_the_same_seed(workload: Workload) -> None:
    again = draw("S", seed=3)
    assert np.array_equal(again.jobs.skill_weight, workload.jobs.skill_weight)
    assert np.array_equal(again.seekers.skill, workload.seekers.skill)
    assert abs(np.diff(workload.jobs.skill_ptr).mean() - 12.6) < 0.2
    assert abs(np.diff(workload.seekers.skill_ptr).mean() - 18.7) < 0.3
    assert populate.__module__ == "passend.bench.nlmatch"
    assert isinstance(workload.seekers, SeekerTable)
