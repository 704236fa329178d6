"""Makes the runtime role and puts row-level security in place."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql

from doorstroom.core.policies import secure


class Command(BaseCommand):
    """`manage.py secure_database`: run as the owner, after `migrate`; running it again changes nothing."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Take the file with the word of the runtime role."""
        parser.add_argument("--password-file", help="make the runtime role, or give it the password in this file")

    def handle(self, *args: Any, password_file: str | None, **options: Any) -> None:
        """Secure."""
        if connection.vendor != "postgresql":
            secure()
            self.stdout.write("SQLite has no roles; its logs are closed by triggers.")
            return
        role = settings.RUNTIME_ROLE
        if password_file:
            self.make_role(role, Path(password_file).read_text().strip())
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                raise CommandError(f"There is no role {role} yet: give --password-file, or have it made.")
        changed = secure()
        self.stdout.write(f"Policies and rights of {role}: {'put in place' if changed else 'stood already'}.")

    def make_role(self, role: str, word: str) -> None:
        """Make the role that may sign in and owns nothing, or give it this password."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            verb = "ALTER" if cursor.fetchone() else "CREATE"
            words = sql.SQL(f"{verb} ROLE {{}} LOGIN PASSWORD {{}}")
            cursor.execute(words.format(sql.Identifier(role), sql.Literal(word)))
