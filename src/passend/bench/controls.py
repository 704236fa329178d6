"""What the figures are measured by: the rate of the machine, the true optimum, a pure-spin control, a cold
start."""

import multiprocessing
import pickle
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numba
import numpy as np

from passend.batch import Batch, Shared
from passend.bench.nlmatch import Workload
from passend.executors import Processes
from passend.tables import SeekerTable

STARTING = 16
"""The first lists of a pool are not timed: a worker may still be starting."""


@numba.njit(cache=True)
def _gather(table: Any, place: Any, weight: Any) -> Any:
    """Sum weight x table[place]."""
    total = np.int64(0)
    for at in range(len(place)):
        total += np.int64(weight[at]) * np.int64(table[place[at]])
    return total


def gather_rate(skills: int = 14_000, count: int = 2_000_000) -> float:
    """Give how many credits a second one core gathers, multiplies and adds; the best of five."""
    rng = np.random.default_rng(0)
    credit = rng.integers(0, 255, skills).astype(np.uint8)
    place = rng.integers(0, skills, count).astype(np.uint16)
    weight = rng.integers(0, 255, count).astype(np.uint8)
    _gather(credit, place, weight)
    best = 0.0
    for _ in range(5):
        start = time.process_time()
        _gather(credit, place, weight)
        best = max(best, count / (time.process_time() - start))
    return best


def best_flow(batch: Batch, capacity: int, chances: int) -> int:
    """Give the largest total there is, by the min-cost flow of OR-tools; ImportError when it is not
    installed."""
    from ortools.graph.python import min_cost_flow

    people, jobs = len(batch), len(batch.jobs)
    there = batch.lists.row >= 0
    owner = np.repeat(np.arange(people), there.sum(axis=1))
    target, score = batch.lists.row[there].astype(np.int64), batch.lists.score[there].astype(np.int64)
    source, sink = people + jobs, people + jobs + 1
    flow = min_cost_flow.SimpleMinCostFlow()
    ones = np.ones(len(owner), dtype=np.int64)
    flow.add_arcs_with_capacity_and_unit_cost(owner, people + target, ones, -score)
    everyone, every_job = np.arange(people), np.arange(jobs)
    flow.add_arcs_with_capacity_and_unit_cost(
        np.full(people, source), everyone, np.full(people, chances), np.zeros(people, dtype=np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        people + every_job, np.full(jobs, sink), np.full(jobs, capacity), np.zeros(jobs, dtype=np.int64)
    )
    flow.add_arc_with_capacity_and_unit_cost(source, sink, people * chances, 0)
    flow.set_node_supply(source, people * chances)
    flow.set_node_supply(sink, -people * chances)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow has no optimum")
    return -int(flow.optimal_cost())


def two_workers(shared: Shared, seekers: SeekerTable) -> str:
    """Tell the gain of a second worker process once both are at work, beside a control that only spins."""
    size = min(len(seekers), 200_000)
    if size < 200_000:
        return "too few people to tell"
    tasks = [seekers.take(np.arange(at, at + 4_000)) for at in range(0, size, 4_000)]
    rate = []
    for workers in (1, 2):
        times = [time.perf_counter() for _ in Processes(workers).run(shared, tasks)]
        rate.append((len(times) - STARTING) / (times[-1] - times[STARTING - 1]))
    spin = []
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
            list(pool.map(_spin, [1_000] * workers))
            start = time.perf_counter()
            list(pool.map(_spin, [3_000_000] * 6))
            spin.append(6 / (time.perf_counter() - start))
    return f"{rate[1] / rate[0]:.2f}x; a loop that only spins gains {spin[1] / spin[0]:.2f}x in the same run"


def _spin(turns: int) -> int:
    """Do nothing useful for a while."""
    total = 0
    for at in range(turns):
        total += at & 3
    return total


_COUNTRY = """
import pickle, sys, time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import numpy as np
from passend.batch import by_place
from passend.fast import FastIndex
from passend.rulesets import NLMATCH_1
load = pickle.load(open(sys.argv[1], "rb"))
wall, cpu = time.perf_counter(), time.process_time()
index = FastIndex(load.jobs, load.world, NLMATCH_1, today=load.today)
people, k, laid = len(load.seekers), 20, time.perf_counter() - wall
row = np.full((people, k), -1, dtype=np.int32)
score = np.zeros((people, k), dtype=np.int32)
parts = np.zeros((people, k, 5), dtype=np.uint16)
order = by_place(load.seekers, load.world)
ordered = time.perf_counter() - wall - laid
def count(thread):
    desk, spent = index.desk(k), np.zeros(3)
    for at in range(thread * 20_000, people, 40_000):
        some = order[at : at + 20_000]
        clock = [time.thread_time()]
        prepared = index.prepare(load.seekers.take(some))
        clock.append(time.thread_time())
        found = index.top(prepared, 0, len(some), k, desk)
        clock.append(time.thread_time())
        row[some], score[some], parts[some] = found.row, found.score, found.parts
        clock.append(time.thread_time())
        spent += np.diff(clock)
    return spent
with ThreadPoolExecutor(2) as pool:
    ready, search, store = sum(pool.map(count, range(2)))
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
status = Path("/proc/self/status").read_text()
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(f"{wall:.1f} s on two threads ({cpu:.1f} s CPU) with {(row >= 0).sum():,} pairs and their components; "
      f"peak {peak:.0f} MB; laying out {laid:.1f} s, order by place {ordered:.1f} s, then on the threads' clocks: "
      f"people to columns {ready:.1f} s, search {search:.1f} s, storing lists {store:.1f} s")
"""


def country_run(load: Workload) -> str:
    """Tell the time and memory of a process that lays the jobs out and counts everybody's list."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "load.pickle"
        with file.open("wb") as out:
            pickle.dump(load, out, protocol=5)
        command = [sys.executable, "-c", _COUNTRY, str(file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout.strip()


_COLD = """
import pickle, sys
from passend.fast import FastIndex
from passend.rulesets import NLMATCH_1
load = pickle.load(open(sys.argv[1], "rb"))
index = FastIndex(load.jobs, load.world, NLMATCH_1, today=load.today)
print(index.top(index.prepare(load.seekers), 0, 1, 20).score[0, 0])
"""


def cold_start(load: Workload) -> float:
    """Give the seconds from starting Python to the first answer, with the kernels' cache warm; the best of
    three."""
    one = Workload(load.world, load.jobs, load.seekers.take(np.arange(1)), load.today)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "load.pickle"
        file.write_bytes(pickle.dumps(one))
        took = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", _COLD, str(file)], check=True, capture_output=True)  # noqa: S603
            took.append(time.perf_counter() - start)
    return min(took)
