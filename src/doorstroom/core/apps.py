"""Loads every room's declarations, jobs and batches, so that the registries are whole before the first request."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The framework room."""

    name = "doorstroom.core"

    def ready(self) -> None:
        """Read all declarations."""
        from . import checks, upload_steps  # noqa: F401

        autodiscover_modules("declarations", "actions", "tasks", "batch")
