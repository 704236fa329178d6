"""The compiled indexes as they follow changes: a large part that stays, and a small part that is laid out
anew.

Where numba is absent, or the rules do not suit the kernels, the same questions are answered with NumPy.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend import reverse
from passend.batch import Batch, Lists, Shared, lists_by_numpy
from passend.executors import fast_index
from passend.results import Match
from passend.rulesets import Ruleset
from passend.scoring import best_first, shuffle
from passend.tables import JobTable, Longs, SeekerTable
from passend.world import World

SMALL = 1_000
"""The newer part may be this large, or a tenth of the whole, before all is laid out again."""


@dataclass(eq=False)
class Compiled:
    """Jobs laid out for the kernels, and which of them are still there."""

    fast: Any
    """A FastIndex; None when NumPy does the work."""
    kept: NDArray[np.bool_]
    """bool[jobs laid out first]: still in the table. They come first in it, in the same order."""
    desks: dict[int, Any]

    @classmethod
    def of(cls, shared: Shared) -> "Compiled":
        """Lay all jobs out."""
        return cls(fast_index(shared), np.ones(len(shared.jobs), dtype=np.bool_), {})

    def changed(self, gone: NDArray[np.intp], table: JobTable) -> "Compiled | None":
        """Give the same after rows of the old table went and others came at the end; None to lay all out
        again."""
        count = int(self.kept.sum())
        kept = self.kept.copy()
        kept[np.flatnonzero(kept)[gone[gone < count]]] = False
        newer = np.arange(int(kept.sum()), len(table))
        if self.fast is None or len(newer) > max(SMALL, len(kept) // 10):
            return None
        if self.fast.rules.tie == "id" and not table.numbered:
            return None
        from passend.layout import Unsuited

        try:
            return Compiled(self.fast.changed(np.flatnonzero(~kept), table.take(newer)), kept, {})
        except Unsuited:
            return None

    def lists(self, shared: Shared, seekers: SeekerTable) -> Lists:
        """Make the lists; rows are those of the shared table."""
        if self.fast is None:
            return lists_by_numpy(shared, seekers)
        if shared.k not in self.desks:
            self.desks[shared.k] = self.fast.desk(shared.k)
        found: Lists = self.fast.top(self.fast.prepare(seekers), 0, len(seekers), shared.k, self.desks[shared.k])
        if len(self.kept) != len(shared.jobs) or not self.kept.all():
            kept = int(self.kept.sum())
            place = np.concatenate((np.cumsum(self.kept) - 1, np.arange(kept, len(shared.jobs))))
            there = found.row >= 0
            found.row[there] = place[found.row[there]]
        return found


class CompiledSeekers:
    """People laid out for the kernels."""

    def __init__(self, seekers: SeekerTable, world: World, rules: Ruleset, today: int) -> None:
        """Lay the people out, when numba is there and they suit it."""
        self.seekers, self.world, self.rules, self.today = seekers, world, rules, today
        self.fast: Any = None
        try:
            from passend.fast_reverse import FastSeekerIndex
        except ImportError:
            return
        from passend.layout import Unsuited

        try:
            self.fast = FastSeekerIndex(seekers, world, rules, today=today)
        except Unsuited:
            return

    def best(self, job: JobTable, k: int) -> list[Match]:
        """Give the k best people for the one job of a table."""
        if self.fast is not None:
            rows, scores, parts = self.fast.top(job, 0, k)
        else:
            rows, scores, parts = self._scored(job)
            keys = self.seekers.keys[rows]
            ties = shuffle(self.rules.seed, self.seekers.salt[rows], job.keys)
            if self.rules.tie == "id":
                ties = self.seekers.rank_by_id[rows].astype(np.uint64)
            first = best_first(scores, ties, keys, k)
            rows, scores, parts = rows[first], scores[first], parts[first]
        lines = zip(rows.tolist(), scores.tolist(), parts.tolist(), strict=True)
        names = self.rules.names
        return [Match(self.seekers.ids[row], score, dict(zip(names, part, strict=True))) for row, score, part in lines]

    def alerts(self, job: JobTable, batch: Batch) -> list[int]:
        """Give the rows of the people whose list the one job of a table enters, ascending."""
        by_id = self.rules.tie == "id"
        if by_id and not (job.numbered and all(isinstance(one, int) for one in batch.jobs)):
            raise ValueError("alerts under ties by id need jobs with whole numbers as ids")
        if self.fast is not None:
            rows: list[int] = self.fast.alerts(job, 0, batch.bar, batch.bar_tie).tolist()
            return rows
        found, scores, _ = self._scored(job)
        tie = shuffle(self.rules.seed, self.seekers.salt[found], job.keys)
        if by_id:
            tie = np.full(len(found), job.rank_by_id[0], dtype=np.uint64)
        bar = batch.bar[found]
        enters = (scores > bar) | ((scores == bar) & (tie < batch.bar_tie[found]))
        listed: list[int] = found[enters].tolist()
        return listed

    def _scored(self, job: JobTable) -> tuple[NDArray[np.intp], Longs, Longs]:
        """Give the eligible rows with scores and components."""
        rows = reverse.eligible(job, 0, self.seekers, self.rules, None)
        parts = reverse.components(job, 0, self.seekers, rows, self.world, self.rules, self.today)
        return rows, parts @ np.array(self.rules.weights, dtype=np.int64), parts
