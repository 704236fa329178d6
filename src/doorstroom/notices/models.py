"""Messages on their way out, and how far each one came."""

import uuid

from django.db import models
from django.utils import timezone


class Notice(models.Model):
    """One mail. The words lie here until it is delivered; nothing personal stands in the subject."""

    class State(models.TextChoices):
        """How far the mail came."""

        WAITING = "waiting", "wacht"
        SENT = "sent", "verstuurd"
        FAILED = "failed", "niet aangekomen"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    user_id = models.UUIDField(null=True, blank=True, db_index=True)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="nl")
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "written_at"])]
