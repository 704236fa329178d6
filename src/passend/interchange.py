"""Records to and from files: JSON Lines always, Parquet and Arrow where pyarrow is installed.

The schema with units stands in docs/reference/passend-files.md. A field that the schema does not have is
refused, so nothing comes in that the records may not carry.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from passend.records import MODES, Id, Job, Seeker, place
from passend.rulesets import DOORSTROOM_1, NLMATCH_1, Component, Ruleset, TravelMode
from passend.world import LICENCES, World, build_world

LONGEST_LINE = 1_000_000
"""Characters in a line; a longer one is malformed."""

RULESETS = {rules.id: rules for rules in (DOORSTROOM_1, NLMATCH_1)}


class Malformed(ValueError):
    """One line or row cannot be a record; says where and why."""

    def __init__(self, where: str, reason: str) -> None:
        """Keep the place and the reason."""
        super().__init__(f"{where}: {reason}")


class MissingPackage(RuntimeError):
    """A format needs a package that is not installed."""


def read_rows(file: Path, refuse: Callable[[Malformed], None]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (place, fields) for each row; a malformed one goes to `refuse` and the rest goes on."""
    if file.suffix in (".parquet", ".arrow"):
        for number, row in enumerate(_arrow_rows(file), start=1):
            yield f"{file.name}:{number}", row
        return
    with file.open("rb") as lines:
        number = 0
        while raw := lines.readline(LONGEST_LINE + 1):
            number += 1
            where = f"{file.name}:{number}"
            if len(raw) > LONGEST_LINE:
                while raw and not raw.endswith(b"\n"):
                    raw = lines.readline(LONGEST_LINE)
                refuse(Malformed(where, f"the line is longer than {LONGEST_LINE} characters"))
                continue
            if not raw.strip():
                continue
            try:
                yield where, strict_object(raw)
            except ValueError as error:
                refuse(Malformed(where, str(error)))


def strict_object(raw: bytes) -> dict[str, Any]:
    """Give the JSON object in these bytes; ValueError for anything that is not exactly one, or is
    ambiguous."""
    try:
        text = raw.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        raise ValueError("the JSON is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("the line is not UTF-8") from None
    except UnicodeEncodeError:
        raise ValueError("a text holds half a character (a lone surrogate)") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at character {error.pos + 1}") from None
    if not isinstance(found, dict):
        raise ValueError("a record is a JSON object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Give an object whose keys all differ."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is named twice")
    return found


def _no_constant(name: str) -> Any:
    """Refuse NaN and Infinity."""
    raise ValueError(f"{name} is not a number")


def seeker_of(row: Mapping[str, Any]) -> tuple[Id, Seeker]:
    """Give (id, seeker) of a row; ValueError, naming the field, when it is not one."""
    fields = _Fields(row)
    identity = fields.identity("id")
    x, y = fields.place()
    minutes = fields.table("minutes")
    if set(minutes) - set(MODES):
        raise ValueError(f"minutes: only {', '.join(MODES)}")
    walk, bike, transit, car = (_whole("minutes", minutes.get(mode, 0)) for mode in MODES)
    seeker = Seeker(
        wanted=fields.texts("wanted"),
        skills=fields.levels("skills"),
        x=x,
        y=y,
        minutes=(walk, bike, transit, car),
        hours_min=fields.whole("hours_min"),
        hours_max=fields.whole("hours_max"),
        licences=frozenset(fields.texts("licences")),
        language=fields.whole("language", 6),
        education=fields.whole("education", 0),
        available=fields.day("available", 0),
        excluded=frozenset(fields.identities("excluded")),
        active=fields.flag("active", True),
        salt=fields.whole("salt", 0),
    )
    fields.finish()
    return identity, seeker


def job_of(row: Mapping[str, Any]) -> Job:
    """Give the job of a row; ValueError, naming the field, when it is not one."""
    fields = _Fields(row)
    x, y = fields.place()
    job = Job(
        id=fields.identity("id"),
        occupation=fields.text("occupation"),
        skills=fields.levels("skills"),
        x=x,
        y=y,
        hours_min=fields.whole("hours_min"),
        hours_max=fields.whole("hours_max"),
        licences=frozenset(fields.texts("licences")),
        language=fields.whole("language", 0),
        education=fields.whole("education", 0),
        start=fields.day("start", 0),
        published=fields.day("published", 0),
        open=fields.flag("open", True),
    )
    fields.finish()
    return job


class _Fields:
    """The fields of one row, taken one by one with their type, so that what is left over is unknown."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        """Start with all fields left."""
        self.left = {name: value for name, value in row.items() if value is not None}

    def take(self, name: str, default: Any = ...) -> Any:
        """Take a field; ValueError when it is missing and has no default."""
        if name not in self.left and default is ...:
            raise ValueError(f"{name}: missing")
        return self.left.pop(name, default)

    def finish(self) -> None:
        """Refuse what is left."""
        if self.left:
            raise ValueError(f"{min(self.left)}: no such field")

    def whole(self, name: str, default: Any = ...) -> int:
        """Take a whole number."""
        return _whole(name, self.take(name, default))

    def flag(self, name: str, default: bool) -> bool:
        """Take true or false."""
        value = self.take(name, default)
        if not isinstance(value, bool):
            raise ValueError(f"{name}: true or false is needed")
        return value

    def text(self, name: str) -> str:
        """Take a text."""
        return _text(name, self.take(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts; empty when missing."""
        return tuple(_text(name, item) for item in _list(name, self.take(name, [])))

    def identity(self, name: str) -> Id:
        """Take an id: a text or a whole number."""
        return _identity(name, self.take(name))

    def identities(self, name: str) -> list[Id]:
        """Take a list of ids; empty when missing."""
        return [_identity(name, item) for item in _list(name, self.take(name, []))]

    def table(self, name: str) -> dict[str, Any]:
        """Take an object."""
        value = self.take(name)
        if not isinstance(value, dict):
            raise ValueError(f"{name}: an object is needed")
        return {key: inner for key, inner in value.items() if inner is not None}

    def levels(self, name: str) -> tuple[tuple[str, int], ...]:
        """Take skills: an object of code and number, or a list of pairs."""
        value = self.take(name, {})
        pairs = value.items() if isinstance(value, dict) else _list(name, value)
        found = []
        for pair in pairs:
            if isinstance(pair, str) or not hasattr(pair, "__len__") or len(pair) != 2:
                raise ValueError(f"{name}: pairs of a code and a number are needed")
            found.append((_text(name, pair[0]), _whole(name, pair[1])))
        return tuple(found)

    def day(self, name: str, default: int) -> int:
        """Take a day: a number, or a date as 2026-01-31."""
        value = self.take(name, default)
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, str):
            try:
                return date.fromisoformat(value).toordinal()
            except ValueError:
                raise ValueError(f"{name}: {value[:20]!r} is not a date like 2026-01-31") from None
        return _whole(name, value)

    def place(self) -> tuple[int, int]:
        """Take x and y, or latitude and longitude."""
        if "x" in self.left or "y" in self.left:
            return self.whole("x"), self.whole("y")
        degrees = [self.take("latitude"), self.take("longitude")]
        if any(isinstance(one, bool) or not isinstance(one, int | float) for one in degrees):
            raise ValueError("latitude, longitude: numbers are needed")
        if not 49 <= degrees[0] <= 55 or not 1 <= degrees[1] <= 10:
            raise ValueError("latitude, longitude: outside the plane of the Netherlands (49..55, 1..10)")
        return place(float(degrees[0]), float(degrees[1]))


def _whole(name: str, value: Any) -> int:
    """Refuse anything but a whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name}: a whole number is needed")
    return value


def _text(name: str, value: Any) -> str:
    """Refuse anything but a text of 1 to 500 characters without NUL."""
    if not isinstance(value, str) or not 0 < len(value) <= 500 or "\0" in value:
        raise ValueError(f"{name}: a text of 1 to 500 characters is needed")
    return value


def _identity(name: str, value: Any) -> Id:
    """Refuse anything but a text or a whole number of 64 bits."""
    if isinstance(value, str):
        return _text(name, value)
    if not -(2**63) <= _whole(name, value) < 2**63:
        raise ValueError(f"{name}: a number of at most 64 bits is needed")
    return int(value)


def _list(name: str, value: Any) -> list[Any]:
    """Refuse anything but a list."""
    if not isinstance(value, list):
        raise ValueError(f"{name}: a list is needed")
    return value


def world_of(file: Path | None, people: Iterable[Seeker], jobs: Iterable[Job]) -> World:
    """Build the world of a vocabulary file; without one, of the codes in the records, unrelated to each
    other.

    The file is JSON: occupations {code: ISCO}, relations [[occupation, skill, essential]], groups {skill:
    group}, licences [name]. Raises Malformed.
    """
    if file is not None:
        try:
            found = strict_object(file.read_bytes())
            return build_world(
                {_text("occupations", code): str(isco) for code, isco in dict(found["occupations"]).items()},
                [(_text("relations", o), _text("relations", s), bool(e)) for o, s, e in found["relations"]],
                {_text("groups", s): _text("groups", g) for s, g in dict(found.get("groups", {})).items()},
                licences=[_text("licences", name) for name in found.get("licences", LICENCES)],
            )
        except (ValueError, TypeError, KeyError) as error:
            raise Malformed(file.name, f"not a vocabulary: {error}") from None
    people, jobs = list(people), list(jobs)
    codes = {job.occupation for job in jobs} | {code for seeker in people for code in seeker.wanted}
    asked = [(job.occupation, skill, True) for job in jobs for skill, _ in job.skills]
    held = {skill: skill for seeker in people for skill, _ in seeker.skills}
    names = set(LICENCES).union(*(job.licences for job in jobs), *(seeker.licences for seeker in people))
    if len(names) > 31:
        raise Malformed("licences", "more than 31 different ones; give a vocabulary")
    return build_world(dict.fromkeys(codes, ""), asked, held, licences=sorted(names))


def ruleset_of(name: str) -> Ruleset:
    """Give a ruleset by its id or from a JSON file as `ruleset_json` writes it; Malformed when it is
    neither."""
    if name in RULESETS:
        return RULESETS[name]
    try:
        found = strict_object(Path(name).read_bytes())
        found["components"] = tuple(Component(**part) for part in found["components"])
        found["travel"] = tuple(TravelMode(**mode) for mode in found["travel"])
        found["constraints"] = frozenset(found["constraints"])
        found["wish"] = tuple(found["wish"])
        return Ruleset(**found)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise Malformed(name, f"no ruleset ({', '.join(RULESETS)}) and no file with one: {error}") from None


def ruleset_json(rules: Ruleset) -> str:
    """Give a ruleset as JSON, to be changed and read back with `ruleset_of`."""
    return json.dumps(asdict(rules) | {"constraints": sorted(rules.constraints)}, indent=1)


@contextmanager
def writer(file: Path | None, screen: TextIO) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Give a function that writes a row: JSON Lines to the screen or a file, or Parquet or Arrow by its
    suffix.

    A file appears only when all rows are written.
    """
    if file is None:
        yield lambda row: print(json.dumps(row, ensure_ascii=False), file=screen)
        return
    part = file.with_name(file.name + ".part")
    try:
        if file.suffix in (".parquet", ".arrow"):
            rows: list[dict[str, Any]] = []
            yield rows.append
            _write_arrow(part, file.suffix, rows)
        else:
            with part.open("w", encoding="utf-8") as out:
                yield lambda row: print(json.dumps(row, ensure_ascii=False), file=out)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _arrow_rows(file: Path) -> Iterator[dict[str, Any]]:
    """Give the rows of a Parquet or Arrow file; maps become objects."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingPackage(f"{file.name}: reading this needs the package pyarrow") from None
    try:
        batches = (
            parquet.ParquetFile(file).iter_batches(10_000)
            if file.suffix == ".parquet"
            else iter(arrow.ipc.open_file(file).read_all().to_batches(10_000))
        )
        for batch in batches:
            yield from batch.to_pylist(maps_as_pydicts="strict")
    except (arrow.ArrowInvalid, OSError) as error:
        raise Malformed(file.name, f"cannot be read: {str(error)[:200]}") from None


def _write_arrow(file: Path, suffix: str, rows: list[dict[str, Any]]) -> None:
    """Write rows as Parquet or Arrow."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise MissingPackage(f"{file.stem}: writing this needs the package pyarrow") from None
    table = arrow.Table.from_pylist(rows)
    if suffix == ".parquet":
        parquet.write_table(table, file)
        return
    with arrow.ipc.new_file(str(file), table.schema) as out:
        out.write_table(table)
