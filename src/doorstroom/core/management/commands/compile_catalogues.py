"""Turns every room's translations from .po into the .mo files that Django reads."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """`manage.py compile_catalogues`: needs no gettext programs; says which file is broken."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Compile."""
        compiled = 0
        for config in apps.get_app_configs():
            if not config.name.startswith("doorstroom."):
                continue
            for source in Path(config.path).glob("locale/*/LC_MESSAGES/django.po"):
                try:
                    with source.open("rb") as file:
                        catalogue = read_po(file, abort_invalid=True)
                except Exception as trouble:
                    raise CommandError(f"{config.label}: {source.name} cannot be read: {trouble}") from trouble
                with source.with_suffix(".mo").open("wb") as file:
                    write_mo(file, catalogue)
                compiled += 1
        self.stdout.write(f"{compiled} catalogues compiled.")
