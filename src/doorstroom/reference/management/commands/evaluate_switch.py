"""Measures whether other work that we name is work that experts call related."""

import csv
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.reference.gateways.esco import recognise
from doorstroom.reference.gateways.tables import BadFile, Table, read_tables
from doorstroom.reference.linking.evaluation import figures
from doorstroom.reference.linking.switch import SwitchIndex, profile_of

LEVELS = ("level 2 uri", "level 3 uri")  # of the hierarchy of skills


class Command(BaseCommand):
    """`manage.py evaluate_switch RELATED --match FILE --esco FILES...`."""

    help = "Rank occupations of other major groups by skill groups; compare with O*NET's related occupations"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the related occupations, which ESCO occupation each is, and ESCO itself."""
        parser.add_argument("related", type=Path, help="columns onet_soc, related_onet_soc")
        parser.add_argument("--match", type=Path, required=True, help="columns concept_uri, isco_code, onet_code")
        parser.add_argument("--esco", type=Path, nargs="+", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Rank, measure per source and print."""
        try:
            index, profiles = read_profiles(options["esco"])
            codes = {row["concept_uri"]: (row["onet_code"], row["isco_code"]) for row in rows_of(options["match"])}
            related: dict[str, set[str]] = defaultdict(set)
            for row in rows_of(options["related"]):
                related[row["onet_soc"]].add(row["related_onet_soc"])
        except (BadFile, KeyError) as error:
            raise CommandError(str(error)) from error
        ranks: list[int | None] = []
        known = {key for key in index.keys if key in codes}
        for key in sorted(known):
            code, group = codes[key]
            others = [one for one in known if codes[one][1][:1] != group[:1]]
            wanted = {one for one in others if codes[one][0] in related.get(code, ())}
            if wanted:
                near = [
                    one for one, _near in index.near(profiles[key]) if one in known and codes[one][1][:1] != group[:1]
                ]
                ranks.append(next((place for place, one in enumerate(near) if one in wanted), None))
        if not ranks:
            raise CommandError("no occupation of the match file has related ones in another group")
        found = figures(ranks)
        self.stdout.write(f"{'method':<34}{'occupations':>12}{'MRR':>8}{'@1':>8}{'@5':>8}{'@10':>8}")
        values = "".join(f"{value:>8.3f}" for value in (found.mrr, found.top1, found.top5, found.top10))
        self.stdout.write(f"{'skill groups, levels 2 and 3':<34}{len(ranks):>12}{values}")
        self.stdout.write(f"switch mrr {found.mrr:.3f} top1 {found.top1:.3f} top10 {found.top10:.3f}")


def read_profiles(paths: list[Path]) -> tuple[SwitchIndex, dict[str, dict[str, float]]]:
    """Return the index over all occupations in ESCO files, and each occupation's profile."""
    asked: dict[str, dict[str, bool]] = defaultdict(dict)
    broader: dict[str, list[str]] = defaultdict(list)
    shelves: set[str] = set()
    for path in paths:
        for table in read_tables(path):
            esco = recognise(table)
            kind = esco.kind if esco else ""
            if kind == "occupation_skills":
                for row in table_rows(table):
                    asked[row["occupationuri"]][row["skilluri"]] = row["relationtype"] == "essential"
            elif kind == "broader_skills":
                for row in table_rows(table):
                    broader[row["concepturi"]].append(row["broaderuri"])
            elif kind == "skills_hierarchy":
                shelves |= {row[level] for row in table_rows(table) for level in LEVELS if row.get(level)}
    groups: dict[str, frozenset[str]] = {}

    def above(key: str) -> frozenset[str]:
        if key not in groups:
            groups[key] = frozenset()  # a circle ends here
            found = {key} & shelves
            for parent in broader.get(key, ()):
                found |= above(parent)
            groups[key] = frozenset(found)
        return groups[key]

    for skills in asked.values():
        for skill in skills:
            above(skill)
    profiles = {key: profile_of(skills, groups) for key, skills in sorted(asked.items())}
    return SwitchIndex(profiles), profiles


def table_rows(table: Table) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by column."""
    names = [name.lower() for name in table.header]
    for line in table.lines():
        yield dict(zip(names, (cell.strip() for cell in line.cells), strict=False))


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a file with one table."""
    for table in read_tables(path):
        csv.field_size_limit(max(csv.field_size_limit(), 1_000_000))
        yield from table_rows(table)
