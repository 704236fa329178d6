"""Takes new wrapping keys and a new pepper in use while the site runs."""

from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from doorstroom.core.keys import replace_ring, whole_ring, with_fresh
from doorstroom.core.rotation import move_everything


class Command(BaseCommand):
    """`manage.py rotate_keys`: make a new wrapping key and pepper, and move every row to them; nobody has to stop."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the steps for several hosts, and the last step."""
        step = parser.add_mutually_exclusive_group()
        step.add_argument(
            "--prepare", action="store_true", help="only add new keys to the file, to bring it to every host first"
        )
        step.add_argument("--use-prepared", action="store_true", help="use the newest keys of the file, then move")
        step.add_argument("--forget-old", action="store_true", help="drop the keys that no row names any more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Carry out one step."""
        held = whole_ring()
        if options["prepare"]:
            replace_ring(with_fresh(held, in_use=False))
            self.stdout.write("New keys stand in the file, not yet in use. Bring the file to every host.")
            return
        if options["forget_old"]:
            self._forget_old()
            return
        if options["use_prepared"]:
            newest = replace(held, current=_newest(held.keys), current_pepper=_newest(held.peppers))
            replace_ring(newest)
        else:
            replace_ring(with_fresh(held, in_use=True))
        for code, count in move_everything().items():
            self.stdout.write(f"{code}: {count} moved")
        self.stdout.write("Done. Keep the old keys for as long as a backup needs them.")

    def _forget_old(self) -> None:
        late = {code: count for code, count in move_everything().items() if count}
        if late:
            raise CommandError(f"Rows still named an old key and were moved just now: {late}. Wait, then try again.")
        held = whole_ring()
        kept = replace(
            held,
            keys={held.current: held.keys[held.current]},
            peppers={held.current_pepper: held.peppers[held.current_pepper]},
        )
        replace_ring(kept)
        self.stdout.write("The old keys are gone from the file.")


def _newest(held: dict[str, bytes]) -> str:
    return max(held, key=lambda name: int(name[1:]))
