"""Makes the administrator of a new office."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from doorstroom.accounts.actions import make_first_admin
from doorstroom.accounts.models import User
from doorstroom.accounts.queries import password_link
from doorstroom.core.actors import machine


class Command(BaseCommand):
    """`manage.py first_admin EMAIL [NAME]`: make the administrator and print a link to choose a password, once."""

    help = __doc__

    def add_arguments(self, parser: Any) -> None:
        """Take an address and a name."""
        parser.add_argument("email")
        parser.add_argument("name", nargs="?", default="Beheerder")

    def handle(self, *args: Any, email: str, name: str, **options: Any) -> None:
        """Make the administrator."""
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"{email} is not a mail address") from wrong
        there = User.objects.filter(email=email.lower()).first()
        if there is not None and there.has_usable_password():
            self.stdout.write(f"{email} has a password already; nothing was changed.")
            return
        user = make_first_admin(actor=machine("first_admin"), email=email, name=name)
        self.stdout.write(f"{user.name} administers this office now. Choose a password here, once, within three days:")
        self.stdout.write(password_link(user))
