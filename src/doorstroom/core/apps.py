"""Loads every room's declarations, jobs and batches, so that the registries are whole before the first request."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The framework room."""

    name = "doorstroom.core"

    def ready(self) -> None:
        """Read all declarations."""
        from . import checks, upload_steps  # noqa: F401

        autodiscover_modules("declarations", "actions", "tasks", "batch")
        post_migrate.connect(secure_after_migrating, sender=self)


def secure_after_migrating(**_more: Any) -> None:
    """Put the second line of defence in place after each migration, so that no table stands without it."""
    from .policies import secure

    secure()
