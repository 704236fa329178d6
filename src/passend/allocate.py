"""A fair spread over a region: a few chances for each person, no job swamped, the fit of each pair left as
it is.

Crowding is never mixed into a score. What a person wishes and what chance they stand is the score of the
pair; how many others are shown the same job is said beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from passend.batch import Batch
from passend.records import Id
from passend.results import Match
from passend.tables import Flags, Keys, Longs, keys_of, mix_array


@dataclass(frozen=True, eq=False)
class Allocation:
    """Which jobs are put first for whom."""

    batch: Batch
    held: NDArray[np.bool_]
    """bool[people, k]: the lines of the batch that are given."""
    load: Longs
    """int64[jobs]: how many people are given each job."""
    utility: int
    """Sum of the scores of the given pairs."""
    bids: int
    """How many bids the auction took."""

    def given(self, row: int) -> list[tuple[Match, int]]:
        """Give the jobs of the person in this row, each with how many others are given it."""
        lines = self.batch.matches(row)
        return [
            (line, int(self.load[self.batch.lists.row[row, at]]) - 1)
            for at, line in enumerate(lines)
            if self.held[row, at]
        ]

    @property
    def without(self) -> NDArray[np.intp]:
        """Rows of the people who are given nothing; most of them have no fitting job at all."""
        return np.flatnonzero(~self.held.any(axis=1))


def allocate(
    batch: Batch,
    capacity: int | Mapping[Id, int],
    chances: int = 3,
    precision: float = 0.001,
    seed: int = 0,
) -> Allocation:
    """Give each person up to `chances` jobs of their list so that no job is given more often than its
    capacity.

    capacity: for every job, or by job (0 when not named). precision: the total score is within this share
    of the highest score, for each pair given, of the best there is. Who bids first is shuffled by the seed.
    Raises ValueError for a capacity below 0, chances below 1 or a precision outside 0..1.
    """
    people, k = batch.lists.row.shape
    room = _room(batch, capacity)
    if chances < 1 or not 0 < precision <= 1 or (room < 0).any():
        raise ValueError("chances: 1 or more; precision: above 0 to 1; capacity: 0 or more")
    there = batch.lists.row >= 0
    ptr = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(there.sum(axis=1), out=ptr[1:])
    target = batch.lists.row[there].astype(np.int64)
    worth = batch.lists.score[there].astype(np.int64)
    step = max(1, int(precision * batch.out_of))
    held, bids = _auctioned(ptr, target, worth, room, min(chances, k), step, keys_of(batch.seekers) ^ np.uint64(seed))
    given = np.zeros((people, k), dtype=np.bool_)
    given[there] = held
    return Allocation(batch, given, np.bincount(target[held], minlength=len(room)), int(worth[held].sum()), bids)


def spread(
    lists: Mapping[Id, Sequence[tuple[Id, int]]],
    capacity: Mapping[Id, int],
    out_of: int,
    chances: int = 3,
    precision: float = 0.001,
    seed: int = 0,
) -> dict[Id, list[Id]]:
    """Do what `allocate` does for lists that were made elsewhere: for each person the jobs they are given.

    lists: by person (job, score) with the best first; capacity: by job, 0 when not named; out_of: the highest score.
    Raises ValueError as `allocate` does.
    """
    if chances < 1 or not 0 < precision <= 1 or any(room < 0 for room in capacity.values()):
        raise ValueError("chances: 1 or more; precision: above 0 to 1; capacity: 0 or more")
    number = {job: at for at, job in enumerate(dict.fromkeys(job for lines in lists.values() for job, _ in lines))}
    ptr = np.zeros(len(lists) + 1, dtype=np.int64)
    np.cumsum([len(lines) for lines in lists.values()], out=ptr[1:])
    target = np.array([number[job] for lines in lists.values() for job, _ in lines], dtype=np.int64)
    worth = np.array([score for lines in lists.values() for _, score in lines], dtype=np.int64)
    room = np.array([capacity.get(job, 0) for job in number], dtype=np.int64)
    keys = keys_of(list(lists)) ^ np.uint64(seed)
    held, _bids = _auctioned(ptr, target, worth, room, chances, max(1, int(precision * out_of)), keys)
    return {
        person: [job for (job, _), given in zip(lines, held[ptr[row] : ptr[row + 1]], strict=True) if given]
        for row, (person, lines) in enumerate(lists.items())
    }


def _auctioned(
    ptr: Longs, target: Longs, worth: Longs, room: Longs, chances: int, step: int, keys: Keys
) -> tuple[Flags, int]:
    """Hold the auction: bool[lines] that are given, and the number of bids. The keys shuffle who bids first."""
    asked = np.bincount(target, minlength=len(room))
    room_ptr = np.zeros(len(room) + 1, dtype=np.int64)
    np.cumsum(np.minimum(room, asked), out=room_ptr[1:])
    owner = np.repeat(np.arange(len(ptr) - 1), np.diff(ptr))
    order = np.argsort(mix_array(keys), kind="stable")
    held = np.zeros(len(target), dtype=np.bool_)
    from passend.allocation_kernel import auction  # only here: its compiler takes 100 MB of who loads it

    bids = int(auction(ptr, target, worth, owner, room_ptr, chances, step, order, held))
    return held, bids


def crowding(batch: Batch, first: int = 7) -> Longs:
    """Give int64[jobs]: in how many people's first `first` lines each job stands."""
    rows = batch.lists.row[:, :first]
    return np.bincount(rows[rows >= 0], minlength=len(batch.jobs))


def _room(batch: Batch, capacity: int | Mapping[Id, int]) -> Longs:
    """Give int64[jobs]: the capacity of each."""
    if isinstance(capacity, int):
        return np.full(len(batch.jobs), capacity, dtype=np.int64)
    return np.array([capacity.get(job, 0) for job in batch.jobs], dtype=np.int64)
