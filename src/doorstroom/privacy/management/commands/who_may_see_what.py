"""Writes docs/reference/who-may-see-what.md from the registry."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from doorstroom.common.dates import today
from doorstroom.privacy.queries import document


class Command(BaseCommand):
    """`manage.py who_may_see_what`: needs a database that is migrated, for the terms."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Write."""
        path = Path(settings.ROOT) / "docs" / "reference" / "who-may-see-what.md"
        path.write_text(document(today()))
        self.stdout.write(f"{path.name} is written.")
