"""The coach counts what a requirement costs, and the counts come true."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from passend import DOORSTROOM_1, Job, SeekerIndex
from passend.coach import coach, fitting
from tests.passend.worlds import TODAY, WORLD, jobs, sample_seeker

RNG = random.Random(8)
PEOPLE = SeekerIndex({n: sample_seeker(RNG) for n in range(200)}, WORLD, DOORSTROOM_1, today=TODAY)


@settings(max_examples=30, deadline=None)
@given(job=jobs(), least=st.sampled_from((0, 20, 40)))
def test_every_advice_that_is_followed_brings_the_people_it_promises(job: Job, least: int) -> None:
    now = fitting(job, PEOPLE, least)
    for advice in coach(job, PEOPLE, least):
        page = PEOPLE.top(advice.job, 1_000)
        promised = sum(score * 100 >= least * page.out_of for score in page.scores.tolist())
        assert advice.fitting == promised
        assert advice.more == promised - now
        if advice.requirement != "skill" and not least:
            assert advice.more >= 0


def test_dropping_a_licence_brings_back_those_who_only_lacked_that() -> None:
    job = Job(1, "o0", (), 700, 700, 0, 40, licences=frozenset({"C"}), start=200)
    advice = next(one for one in coach(job, PEOPLE) if one.requirement == "licence")
    assert advice.what == "C"
    assert advice.fitting == fitting(replace(job, licences=frozenset()), PEOPLE)
    assert advice.more > 0


def test_skills_are_only_weighed_against_a_bar() -> None:
    job = Job(1, "o0", (("s1", 3), ("s2", 2)), 700, 700, 0, 40)
    assert not [one for one in coach(job, PEOPLE) if one.requirement == "skill"]
    tried = {(one.what, one.instead) for one in coach(job, PEOPLE, least=30) if one.requirement == "skill"}
    assert tried == {("s1", ""), ("s1", "2"), ("s2", "")}
