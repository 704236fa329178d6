"""Measures how well statements about skills are understood, on statements with known answers."""

from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.reference.gateways.linking import read_texts
from doorstroom.reference.gateways.tables import BadFile, read_tables
from doorstroom.reference.linking import Label, Linker
from doorstroom.reference.linking.encoder import encoder_linker
from doorstroom.reference.linking.evaluation import figures
from doorstroom.reference.linking.training import Kind, Recipe, Text, train

DEEP = 100


class Command(BaseCommand):
    """`manage.py evaluate_skills FILE --esco FILES... [--pairs FILE] [--split even]`."""

    help = "Rank ESCO skills for statements (columns esco_skill_uri, vdab_statement_nl); never learns what it measures"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the statements, what to learn from, and how."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--esco", type=Path, nargs="+", required=True, help="skills with their labels")
        parser.add_argument("--pairs", type=Path, help="statements whose answers may be learned")
        parser.add_argument("--split", choices=["all", "even", "odd"], default="all")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--steps", type=int, default=Recipe.steps)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train, measure and print."""
        try:
            occupations, texts = read_texts(options["esco"])
            statements = read_statements(options["file"])
            learned = read_statements(options["pairs"]) if options["pairs"] else {}
        except (BadFile, KeyError) as error:
            raise CommandError(str(error)) from error
        queries = list(statements)
        if options["split"] != "all":
            queries = queries[0 if options["split"] == "even" else 1 :: 2]
        measured = {query.casefold() for query in queries}
        names = [text for text in texts if (text.language, text.kind) == ("nl", Kind.LABEL)]
        first = {text.key: text for text in reversed(names)}
        dutch = [Label(text.key, text.text, "nl", preferred=text is first[text.key]) for text in names]
        known = {label.key for label in dutch}
        aliases = [
            Label(key, statement)
            for statement, keys in learned.items()
            if statement.casefold() not in measured
            for key in sorted(keys & known)
        ]
        labels = list(dict.fromkeys([*dutch, *aliases]))
        learn = [Text(label.key, label.text) for label in labels]
        learn += [text for text in texts if text.key in known] + occupations
        recipe = Recipe(seed=options["seed"], steps=options["steps"])
        encoder = train(list(dict.fromkeys(learn)), recipe, lambda line: self.stderr.write(line))
        self.stdout.write(f"{'method':<32}{'split':<8}{'statements':>11}{'pairs':>7}{'MRR':>8}{'@1':>8}{'@10':>8}")
        for method, linker in (
            ("letters and compounds (TF-IDF)", Linker(labels)),
            ("encoder", encoder_linker(labels, encoder)),
        ):
            found = figures([self.rank(linker, query, statements[query]) for query in queries])
            self.stdout.write(
                f"{method:<32}{options['split']:<8}{len(queries):>11}{len(aliases):>7}"
                f"{found.mrr:>8.3f}{found.top1:>8.3f}{found.top10:>8.3f}"
            )
        self.stdout.write(f"skills mrr {found.mrr:.3f} top1 {found.top1:.3f} top10 {found.top10:.3f}")

    def rank(self, linker: Linker, query: str, wanted: set[str]) -> int | None:
        """Return the place of the first right skill."""
        scores = linker.scores([linker.index.words(query)])[0]
        keys = [linker.keys[number] for number in linker.ranked(scores, DEEP)]
        return next((place for place, key in enumerate(keys) if key in wanted), None)


def read_statements(path: Path) -> dict[str, set[str]]:
    """Return the statements in the order of the file, each with the skills that are right answers."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in read_tables(path):
        names = [name.lower() for name in table.header]
        skill, statement = names.index("esco_skill_uri"), names.index("vdab_statement_nl")
        for line in table.lines():
            found[line.cells[statement].strip()].add(line.cells[skill].strip())
    return dict(found)
