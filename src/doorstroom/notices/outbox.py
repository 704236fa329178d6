"""The local sink for mail: every message becomes a row that the outbox page shows."""

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from .models import Notice


class OutboxBackend(BaseEmailBackend):
    """Keeps mail that libraries send (a password reset) in the same outbox as our own."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write one row per receiver."""
        rows = [
            Notice(template="library", to=receiver, subject=message.subject[:200], body=str(message.body))
            for message in email_messages
            for receiver in message.recipients()
        ]
        Notice.objects.bulk_create(rows)
        return len(rows)
