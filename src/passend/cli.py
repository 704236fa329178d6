"""The command `passend`: match, explain, what-if, allocate, audit and bench, on files, without Django."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from passend.allocate import allocate
from passend.audit import audit
from passend.executors import Executor, Processes
from passend.index import Index, SeekerIndex
from passend.interchange import (
    Malformed,
    MissingPackage,
    job_of,
    read_rows,
    ruleset_of,
    seeker_of,
    world_of,
    writer,
)
from passend.records import Change, Id, Job, Seeker


class Stop(Exception):
    """The command cannot go on; the message says why."""


@dataclass
class Screen:
    """Where a command talks: answers go out, remarks go to the side."""

    out: TextIO
    aside: TextIO

    def say(self, text: str) -> None:
        """Say something about the work."""
        print(text, file=self.aside)


@dataclass
class Input:
    """The records of two files, ready to be matched."""

    people: dict[Id, Seeker]
    index: Index

    def seeker(self, name: str) -> Seeker:
        """Find a person by id, as text or number."""
        return self.people[_find(name, self.people, "person")]

    def job(self, name: str) -> Id:
        """Find a vacancy by id, as text or number."""
        return _find(name, self.index.jobs.position, "vacancy")


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None, aside: TextIO | None = None) -> int:
    """Run the command; gives the exit status: 0 done, 1 stopped, 2 wrong use."""
    screen = Screen(out or sys.stdout, aside or sys.stderr)
    options = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace, Screen], None] = options.run
        run(options, screen)
    except (Stop, Malformed, MissingPackage, OSError) as error:
        screen.say(f"passend: {error}")
        return 1
    return 0


def _load(options: argparse.Namespace, screen: Screen) -> Input:
    """Read both files; every malformed line is told, and with --strict the first one stops."""
    told = 0

    def refuse(error: Malformed) -> None:
        nonlocal told
        if options.strict:
            raise Stop(str(error))
        told += 1
        screen.say(str(error))

    people: dict[Id, Seeker] = {}
    lines: dict[Id, str] = {}
    for where, row in read_rows(options.people, refuse):
        try:
            identity, seeker = seeker_of(row)
            if identity in people:
                raise ValueError(f"id: {identity!r} is used twice")
            people[identity] = seeker
            lines[identity] = where
        except ValueError as error:
            refuse(Malformed(where, str(error)))
    jobs: dict[Id, tuple[str, Job]] = {}
    for where, row in read_rows(options.vacancies, refuse):
        try:
            job = job_of(row)
            if job.id in jobs:
                raise ValueError(f"id: {job.id!r} is used twice")
            jobs[job.id] = (where, job)
        except ValueError as error:
            refuse(Malformed(where, str(error)))
    world = world_of(options.vocabulary, people.values(), [job for _, job in jobs.values()])
    known_jobs = [job for where, job in jobs.values() if _knows(world.skill, world.occupation, world.licence_bits,
                  job.skills, (job.occupation,), job.licences, where, refuse)]  # fmt: skip
    known = {
        identity: one
        for identity, one in people.items()
        if _knows(world.skill, world.occupation, world.licence_bits, one.skills, one.wanted, one.licences,
                  lines[identity], refuse)
    }  # fmt: skip
    if told:
        screen.say(f"passend: {told} malformed lines left out")
    return Input(known, Index(known_jobs, world, ruleset_of(options.ruleset), today=options.today.toordinal()))


def _knows(
    skill: Callable[[str], int], occupation: Callable[[str], int], licences: Callable[[Any], int],
    skills: tuple[tuple[str, int], ...], occupations: tuple[str, ...], names: frozenset[str],
    where: str, refuse: Callable[[Malformed], None],
) -> bool:  # fmt: skip
    """Tell whether the vocabulary has every code of a record; refuse it when not."""
    try:
        for code, _ in skills:
            skill(code)
        for code in occupations:
            occupation(code)
        licences(names)
    except ValueError as error:
        refuse(Malformed(where, str(error)))
        return False
    return True


def _match(options: argparse.Namespace, screen: Screen) -> None:
    """Write the first of every person's list, a line for each pair."""
    given = _load(options, screen)
    executor: Executor | None = Processes(options.workers) if options.workers > 1 else None
    batch = given.index.batch(given.people, options.top, executor=executor)
    with writer(options.output, screen.out) as write:
        for person, matches in batch:
            for rank, match in enumerate(matches, start=1):
                write(
                    {"person": person, "rank": rank, "vacancy": match.id, "score": match.score,
                     "out_of": batch.out_of, **match.components, "ruleset": batch.ruleset,
                     "ruleset_hash": batch.ruleset_hash}
                )  # fmt: skip


def _explain(options: argparse.Namespace, screen: Screen) -> None:
    """Write one explanation."""
    given = _load(options, screen)
    why = given.index.explain(given.seeker(options.person), given.job(options.vacancy))
    print(json.dumps(asdict(why), indent=1, ensure_ascii=False, default=_plain), file=screen.out)


def _what_if(options: argparse.Namespace, screen: Screen) -> None:
    """Write score and rank of one pair before and after a change."""
    given = _load(options, screen)
    change = Change(
        skills=tuple(_skill_level(text) for text in options.skill),
        minutes=options.minutes,
        hours=options.hours,
        licences=frozenset(options.licence),
        language=options.language,
        education=options.education,
    )
    try:
        result = given.index.what_if(given.seeker(options.person), change, given.job(options.vacancy))
    except ValueError as error:
        raise Stop(str(error)) from None
    print(json.dumps(asdict(result), indent=1), file=screen.out)


def _allocate(options: argparse.Namespace, screen: Screen) -> None:
    """Write which jobs are put first for whom, with how many others are given the same."""
    given = _load(options, screen)
    batch = given.index.batch(given.people, options.top)
    try:
        result = allocate(batch, options.capacity, options.chances)
    except ValueError as error:
        raise Stop(str(error)) from None
    with writer(options.output, screen.out) as write:
        for row, person in enumerate(batch.seekers):
            for match, others in result.given(row):
                write({"person": person, "vacancy": match.id, "score": match.score, "out_of": batch.out_of,
                       "others": others})  # fmt: skip
    screen.say(f"passend: {len(result.without)} people are given nothing")


def _audit(options: argparse.Namespace, screen: Screen) -> None:
    """Write impact ratios and exposure by group."""
    given = _load(options, screen)
    groups: dict[Id, str] = {}

    def refuse(error: Malformed) -> None:
        raise Stop(str(error))

    for where, row in read_rows(options.groups, refuse):
        if set(row) != {"id", "group"} or not isinstance(row["group"], str):
            raise Stop(f"{where}: id and group are needed, and nothing else")
        groups[row["id"]] = row["group"]
    jobs = [given.index.job(identity) for identity in given.index.ids]
    people = SeekerIndex(given.people, given.index.world, given.index.ruleset, today=given.index.today)
    print(json.dumps(asdict(audit(jobs, people, groups)), indent=1, ensure_ascii=False), file=screen.out)


def _bench(options: argparse.Namespace, screen: Screen) -> None:
    """Measure the engine on the workload of the docs."""
    from passend.bench.run import quick, table

    if options.quick:
        failures = quick(screen.say)
        if failures:
            raise Stop(f"{failures} answers differ")
    else:
        measured = table(options.size, options.world, options.esco, options.postgres, screen.say)
        print(measured, file=screen.out)


def _plain(value: Any) -> Any:
    """Give sets as sorted lists."""
    return sorted(value, key=str)


def _find(name: str, among: Any, kind: str) -> Id:
    """Find an id, as text or number."""
    if name in among:
        return name
    if name.lstrip("-").isdigit() and len(name) < 20 and int(name) in among:
        return int(name)
    raise Stop(f"{kind}: no {name!r} among the records that could be read")


def _skill_level(text: str) -> tuple[str, int]:
    """Read CODE=LEVEL."""
    code, _, level = text.rpartition("=")
    if not code or not level.isdigit() or not 1 <= int(level[:4]) <= 255:
        raise Stop(f"--skill: {text!r} is not CODE=LEVEL with a level of 1 to 255")
    return code, int(level)


def _parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    parser = argparse.ArgumentParser("passend", description="Match people and vacancies: exact and explained.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Screen], None], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    def with_records(made: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made.add_argument("people", type=Path, help="people: .jsonl, .parquet or .arrow")
        made.add_argument("vacancies", type=Path, help="vacancies: .jsonl, .parquet or .arrow")
        made.add_argument("--ruleset", default="DOORSTROOM-1", help="DOORSTROOM-1, NLMATCH-1 or a JSON file")
        made.add_argument("--vocabulary", type=Path, help="JSON; without it codes are unrelated to each other")
        made.add_argument("--today", type=date.fromisoformat, default=date.today(), help="like 2026-01-31")
        made.add_argument("--strict", action="store_true", help="stop at the first malformed line")
        return made

    match = with_records(command("match", _match, "the best vacancies of every person"))
    match.add_argument("--top", type=_count, default=20)
    match.add_argument("--workers", type=_count, default=1, help="processes")
    match.add_argument("-o", "--output", type=Path, help=".jsonl, .parquet or .arrow; the screen when left out")
    for name, run, text in (("explain", _explain, "why a vacancy fits a person"),
                            ("what-if", _what_if, "what a change would bring")):  # fmt: skip
        one = with_records(command(name, run, text))
        one.add_argument("--person", required=True)
        one.add_argument("--vacancy", required=True)
    one.add_argument("--skill", action="append", default=[], metavar="CODE=LEVEL")
    one.add_argument("--minutes", type=int, default=0, help="more (or fewer) minutes of travel")
    one.add_argument("--hours", type=int, default=0, help="more hours a week at most; fewer at least when negative")
    one.add_argument("--licence", action="append", default=[])
    one.add_argument("--language", type=int)
    one.add_argument("--education", type=int)
    spread = with_records(command("allocate", _allocate, "spread chances so that no vacancy is swamped"))
    spread.add_argument("--capacity", type=_count, default=20, help="people per vacancy")
    spread.add_argument("--chances", type=_count, default=3, help="vacancies per person")
    spread.add_argument("--top", type=_count, default=20)
    spread.add_argument("-o", "--output", type=Path)
    groups = with_records(command("audit", _audit, "impact ratios and exposure among the eligible"))
    groups.add_argument("--groups", type=Path, required=True, help="JSON Lines of id and group, kept apart")
    bench = command("bench", _bench, "measure the engine beside what a team would pick")
    bench.add_argument("--quick", action="store_true", help="size S, identity only, under a minute")
    bench.add_argument("--size", choices=("S", "L", "XL"), default="L")
    bench.add_argument("--world", choices=("nlmatch", "esco"), default="nlmatch")
    bench.add_argument("--postgres", default="", metavar="DSN", help="an empty PostgreSQL database, to set beside it")
    bench.add_argument("--esco", type=Path, help="folder with the official ESCO zips, for --world esco")
    return parser


def _count(text: str) -> int:
    """Read a number of 1 to 10,000."""
    number = int(text)
    if not 1 <= number <= 10_000:
        raise argparse.ArgumentTypeError("1 to 10000")
    return number
