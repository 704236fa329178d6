"""Makes the wrapping keys of a new installation."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from doorstroom.core.keys import make_ring, replace_ring, whole_ring, with_fresh


class Command(BaseCommand):
    """`manage.py make_keys`: write a key file where there is none, add what an older one lacks; take nothing away."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the keys."""
        path = Path(settings.KEYS_FILE)
        if path.exists() and not whole_ring().current_pepper:
            replace_ring(with_fresh(whole_ring(), in_use=False))
            self.stdout.write("The key file was made before numbers could be looked up; a pepper was added.")
            return
        if path.exists():
            self.stdout.write("The key file stands already; nothing was changed.")
            return
        make_ring(path)
        self.stdout.write(f"Wrote {path.name}. Keep a copy apart from the database: without it nothing can be read.")
