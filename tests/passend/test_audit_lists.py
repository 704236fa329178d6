"""The audit finds a planted disadvantage, keeps small groups out of sight, and says so when there is none."""

import random
from dataclasses import replace

from passend import DOORSTROOM_1, Seeker, SeekerIndex
from passend.audit import audit
from tests.passend.worlds import TODAY, WORLD, sample_jobs, sample_seeker

RNG = random.Random(5)
JOBS = [replace(job, open=True) for job in sample_jobs(RNG, 12)]


def _people(count: int) -> dict[object, Seeker]:
    wide = {"minutes": (0, 0, 0, 120), "hours_min": 0, "hours_max": 40, "language": 6, "education": 8,
            "licences": frozenset({"B"}), "available": 60, "active": True, "excluded": frozenset()}  # fmt: skip
    return {n: replace(sample_seeker(RNG), **wide) for n in range(count)}


def test_groups_drawn_alike_are_within_bounds() -> None:
    people = _people(600)
    groups = {n: "ab"[n % 2] for n in people}
    index = SeekerIndex(people, WORLD, DOORSTROOM_1, today=TODAY)
    report = audit(JOBS, index, groups, first=100)  # of fewer, chance alone makes a difference
    assert [group.verdict for group in report.groups] == ["within", "within"]
    assert report.unknown == 0
    for group in report.groups:
        assert group.interval[0] <= group.impact_ratio <= group.interval[1] + 1e-9


def test_a_group_that_holds_half_the_skills_is_found_below() -> None:
    people = _people(600)
    for n in range(0, 600, 2):
        people[n] = replace(people[n], skills=people[n].skills[:1], wanted=())
    report = audit(JOBS, SeekerIndex(people, WORLD, DOORSTROOM_1, today=TODAY), {n: "ab"[n % 2] for n in people})
    by_name = {group.group: group for group in report.groups}
    assert by_name["a"].verdict == "below"
    assert by_name["a"].impact_ratio < 0.8
    assert (by_name["b"].impact_ratio, by_name["b"].verdict) == (1, "within")  # who is seen more is not below
    assert abs(sum(group.exposure_share for group in report.groups) - 1) < 1e-9


def test_a_group_of_nine_is_not_shown_and_one_of_fifty_not_judged() -> None:
    people = _people(160)
    groups = {n: "small" if n < 9 else "middling" if n < 59 else "large" for n in people if n < 155}
    report = audit(JOBS, SeekerIndex(people, WORLD, DOORSTROOM_1, today=TODAY), groups)
    verdicts = {group.group: (group.people, group.verdict, group.impact_ratio is None) for group in report.groups}
    assert verdicts["small"] == (9, "too few to show", True)
    assert verdicts["middling"] == (50, "too few to judge", False)
    assert report.unknown == 5


def test_a_difference_that_chance_explains_is_called_uncertain() -> None:
    """Of two groups drawn alike the first ten of twelve lists differ, so the ratio falls out of bounds by chance."""
    verdicts = set()
    for seed in range(8):
        people = _people(220)
        drawn = random.Random(seed).sample(sorted(people), len(people))
        groups = {n: "ab"[place % 2] for place, n in enumerate(drawn)}
        for group in audit(JOBS, SeekerIndex(people, WORLD, DOORSTROOM_1, today=TODAY), groups).groups:
            out_of_bounds = group.impact_ratio < 0.8 or group.exposure_share < 0.9 * group.eligible_share
            possible = group.interval[1] >= 0.8 and group.exposure_interval[1] >= 0.9
            wanted = "within" if not out_of_bounds else "not certain" if possible else "below"
            assert group.verdict == wanted
            verdicts.add(group.verdict)
    assert verdicts == {"within", "not certain"}
