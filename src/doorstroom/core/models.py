"""The rows behind every mechanism: ties, promises, trail, read log, keys, files, uploads, jobs."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Tie(models.Model):
    """A relation between a person and a party (user, team or organisation), on a ground, about a subject.

    Lists, object doors, row-level security and "who may see me" all read this one table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField()
    party = models.UUIDField()
    ground = models.CharField(max_length=40)
    subject = models.UUIDField()  # what the tie is about: a referral, a vacancy, or the person itself
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)  # exclusive; empty means it still runs

    class Meta:
        indexes = [
            # All that a list asks of a tie, so that no row is fetched for it.
            models.Index(fields=["party", "ground", "person_id", "subject", "until"], name="tie_of_a_party"),
            models.Index(fields=["person_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "party", "ground", "subject"],
                condition=Q(until__isnull=True),
                name="a_live_tie_stands_once",
            )
        ]


class Promise(models.Model):
    """Somebody owes a next step on a date: what makes silence impossible.

    The clock marks a promise overdue and gives a person the task; it never closes the item itself.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    owner = models.UUIDField()  # the party that owes it
    step = models.CharField(max_length=60)  # code of the declared step, see core.machines.Step
    about_model = models.CharField(max_length=60)
    about_id = models.UUIDField()
    made_at = models.DateTimeField(default=timezone.now)
    due = models.DateField()
    overdue_since = models.DateField(null=True, blank=True)
    escalated_to = models.UUIDField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=40, blank=True)  # the move that closed it

    class Meta:
        indexes = [
            models.Index(fields=["owner", "closed_at", "due"]),
            models.Index(fields=["escalated_to", "closed_at", "due"]),
            models.Index(fields=["about_id"]),
            models.Index(
                fields=["person_id", "due"], condition=Q(closed_at__isnull=True), name="next_step_of_a_person"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["about_id", "about_model"],
                condition=Q(closed_at__isnull=True),
                name="a_live_item_holds_one_promise",
            )
        ]


class TrailEntry(models.Model):
    """What happened, by whom, about what; written in the transaction of the change itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    event = models.CharField(max_length=60)
    by_user = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=160)
    by_role = models.CharField(max_length=40)
    by_organisation = models.UUIDField(null=True, blank=True)
    about_model = models.CharField(max_length=60)
    about_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    personal = models.BinaryField(null=True, blank=True)  # the declared personal facts, under the person's key


class ReadLogEntry(models.Model):
    """Somebody saw a person: one row per person per response, with fields, purpose and page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)
    request_id = models.UUIDField()
    by_user = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=160)
    by_role = models.CharField(max_length=40)
    by_organisation = models.UUIDField(null=True, blank=True)
    person_id = models.UUIDField()
    permission = models.CharField(max_length=60)
    purpose = models.CharField(max_length=40)
    fields = models.CharField(max_length=400)
    page = models.CharField(max_length=80)  # the route's name, never its address

    class Meta:
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["at"])]


class LogSeal(models.Model):
    """The seal of one line of a log; `seal` covers the seal before it, so no line can go or move unseen."""

    id = models.BigAutoField(primary_key=True)
    log = models.CharField(max_length=10)  # the name of a core.seals.Log
    sequence = models.BigIntegerField()
    entry_id = models.UUIDField()
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "sequence"], name="a_place_in_the_chain_is_taken_once"),
            models.UniqueConstraint(fields=["log", "entry_id"], name="a_line_is_sealed_once"),
        ]


class PersonKey(models.Model):
    """The data key of one person, wrapped by a key outside the database; destroying it shreds the rest."""

    person_id = models.UUIDField(primary_key=True)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=40)  # id of the wrapping key


class StoredFile(models.Model):
    """A file in the encrypted store; the bytes lie outside the database."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    owner = models.UUIDField()  # the party that brought it
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the plain bytes, keyed
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=40)
    stored_at = models.DateTimeField(default=timezone.now)


class Upload(models.Model):
    """A file of rows on its way in: uploaded, checked, confirmed, carried out, perhaps undone."""

    class Status(models.TextChoices):
        """Where an upload stands."""

        CHECKING = "checking"
        CHECKED = "checked"
        RUNNING = "running"
        DONE = "done"
        UNDOING = "undoing"
        UNDONE = "undone"
        DROPPED = "dropped"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    by_user = models.UUIDField()
    by_name = models.CharField(max_length=160)
    by_role = models.CharField(max_length=40)
    organisation = models.UUIDField()
    region = models.CharField(max_length=4)
    name = models.CharField(max_length=200)  # of the file; stays when the file is gone
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.SET_NULL)
    reading = models.JSONField(default=dict)  # {"form": "csv", "delimiter": ";", "encoding": "utf-8"}
    status = models.CharField(max_length=10, choices=Status, default=Status.CHECKING)
    total = models.PositiveIntegerField(default=0)
    handled = models.PositiveIntegerField(default=0)
    good = models.PositiveIntegerField(default=0)
    refused_because = models.JSONField(default=dict)  # {"words": "...", "facts": {...}}
    # [{"row": 3, "column": "uren", "words": "...", "facts": {}}], capped
    problems = models.JSONField(default=list)
    bad = models.PositiveIntegerField(default=0)
    sample = models.JSONField(default=list)  # the first rows as they were understood
    result = models.JSONField(default=dict)  # {"created": n, "changed": n, "unchanged": n}
    created_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)  # times that the work was found standing still
    touched_at = models.DateTimeField(default=timezone.now)  # moves with every chunk; a standing clock is swept
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-created_at"])]


class UploadRow(models.Model):
    """What became of one row of an upload, and what is needed to take it back."""

    id = models.BigAutoField(primary_key=True)
    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="rows")
    person_id = models.UUIDField(null=True, blank=True, db_index=True)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    about_id = models.UUIDField()
    label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    taken_back = models.BooleanField(null=True)  # unknown until an undo came by
    kept_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="an_upload_handles_a_row_once")]


class FreeDay(models.Model):
    """A day on which terms do not run, with its source."""

    day = models.DateField(primary_key=True)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=200)


class JobRun(models.Model):
    """One run of a recurring job; the unique row makes sure that it happens once."""

    id = models.BigAutoField(primary_key=True)
    job = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="a_recurring_job_runs_once")]


class SharedEntry(models.Model):
    """What all hosts remember together for a while, such as a count of attempts; names nobody (core.shared)."""

    digest = models.CharField(primary_key=True, max_length=64)
    value = models.JSONField()
    until = models.DateTimeField(db_index=True)


class NewsDelivery(models.Model):
    """A listener must hear of an event; written with the event, and heard once."""

    entry = models.ForeignKey(TrailEntry, on_delete=models.CASCADE)
    listener = models.CharField(max_length=120)
    written_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "listener"], name="news_is_heard_once")]
        indexes = [models.Index(fields=["heard_at", "written_at"])]


def label_of(obj: Any) -> str:
    """Return the name under which a row stands in trail and promises: "room.Model"."""
    meta = obj._meta
    return f"{meta.app_label}.{meta.object_name}"
