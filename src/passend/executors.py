"""Where a batch is counted: in this process, in several processes, or on a Dask cluster. The answer is the
same."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from passend.batch import Lists, Shared
    from passend.tables import SeekerTable


class Executor(Protocol):
    """Counts tasks and gives (number of the task, lists) in any order."""

    def run(self, shared: Shared, tasks: Sequence[SeekerTable]) -> Iterator[tuple[int, Lists]]:
        """Count every task once."""


class InProcess:
    """Counts one task after another, here."""

    def run(self, shared: Shared, tasks: Sequence[SeekerTable]) -> Iterator[tuple[int, Lists]]:
        """Count every task once."""
        worker = Worker(shared)
        for at, task in enumerate(tasks):
            yield at, worker.lists(task)


class Processes:
    """Counts on several processes of this machine. A process that dies is replaced and its tasks are done again.

    workers: how many. After `patience` deaths in one batch BrokenProcessPool is raised. Tasks and lists travel by
    file and only their names by pipe: a process that dies in the middle of a long message would block the pipe.
    """

    def __init__(self, workers: int, patience: int = 3) -> None:
        """Keep the number of workers."""
        self.workers, self.patience = workers, patience

    def run(self, shared: Shared, tasks: Sequence[SeekerTable]) -> Iterator[tuple[int, Lists]]:
        """Count every task once."""
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "shared").write_bytes(pickle.dumps(shared))
            left = set(range(len(tasks)))
            for attempt in range(self.patience + 1):
                try:
                    for at in self._round(folder, tasks, sorted(left)):
                        left.discard(at)
                        yield at, pickle.loads((folder / f"lists-{at}").read_bytes())  # noqa: S301
                        (folder / f"lists-{at}").unlink()
                except BrokenProcessPool:
                    if attempt == self.patience:
                        raise
                if not left:
                    return

    def _round(self, folder: Path, tasks: Sequence[SeekerTable], left: list[int]) -> Iterator[int]:
        """Count tasks with one pool, a few of them under way at a time; gives the number of each that is done."""
        context = multiprocessing.get_context("spawn")
        pool = ProcessPoolExecutor(self.workers, context, initializer=_open, initargs=(str(folder),))
        sound = False
        try:
            waiting = iter(left)
            running: set[Future[int]] = set()
            while True:
                while len(running) < self.workers * 2 and (at := next(waiting, None)) is not None:
                    (folder / f"task-{at}").write_bytes(pickle.dumps(tasks[at]))
                    running.add(pool.submit(_count, at))
                if not running:
                    break
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
            sound = True
        finally:
            pool.shutdown(wait=sound, cancel_futures=True)


class Dask:
    """Counts on a Dask cluster (the extra `dask.distributed`); a worker that dies is made good by the
    scheduler."""

    def __init__(self, client: Any) -> None:
        """Keep the client, a `distributed.Client`."""
        self.client = client

    def run(self, shared: Shared, tasks: Sequence[SeekerTable]) -> Iterator[tuple[int, Lists]]:
        """Count every task once."""
        import distributed

        as_completed: Any = distributed.as_completed  # it has no types
        held = self.client.scatter(shared, broadcast=True)
        futures = {self.client.submit(count_shared, held, task, pure=False): at for at, task in enumerate(tasks)}
        for future in as_completed(list(futures)):
            yield futures.pop(future), future.result()


class Worker:
    """The jobs laid out once, ready for tasks; with numba where it can, else with NumPy."""

    def __init__(self, shared: Shared) -> None:
        """Lay the jobs out."""
        self.shared = shared
        self.fast = fast_index(shared)

    def lists(self, task: SeekerTable) -> Lists:
        """Make the lists of one task."""
        from passend.batch import lists_by_numpy

        if self.fast is None:
            return lists_by_numpy(self.shared, task)
        found: Lists = self.fast.top(self.fast.prepare(task), 0, len(task), self.shared.k)
        return found


def fast_index(shared: Shared) -> Any:
    """Give the compiled index of these jobs; None when numba is absent or they do not suit it."""
    try:
        from passend.fast import FastIndex
    except ImportError:
        return None
    from passend.layout import Unsuited

    try:
        return FastIndex(shared.jobs, shared.world, shared.rules, today=shared.today)
    except Unsuited:
        return None


_here: list[tuple[Path, Worker]] = []
_held: dict[int, Worker] = {}


def _open(folder: str) -> None:
    """Make the worker of this process."""
    shared = pickle.loads((Path(folder) / "shared").read_bytes())  # noqa: S301
    _here[:] = [(Path(folder), Worker(shared))]


def _count(at: int) -> int:
    """Count one task with the worker of this process and leave the lists in the folder."""
    folder, worker = _here[0]
    task = folder / f"task-{at}"
    found = worker.lists(pickle.loads(task.read_bytes()))  # noqa: S301
    part = folder / f"part-{at}"
    part.write_bytes(pickle.dumps(found))
    part.replace(folder / f"lists-{at}")
    task.unlink()
    return at


def count_shared(shared: Shared, task: SeekerTable) -> Lists:
    """Count one task with a worker that is kept for as long as the same jobs are asked."""
    worker = _held.get(id(shared))
    if worker is None or worker.shared is not shared:
        _held.clear()
        worker = _held.setdefault(id(shared), Worker(shared))
    return worker.lists(task)
