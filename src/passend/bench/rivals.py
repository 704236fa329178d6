"""What a team would pick instead, each written as well as its own docs advise, on the same workload.

Every rival gets the expanded credit vector of a person for nothing; the engine makes its own. Approximate
rivals get exact filtering and exact counting of what they return, inside their time. None returns
components.
"""

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from passend.bench.nlmatch import Workload
from passend.layout import needs
from passend.rulesets import NLMATCH_1
from passend.scoring import credit_vector, wish_table

UNIT = 65_025


class Rival(Protocol):
    """Finds the twenty best jobs of a person."""

    name: str

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the jobs found for one person, best first."""


class NumpyScipy:
    """The honest rival: a vectorised filter, then a sparse product, in thirty lines."""

    name = "NumPy+SciPy"

    def __init__(self, load: Workload) -> None:
        """Sort the open jobs by x, so that a band of them is a slice."""
        from scipy.sparse import csr_matrix

        jobs, world = load.jobs, load.world
        shape = (len(jobs), len(world.skills))
        weights = csr_matrix((jobs.skill_weight.astype(np.int32), jobs.skill, jobs.skill_ptr), shape)
        self.row = np.flatnonzero(jobs.open)[np.argsort(jobs.x[jobs.open], kind="stable")]
        self.weight = weights[self.row]
        self.x, self.y, self.start = jobs.x[self.row], jobs.y[self.row], jobs.start[self.row]
        self.least, self.most = jobs.hours_min[self.row], jobs.hours_max[self.row]
        self.need = needs(jobs.licences, jobs.language, jobs.education, NLMATCH_1)[self.row]
        self.occupation = jobs.occupation[self.row]
        self.fresh = 10 * ((60 + jobs.published[self.row].astype(np.int64)) * UNIT // 60)
        self.load, self.people, self.key = load, load.seekers, jobs.keys[self.row]
        self.has = needs(self.people.licences, self.people.language, self.people.education, NLMATCH_1)

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the twenty best."""
        p = self.people
        if not p.active[who]:
            return np.empty(0, dtype=np.int64)
        reach = int(p.minutes[who].max()) * 100
        first, last = np.searchsorted(self.x, (p.x[who] - reach, p.x[who] + reach + 1))
        dx, dy = self.x[first:last] - p.x[who], self.y[first:last] - p.y[who]
        squared = dx * dx + dy * dy
        rows = first + np.flatnonzero((squared <= reach * reach) & ((self.need[first:last] & ~self.has[who]) == 0))
        rows = rows[(self.least[rows] <= p.hours_max[who]) & (self.most[rows] >= p.hours_min[who])
                    & (self.start[rows] + 31 >= p.available[who])]  # fmt: skip
        rows = rows[~np.isin(self.key[rows], p.excluded[p.excluded_ptr[who] : p.excluded_ptr[who + 1]])]
        credit, worth = free(self.load, who)
        far = np.float32(reach)
        travel = ((far - np.sqrt(squared[rows - first].astype(np.float32))) * (np.float32(UNIT) / far)).astype(int)
        apart = np.abs(p.hours_min[who] + p.hours_max[who] - self.least[rows] - self.most[rows])
        score = 45 * (self.weight[rows] @ credit).astype(np.int64) + 25 * worth[self.occupation[rows]] + 15 * travel
        score += 5 * np.maximum(0, UNIT - 1625 * apart) + self.fresh[rows]
        if len(score) > 20:
            rows, score = _at_least(rows, score, np.partition(score, -20)[-20])
        best: NDArray[Any] = self.row[rows[np.lexsort((self.row[rows], -score))[:20]]]
        return best


def _at_least(rows: NDArray[Any], score: NDArray[Any], bar: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Give what reaches a bar."""
    keep = score >= bar
    return rows[keep], score[keep]


_free: dict[int, tuple[NDArray[np.int32], NDArray[np.int64]]] = {}


def free(load: Workload, who: int) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Give the credit vector and the worth of every occupation, made beforehand."""
    return _free[who]


def prepare_free(load: Workload, sample: NDArray[np.int64]) -> None:
    """Make the vectors that rivals get for nothing."""
    _free.clear()
    people = load.seekers
    for who in sample.tolist():
        held = slice(people.skill_ptr[who], people.skill_ptr[who + 1])
        wanted = people.wanted[people.wanted_ptr[who] : people.wanted_ptr[who + 1]]
        credit = credit_vector(load.world, people.skill[held], people.skill_level[held])
        _free[who] = credit.astype(np.int32), wish_table(load.world, NLMATCH_1, wanted)


class Exact:
    """Filters and counts a given set of jobs exactly; what filter-and-rescore rivals do after their
    search."""

    def __init__(self, base: NumpyScipy) -> None:
        """Lend the columns of the NumPy rival; places are in its order."""
        self.base = base

    def fits(self, who: int) -> NDArray[np.bool_]:
        """Give which jobs pass every constraint."""
        b, p = self.base, self.base.people
        reach = int(p.minutes[who].max()) * 100
        dx, dy = b.x - p.x[who], b.y - p.y[who]
        ok = (dx * dx + dy * dy <= reach * reach) & ((b.need & ~b.has[who]) == 0)
        ok &= (b.least <= p.hours_max[who]) & (b.most >= p.hours_min[who]) & (b.start + 31 >= p.available[who])
        ok &= ~np.isin(b.key, p.excluded[p.excluded_ptr[who] : p.excluded_ptr[who + 1]])
        return ok if p.active[who] else np.zeros(len(ok), dtype=np.bool_)

    def best(self, who: int, rows: NDArray[Any]) -> NDArray[Any]:
        """Give the twenty best of jobs that pass every constraint."""
        b, p = self.base, self.base.people
        credit, worth = free(b.load, who)
        far = np.float32(int(p.minutes[who].max()) * 100)
        dx, dy = b.x[rows] - p.x[who], b.y[rows] - p.y[who]
        root = np.sqrt((dx * dx + dy * dy).astype(np.float32))
        travel = ((far - root) * (np.float32(UNIT) / far)).astype(np.int64)
        apart = np.abs(p.hours_min[who] + p.hours_max[who] - b.least[rows] - b.most[rows])
        score = 45 * (b.weight[rows] @ credit).astype(np.int64) + 25 * worth[b.occupation[rows]] + 15 * travel
        score += 5 * np.maximum(0, UNIT - 1625 * apart) + b.fresh[rows]
        found: NDArray[Any] = b.row[rows[np.lexsort((b.row[rows], -score))[:20]]]
        return found


class FaissFlat:
    """faiss IndexFlatIP on a sketch, with an id selector for the exact filter, top 200 counted exactly."""

    name = "faiss flat + id selector, top 200"

    def __init__(self, base: NumpyScipy) -> None:
        """Sketch the jobs: skills by random projection (256), occupation tree by hashing (128), recency
        (1)."""
        import faiss

        faiss.omp_set_num_threads(1)
        self.faiss, self.exact, load = faiss, Exact(base), base.load
        rng = np.random.default_rng(5)
        world = load.world
        self.skill = (rng.choice([-1.0, 1.0], (len(world.skills), 256)) / 16).astype(np.float32)
        levels = (np.arange(len(world.occupations)), world.unit, world.minor, world.submajor, world.major)
        self.tree = [
            (rng.choice([-1.0, 1.0], (int(level.max()) + 2, 128)) / np.sqrt(128)).astype(np.float32) for level in levels
        ]
        steps = np.sqrt(np.array([13_005, 19_508, 13_005, 13_005, 6_502]) * 25.0)
        self.place = sum(
            step * table[level] for step, table, level in zip(steps, self.tree, levels, strict=True)
        ).astype(np.float32)
        vectors = np.empty((len(base.row), 385), dtype=np.float32)
        vectors[:, :256] = 45 * (base.weight @ self.skill)
        vectors[:, 256:384] = self.place[base.occupation]
        vectors[:, 384] = base.fresh
        self.index = faiss.IndexFlatIP(385)
        self.index.add(vectors)

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the twenty best of the nearest 200."""
        fits = np.flatnonzero(self.exact.fits(who))
        if not len(fits):
            return fits
        people, query = self.exact.base.people, np.ones((1, 385), dtype=np.float32)
        credit = free(self.exact.base.load, who)[0]
        held = np.flatnonzero(credit)
        query[0, :256] = credit[held] @ self.skill[held]
        wanted = people.wanted[people.wanted_ptr[who] : people.wanted_ptr[who + 1]]
        query[0, 256:384] = self.place[wanted].mean(axis=0)
        chosen = self.faiss.SearchParameters(sel=self.faiss.IDSelectorBatch(fits))
        found = self.index.search(query, min(200, len(fits)), params=chosen)[1][0]
        return self.exact.best(who, np.sort(found[found >= 0]))


class Tantivy:
    """tantivy with every constraint as a filter, all that remains counted exactly."""

    name = "tantivy, filter and rescore"

    def __init__(self, base: NumpyScipy) -> None:
        """Index the jobs in one segment, so that a document's number is its place."""
        import tantivy

        self.tantivy, self.exact = tantivy, Exact(base)
        builder = tantivy.SchemaBuilder()
        for name in ("x", "y", "start", "least", "most", "language", "education"):
            builder.add_integer_field(name, indexed=True, fast=True)
        builder.add_text_field("licence", tokenizer_name="raw")
        self.schema = builder.build()
        self.index = tantivy.Index(self.schema)
        jobs = base.load.jobs
        writer = self.index.writer(heap_size=1_000_000_000, num_threads=1)
        for row in base.row.tolist():
            document = tantivy.Document(
                x=int(jobs.x[row]), y=int(jobs.y[row]), start=int(jobs.start[row]), least=int(jobs.hours_min[row]),
                most=int(jobs.hours_max[row]), language=int(jobs.language[row]),
                education=int(jobs.education[row]),
            )  # fmt: skip
            for bit in range(8):
                if jobs.licences[row] >> bit & 1:
                    document.add_text("licence", f"L{bit}")
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the twenty best of all that pass the filters."""
        people, query, occur = self.exact.base.people, self.tantivy.Query, self.tantivy.Occur
        if not people.active[who]:
            return np.empty(0, dtype=np.int64)
        whole = self.tantivy.FieldType.Integer
        reach, x, y = int(people.minutes[who].max()) * 100, int(people.x[who]), int(people.y[who])
        ranges = {
            "x": (x - reach, x + reach), "y": (y - reach, y + reach),
            "start": (int(people.available[who]) - 31, 10_000), "least": (0, int(people.hours_max[who])),
            "most": (int(people.hours_min[who]), 99), "language": (0, int(people.language[who])),
            "education": (0, int(people.education[who])),
        }  # fmt: skip
        parts = [(occur.Must, query.range_query(self.schema, name, whole, *span)) for name, span in ranges.items()]
        for bit in range(8):
            if not people.licences[who] >> bit & 1:
                parts.append((occur.MustNot, query.term_query(self.schema, "licence", f"L{bit}")))
        hits = self.searcher.search(query.boolean_query(parts), limit=len(self.exact.base.row), count=False).hits
        rows = np.sort(np.fromiter((address.doc for _, address in hits), dtype=np.int64, count=len(hits)))
        base = self.exact.base
        dx, dy = base.x[rows] - x, base.y[rows] - y
        refused = people.excluded[people.excluded_ptr[who] : people.excluded_ptr[who + 1]]
        rows = rows[(dx * dx + dy * dy <= reach * reach) & ~np.isin(base.key[rows], refused)]
        return self.exact.best(who, rows)


class PolarsFrame:
    """A Polars lazy frame: filter, join the skills, group, sort."""

    name = "Polars lazy frame"

    def __init__(self, base: NumpyScipy) -> None:
        """Put jobs and their skills in frames."""
        import polars as pl

        self.pl, self.base, matrix = pl, base, base.weight.tocoo()
        self.jobs = pl.DataFrame(
            {"job": np.arange(len(base.row)), "row": base.row, "x": base.x, "y": base.y, "need": base.need,
             "least": base.least, "most": base.most, "start": base.start, "key": base.key, "fresh": base.fresh,
             "occupation": base.occupation}
        )  # fmt: skip
        self.skills = pl.DataFrame(
            {"job": matrix.row.astype(np.int64), "skill": matrix.col.astype(np.int32), "weight": matrix.data}
        )

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the twenty best."""
        pl, p, col = self.pl, self.base.people, self.pl.col
        if not p.active[who]:
            return np.empty(0, dtype=np.int64)
        reach = int(p.minutes[who].max()) * 100
        credit, worth = free(self.base.load, who)
        held = np.flatnonzero(credit).astype(np.int32)
        mine = pl.LazyFrame({"skill": held, "credit": credit[held]})
        offered = pl.LazyFrame({"occupation": np.arange(len(worth), dtype=np.int32), "worth": worth})
        refused = p.excluded[p.excluded_ptr[who] : p.excluded_ptr[who + 1]]
        squared = (col("x") - int(p.x[who])) ** 2 + (col("y") - int(p.y[who])) ** 2
        hours = int(p.hours_min[who]) + int(p.hours_max[who])
        fitting = (
            self.jobs.lazy()
            .with_columns(squared=squared)
            .filter(
                (col("squared") <= reach * reach)
                & ((col("need") & int(~self.base.has[who] & np.uint32(0xFFFFFFFF))) == 0)
                & (col("least") <= int(p.hours_max[who]))
                & (col("most") >= int(p.hours_min[who]))
                & (col("start") + 31 >= int(p.available[who]))
                & ~col("key").is_in(refused.tolist())
            )
        )
        cover = (
            fitting.select("job")
            .join(self.skills.lazy(), on="job")
            .join(mine, on="skill")
            .group_by("job")
            .agg(cover=(col("weight") * col("credit")).sum())
        )
        far = pl.lit(reach, dtype=pl.Float32)
        travel = ((far - col("squared").cast(pl.Float32).sqrt()) * (pl.lit(UNIT, dtype=pl.Float32) / far)).cast(
            pl.Int64
        )
        apart = (hours - col("least") - col("most")).abs()
        score = (
            45 * col("cover").fill_null(0)
            + 25 * col("worth")
            + 15 * travel
            + 5 * (UNIT - 1625 * apart).clip(0)
            + col("fresh")
        )
        found = (
            fitting.join(cover, on="job", how="left")
            .join(offered, on="occupation", how="left")
            .select("row", score=score)
            .sort(["score", "row"], descending=[True, False])
            .head(20)
            .collect()
        )
        rows: NDArray[Any] = found["row"].to_numpy()
        return rows
