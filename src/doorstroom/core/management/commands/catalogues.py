"""Shows which sentences lack English, as lines to complete in the room's catalogue."""

from pathlib import Path
from typing import Any

from babel.messages.pofile import denormalize, normalize
from django.core.management.base import BaseCommand

from doorstroom.core.catalogues import no_longer_said, rooms, without_english


class Command(BaseCommand):
    """`manage.py catalogues [ROOM…]`: prints missing sentences in .po form, and those said no more."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Take room names."""
        parser.add_argument("room", nargs="*")

    def handle(self, *args: Any, room: list[str], **options: Any) -> None:
        """Print."""
        for config in rooms():
            if room and config.label not in room:
                continue
            path = Path(config.path)
            for sentence in without_english(path):
                self.stdout.write(f"# {config.label}: {sentence.place}")
                if sentence.context:
                    self.stdout.write(f"msgctxt {normalize(sentence.context)}")
                self.stdout.write(f"msgid {normalize(sentence.words)}")
                if sentence.plural:
                    self.stdout.write(f'msgid_plural {normalize(sentence.plural)}\nmsgstr[0] ""\nmsgstr[1] ""\n')
                else:
                    self.stdout.write('msgstr ""\n')
            for words in no_longer_said(path):
                self.stdout.write(f"# {config.label} no longer says: {denormalize(normalize(words))}")
