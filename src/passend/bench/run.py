"""Runs the benchmark: the quick check of identity, and the table of the docs."""

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend import reference
from passend.allocate import allocate
from passend.batch import Batch, Shared, by_place, finish, lists_by_numpy, run_batch
from passend.bench import nlmatch
from passend.bench.nlmatch import Workload
from passend.index import Index, SeekerIndex
from passend.records import Seeker
from passend.rulesets import DOORSTROOM_1, NLMATCH_1
from passend.tables import SeekerTable, mix_array
from passend.world import World

Say = Callable[[str], None]
ROUNDS = 5


def quick(say: Say) -> int:
    """Check size S for identity: compiled against NumPy for everyone, and against the oracle for a few.

    Gives the number of differing answers; takes under a minute and asserts nothing about time.
    """
    load, failures = nlmatch.draw("S"), 0
    for rules in (NLMATCH_1, DOORSTROOM_1):
        shared = Shared(load.jobs, load.world, rules, load.today, 20)
        found, sure = run_batch(shared, load.seekers).lists, lists_by_numpy(shared, load.seekers)
        wrong = (found.row != sure.row).any(axis=1) | (found.parts != sure.parts).any(axis=(1, 2))
        failures += int(wrong.sum())
        index = Index(load.jobs, load.world, rules, today=load.today)
        jobs = [load.jobs.record(row, load.world) for row in range(len(load.jobs))]
        for who in (17, 4_321):
            one = seeker_record(load.seekers, who, load.world, load.jobs.ids)
            slow = list(islice(reference.ranked(one, jobs, load.world, rules, load.today), 20))
            page = index.top(one)
            quickly = zip(page.ids, page.scores.tolist(), map(tuple, page.components.tolist()), strict=True)
            failures += slow != list(quickly)
        people = SeekerIndex(load.seekers, load.world, rules, today=load.today)
        failures += sum(people.best(job) != list(people.top(job)) for job in jobs[:40])
        say(f"{rules.id}: {len(load.seekers)} lists compared, {failures} differ")
    return failures


def seeker_record(table: SeekerTable, row: int, world: World, jobs: Any) -> Seeker:
    """Give one row of a drawn table as a record; the ids of excluded jobs are looked up by key."""
    skills = slice(table.skill_ptr[row], table.skill_ptr[row + 1])
    wanted = table.wanted[table.wanted_ptr[row] : table.wanted_ptr[row + 1]]
    refused = set(table.excluded[table.excluded_ptr[row] : table.excluded_ptr[row + 1]].tolist())
    keys = mix_array(np.asarray(jobs, dtype=np.uint64))
    walk, bike, transit, car = table.minutes[row].tolist()
    return Seeker(
        wanted=tuple(world.occupations[at] for at in wanted.tolist()),
        skills=tuple(
            (world.skills[at], level)
            for at, level in zip(table.skill[skills].tolist(), table.skill_level[skills].tolist(), strict=True)
        ),
        x=int(table.x[row]),
        y=int(table.y[row]),
        minutes=(walk, bike, transit, car),
        hours_min=int(table.hours_min[row]),
        hours_max=int(table.hours_max[row]),
        licences=frozenset(name for name, bit in world.licence_bit.items() if table.licences[row] & bit),
        language=int(table.language[row]),
        education=int(table.education[row]),
        available=int(table.available[row]),
        excluded=frozenset(np.flatnonzero(np.isin(keys, list(refused))).tolist()),
        active=bool(table.active[row]),
        salt=int(table.salt[row]),
    )


def table(size: str, world: str, esco: Path | None, postgres: str, say: Say) -> str:
    """Measure and give the table as Markdown; rivals whose package is missing are named as such.

    postgres: the DSN of an empty database, or "" to leave PostgreSQL out.
    """
    if world == "esco":
        if esco is None:
            raise OSError("--world esco needs --esco FOLDER")
        from passend.bench.esco import draw_esco

        load = draw_esco(size, esco)
    else:
        load = nlmatch.draw(size)
    say(f"drawn: {len(load.seekers)} people, {len(load.jobs)} vacancies, {world} world")
    lines = ["| figure | measured |", "|---|---|"]
    for name, value in Measure(load, size, postgres, say).all():
        lines.append(f"| {name} | {value} |")
        say(f"{name}: {value}")
    return "\n".join(lines)


class Measure:
    """One run over one workload."""

    def __init__(self, load: Workload, size: str, postgres: str, say: Say) -> None:
        """Draw the sample and lay everything out."""
        from passend.fast import FastIndex

        self.load, self.size, self.postgres, self.say = load, size, postgres, say
        self.one_by_one: list[Any] = []
        rng = np.random.default_rng(9)
        self.sample = np.sort(rng.choice(len(load.seekers), min(4_000, len(load.seekers)), replace=False))
        self.shared = Shared(load.jobs, load.world, NLMATCH_1, load.today, 20)
        start = time.process_time()
        self.fast = FastIndex(load.jobs, load.world, NLMATCH_1, today=load.today)
        self.built = time.process_time() - start
        chosen = load.seekers.take(self.sample)
        self.ordered = chosen.take(by_place(chosen, load.world))
        self.people = self.fast.prepare(self.ordered)
        self.desk = self.fast.desk(20)
        self.fast.top(self.people, 0, 10, 20, self.desk)

    def all(self) -> list[tuple[str, str]]:
        """Measure everything this size calls for."""
        found = [("index, bytes per vacancy", f"{self.fast.layout.nbytes / len(self.load.jobs):.0f}")]
        found.append(("index build, CPU s", f"{self.built:.2f}"))
        found += self.against()
        found += self.singles()
        batch, full = self.country()
        found += full
        found += self.alerts(batch)
        found += self.limit()
        if self.size != "XL":
            found += self.spread(batch)
        found += self.workers()
        found.append(("cold process to first answer, s", f"{self.cold():.2f}"))
        return found

    def batch_cpu(self) -> float:
        """Give CPU seconds per person of one batch over the sample."""
        start = time.process_time()
        self.fast.top(self.people, 0, len(self.ordered), 20, self.desk)
        return (time.process_time() - start) / len(self.ordered)

    def rivals(self) -> tuple[list[Any], list[str]]:
        """Give the rivals whose packages are there, NumPy+SciPy first, and the names of the absent."""
        from passend.bench import rivals, rivals_sql

        rivals.prepare_free(self.load, self.sample[:2_000])
        base = rivals.NumpyScipy(self.load)
        there: list[Any] = [base]
        absent: list[str] = []
        more: list[Any] = [rivals.FaissFlat, rivals.Tantivy, rivals.PolarsFrame, rivals_sql.DuckBatch]
        for kind in more if self.size != "XL" else []:
            try:
                there.append(kind(base))
            except ImportError:
                absent.append(kind.name)
        return there, absent

    def against(self) -> list[tuple[str, str]]:
        """Set the batch beside every rival, alternating, median of the rounds."""
        from passend.bench import rivals, rivals_sql

        try:
            there, absent = self.rivals()
        except ImportError:
            return [("rivals", "scipy is not installed")]
        self.one_by_one = [one for one in there if isinstance(one, rivals.NumpyScipy | rivals.Tantivy)]
        if self.postgres:
            self.one_by_one.append(rivals_sql.Postgres(there[0], self.postgres))
        sure = self.answers(self.sample[:200])
        found = [(name, "its package is not installed") for name in absent]
        for rival in there:
            few = {"NumPy+SciPy": 400, "faiss flat + id selector, top 200": 100}.get(rival.name, 40)
            ours, theirs = [], []
            for turn in range(ROUNDS):
                asked = self.sample[turn * few : (turn + 1) * few] if few < 400 else self.sample[:400]
                ours.append(self.batch_cpu())
                theirs.append(_cpu(rival, asked) / len(asked))
            hit = total = 0
            got = _answers(rival, self.sample[:100])
            for at, who in enumerate(self.sample[:100].tolist()):
                right = set(sure[at][sure[at] >= 0].tolist())
                hit += len(right & set(got.get(who, [])))
                total += len(right)
            ratio = float(np.median(np.array(theirs) / np.array(ours)))
            found.append(
                (f"batch against {rival.name}",
                 f"{np.median(ours) * 1e6:.0f} us against {np.median(theirs) * 1e3:.2f} ms CPU a person: "
                 f"{ratio:.1f}x; its recall@20 {hit / max(1, total):.3f}")
            )  # fmt: skip
            self.say(f"{found[-1]}")
        return found

    def answers(self, sample: NDArray[np.int64]) -> NDArray[np.int32]:
        """Give the rows the engine finds for some people."""
        chosen = self.load.seekers.take(sample)
        return self.fast.top(self.fast.prepare(chosen), 0, len(sample), 20, self.desk).row

    def singles(self) -> list[tuple[str, str]]:
        """Measure one person at a time, called from Python, by turns with each rival that answers one at a time."""
        people = self.fast.prepare(self.load.seekers)
        ours: list[float] = []
        theirs: dict[str, list[float]] = {rival.name: [] for rival in self.one_by_one}
        for turn in range(ROUNDS):
            some = self.sample[turn * 80 : (turn + 1) * 80].tolist()
            ours += [_seconds(self.fast.top, people, who, who + 1, 20, self.desk) for who in some]
            for rival in self.one_by_one:
                theirs[rival.name] += [_seconds(rival.top, who) for who in some]
        middle = float(np.median(ours))
        own = f"p50 {middle * 1e3:.3f} ms, p99 {np.percentile(ours, 99) * 1e3:.2f} ms"
        sure = self.answers(self.sample[:80])
        found = [("single person to top 20", own)]
        for rival in self.one_by_one:
            right = sum(
                rival.top(who).tolist() == sure[at][sure[at] >= 0].tolist()
                for at, who in enumerate(self.sample[:80].tolist())
            )
            p50 = float(np.median(theirs[rival.name]))
            value = f"p50 {p50 * 1e3:.2f} ms: {p50 / middle:.1f}x; {right} of 80 lists the same"
            found.append((f"single person against {rival.name}", value))
        return found

    def country(self) -> tuple[Batch, list[tuple[str, str]]]:
        """Run everybody once, with components: here for the lists, and in a process of its own for time and
        memory."""
        from passend.bench.controls import country_run

        order = by_place(self.load.seekers, self.load.world)
        found = self.fast.top(self.fast.prepare(self.load.seekers.take(order)), 0, len(order), 20, self.desk)
        back = np.empty(len(order), dtype=np.intp)
        back[order] = np.arange(len(order))
        lists = type(found)(found.row[back], found.score[back], found.parts[back])
        told = country_run(self.load)
        return finish(self.shared, self.load.seekers, lists), [(f"all {len(order):,} people", told)]

    def alerts(self, batch: Batch) -> list[tuple[str, str]]:
        """Measure whose list a new vacancy enters, and the best people for a vacancy."""
        from passend.fast_reverse import FastSeekerIndex

        index = FastSeekerIndex(self.load.seekers, self.load.world, NLMATCH_1, today=self.load.today)
        alert, best, listed = [], [], []
        rows = np.linspace(0, len(self.load.jobs) - 1, 300).astype(int).tolist()
        for row in rows[:5]:
            index.alerts(self.load.jobs, row, batch.bar, batch.bar_tie)
            index.top(self.load.jobs, row, 20)
        for row in rows:
            start = time.perf_counter()
            found = index.alerts(self.load.jobs, row, batch.bar, batch.bar_tie)
            alert.append(time.perf_counter() - start)
            listed.append(len(found))
            start = time.perf_counter()
            index.top(self.load.jobs, row, 20)
            best.append(time.perf_counter() - start)
        return [
            ("new vacancy to alerts", f"p50 {np.median(alert) * 1e3:.2f} ms, p99 {np.percentile(alert, 99) * 1e3:.1f} "
             f"ms; {np.mean(listed):.0f} people a vacancy"),
            ("vacancy to its best 20 people",
             f"p50 {np.median(best) * 1e3:.2f} ms, p99 {np.percentile(best, 99) * 1e3:.1f} ms"),
        ]  # fmt: skip

    def limit(self) -> list[tuple[str, str]]:
        """Measure the unpruned limit: every fitting pair summed at the rate at which credits can be
        gathered."""
        from passend.bench.controls import gather_rate

        exact = [len(_fitting(self.load, who)) for who in self.sample[:: max(1, len(self.sample) // 100)].tolist()]
        skills = float(np.diff(self.load.jobs.skill_ptr).mean())
        bound = float(np.mean(exact)) * skills / gather_rate()
        reached = float(np.median([self.batch_cpu() for _ in range(ROUNDS)]))
        return [
            ("fraction of the unpruned limit",
             f"{bound / reached:.0%} ({np.mean(exact):.0f} fitting pairs x {skills:.1f} skills: {bound * 1e6:.0f} us)")
        ]  # fmt: skip

    def spread(self, batch: Batch) -> list[tuple[str, str]]:
        """Measure the allocation, beside OR-tools where it is installed."""
        allocate(batch, 20, 3)
        start = time.process_time()
        result = allocate(batch, 20, 3)
        ours = time.process_time() - start
        value = f"{ours:.2f} s CPU, largest load {int(result.load.max())}, {len(result.without)} people without"
        try:
            from passend.bench.controls import best_flow
        except ImportError:
            return [("allocation", value)]
        start = time.process_time()
        best = best_flow(batch, 20, 3)
        theirs = time.process_time() - start
        value += f"; {result.utility / best:.6%} of the optimum of OR-tools in {theirs:.1f} s: {theirs / ours:.1f}x"
        return [("allocation, 3 chances, 20 a vacancy", value)]

    def workers(self) -> list[tuple[str, str]]:
        """Measure the gain of a second worker process on the steady part of a batch."""
        from passend.bench.controls import two_workers

        return [("1 -> 2 workers", two_workers(self.shared, self.load.seekers))]

    def cold(self) -> float:
        """Give the seconds from starting Python to the first answer, the data already on disk."""
        from passend.bench.controls import cold_start

        return cold_start(self.load)


def _seconds(call: Callable[..., Any], *arguments: Any) -> float:
    """Give the wall seconds of one call."""
    start = time.perf_counter()
    call(*arguments)
    return time.perf_counter() - start


def _fitting(load: Workload, who: int) -> NDArray[np.intp]:
    """Give the jobs that fit a person."""
    from passend import forward

    return forward.eligible(load.seekers, who, load.jobs, NLMATCH_1, None)


def _cpu(rival: Any, sample: NDArray[np.int64]) -> float:
    """Give CPU seconds of a rival over a sample."""
    start = time.process_time()
    _answers(rival, sample)
    return time.process_time() - start


def _answers(rival: Any, sample: NDArray[np.int64]) -> dict[int, list[int]]:
    """Give the rows a rival finds for each person."""
    if hasattr(rival, "many"):
        return dict(rival.many(sample))
    return {who: rival.top(who).tolist() for who in sample.tolist()}


__all__ = ["quick", "seeker_record", "table"]
