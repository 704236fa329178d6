"""An explanation is made of the score's own numbers, and what it promises comes true."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passend import DOORSTROOM_1, NLMATCH_1, Change, Index, Job, Ruleset, Seeker
from tests.passend.worlds import LICENCES, SKILLS, TODAY, WORLD, job_lists, jobs, seekers

RULES = pytest.mark.parametrize("rules", [NLMATCH_1, DOORSTROOM_1], ids=lambda rules: rules.id)


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(5))
def test_an_explanation_sums_to_the_score_of_the_list(rules: Ruleset, seeker: Seeker, offered: list[Job]) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    page = index.top(seeker, 100)
    listed = dict(zip(page.ids, page.scores.tolist(), strict=True))
    for job in offered:
        why = index.explain(seeker, job.id)
        assert sum(part.contribution for part in why.parts) == why.score
        assert why.eligible == (job.id in listed) == all(check.holds for check in why.constraints)
        assert why.score == listed.get(job.id, why.score)
        assert sum(skill.weight for skill in why.asked) == (255 if job.skills else 0)
        assert {*why.had, *why.related, *why.missing} == {*why.asked}
        coverage = sum(skill.weight * skill.credit for skill in why.asked)
        assert coverage == next(part.value for part in why.parts if part.name == "skills")


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), job=jobs())
def test_leaving_out_a_skill_costs_what_the_explanation_says(rules: Ruleset, seeker: Seeker, job: Job) -> None:
    index = Index([job], WORLD, rules, today=TODAY)
    why = index.explain(seeker, job.id)
    for skill in why.held:
        result = index.what_if(seeker, Change(without_skills=frozenset({skill.skill})), job.id)
        assert result.before.score - result.after.score == skill.worth


changes = st.builds(
    Change,
    skills=st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 255), max_size=2).map(lambda d: tuple(d.items())),
    minutes=st.integers(-10, 30),
    hours=st.integers(-8, 8),
    licences=st.frozensets(st.sampled_from(LICENCES), max_size=1),
    language=st.none() | st.integers(0, 6),
    education=st.none() | st.integers(0, 8),
)


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), change=changes)
def test_a_promised_change_comes_true(rules: Ruleset, seeker: Seeker, offered: list[Job], change: Change) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    promise = index.what_if(seeker, change, offered[0].id).after
    page = index.top(change.apply(seeker), 100)
    assert promise.eligible == (offered[0].id in page.ids)
    assert promise.total == page.total
    if promise.rank is not None:
        assert page.ids[promise.rank - 1] == offered[0].id
        assert page.scores[promise.rank - 1] == promise.score


@RULES
@settings(max_examples=100, deadline=None)
@given(seeker=seekers(), offered=job_lists(), skill=st.sampled_from(SKILLS), level=st.integers(1, 255))
def test_a_skill_more_never_lowers_a_score(
    rules: Ruleset, seeker: Seeker, offered: list[Job], skill: str, level: int
) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    better = Change(skills=((skill, level),)).apply(seeker)
    before = {match.id: match for match in index.top(seeker, 100)}
    for match in index.top(better, 100):
        assert match.score >= before[match.id].score
        assert all(match.components[name] >= value for name, value in before[match.id].components.items())


@RULES
@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), more=st.integers(1, 60))
def test_more_minutes_licences_and_language_never_take_a_job_away(
    rules: Ruleset, seeker: Seeker, offered: list[Job], more: int
) -> None:
    index = Index(offered, WORLD, rules, today=TODAY)
    wider = Change(minutes=more, licences=frozenset(LICENCES), language=6, education=8).apply(seeker)
    assert set(index.top(seeker, 100).ids) <= set(index.top(wider, 100).ids)


@settings(max_examples=60, deadline=None)
@given(seeker=seekers(), offered=job_lists(), unheld=st.sampled_from(("x", "y")))
def test_what_an_explanation_calls_missing_raises_the_score_when_it_is_learnt(
    seeker: Seeker, offered: list[Job], unheld: str
) -> None:
    index = Index(offered, WORLD, DOORSTROOM_1, today=TODAY)
    for job in offered[:3]:
        for skill in index.explain(seeker, job.id).missing:
            if len(seeker.skills) < 20:
                result = index.what_if(seeker, Change(skills=((skill.skill, 255),)), job.id)
                assert result.after.score > result.before.score


def test_a_failed_constraint_is_told_with_both_values() -> None:
    job = Job(1, "o0", (("s1", 3),), 0, 0, 36, 40, licences=frozenset({"C"}), language=4, published=TODAY)
    person = Seeker(("o0",), (("s1", 192),), 0, 900, (10, 20, 0, 0), 8, 24, licences=frozenset({"B"}), language=3)
    failed = {
        check.name: (check.asked, check.has)
        for check in Index([job], WORLD, DOORSTROOM_1, today=TODAY).explain(person, 1).constraints
        if not check.holds
    }
    assert failed == {
        "travel": ({"walk": 141, "bike": 47}, {"walk": 10, "bike": 20}),
        "licences": ({"C"}, {"B"}),
        "language": (4, 3),
        "hours": ((36, 40), (8, 24)),
    }


def test_a_job_reserved_for_others_is_not_eligible_though_every_constraint_holds() -> None:
    job = Job(1, "o0", (), 0, 0, 0, 40, published=TODAY)
    person = Seeker((), (), 0, 0, (10, 0, 0, 0), 0, 40)
    index = Index([job], WORLD, DOORSTROOM_1, today=TODAY)
    why = index.explain(person, 1, index.mask(without=[1]))
    assert all(check.holds for check in why.constraints)
    assert not why.eligible


def test_equal_scores_are_not_won_by_an_id() -> None:
    job = Job(0, "o0", (), 0, 0, 0, 40, published=TODAY)
    index = Index([replace(job, id=n) for n in range(10)], WORLD, DOORSTROOM_1, today=TODAY)
    person = Seeker((), (), 0, 0, (10, 0, 0, 0), 0, 40)
    firsts = [index.top(replace(person, salt=salt), 1).ids[0] for salt in range(2_000)]
    assert all(140 < firsts.count(n) < 260 for n in range(10))
