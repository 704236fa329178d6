"""The compiled engine from a job to people: lays people out, finds the best, and whose list a new job enters.

Imports numba; `passend` itself works without it.
"""

import numpy as np
from numpy.typing import NDArray

from passend import kernel_types, kernels_reverse
from passend.fast import rules_of
from passend.layout import KINDS, STRIDE, find_groups, needs
from passend.layout_people import SeekerLayout, lay_out_people, wish_bits
from passend.rulesets import Ruleset
from passend.scoring import recency
from passend.tables import JobTable, Longs, SeekerTable
from passend.world import World


class FastSeekerIndex:
    """People laid out for the kernels. Unsuited when the ruleset or world does not fit them."""

    def __init__(self, seekers: SeekerTable, world: World, rules: Ruleset, *, today: int) -> None:
        """Lay the people out."""
        self.world, self.rules, self.today = world, rules, today
        wishes = np.repeat(np.arange(len(seekers)), np.diff(seekers.wanted_ptr))
        first = np.unique(wishes, return_index=True)[1]
        with_wish = seekers.take(wishes[first]) if len(first) < len(seekers) else seekers
        groups = find_groups(seekers.wanted[first], with_wish.skill_ptr, with_wish.skill, world)
        self.layout = lay_out_people(seekers, world, rules, groups)
        weights = np.zeros(len(KINDS), dtype=np.int64)
        for part in rules.components:
            weights[KINDS.index(part.kind)] += part.weight
        self._rules = rules_of(rules, weights)
        self._columns = np.array([KINDS.index(part.kind) for part in rules.components])
        self._work = kernel_types.Work(
            group=groups.of_occupation, unit=world.unit, minor=groups.minor, submajor=groups.submajor,
            major=groups.major, home=groups.home, related_ptr=world.related_ptr,
            related_skill=world.related_skill, related_credit=world.related_credit, rarity=world.rarity,
        )  # fmt: skip
        self._wish_bits = wish_bits(groups)
        self._folk = _folk(self.layout)
        self._bench: dict[int, kernels_reverse.Bench] = {}
        self._barred: tuple[object, kernels_reverse.Folk] | None = None

    def top(self, jobs: JobTable, row: int, k: int) -> tuple[NDArray[np.int32], Longs, Longs]:
        """Give (rows int32[m], scores int64[m], components int64[m, n]) of the k best people for one job."""
        rows = np.empty(k, dtype=np.int32)
        scores = np.empty(k, dtype=np.int64)
        parts = np.empty((k, len(self._columns)), dtype=np.int64)
        if "open" in self.rules.constraints and not jobs.open[row]:
            return rows[:0], scores[:0], parts[:0]
        filled = kernels_reverse.best_people(
            self._ask(jobs, row), self._folk, self._work, self.world.credited_by, self._rules,
            self._room(k), k, self._columns, rows, scores, parts,
        )  # fmt: skip
        return self.layout.row[rows[:filled]], scores[:filled], parts[:filled]

    def alerts(self, jobs: JobTable, row: int, bar: Longs, bar_tie: NDArray[np.uint64]) -> NDArray[np.int32]:
        """Give int32[m], ascending: the rows of the people whose list this job enters.

        bar, bar_tie: int64[people], uint64[people]: score and tie of the last in each list, in the order of
        the table; -1 where a list is not full. Pass the same arrays again: they are put in place once.
        """
        if "open" in self.rules.constraints and not jobs.open[row]:
            return np.empty(0, dtype=np.int32)
        if self._barred is None or self._barred[0] is not bar:
            order = self.layout.row
            self._barred = (bar, self._folk._replace(bar=bar[order], bar_tie=bar_tie[order]))
        room = self._room(1)
        count = kernels_reverse.alert(
            self._ask(jobs, row), self._barred[1], self._work, self.world.credited_by, self._rules, room
        )
        return np.sort(self.layout.row[room.found[:count]])

    def _ask(self, jobs: JobTable, row: int) -> kernels_reverse.Ask:
        """Give one job as the kernels read it."""
        part = slice(jobs.skill_ptr[row], jobs.skill_ptr[row + 1])
        one, layout, groups_of = slice(row, row + 1), self.layout, self._work.group
        days = int(jobs.start[row]) + self.rules.start_slack - layout.base
        return kernels_reverse.Ask(
            x=int(jobs.x[row]) - layout.corner[0],
            y=int(jobs.y[row]) - layout.corner[1],
            need=needs(jobs.licences[one], jobs.language[one], jobs.education[one], self.rules)[0],
            hours_min=int(jobs.hours_min[row]),
            hours_max=int(jobs.hours_max[row]),
            start=max(-1, min(days, 32_001)) if "available" in self.rules.constraints else 32_001,
            recency=int(recency(jobs.published[row], self.today, self.rules)),
            occupation=int(jobs.occupation[row]),
            wish_bits=self._wish_bits[groups_of[int(jobs.occupation[row])]],
            key=jobs.keys[row],
            tie=np.uint64(jobs.rank_by_id[row]),
            skill=jobs.skill[part],
            weight=jobs.skill_weight[part],
        )

    def _room(self, k: int) -> kernels_reverse.Bench:
        """Give room for lists of k; one thread at a time."""
        if k not in self._bench:
            skills, people = len(self.world.skills), len(self.layout.row)
            links = 255 * (int(np.diff(self.world.credited_by[0]).max(initial=0)) + 1)
            passed = np.zeros((people + STRIDE) // 8 + 2, dtype=np.uint64)
            self._bench[k] = kernels_reverse.Bench(
                passed=passed.view(np.uint8),
                words=passed,
                found=np.zeros(people + 8, dtype=np.int32),
                head=np.full(skills, -1, dtype=np.int32),
                next_link=np.zeros(links, dtype=np.int32),
                asked=np.zeros(links, dtype=np.int32),
                credit=np.zeros(links, dtype=np.int64),
                use=np.zeros(skills, dtype=np.uint8),
                earned=np.zeros(255, dtype=np.int64),
                share=np.zeros(64, dtype=np.int64),
                bits=np.zeros(64, dtype=np.uint64),
                score=np.zeros(k, dtype=np.int64),
                tie=np.zeros(k, dtype=np.uint64),
                second=np.zeros(k, dtype=np.uint64),
                slot=np.zeros(k, dtype=np.int64),
                parts=np.zeros((k, 7), dtype=np.int64),
                row=np.zeros(k, dtype=np.int32),
                misc=np.zeros(4, dtype=np.int64),
            )
        return self._bench[k]


def _folk(layout: SeekerLayout) -> kernels_reverse.Folk:
    """Give a layout as the kernels read it."""
    table = layout.table
    return kernels_reverse.Folk(
        has=layout.has,
        x=layout.x,
        y=layout.y,
        reach=layout.reach,
        start=layout.start,
        hours_min=layout.hours_min,
        hours_max=layout.hours_max,
        ptr=layout.ptr,
        wide=layout.wide,
        high=layout.high,
        side=layout.side,
        minutes=table.minutes,
        skill_ptr=table.skill_ptr,
        skill=table.skill,
        level=table.skill_level,
        wanted_ptr=table.wanted_ptr,
        wanted=table.wanted,
        excluded_ptr=table.excluded_ptr,
        excluded=table.excluded,
        groups=layout.groups,
        wishes=layout.wishes,
        salt=table.salt,
        second=table.keys,
        rank=layout.rank,
        bar=np.zeros(0, dtype=np.int64),
        bar_tie=np.zeros(0, dtype=np.uint64),
        widest=int(layout.reach.max(initial=0)),
    )
