"""Trains what understands titles and skills on the vocabulary that is loaded."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from doorstroom.reference.actions import train_linker


class Command(BaseCommand):
    """`manage.py train_linker`."""

    help = "Train on the loaded vocabulary: seconds for the starter set, minutes for all of ESCO; may be repeated"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to train when nothing changed, and the seed."""
        parser.add_argument("--again", action="store_true", help="train also when the words did not change")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Train, showing how far it is, and say what came of it."""
        done = train_linker(again=options["again"], seed=options["seed"], tell=self.stdout.write)
        if not done.fresh:
            self.stdout.write(_("De woorden zijn niet veranderd; er is niets te leren."))
        self.stdout.write(
            _("%(texts)d teksten, %(seconds).1f seconden.") % {"texts": done.texts, "seconds": done.seconds}
        )
        self.stdout.write(f"inputs {done.inputs}")
        self.stdout.write(f"weights {done.fingerprint}")
