"""The fast path gives exactly what the oracle gives, from both sides, for every ruleset."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passend import DOORSTROOM_1, NLMATCH_1, Index, Job, Ruleset, Seeker, SeekerIndex, reference
from tests.passend.worlds import TODAY, WORLD, job_lists, jobs, seekers

RULES = pytest.mark.parametrize("rules", [NLMATCH_1, DOORSTROOM_1], ids=lambda rules: rules.id)


@RULES
@settings(max_examples=150, deadline=None)
@given(seeker=seekers(), offered=job_lists())
def test_a_persons_list_equals_the_oracles(rules: Ruleset, seeker: Seeker, offered: list[Job]) -> None:
    page = Index(offered, WORLD, rules, today=TODAY).top(seeker, k=100)
    lines = list(zip(page.ids, page.scores.tolist(), map(tuple, page.components.tolist()), strict=True))
    assert lines == reference.ranked(seeker, offered, WORLD, rules, TODAY)
    assert page.total == len(page)


@RULES
@settings(max_examples=150, deadline=None)
@given(job=jobs(), people=st.lists(seekers(), min_size=1, max_size=10))
def test_a_jobs_list_of_people_equals_the_oracles(rules: Ruleset, job: Job, people: list[Seeker]) -> None:
    named = {f"p{n}": person for n, person in enumerate(people + people[:2])}
    page = SeekerIndex(named, WORLD, rules, today=TODAY).top(job, k=100)
    lines = list(zip(page.ids, page.scores.tolist(), map(tuple, page.components.tolist()), strict=True))
    assert lines == reference.ranked_seekers(job, named, WORLD, rules, TODAY)


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists())
def test_components_sum_to_the_score(rules: Ruleset, seeker: Seeker, offered: list[Job]) -> None:
    page = Index(offered, WORLD, rules, today=TODAY).top(seeker, k=100)
    assert np.array_equal(page.components @ np.array(page.weights), page.scores)
    assert ((page.components >= 0) & (page.components <= 65_025)).all()
    assert (page.scores <= page.out_of).all()


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), shuffler=st.randoms(use_true_random=False))
def test_the_order_in_which_jobs_come_in_changes_nothing(
    rules: Ruleset, seeker: Seeker, offered: list[Job], shuffler: object
) -> None:
    mixed = list(offered)
    shuffler.shuffle(mixed)
    one = Index(offered, WORLD, rules, today=TODAY).top(seeker)
    assert one.same_as(Index(mixed, WORLD, rules, today=TODAY).top(seeker))


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), size=st.integers(1, 4))
def test_paging_reaches_every_eligible_job_once(rules: Ruleset, seeker: Seeker, offered: list[Job], size: int) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    whole = index.top(seeker, k=1000)
    paged = [identity for at in range(0, whole.total + size, size) for identity in index.top(seeker, size, at).ids]
    assert paged == list(whole.ids)
    assert len(paged) == whole.total


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), data=st.data())
def test_changing_an_index_equals_building_it_anew(
    rules: Ruleset, seeker: Seeker, offered: list[Job], data: st.DataObject
) -> None:
    before, after = offered[:-2], offered[2:]
    changed = [replace(job, published=data.draw(st.integers(20, 110))) for job in offered[2:4] if job in before]
    index = Index(before, WORLD, rules, today=TODAY).with_changes(
        added=offered[-2:], changed=changed, removed=[job.id for job in offered[:2]]
    )
    wanted = {job.id: job for job in after} | {job.id: job for job in changed}
    assert index.top(seeker, 100).same_as(Index(wanted.values(), WORLD, rules, today=TODAY).top(seeker, 100))


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), closed=st.sets(st.integers(0, 14)))
def test_a_mask_keeps_jobs_out_and_changes_nothing_else(
    rules: Ruleset, seeker: Seeker, offered: list[Job], closed: set[int]
) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    page = index.top(seeker, 100, mask=index.mask(without=closed))
    open_jobs = [job for job in offered if job.id not in closed]
    assert page.ids == Index(open_jobs, WORLD, rules, today=TODAY).top(seeker, 100).ids if open_jobs else not page.ids


def test_a_mask_of_the_wrong_size_is_refused() -> None:
    index = Index([], WORLD, DOORSTROOM_1, today=TODAY)
    person = Seeker(wanted=(), skills=(), x=0, y=0, minutes=(5, 0, 0, 0), hours_min=0, hours_max=40)
    with pytest.raises(ValueError, match=r"bool\[0\]"):
        index.top(person, mask=np.ones(3, dtype=np.bool_))
