"""Fills an empty database with the demo region."""

from datetime import date
from io import StringIO
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError

from doorstroom.common.dates import today
from doorstroom.demo.load import RealData, load, step
from doorstroom.demo.make.accounts import DEMO_DOMAIN, REGION
from doorstroom.demo.values.cast import SIGN_INS


class Command(BaseCommand):
    """`manage.py demo`: the same region for the same seed and date; never touches a database with real people."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Declare what can be chosen."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--date", type=date.fromisoformat, default=None, help="the reference date (default: today)")
        parser.add_argument("--vocabulary", choices=("starter", "esco"), default="starter")
        parser.add_argument("--seekers", type=int, default=2500)
        parser.add_argument("--vacancies", type=int, default=1200)
        parser.add_argument("--quiet", action="store_true", help="print nothing but the last line")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the region, then match it as every night does."""
        quiet = options["quiet"]
        say = (lambda _line: None) if quiet else self.stdout.write
        try:
            region = load(
                seed=options["seed"],
                today=options["date"] or today(),
                vocabulary=options["vocabulary"],
                seekers=options["seekers"],
                vacancies=options["vacancies"],
                say=say,
            )
        except RealData:
            raise CommandError("This database holds real data. The demo only goes into an empty one.") from None
        if region is None:
            self.stdout.write("The demo region stands already; nothing was changed.")
            return
        if "match" in get_commands():
            with step(say, "The nightly match"):
                call_command("match", region=REGION, stdout=self.stdout if not quiet else StringIO())
        for role, name in SIGN_INS.items():
            say(f"  {role}@{DEMO_DOMAIN}  {name}")
        self.stdout.write(f"The demo region stands: {len(region.people)} people, {len(region.vacancies)} vacancies.")
