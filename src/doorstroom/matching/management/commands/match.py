"""Matches a whole region now, as the night does."""

from typing import Any

from django.core.management.base import BaseCommand

from doorstroom.accounts.queries import office
from doorstroom.matching import batch


class Command(BaseCommand):
    """`manage.py match [--region AM21]`."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Take a region."""
        parser.add_argument("--region", default="", help="code of the labour-market region; by default the office's")

    def handle(self, *args: Any, region: str, **options: Any) -> None:
        """Match."""
        outcome = batch.run(region or office().region_code)
        self.stdout.write(
            f"{outcome.words}: {outcome.persons} persons, {outcome.vacancies} vacancies, {outcome.matches} lines"
        )
