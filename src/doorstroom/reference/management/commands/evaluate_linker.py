"""Measures how well titles are understood, on a set of titles with known answers."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.reference.gateways.linking import read_texts
from doorstroom.reference.gateways.tables import BadFile
from doorstroom.reference.linking import Linker
from doorstroom.reference.linking.encoder import encoder_linker
from doorstroom.reference.linking.evaluation import Measured, measure, with_aliases
from doorstroom.reference.linking.titlesets import BadSet, read_queries, read_titles
from doorstroom.reference.linking.training import Recipe, Text, train

FEW = 20_000  # texts; fewer need a smaller table


class Command(BaseCommand):
    """`manage.py evaluate_linker DIR [--esco FILES...] [--aliases DIR]`."""

    help = "Train on the labels of a title set and ESCO files, never on its titles or answers, and measure"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the set, what to learn from beside it, and how."""
        parser.add_argument("folder", type=Path, help="queries, annotations, corpus_elements, concept_mapping (.tsv)")
        parser.add_argument("--corpus", type=Path, help="the folder of corpus and mapping, where DIR lacks them")
        parser.add_argument("--esco", type=Path, nargs="*", default=[], help="ESCO files, and lists X.corpus.tsv")
        parser.add_argument("--aliases", type=Path, help="a folder of titles whose answers may be learned")
        parser.add_argument("--split", choices=["all", "even", "odd"], default="all", help="which titles to measure")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--steps", type=int, default=Recipe.steps)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train, measure, and print one table."""
        try:
            titles = read_titles(options["folder"], options["corpus"])
            texts, _skills = read_texts(options["esco"])
            aliases = read_queries(options["aliases"]) if options["aliases"] else ()
        except (BadSet, BadFile) as error:
            raise CommandError(str(error)) from error
        queries = titles.queries
        if options["split"] != "all":
            queries = queries[0 if options["split"] == "even" else 1 :: 2]
            if options["aliases"] == options["folder"]:  # half as aliases, the other half measured
                aliases = titles.queries[1 if options["split"] == "even" else 0 :: 2]
        shown = {query.text.casefold() for query in queries}
        aliases = tuple(
            alias for alias in aliases if alias.text.casefold() not in shown
        )  # never learn what is measured
        labels = with_aliases(titles, aliases)
        known = {label.key for label in labels}
        learn = [Text(label.key, label.text, label.language) for label in labels]
        learn += [text for text in texts if text.key in known]
        language = labels[0].language if labels else "nl"
        buckets = Recipe.buckets if len(learn) > FEW else Recipe.buckets >> 4
        recipe = Recipe(seed=options["seed"], steps=options["steps"], language=language, buckets=buckets)
        encoder = train(list(dict.fromkeys(learn)), recipe, lambda line: self.stderr.write(line))
        rows = [
            measure("letters and compounds (TF-IDF)", titles, Linker(labels), queries),
            measure("encoder", titles, encoder_linker(labels, encoder), queries),
        ]
        self.show(rows, f"{titles.name} {options['split']}", options["seed"], len(aliases))

    def show(self, rows: list[Measured], split: str, seed: int, aliases: int) -> None:
        """Print the table and the line that other programs read."""
        head = f"{'method':<32}{'view':<27}{'split':<22}{'titles':>7}{'aliases':>8}{'seed':>5}"
        self.stdout.write(head + "".join(f"{name:>7}" for name in ("MRR", "@1", "@5", "@10")))
        for row in rows:
            views = (
                ("concept", row.concept),
                ("native, all names", row.native),
                ("native, one name a concept", row.once),
            )
            for view, found in views:
                line = f"{row.method:<32}{view:<27}{split:<22}{row.titles:>7}{aliases:>8}{seed:>5}"
                values = (found.mrr, found.top1, found.top5, found.top10)
                self.stdout.write(line + "".join(f"{value:>7.3f}" for value in values))
        last = rows[-1]
        self.stdout.write(
            f"concept mrr {last.concept.mrr:.3f} top1 {last.concept.top1:.3f} top10 {last.concept.top10:.3f} "
            f"native mrr {last.once.mrr:.3f}"
        )
