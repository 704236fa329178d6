"""Imports the outlines of labour-market regions and which municipality belongs to which."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from doorstroom.reference.actions import import_memberships, import_region_borders
from doorstroom.reference.gateways.tables import BadFile

from ._places import show


class Command(BaseCommand):
    """`manage.py import_regions GEOJSON --memberships CSV --year Y`."""

    help = "Import region outlines and/or memberships (columns gm_code, gemeente, arbeidsmarktregio) of one year"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and the year they describe."""
        parser.add_argument("geojson", nargs="?", type=Path)
        parser.add_argument("--memberships", type=Path)
        parser.add_argument("--year", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Import what was given and show what was left out."""
        if not options["geojson"] and not options["memberships"]:
            raise CommandError(_("Geef een GeoJSON-bestand, een bestand met gemeenten, of allebei."))
        if not 2000 <= options["year"] <= 2100:
            raise CommandError(_("Geef een jaar tussen 2000 en 2100."))
        try:
            if options["memberships"]:
                report = import_memberships(options["memberships"], options["year"])
                show(self.stdout, options["memberships"].name, report)
            if options["geojson"]:
                show(self.stdout, options["geojson"].name, import_region_borders(options["geojson"], options["year"]))
        except BadFile as error:
            raise CommandError(str(error)) from error
