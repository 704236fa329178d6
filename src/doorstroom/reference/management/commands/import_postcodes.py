"""Imports postcode areas with their centre points."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.reference.actions import import_postcodes
from doorstroom.reference.gateways.tables import BadFile

from ._places import show


class Command(BaseCommand):
    """`manage.py import_postcodes FILE`."""

    help = "Import four-digit postcodes (columns pc4, plaats, gemeente, lat, lon, gm_<year>); may be repeated"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the file and show what was left out."""
        try:
            show(self.stdout, options["file"].name, import_postcodes(options["file"]))
        except BadFile as error:
            raise CommandError(str(error)) from error
