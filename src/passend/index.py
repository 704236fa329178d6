"""The two indexes one asks: jobs for a person, and persons for a job. Neither changes; a change gives a new
one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend import forward, reverse
from passend.batch import Batch, Shared, closed_to, finish, run_batch
from passend.delta import Compiled, CompiledSeekers
from passend.executors import Executor
from passend.explain import explain
from passend.records import Change, Id, Job, Seeker
from passend.results import Explanation, Match, Ranking, Standing, WhatIf
from passend.rulesets import Ruleset
from passend.scoring import best_first, shuffle
from passend.tables import Flags, JobTable, Keys, Longs, SeekerTable
from passend.world import World


class Index:
    """Jobs, ready to be ranked for a person.

    jobs: records or a JobTable; today: day number that recency counts from.
    Raises UnknownCode when a job names what the world does not have, DuplicateId when two jobs share an id.
    """

    def __init__(self, jobs: Iterable[Job] | JobTable, world: World, ruleset: Ruleset, *, today: int) -> None:
        """Encode the jobs."""
        self.jobs = jobs if isinstance(jobs, JobTable) else JobTable.from_records(jobs, world)
        self.world, self.ruleset, self.today = world, ruleset, today
        self._compiled: Compiled | None = None

    def __len__(self) -> int:
        """Give the number of jobs, open or not."""
        return len(self.jobs)

    @property
    def ids(self) -> tuple[Id, ...]:
        """The ids of the jobs, in the order of every mask."""
        return tuple(self.jobs.ids)

    def job(self, identity: Id) -> Job:
        """Give one job back as its record; KeyError when it is not here."""
        return self.jobs.record(self.jobs.position[identity], self.world)

    def mask(self, *, without: Collection[Id] = ()) -> Flags:
        """Give an eligibility mask bool[len(index)]: true for every job but these (unknown ids are
        ignored)."""
        mask = np.ones(len(self), dtype=np.bool_)
        rows = [self.jobs.position[identity] for identity in without if identity in self.jobs.position]
        mask[rows] = False
        return mask

    def top(self, seeker: Seeker, k: int = 20, offset: int = 0, mask: Flags | None = None) -> Ranking:
        """Rank the jobs for a person: the k best after the first `offset`, among all that are eligible.

        mask: bool[len(index)], false where the person is not admitted (a job reserved for others).
        """
        one = self._one(seeker)
        rows, values, scores = self._scored(one, mask)
        best = best_first(scores, *self._ties(one, rows), stop=offset + k)[offset:]
        return Ranking(
            ids=tuple(self.jobs.ids[row] for row in rows[best].tolist()),
            scores=scores[best],
            components=values[best],
            total=len(rows),
            offset=offset,
            **_stamp(self.ruleset),
        )

    def best(self, seeker: Seeker, k: int = 20) -> list[Match]:
        """Give the first k of a person's list by the compiled search: the same as `top`, without the total.

        At tens of thousands of jobs it takes a tenth of a millisecond where `top` takes a few.
        """
        return self.batch({"": seeker}, k).matches(0)

    def batch(
        self,
        seekers: Mapping[Id, Seeker] | SeekerTable,
        k: int = 20,
        *,
        closed: Mapping[Id, Collection[Id]] | None = None,
        executor: Executor | None = None,
    ) -> Batch:
        """Make the first k of every person's list; the same lines as `top` gives.

        closed: jobs that a person is not admitted to, by person. executor: where to count (`Processes`,
        `Dask`); in this process when left out. Raises UnknownCode when a person names what the world does
        not have.
        """
        if not isinstance(seekers, SeekerTable):
            seekers = SeekerTable.from_records(seekers, self.world)
        if closed:
            seekers = closed_to(seekers, closed)
        shared = Shared(self.jobs, self.world, self.ruleset, self.today, k)
        if executor is not None:
            return run_batch(shared, seekers, executor)
        if self._compiled is None:
            self._compiled = Compiled.of(shared)
        return finish(shared, seekers, self._compiled.lists(shared, seekers))

    def explain(self, seeker: Seeker, job: Id, mask: Flags | None = None) -> Explanation:
        """Explain one pair, eligible or not; KeyError when the job is not here."""
        row = self.jobs.position[job]
        record = self.jobs.record(row, self.world)
        admitted = mask is None or bool(mask[row])
        return explain(seeker, record, self.world, self.ruleset, self.today, admitted=admitted)

    def standing(self, seeker: Seeker, job: Id, mask: Flags | None = None) -> Standing:
        """Give score and rank of one job in a person's whole list; KeyError when the job is not here."""
        row = self.jobs.position[job]
        one = self._one(seeker)
        rows, _, scores = self._scored(one, mask)
        at = np.flatnonzero(rows == row)
        if not at.size:
            here = np.array([row], dtype=np.intp)
            score = self._components(one, here) @ np.array(self.ruleset.weights, dtype=np.int64)
            return Standing(False, int(score[0]), None, len(rows))
        order = best_first(scores, *self._ties(one, rows), stop=len(rows))
        rank = int(np.flatnonzero(order == at[0])[0]) + 1
        return Standing(True, int(scores[at[0]]), rank, len(rows))

    def what_if(self, seeker: Seeker, change: Change, job: Id, mask: Flags | None = None) -> WhatIf:
        """Give score and rank of one job before and after a change of the person; both exact."""
        return WhatIf(self.standing(seeker, job, mask), self.standing(change.apply(seeker), job, mask))

    def with_changes(
        self,
        added: Iterable[Job] = (),
        changed: Iterable[Job] = (),
        removed: Iterable[Id] = (),
    ) -> "Index":
        """Give an index with jobs added, replaced by id, and taken out; KeyError when one to replace is not
        here."""
        new = [*changed, *added]
        gone = {*removed, *(job.id for job in changed)}
        missing = gone - set(self.jobs.position)
        if missing:
            raise KeyError(sorted(missing, key=str)[0])
        kept = self.jobs
        if gone:
            kept = kept.take(np.flatnonzero(self.mask(without=gone)))
        table = kept.join(JobTable.from_records(new, self.world)) if new else kept
        changed_index = Index(table, self.world, self.ruleset, today=self.today)
        if self._compiled is not None:
            rows = np.array([self.jobs.position[identity] for identity in gone], dtype=np.intp)
            changed_index._compiled = self._compiled.changed(rows, table)
        return changed_index

    def _one(self, seeker: Seeker) -> SeekerTable:
        """Encode one person."""
        return SeekerTable.from_records({"": seeker}, self.world)

    def _components(self, one: SeekerTable, rows: NDArray[np.intp]) -> Longs:
        """Give int64[rows, components]."""
        return forward.components(one, 0, self.jobs, rows, self.world, self.ruleset, self.today)

    def _scored(self, one: SeekerTable, mask: Flags | None) -> tuple[NDArray[np.intp], Longs, Longs]:
        """Give the eligible rows with components and scores."""
        rows = forward.eligible(one, 0, self.jobs, self.ruleset, _checked(mask, len(self)))
        values = self._components(one, rows)
        return rows, values, values @ np.array(self.ruleset.weights, dtype=np.int64)

    def _ties(self, one: SeekerTable, rows: NDArray[np.intp]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Give what orders equal scores, and what orders equal ties."""
        if self.ruleset.tie == "id":
            rank = self.jobs.rank_by_id[rows]
            return rank, rank
        keys = self.jobs.keys[rows]
        return shuffle(self.ruleset.seed, one.salt, keys), keys


class SeekerIndex:
    """Persons, ready to be ranked for a job.

    seekers: records by the caller's own pseudonymous ids, or a SeekerTable; the same errors as Index.
    """

    def __init__(
        self, seekers: Mapping[Id, Seeker] | SeekerTable, world: World, ruleset: Ruleset, *, today: int
    ) -> None:
        """Encode the persons."""
        if not isinstance(seekers, SeekerTable):
            seekers = SeekerTable.from_records(seekers, world)
        self.seekers = seekers
        self.world, self.ruleset, self.today = world, ruleset, today
        self._compiled: CompiledSeekers | None = None

    def __len__(self) -> int:
        """Give the number of persons, active or not."""
        return len(self.seekers)

    @property
    def ids(self) -> tuple[Id, ...]:
        """The ids of the persons, in the order of every mask."""
        return tuple(self.seekers.ids)

    def top(self, job: Job, k: int = 20, offset: int = 0, mask: Flags | None = None) -> Ranking:
        """Rank the persons for a job: the k best after the first `offset`; mask: bool[len(index)]."""
        one = JobTable.from_records([job], self.world)
        rows = reverse.eligible(one, 0, self.seekers, self.ruleset, _checked(mask, len(self)))
        values = reverse.components(one, 0, self.seekers, rows, self.world, self.ruleset, self.today)
        scores = values @ np.array(self.ruleset.weights, dtype=np.int64)
        best = best_first(scores, *self._ties(one.keys, rows), stop=offset + k)[offset:]
        return Ranking(
            ids=tuple(self.seekers.ids[row] for row in rows[best].tolist()),
            scores=scores[best],
            components=values[best],
            total=len(rows),
            offset=offset,
            **_stamp(self.ruleset),
        )

    def best(self, job: Job, k: int = 20) -> list[Match]:
        """Give the first k people for a job by the compiled search: the same as `top`, without the total."""
        return self._search().best(JobTable.from_records([job], self.world), k)

    def alerts(self, job: Job, batch: Batch) -> list[Id]:
        """Give the people whose list in a batch a new job enters, in the order of the index.

        The batch is one of these same people under these same rules; ValueError when it is not. A job that
        is in the batch already enters the list of those who do not have it yet.
        """
        if batch.ruleset_hash != self.ruleset.hash or list(batch.seekers) != list(self.seekers.ids):
            raise ValueError("batch: made for other people or under other rules")
        rows = self._search().alerts(JobTable.from_records([job], self.world), batch)
        return [self.seekers.ids[row] for row in rows]

    def _search(self) -> CompiledSeekers:
        """Give the compiled people, made at the first use."""
        if self._compiled is None:
            self._compiled = CompiledSeekers(self.seekers, self.world, self.ruleset, self.today)
        return self._compiled

    def with_changes(self, changed: Mapping[Id, Seeker] | None = None, removed: Iterable[Id] = ()) -> "SeekerIndex":
        """Give an index with persons added or replaced by id, and taken out (unknown ids are ignored)."""
        new = dict(changed or {})
        gone = {*removed, *new}
        rows = [row for row, identity in enumerate(self.seekers.ids) if identity not in gone]
        table = self.seekers.take(np.array(rows, dtype=np.intp))
        table = table.join(SeekerTable.from_records(new, self.world)) if new else table
        return SeekerIndex(table, self.world, self.ruleset, today=self.today)

    def _ties(self, key: Keys, rows: NDArray[np.intp]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Give what orders equal scores, and what orders equal ties."""
        if self.ruleset.tie == "id":
            rank = self.seekers.rank_by_id[rows]
            return rank, rank
        return shuffle(self.ruleset.seed, self.seekers.salt[rows], key), self.seekers.keys[rows]


def top_seekers(job: Job, seekers: SeekerIndex, k: int = 20, offset: int = 0, mask: Flags | None = None) -> Ranking:
    """Rank the persons for a job: `SeekerIndex.top` as a function."""
    return seekers.top(job, k, offset, mask)


def _stamp(rules: Ruleset) -> dict[str, Any]:
    """Give what each ranking says of its ruleset."""
    return {
        "names": rules.names, "weights": rules.weights, "out_of": rules.out_of,
        "ruleset": rules.id, "ruleset_hash": rules.hash,
    }  # fmt: skip


def _checked(mask: Flags | None, length: int) -> Flags | None:
    """Refuse a mask that is not one bool for each record."""
    if mask is not None and (mask.dtype != np.bool_ or mask.shape != (length,)):
        raise ValueError(f"mask: bool[{length}] is needed, not {mask.dtype}{list(mask.shape)}")
    return mask
