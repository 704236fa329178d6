"""Prints what is in the region."""

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """`manage.py counts`: one line per kind of row, such as "people.Person 2500"."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Count."""
        for model in sorted(apps.get_models(), key=lambda each: each._meta.label):
            if model.__module__.startswith("doorstroom."):
                self.stdout.write(f"{model._meta.label} {model._default_manager.count()}")
