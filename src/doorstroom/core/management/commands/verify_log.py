"""Checks the seals of the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.core.seals import broken_seal, seal_trail


class Command(BaseCommand):
    """`manage.py verify_log`: exit 1 when an entry was changed after it was sealed."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify."""
        seal_trail()
        broken = broken_seal()
        if broken is not None:
            raise CommandError(f"The trail was changed: the seal of entry {broken} does not fit.")
        self.stdout.write("Every seal fits.")
