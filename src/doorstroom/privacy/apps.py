"""Puts the terms that hold at the start in the database, after every migration; a row that stands is never changed."""

from typing import Any

from django.apps import AppConfig
from django.apps import apps as whole
from django.db.models.signals import post_migrate


class PrivacyConfig(AppConfig):
    """The privacy room."""

    name = "doorstroom.privacy"

    def ready(self) -> None:
        """Listen for the end of a migration."""
        post_migrate.connect(_lay_down_terms, sender=self)


def _lay_down_terms(using: str, apps: Any = whole, **_kwargs: Any) -> None:
    from .choices import FIRST_TERMS  # this module loads before translations are ready

    if ("privacy", "retentionterm") in {(model._meta.app_label, model._meta.model_name) for model in apps.get_models()}:
        rows = apps.get_model("privacy", "RetentionTerm")
        rows.objects.using(using).bulk_create([rows(**row) for row in FIRST_TERMS], ignore_conflicts=True)
