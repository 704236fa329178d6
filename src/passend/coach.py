"""The requirement coach: what each requirement of a job costs in fitting people, counted exactly."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from passend import reverse
from passend.index import SeekerIndex
from passend.records import Job
from passend.tables import Flags, JobTable

Requirement = Literal["licence", "language", "education", "hours", "start", "skill"]


@dataclass(frozen=True, slots=True)
class Advice:
    """One requirement dropped or softened, and how many people fit then."""

    requirement: Requirement
    what: str
    """The licence or skill; else the value as it is now."""
    instead: str
    """"" when dropped; else the softer value."""
    job: Job
    """The job as it would be."""
    fitting: int
    """People who fit the job as it would be."""
    more: int
    """How many more than now; never guessed, always counted."""


def fitting(job: Job, people: SeekerIndex, least: int = 0, mask: Flags | None = None) -> int:
    """Count the people who fit: every constraint holds and the score is at least `least` percent of the most.

    mask: bool[people], false for those who are not admitted. UnknownCode when the job does not fit the world.
    """
    one = JobTable.from_records([job], people.world)
    rows = reverse.eligible(one, 0, people.seekers, people.ruleset, mask)
    if not least:
        return len(rows)
    rules = people.ruleset
    values = reverse.components(one, 0, people.seekers, rows, people.world, rules, people.today)
    scores = values @ np.array(rules.weights, dtype=np.int64)
    return int(np.count_nonzero(scores * 100 >= least * rules.out_of))


def coach(
    job: Job, people: SeekerIndex, least: int = 0, admitted: Callable[[Job], Flags] | None = None
) -> list[Advice]:
    """Try every requirement of a job dropped or softened by a step, most people gained first.

    Skills are tried when `least` is above 0, since without a bar no skill keeps anyone out. `admitted` gives
    bool[people] for a job as it would be: a person's own conditions may look at its hours. Every count is
    exact; the counts of two advices do not add up when both are followed.
    """

    def count(one: Job) -> int:
        return fitting(one, people, least, admitted(one) if admitted else None)

    now = count(job)
    advice = []
    for requirement, what, instead, changed in _softer(job, with_skills=least > 0):
        fit = count(changed)
        advice.append(Advice(requirement, what, instead, changed, fit, fit - now))
    return sorted(advice, key=lambda one: (-one.more, one.requirement, one.what, one.instead))


def _softer(job: Job, *, with_skills: bool) -> Iterator[tuple[Requirement, str, str, Job]]:
    """Give every requirement with what it is, what it would be, and the job then."""
    for name in sorted(job.licences):
        yield "licence", name, "", replace(job, licences=job.licences - {name})
    for level in {max(0, job.language - 1), 0} if job.language else ():
        yield "language", str(job.language), str(level) if level else "", replace(job, language=level)
    for level in {max(0, job.education - 1), 0} if job.education else ():
        yield "education", str(job.education), str(level) if level else "", replace(job, education=level)
    hours = f"{job.hours_min}-{job.hours_max}"
    for least, most in ((job.hours_min - 4, job.hours_max), (job.hours_min - 8, job.hours_max),
                        (job.hours_min, job.hours_max + 4)):  # fmt: skip
        if least >= 0 and most <= 60:
            yield "hours", hours, f"{least}-{most}", replace(job, hours_min=least, hours_max=most)
    for later in (14, 30):
        yield "start", str(job.start), str(job.start + later), replace(job, start=job.start + later)
    for skill, weight in job.skills if with_skills else ():
        others = tuple(pair for pair in job.skills if pair[0] != skill)
        yield "skill", skill, "", replace(job, skills=others)
        if weight > 2:
            yield "skill", skill, "2", replace(job, skills=(*others, (skill, 2)))
