"""The lists of many people at once: partitioned by place, counted by whatever executor, equal whichever it
was."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from passend import forward
from passend.executors import Executor, InProcess
from passend.records import Id
from passend.results import Match
from passend.rulesets import Ruleset
from passend.scoring import best_first, shuffle
from passend.tables import JobTable, Keys, Longs, SeekerTable, key_of
from passend.world import World

TASK = 4_000
"""People in one task."""
TILE = 2_000
"""Side of the tiles by which people are partitioned: 20 km."""


@dataclass(frozen=True, eq=False)
class Lists:
    """The best jobs of many persons, as arrays."""

    row: NDArray[np.int32]
    """int32[n, k]: row in the job table, best first; -1 where a list is shorter."""
    score: NDArray[np.int32]
    """int32[n, k]: 0 where a list is shorter."""
    parts: NDArray[np.uint16]
    """uint16[n, k, components]: unweighted components."""


@dataclass(frozen=True, eq=False)
class Batch:
    """The first k of every person's list. Iterating gives (person, matches)."""

    seekers: Sequence[Id]
    jobs: Sequence[Id]
    lists: Lists
    bar: Longs
    """int64[people]: score of the last in each list; -1 where the list is shorter than k."""
    bar_tie: Keys
    """uint64[people]: what orders that last one among equal scores."""
    names: tuple[str, ...]
    weights: tuple[int, ...]
    out_of: int
    ruleset: str
    ruleset_hash: str

    def __len__(self) -> int:
        """Give the number of persons."""
        return len(self.seekers)

    def __iter__(self) -> Iterator[tuple[Id, list[Match]]]:
        """Give each person with their list, in the order of the records."""
        for at, identity in enumerate(self.seekers):
            yield identity, self.matches(at)

    def matches(self, row: int) -> list[Match]:
        """Give the list of the person in this row."""
        found = []
        for at, job in enumerate(self.lists.row[row].tolist()):
            if job >= 0:
                parts = dict(zip(self.names, self.lists.parts[row, at].tolist(), strict=True))
                found.append(Match(self.jobs[job], int(self.lists.score[row, at]), parts))
        return found


@dataclass(frozen=True, eq=False)
class Shared:
    """What every worker holds: the jobs and how to count."""

    jobs: JobTable
    world: World
    rules: Ruleset
    today: int
    k: int


def run_batch(shared: Shared, seekers: SeekerTable, executor: Executor | None = None) -> Batch:
    """Make the first k of every person's list.

    The executor only decides where the work is done: InProcess (the default), Processes or Dask.
    """
    order = by_place(seekers, shared.world)
    cuts = range(0, len(order), TASK)
    tasks = [seekers.take(order[cut : cut + TASK]) for cut in cuts]
    k, parts = shared.k, len(shared.rules.components)
    lists = Lists(
        row=np.full((len(order), k), -1, dtype=np.int32),
        score=np.zeros((len(order), k), dtype=np.int32),
        parts=np.zeros((len(order), k, parts), dtype=np.uint16),
    )
    for at, found in (executor or InProcess()).run(shared, tasks):
        rows = order[cuts[at] : cuts[at] + TASK]
        lists.row[rows], lists.score[rows], lists.parts[rows] = found.row, found.score, found.parts
    return finish(shared, seekers, lists)


def finish(shared: Shared, seekers: SeekerTable, lists: Lists) -> Batch:
    """Give the lists with their bars and stamps."""
    rules, last = shared.rules, lists.row[:, -1]
    full = last >= 0
    bar_tie = np.zeros(len(seekers), dtype=np.uint64)
    if rules.tie == "id":
        bar_tie[full] = shared.jobs.rank_by_id[last[full]].astype(np.uint64)
    else:
        bar_tie[full] = shuffle(rules.seed, seekers.salt[full], shared.jobs.keys[last[full]])
    return Batch(
        seekers=seekers.ids,
        jobs=shared.jobs.ids,
        lists=lists,
        bar=np.where(full, lists.score[:, -1], -1).astype(np.int64),
        bar_tie=bar_tie,
        names=rules.names,
        weights=rules.weights,
        out_of=rules.out_of,
        ruleset=rules.id,
        ruleset_hash=rules.hash,
    )


def by_place(seekers: SeekerTable, world: World) -> NDArray[np.intp]:
    """Give an order of people in which neighbours of like wishes stand together."""
    minor = np.full(len(seekers), -1, dtype=np.int64)
    wishing = np.flatnonzero(np.diff(seekers.wanted_ptr))
    minor[wishing] = world.minor[seekers.wanted[seekers.wanted_ptr[wishing]]]
    return np.lexsort((minor, seekers.x // TILE, seekers.y // TILE))


def closed_to(seekers: SeekerTable, closed: Mapping[Id, Collection[Id]]) -> SeekerTable:
    """Give the table with more excluded jobs: those that a person is not admitted to."""
    rows = [
        np.union1d(
            seekers.excluded[seekers.excluded_ptr[row] : seekers.excluded_ptr[row + 1]],
            np.array([key_of(job) for job in closed.get(identity, ())], dtype=np.uint64),
        )
        for row, identity in enumerate(seekers.ids)
    ]
    ptr = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=ptr[1:])
    flat = np.concatenate(rows) if rows else np.zeros(0, dtype=np.uint64)
    return replace(seekers, excluded_ptr=ptr, excluded=flat.astype(np.uint64))


def lists_by_numpy(shared: Shared, seekers: SeekerTable) -> Lists:
    """Make the lists of one task with NumPy alone."""
    rules, jobs, k = shared.rules, shared.jobs, shared.k
    weights = np.array(rules.weights, dtype=np.int64)
    lists = Lists(
        row=np.full((len(seekers), k), -1, dtype=np.int32),
        score=np.zeros((len(seekers), k), dtype=np.int32),
        parts=np.zeros((len(seekers), k, len(weights)), dtype=np.uint16),
    )
    for at in range(len(seekers)):
        rows = forward.eligible(seekers, at, jobs, rules, None)
        values = forward.components(seekers, at, jobs, rows, shared.world, rules, shared.today)
        scores = values @ weights
        keys = jobs.keys[rows]
        if rules.tie == "id":
            best = best_first(scores, jobs.rank_by_id[rows], keys, k)
        else:
            best = best_first(scores, shuffle(rules.seed, seekers.salt[at : at + 1], keys), keys, k)
        lists.row[at, : len(best)] = rows[best]
        lists.score[at, : len(best)] = scores[best]
        lists.parts[at, : len(best)] = values[best]
    return lists


__all__ = ["Batch", "Lists", "Shared", "by_place", "closed_to", "finish", "lists_by_numpy", "run_batch"]
