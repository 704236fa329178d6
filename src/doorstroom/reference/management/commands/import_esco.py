"""Imports the official ESCO downloads."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from doorstroom.reference.actions import import_esco
from doorstroom.reference.gateways.tables import BadFile


class Command(BaseCommand):
    """`manage.py import_esco FILES...`."""

    help = "Import ESCO: zip, csv or csv.gz as downloaded, any language, versions 1.1 and 1.2; may be repeated"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files, and what a file name does not tell."""
        parser.add_argument("files", nargs="+", type=Path)
        parser.add_argument("--release", default="", help="the ESCO version, where the file name lacks it")
        parser.add_argument("--language", default="", help="the language, such as nl, where the file name lacks it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all files, showing what happens, and add it up."""
        started = time.monotonic()
        try:
            outcomes = import_esco(
                options["files"],
                version=options["release"],
                language=options["language"],
                tell=self.stdout.write,
            )
        except BadFile as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Klaar: %(tables)d tabellen, %(rows)d rijen, %(dropped)d overgeslagen, %(seconds).1f seconden.")
            % {
                "tables": len(outcomes),
                "rows": sum(outcome.rows for outcome in outcomes),
                "dropped": sum(len(outcome.dropped) for outcome in outcomes),
                "seconds": time.monotonic() - started,
            }
        )
