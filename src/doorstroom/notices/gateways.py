"""The way out: hands one message to the mail server."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from .models import Notice


class NotCarried(Exception):
    """The message did not go out; `trouble` says why, `for_good` that trying again is of no use."""

    def __init__(self, trouble: str, *, for_good: bool = False) -> None:
        super().__init__(trouble)
        self.trouble, self.for_good = trouble, for_good


def carry(notice: Notice) -> None:
    """Give a message to the mail server, or raise NotCarried. In the demo the outbox itself is the end of the line."""
    if not settings.MAIL_CARRIER:
        if settings.DEMO:
            return
        raise NotCarried("no_server")
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[notice.to],
        connection=get_connection(settings.MAIL_CARRIER),
        headers={"Auto-Submitted": "auto-generated", "Message-ID": f"<{notice.pk}@doorstroom>"},
    )
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        raise NotCarried("refused", for_good=True) from refusal
    except (SMTPException, OSError) as trouble:
        raise NotCarried("unreachable") from trouble
