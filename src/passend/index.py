"""The two indexes one asks: jobs for a person, and persons for a job. Neither changes; a change gives a new
one."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend import forward, reverse
from passend.explain import explain
from passend.records import Change, Id, Job, Seeker
from passend.results import Explanation, Ranking, Standing, WhatIf
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
        return Index(table, self.world, self.ruleset, today=self.today)

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
