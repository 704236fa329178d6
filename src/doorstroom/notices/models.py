"""Messages on their way out, how far each one came, and how each user wants to hear from us."""

import uuid

from django.db import models
from django.utils import timezone

from doorstroom.common.text import say
from doorstroom.core.guarded import Guarded


class Notice(Guarded):
    """One message. Nothing personal stands in the subject; secret words are wiped once they are delivered."""

    class State(models.TextChoices):
        """How far the message came."""

        WAITING = "waiting", say("wacht")
        SENDING = "sending", say("wordt verstuurd")
        SENT = "sent", say("verstuurd")
        FAILED = "failed", say("niet aangekomen")
        ON_SITE = "on_site", say("alleen op de site")
        POST_IT = "post_it", say("aan wie begeleidt gegeven")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    user_id = models.UUIDField(null=True, blank=True, db_index=True)
    template = models.CharField(max_length=60)
    language = models.CharField(max_length=8, default="nl")
    to = models.EmailField(blank=True)  # empty: nobody could be written to, and who guides passes it on
    subject = models.CharField(max_length=200)
    body = models.TextField()
    secret = models.BooleanField(default=False)  # holds a link that opens an account
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    trouble = models.CharField(max_length=40, blank=True)  # a code of choices.TROUBLES
    written_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_try_at"]),
            models.Index(fields=["-written_at"]),
        ]


class Preference(models.Model):
    """How a user wants to hear from us; without a row: each step by mail."""

    class Channel(models.TextChoices):
        """A mail for each step, one mail a day, or only on the site."""

        MAIL = "mail", say("Per e-mail en op deze site")
        DIGEST = "digest", say("Eén e-mail per dag, als er iets wacht")
        SITE = "site", say("Alleen op deze site")

    user_id = models.UUIDField(primary_key=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.MAIL)
