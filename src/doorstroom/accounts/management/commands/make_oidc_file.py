"""Makes the file of sign-in services of an office, with a key of its own and no services yet."""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from joserfc.jwk import RSAKey


class Command(BaseCommand):
    """`manage.py make_oidc_file`: write the file where there is none; in one that stands, put a fresh key in front."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file, or give the one that stands a fresh key; the old ones stay until you take them out."""
        path = Path(settings.OIDC_FILE)
        held = json.loads(path.read_text()) if path.exists() else {"doors": [], "keys": []}
        fresh = RSAKey.generate_key(3072, auto_kid=True).as_dict(private=True)
        held["keys"] = [fresh, *held["keys"]]
        words = json.dumps(held, indent=2)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(words)
        self.stdout.write(f"{path.name} holds {len(held['keys'])} key(s) and {len(held['doors'])} service(s).")
