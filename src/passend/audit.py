"""Impact ratios and exposure among the eligible, by groups that the records themselves never carry.

The arithmetic of New York's Local Law 144, narrowed to people who are eligible for a job: a selection rate
(in the first ten of a job's list) and a scoring rate (above the median of that list), each divided by that
of the best group. Exposure is the share of attention by place in the list, 1 / log2(1 + rank). Groups are
read from a file of the controller's own and leave with the report.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from passend import reverse
from passend.index import SeekerIndex
from passend.records import Id, Job
from passend.scoring import best_first, shuffle
from passend.tables import JobTable

SHOWN, JUDGED = 10, 100
"""Figures of a group are shown from 10 people on, a verdict is given from 100 on."""
SMALL_SHARE = 0.02
"""Groups under 2 % of the people do not set the standard."""
LEAST_RATIO, EXPOSURE_MARGIN = 0.80, 0.10

Verdict = Literal["within", "below", "not certain", "too few to judge", "too few to show"]
"""Below: out of bounds, and the whole interval with it. Not certain: out of bounds, but chance can explain it."""


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of one group; None where fewer than 10 people would be shown."""

    group: str
    people: int
    eligible: int | None
    """Pairs of person and job in which every constraint holds."""
    selection_rate: float | None
    impact_ratio: float | None
    """Selection rate divided by that of the best group."""
    interval: tuple[float, float] | None
    """95 % bootstrap interval of the impact ratio, resampling people."""
    scoring_rate: float | None
    scoring_ratio: float | None
    exposure_share: float | None
    eligible_share: float | None
    exposure_interval: tuple[float, float] | None
    """95 % bootstrap interval of the exposure share divided by the eligible share."""
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class AuditReport:
    """The whole audit, with what it was made under."""

    groups: tuple[GroupFigures, ...]
    unknown: int
    """People of whom the group file says nothing; they are counted in no group."""
    jobs: int
    ruleset: str
    ruleset_hash: str


def audit(
    jobs: Iterable[Job], people: SeekerIndex, groups: Mapping[Id, str], first: int = 10, seed: int = 0
) -> AuditReport:
    """Audit the lists of these jobs. groups: group of each person by id; first: how many count as selected.

    Deterministic by seed. UnknownCode when a job does not fit the world of the index.
    """
    table = JobTable.from_records(jobs, people.world)
    counts = _count(table, people, first)
    named = [groups.get(identity) for identity in people.ids]
    names = sorted({name for name in named if name is not None})
    member = np.array([names.index(name) if name is not None else -1 for name in named], dtype=np.int64)
    known = member >= 0
    return AuditReport(
        groups=_figures(names, member[known], counts[known], seed),
        unknown=int(np.count_nonzero(~known)),
        jobs=len(table),
        ruleset=people.ruleset.id,
        ruleset_hash=people.ruleset.hash,
    )


def _count(table: JobTable, people: SeekerIndex, first: int) -> NDArray[np.float64]:
    """Give float64[people, 4]: lists a person is eligible for, selected in, above the median of; and
    exposure."""
    rules, seekers = people.ruleset, people.seekers
    weights = np.array(rules.weights, dtype=np.int64)
    counts = np.zeros((len(people), 4))
    for at in range(len(table)):
        rows = reverse.eligible(table, at, seekers, rules, None)
        if not rows.size:
            continue
        values = reverse.components(table, at, seekers, rows, people.world, rules, people.today)
        scores = values @ weights
        if rules.tie == "id":
            ties = seekers.rank_by_id[rows].astype(np.uint64)
        else:
            ties = shuffle(rules.seed, seekers.salt[rows], table.keys[at : at + 1])
        order = rows[best_first(scores, ties, seekers.keys[rows], len(rows))]
        counts[rows, 0] += 1
        counts[order[:first], 1] += 1
        counts[rows[scores > np.median(scores)], 2] += 1
        counts[order, 3] += 1 / np.log2(np.arange(2, len(order) + 2))
    return counts


def _figures(
    names: list[str], member: NDArray[np.int64], counts: NDArray[np.float64], seed: int
) -> tuple[GroupFigures, ...]:
    """Give the figures of every group."""
    size = np.bincount(member, minlength=len(names))
    sums = _sums(member, counts, len(names))
    counted = size >= max(SHOWN, SMALL_SHARE * len(member))
    selection, scoring = _rates(sums)
    ratio, scoring_ratio = _ratios(selection, counted), _ratios(scoring, counted)
    exposure, share = _shares(sums)
    seen = _seen(exposure, share)
    intervals = _intervals(member, counts, len(names), counted, seed)
    result = []
    for at, name in enumerate(names):
        if size[at] < SHOWN:
            hidden = (None,) * 9
            result.append(GroupFigures(name, int(size[at]), *hidden, "too few to show"))
            continue
        (low, high), (least, most) = ((float(a), float(b)) for a, b in intervals[:, :, at].T)
        result.append(
            GroupFigures(
                group=name,
                people=int(size[at]),
                eligible=int(sums[at, 0]),
                selection_rate=float(selection[at]),
                impact_ratio=float(ratio[at]),
                interval=(low, high),
                scoring_rate=float(scoring[at]),
                scoring_ratio=float(scoring_ratio[at]),
                exposure_share=float(exposure[at]),
                eligible_share=float(share[at]),
                exposure_interval=(least, most),
                verdict=_verdict(size[at], ratio[at], high, seen[at], most),
            )
        )
    return tuple(result)


def _sums(member: NDArray[np.int64], counts: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Give the sums of the counts per group."""
    return np.stack([np.bincount(member, counts[:, at], groups) for at in range(4)], axis=1)


def _rates(sums: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give selection and scoring rate per group; 0 for a group that is eligible nowhere."""
    pairs = np.maximum(sums[:, 0], 1)
    return sums[:, 1] / pairs, sums[:, 2] / pairs


def _ratios(rates: NDArray[np.float64], counted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Give each rate divided by the best one of the groups that count; 1 when nobody was selected."""
    best = rates[counted].max(initial=0.0)
    return rates / best if best > 0 else np.ones(len(rates))


def _shares(sums: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the share of each group in all attention, and in all eligible pairs; 0 when there is none."""
    total = np.maximum(sums.sum(axis=0), 1e-12)
    return sums[:, 3] / total[3], sums[:, 0] / total[0]


def _seen(exposure: NDArray[np.float64], share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the share in attention divided by the share in eligible pairs; 1 for a group that is eligible nowhere."""
    return np.divide(exposure, share, out=np.ones(len(share)), where=share > 0)


def _verdict(people: int, ratio: float, high: float, exposure: float, most: float) -> Verdict:
    """Say whether a group stays within both bounds, and if not, whether chance can explain it.

    high, most: the upper ends of the intervals of its impact ratio and of its exposure against its eligible share.
    """
    if people < JUDGED:
        return "too few to judge"
    if ratio >= LEAST_RATIO and exposure >= 1 - EXPOSURE_MARGIN:
        return "within"
    return "below" if high < LEAST_RATIO or most < 1 - EXPOSURE_MARGIN else "not certain"


def _intervals(
    member: NDArray[np.int64], counts: NDArray[np.float64], groups: int, counted: NDArray[np.bool_], seed: int
) -> NDArray[np.float64]:
    """Give float64[2, 2, groups]: the 2.5 and the 97.5 percentile, of the impact ratio and of the exposure share
    divided by the eligible share, over 400 resamples of the people."""
    if not len(member):
        return np.zeros((2, 2, groups))
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(400):
        pick = rng.integers(0, len(member), len(member))
        sums = _sums(member[pick], counts[pick], groups)
        drawn.append((_ratios(_rates(sums)[0], counted), _seen(*_shares(sums))))
    percentiles: NDArray[np.float64] = np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
    return percentiles
