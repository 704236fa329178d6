"""Plays a scenario through the real verbs and prints what came of it."""

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from doorstroom.demo.load import stands
from doorstroom.demo.scenarios import SCENARIOS, read, replay
from doorstroom.demo.scenarios.player import FOLDER
from doorstroom.people.models import Person


class Command(BaseCommand):
    """`manage.py replay_scenario keep_the_job_2020`: plays the story once; the last line counts it from the rows."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Declare what can be chosen."""
        parser.add_argument("name", choices=sorted(SCENARIOS))
        parser.add_argument("--file", type=Path, default=None, help="other events than those that come with it")

    def handle(self, *args: Any, **options: Any) -> None:
        """Play it, unless it stands already or this database holds real people."""
        scenario = SCENARIOS[options["name"]]
        if scenario.stands():
            self.stdout.write("This scenario was played already; nothing was changed.")
        else:
            if Person.objects.exists() and not (settings.DEMO and stands()):
                raise CommandError("This database holds real data. A scenario only goes into an empty one or a demo.")
            began = time.monotonic()
            try:
                events = read(options["file"] or FOLDER / f"{scenario.name}.csv")
                refused = replay(scenario, events, self.stdout.write)
            except (OSError, ValueError) as trouble:
                raise CommandError(str(trouble)) from trouble
            seconds = time.monotonic() - began
            self.stdout.write(f"{len(events)} events in {seconds:.1f} s, {refused} refused.")
        self.stdout.write(scenario.last_line())
