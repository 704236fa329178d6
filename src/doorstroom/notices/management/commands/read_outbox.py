"""Shows the mail that waits, for who runs the server of an office that has no mail server yet."""

from typing import Any

from django.core.management.base import BaseCommand

from doorstroom.notices.models import Notice


class Command(BaseCommand):
    """`manage.py read_outbox`: print every waiting message with its words."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        waiting = Notice.objects.filter(state=Notice.State.WAITING).order_by("written_at")
        for notice in waiting:
            self.stdout.write(f"\nTo: {notice.to}\nSubject: {notice.subject}\n\n{notice.body}")
        self.stdout.write(f"{len(waiting)} waiting.")
