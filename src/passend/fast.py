"""The compiled engine behind one door: lays jobs out, runs the kernels over seekers, gives arrays back.

Imports numba; `passend` itself works without it.
"""

from copy import copy

import numpy as np
from numpy.typing import NDArray

from passend import kernel_types, kernels
from passend.batch import Lists
from passend.layout import KINDS, STRIDE, Columns, JobLayout, lay_out, needs, reach
from passend.rulesets import CONSTRAINTS, Ruleset
from passend.tables import JobTable, SeekerTable, mix
from passend.world import World


class FastIndex:
    """Jobs laid out for the kernels. Unsuited when the ruleset or world does not fit them."""

    def __init__(self, jobs: JobTable, world: World, rules: Ruleset, *, today: int) -> None:
        """Lay the jobs out."""
        self.world, self.rules, self.today = world, rules, today
        self.layout = lay_out(jobs, world, rules, today)
        self._jobs = _jobs(self.layout)
        self._newer: FastIndex | None = None
        self._work = _work(self.layout, world)
        self._rules = rules_of(rules, self.layout.weights)
        self._columns = np.array([KINDS.index(part.kind) for part in rules.components])

    def changed(self, gone: NDArray[np.intp], newer: JobTable) -> "FastIndex":
        """Give an index without the jobs of these rows and with newer ones, whose rows follow the old ones.

        Only the newer jobs are laid out; the rest is shared. Ties by id need numbered ids on both sides.
        """
        fresh = copy(self)
        fresh._jobs = self._jobs._replace(
            kin=_without(self._jobs.kin, np.isin(self.layout.fit["row"], gone)),
            near=_without(self._jobs.near, np.isin(self.layout.fit["row"][self.layout.near_position], gone)),
        )
        fresh._newer = FastIndex(newer, self.world, self.rules, today=self.today) if len(newer) else None
        if fresh._newer:
            fresh._newer._jobs = fresh._newer._jobs._replace(offset=len(self.layout.keys))
        return fresh

    def desk(self, k: int, most_held: int = 255) -> kernel_types.Desk:
        """Make room for one thread to work in, for lists of k and persons with up to `most_held` skills."""
        skills, groups = len(self.world.skills), len(self.layout.groups.minor)
        widest = int(np.diff(self.world.related_ptr).max(initial=0)) + 1
        links = most_held * widest
        most = max(len(self.layout.fit), len(self._newer.layout.fit) if self._newer else 0)
        passed = np.zeros((most + STRIDE) // 8 + 2, dtype=np.uint64)
        return kernel_types.Desk(
            credit=np.zeros(skills, dtype=np.uint8),
            touched=np.zeros(links, dtype=np.int32),
            best=np.zeros(groups, dtype=np.uint8),
            worth=np.zeros(groups, dtype=np.int64),
            kindred=np.zeros(groups, dtype=np.bool_),
            order=np.zeros(groups, dtype=np.int32),
            found=np.zeros(most + 8, dtype=np.int32),
            passed=passed.view(np.uint8),
            words=passed,
            lot=np.zeros(kernel_types.LOT + 1, dtype=np.int32),
            plain=np.zeros(kernel_types.LOT + 1, dtype=np.int64),
            travel=np.zeros(kernel_types.LOT + 1, dtype=np.int64),
            hours=np.zeros(kernel_types.LOT + 1, dtype=np.int64),
            cover=np.zeros(kernel_types.LOT + 1, dtype=np.int64),
            wish=np.zeros(kernel_types.LOT + 1, dtype=np.int64),
            score=np.zeros(k, dtype=np.int64),
            tie=np.zeros(k, dtype=np.uint64),
            slot=np.zeros(k, dtype=np.int64),
            parts=np.zeros((k, 7), dtype=np.int64),
            row=np.zeros(k, dtype=np.int32),
            link_head=np.full(skills, -1, dtype=np.int32),
            link_next=np.zeros(links, dtype=np.int32),
            link_owner=np.zeros(links, dtype=np.int32),
            link_credit=np.zeros(links, dtype=np.uint8),
            used=np.zeros(most_held, dtype=np.int64),
            worth_used=np.zeros(most_held, dtype=np.int64),
            misc=np.zeros(6, dtype=np.int64),
        )

    def prepare(self, seekers: SeekerTable) -> kernel_types.People:
        """Give the arrays of seekers that the kernels read."""
        return kernel_types.People(
            x=seekers.x,
            y=seekers.y,
            reach=reach(seekers, self.rules),
            minutes=seekers.minutes,
            has=needs(seekers.licences, seekers.language, seekers.education, self.rules),
            hours_min=seekers.hours_min,
            hours_max=seekers.hours_max,
            available=seekers.available,
            active=seekers.active,
            salt=seekers.salt,
            skill_ptr=seekers.skill_ptr,
            skill=seekers.skill,
            level=seekers.skill_level,
            wanted_ptr=seekers.wanted_ptr,
            wanted=seekers.wanted,
            excluded_ptr=seekers.excluded_ptr,
            excluded=seekers.excluded,
        )

    def top(
        self, people: kernel_types.People, start: int, stop: int, k: int, desk: kernel_types.Desk | None = None
    ) -> Lists:
        """Find the k best jobs of persons start..stop; pass a desk to spare making one."""
        count = stop - start
        row = np.empty((count, k), dtype=np.int32)
        score = np.empty((count, k), dtype=np.int32)
        parts = np.empty((count, k, len(self._columns)), dtype=np.uint16)
        newer = self._newer or self
        kernels.top_many(
            start, stop, self._jobs, self._work, newer._jobs, newer._work, self._newer is not None, people,
            self._rules, desk or self.desk(k), k, row, score, parts, self._columns,
        )  # fmt: skip
        return Lists(row, score, parts)


def rules_of(rules: Ruleset, weights: NDArray[np.int64]) -> kernel_types.Rules:
    """Give a ruleset as the kernels read it."""
    on = {name: name in rules.constraints for name in CONSTRAINTS}
    return kernel_types.Rules(
        weights=weights,
        wish=np.array(rules.wish, dtype=np.int64),
        modes=np.array(
            [(mode.start_minutes, mode.metres_per_minute * 10, mode.detour_percent) for mode in rules.travel],
            dtype=np.int64,
        ),
        hours_step=rules.hours_step,
        use_half=rules.use_half,
        slack=rules.start_slack,
        test_hours=on["hours"],
        test_available=on["available"],
        test_excluded=on["excluded"],
        test_active=on["active"],
        by_id=rules.tie == "id",
        seed=np.uint64(mix(rules.seed)),
    )


def _jobs(layout: JobLayout) -> kernel_types.Jobs:
    """Give a layout as the kernels read it."""
    return kernel_types.Jobs(
        kin=_columns(layout.kin),
        near=_columns(layout.near),
        near_position=layout.near_position,
        near_bound=layout.near_bound,
        near_group=layout.near_group,
        class_bound=layout.class_bound,
        step=layout.step,
        fit=layout.fit,
        skill=layout.skill,
        weight=layout.weight,
        keys=layout.keys,
        rank=layout.rank,
        corner_x=layout.corner[0],
        corner_y=layout.corner[1],
        base=layout.base,
        offset=0,
    )


def _columns(columns: Columns) -> kernel_types.Columns:
    """Give the columns of one order as the kernels read them."""
    return kernel_types.Columns(*(getattr(columns, name) for name in kernel_types.Columns._fields))


def _without(columns: kernel_types.Columns, gone: NDArray[np.bool_]) -> kernel_types.Columns:
    """Give columns in which the jobs that are gone ask more hours than anyone has."""
    hours = columns.hours_min.copy()
    hours[: len(gone)][gone] = 255
    return columns._replace(hours_min=hours)


def _work(layout: JobLayout, world: World) -> kernel_types.Work:
    """Give world and groups as the kernels read them."""
    groups = layout.groups
    return kernel_types.Work(
        group=groups.of_occupation,
        unit=world.unit,
        minor=groups.minor,
        submajor=groups.submajor,
        major=groups.major,
        home=groups.home,
        related_ptr=world.related_ptr,
        related_skill=world.related_skill,
        related_credit=world.related_credit,
        rarity=world.rarity,
    )
