"""Prints who can be tried in the demo."""

from typing import Any

from django.core.management.base import BaseCommand
from django.urls import reverse

from doorstroom.accounts.declarations import ROLES
from doorstroom.accounts.queries import demo_doors


class Command(BaseCommand):
    """`manage.py demo_sign_ins`: one line per role; a click on the sign-in page is enough."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        self.stdout.write(f"  Sign in with one click at http://127.0.0.1:8000{reverse('account_login')} as:")
        shown = set()
        for membership in demo_doors():
            if membership.role not in shown:
                shown.add(membership.role)
                where = f", {membership.organisation.name}" if membership.organisation else ""
                self.stdout.write(f"    {ROLES[membership.role].label:24} {membership.user.name}{where}")
