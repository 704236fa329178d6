"""Where a batch is counted does not matter: several processes, a cluster, or a worker that dies half-way."""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from passend import NLMATCH_1, batch, executors
from passend.batch import Batch, Lists, Shared, run_batch
from passend.bench.nlmatch import draw
from passend.executors import Dask, Executor, Processes, Worker
from passend.tables import SeekerTable

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def work() -> tuple[Shared, SeekerTable, Batch]:
    load = draw("S", seed=5)
    shared = Shared(load.jobs, load.world, NLMATCH_1, load.today, 20)
    return shared, load.seekers, run_batch(shared, load.seekers)


@pytest.fixture(autouse=True)
def small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "TASK", 1_000)


def _same(one: Batch, two: Batch) -> bool:
    return all(
        np.array_equal(getattr(one.lists, name), getattr(two.lists, name)) for name in ("row", "score", "parts")
    ) and np.array_equal(one.bar_tie, two.bar_tie)


@pytest.mark.parametrize("workers", [1, 2])
def test_processes_give_the_same_lists(work: tuple[Shared, SeekerTable, Batch], workers: int) -> None:
    assert _same(run_batch(work[0], work[1], Processes(workers)), work[2])


def test_a_worker_killed_half_way_changes_nothing(
    work: tuple[Shared, SeekerTable, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killing(Processes):
        """Kills one of its own workers after the third task."""

        killed = 0

        def run(self, shared: Shared, tasks: Sequence[SeekerTable]) -> Iterator[tuple[int, Lists]]:
            for done, pair in enumerate(super().run(shared, tasks)):
                yield pair
                if done == 2:
                    victim = next(iter(opened[-1]._processes))
                    os.kill(victim, signal.SIGKILL)
                    self.killed += 1

    opened = []
    pool = executors.ProcessPoolExecutor

    def remembered(*args: object, **named: object) -> object:
        opened.append(pool(*args, **named))
        return opened[-1]

    monkeypatch.setattr(executors, "ProcessPoolExecutor", remembered)
    executor = Killing(2)
    assert _same(run_batch(work[0], work[1], executor), work[2])
    assert executor.killed == 1
    assert len(opened) >= 2


def test_a_cluster_of_two_workers_gives_the_same_lists(work: tuple[Shared, SeekerTable, Batch], tmp_path: Path) -> None:
    from distributed import Client, LocalCluster  # which only this test needs

    own = str(tmp_path)
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=own) as cluster,
        Client(cluster) as client,
    ):
        assert _same(run_batch(work[0], work[1], Dask(client)), work[2])


def test_without_numba_the_lists_are_the_same(
    work: tuple[Shared, SeekerTable, Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(executors, "fast_index", lambda shared: None)
    some = work[1].take(np.arange(0, 10_000, 40))
    executor: Executor = executors.InProcess()
    slow = run_batch(work[0], some, executor)
    assert Worker(work[0]).fast is None
    assert np.array_equal(slow.lists.row, work[2].lists.row[::40])
    assert np.array_equal(slow.lists.parts, work[2].lists.parts[::40])
