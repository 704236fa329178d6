"""The rivals that are databases: the workload as SQL, in DuckDB and in PostgreSQL."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from passend.bench.rivals import NumpyScipy, free


class DuckBatch:
    """DuckDB: one SQL query for a batch of people."""

    name = "DuckDB SQL, batch of 100"
    size = 100

    def __init__(self, base: NumpyScipy) -> None:
        """Put jobs and their skills in tables."""
        import duckdb

        self.base, matrix = base, base.weight.tocoo()
        self.db = duckdb.connect(config={"threads": 1})
        import pyarrow as arrow

        jobs = arrow.table(
            {"job": np.arange(len(base.row)), "place": base.row, "x": base.x.astype(np.int64),
             "y": base.y.astype(np.int64), "need": base.need.astype(np.int64), "least": base.least,
             "most": base.most, "start": base.start, "key": base.key, "fresh": base.fresh,
             "occupation": base.occupation}
        )  # fmt: skip
        skills = arrow.table({"job": matrix.row, "skill": matrix.col, "weight": matrix.data})
        for name, table in (("jobs", jobs), ("skills", skills)):
            self.db.register("given", table)
            self.db.execute(f"create table {name} as select * from given")  # noqa: S608
            self.db.unregister("given")
        self.arrow = arrow

    def many(self, sample: NDArray[np.int64]) -> Iterator[tuple[int, list[int]]]:
        """Give (person, rows of the twenty best) of a batch."""
        p, arrow = self.base.people, self.arrow
        sample = sample[p.active[sample]]
        credits = [free(self.base.load, who) for who in sample.tolist()]
        held = [np.flatnonzero(credit) for credit, _ in credits]
        wished = [np.flatnonzero(worth) for _, worth in credits]
        tables = {
            "people": {
                "who": sample, "x": p.x[sample].astype(np.int64), "y": p.y[sample].astype(np.int64),
                "reach": p.minutes[sample].max(axis=1).astype(np.int64) * 100,
                "lacks": (~self.base.has[sample]).astype(np.int64), "least": p.hours_min[sample],
                "most": p.hours_max[sample], "available": p.available[sample],
            },
            "credits": {
                "who": np.repeat(sample, [len(one) for one in held]), "skill": np.concatenate(held),
                "credit": np.concatenate([c[0][h] for c, h in zip(credits, held, strict=True)]),
            },
            "wishes": {
                "who": np.repeat(sample, [len(one) for one in wished]), "occupation": np.concatenate(wished),
                "worth": np.concatenate([c[1][w] for c, w in zip(credits, wished, strict=True)]),
            },
            "refused": {
                "who": np.repeat(sample, np.diff(p.excluded_ptr)[sample]),
                "key": np.concatenate([p.excluded[p.excluded_ptr[w] : p.excluded_ptr[w + 1]] for w in sample]),
            },
        }  # fmt: skip
        for name, columns in tables.items():
            self.db.register(name, arrow.table(columns))
        found: dict[int, list[int]] = {}
        for who, row in self.db.execute(_DUCK).fetchall():
            found.setdefault(who, []).append(row)
        yield from found.items()


_DUCK = """
with pair as (
  select p.who, p.reach, p.least + p.most as hours, j.*, (j.x - p.x) * (j.x - p.x) + (j.y - p.y) * (j.y - p.y) as d2
  from people p join jobs j on j.x between p.x - p.reach and p.x + p.reach
  where d2 <= p.reach * p.reach and (j.need & p.lacks) = 0 and j.least <= p.most and j.most >= p.least
    and j.start + 31 >= p.available
    and not exists (select 1 from refused r where r.who = p.who and r.key = j.key)
), cover as (
  select pair.who, pair.job, sum(s.weight * c.credit) as cover
  from pair join skills s on s.job = pair.job join credits c on c.who = pair.who and c.skill = s.skill group by all
), scored as (
  select pair.who, pair.place, 45 * coalesce(cover, 0) + 25 * coalesce(worth, 0) + fresh
    + 15 * trunc((reach::float - sqrt(d2::float)::float) * (65025::float / reach::float))::int
    + 5 * greatest(0, 65025 - 1625 * abs(hours - least - most)) as score
  from pair left join cover using (who, job) left join wishes using (who, occupation)
)
select who, place from scored qualify row_number() over (partition by who order by score desc, place) <= 20
order by who, score desc, place
"""


class Postgres:
    """PostgreSQL: one SQL query a person, on one core, the skills of a job in an array beside it.

    Of eight ways to write it (skills in a table or in arrays, joined or looked up, a band of x or a box of
    points) this was the quickest. It needs an empty database, in which it makes one temporary table.
    """

    name = "PostgreSQL SQL"

    def __init__(self, base: NumpyScipy, dsn: str) -> None:
        """Copy the jobs into a table with an index over their places."""
        import psycopg

        self.base, matrix = base, base.weight
        self.db = psycopg.connect(dsn, autocommit=True)
        for setting in ("jit = off", "max_parallel_workers_per_gather = 0", "work_mem = '64MB'"):
            self.db.execute(f"set {setting}")
        self.db.execute(
            "create temporary table jobs (place int, x bigint, y bigint, need bigint, least int, most int, start int,"
            " key bigint, fresh bigint, occupation int, skill int[], weight int[])"
        )
        columns = (base.row, base.x, base.y, base.need.astype(np.int64), base.least, base.most, base.start,
                   base.key.view(np.int64), base.fresh, base.occupation)  # fmt: skip
        with self.db.cursor().copy("copy jobs from stdin") as rows:
            for at, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
                skills = slice(matrix.indptr[at], matrix.indptr[at + 1])
                rows.write_row((*row, matrix.indices[skills].tolist(), matrix.data[skills].tolist()))
        self.db.execute("create index on jobs using gist (point(x, y))")
        self.db.execute("analyze jobs")

    def top(self, who: int) -> NDArray[Any]:
        """Give the rows of the twenty best."""
        p = self.base.people
        if not p.active[who]:
            return np.empty(0, dtype=np.int64)
        credit, worth = free(self.base.load, who)
        held, wished = np.flatnonzero(credit), np.flatnonzero(worth)
        refused = p.excluded[p.excluded_ptr[who] : p.excluded_ptr[who + 1]]
        asked = {
            "x": int(p.x[who]), "y": int(p.y[who]), "reach": int(p.minutes[who].max()) * 100,
            "lacks": int(~self.base.has[who] & np.uint32(0xFFFFFFFF)), "least": int(p.hours_min[who]),
            "most": int(p.hours_max[who]), "available": int(p.available[who]),
            "refused": refused.view(np.int64).tolist(), "skill": held.tolist(), "credit": credit[held].tolist(),
            "occupation": wished.tolist(), "worth": worth[wished].tolist(),
        }  # fmt: skip
        return np.array([row for (row,) in self.db.execute(_POSTGRES, asked)], dtype=np.int64)


_POSTGRES = """
with person as (
  select %(x)s::bigint as x, %(y)s::bigint as y, %(reach)s::bigint as reach, %(least)s::int + %(most)s::int as hours
), fit as materialized (
  select j.*, p.reach, p.hours, (j.x - p.x) * (j.x - p.x) + (j.y - p.y) * (j.y - p.y) as d2
  from person p join jobs j
    on point(j.x, j.y) <@ box(point(p.x - p.reach, p.y - p.reach), point(p.x + p.reach, p.y + p.reach))
  where (j.x - p.x) * (j.x - p.x) + (j.y - p.y) * (j.y - p.y) <= p.reach * p.reach
    and (j.need & %(lacks)s::bigint) = 0 and j.least <= %(most)s::int and j.most >= %(least)s::int
    and j.start + 31 >= %(available)s::int and j.key <> all(%(refused)s::bigint[])
), cover as (
  select place, sum(weight * credit)::bigint as cover
  from (select place, unnest(skill) as skill, unnest(weight) as weight from fit) asked
  join unnest(%(skill)s::int[], %(credit)s::int[]) as held (skill, credit) using (skill)
  group by place
)
select place from fit left join cover using (place)
  left join unnest(%(occupation)s::int[], %(worth)s::int[]) as wished (occupation, worth) using (occupation)
order by 45 * coalesce(cover, 0) + 25 * coalesce(worth, 0) + fresh
  + 15 * trunc((reach::real - sqrt(d2::real)::real) * (65025::real / reach::real))::int
  + 5 * greatest(0, 65025 - 1625 * abs(hours - least - most)) desc, place
limit 20
"""
