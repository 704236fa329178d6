"""Rebuilds the style sheet and the icon sprite after a change in `css/`, `vendor/` or a template."""

from typing import Any

from django.core.management.base import BaseCommand

from doorstroom.ui import build


class Command(BaseCommand):
    """`manage.py build_css`."""

    help = "Rebuild static/ui/doorstroom.css and static/ui/icons.svg"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write both files and say how large they are."""
        build.write()
        for name in ("doorstroom.css", "icons.svg"):
            size = (build.STATIC / name).stat().st_size
            self.stdout.write(f"{name}: {size} bytes")
