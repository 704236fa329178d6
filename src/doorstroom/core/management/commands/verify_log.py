"""Checks the seals of the trail and of the read log."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from doorstroom.core.seals import LOGS, fault, head, seal


class Command(BaseCommand):
    """`manage.py verify_log`: exit 1 when a line was changed, moved or removed after it was sealed."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Take ends of chains that were kept elsewhere."""
        parser.add_argument(
            "--held",
            action="append",
            default=[],
            metavar="LOG:LINE:SEAL",
            help="an end of a chain that was kept elsewhere, as the last line of this command prints it",
        )

    def handle(self, *args: Any, held: list[str], **options: Any) -> None:
        """Verify."""
        kept = {name: (int(line), found) for name, line, found in (each.split(":") for each in held)}
        faults = [words for log in LOGS if (words := fault(log, kept.get(log.name)))]
        if faults:
            raise CommandError(" ".join(faults))
        for log in LOGS:
            while seal(log, everything=True):
                pass
        ends = [f"{log.name}:{number}:{found}" for log in LOGS for number, found in [head(log)]]
        self.stdout.write(f"Every seal fits. {' '.join(ends)}")
