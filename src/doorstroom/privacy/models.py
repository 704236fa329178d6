"""Overviews of somebody's data, moves, merges, dossiers opened in need, and how long what is kept."""

import uuid

from django.db import models
from django.utils import timezone

from .choices import Identity, OverviewState, TransferState, WhyOpened


class RetentionTerm(models.Model):
    """How long the data under a term of core.personal are kept, from when to when, and who says so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    term = models.CharField(max_length=40)  # code of a core.personal.Term
    months = models.PositiveSmallIntegerField(default=0)
    days = models.PositiveSmallIntegerField(default=0)
    counted_from = models.CharField(max_length=120)  # Dutch words: after what the time starts
    by_law = models.BooleanField(default=False)  # False: the controller's choice, within the law
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "valid_from"], name="a_term_starts_once_a_day")]


class AccessRequest(models.Model):
    """Somebody asked for everything that is known; the files go when the overview expires, this row stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    asked_by = models.UUIDField()  # the user: the person, or the case worker who was called
    identity = models.CharField(max_length=12, choices=Identity, default=Identity.SELF)
    status = models.CharField(max_length=10, choices=OverviewState, default=OverviewState.ASKED)
    done = models.PositiveSmallIntegerField(default=0)  # tables
    total = models.PositiveSmallIntegerField(default=0)
    content = models.ForeignKey("core.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")  # JSON
    bundle = models.ForeignKey("core.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")  # ZIP
    asked_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status=OverviewState.ASKED), name="one_overview_at_a_time"
            )
        ]


class Transfer(models.Model):
    """Somebody moves from one municipality to another. `owner` is the intake that is asked to take over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    owner = models.UUIDField()
    postcode = models.CharField(max_length=6, blank=True)  # where the person lives from then on
    status = models.CharField(max_length=10, choices=TransferState, default=TransferState.OFFERED)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status=TransferState.OFFERED), name="one_transfer_at_a_time"
            )
        ]


class Merge(models.Model):
    """Two dossiers of one person became one; what moved stands here, so that it can be taken back for a while."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    keep = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    by_user = models.UUIDField(null=True)
    controller = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)  # {"people.Experience": [keys of rows]}
    ended_ties = models.JSONField(default=list)
    laid_ties = models.JSONField(default=list)
    filled = models.JSONField(default=list)  # names of the columns that the kept dossier took over
    account = models.CharField(max_length=36, blank=True)  # the user that came along or was switched off
    merged_at = models.DateTimeField(default=timezone.now)
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)


class BrokenGlass(models.Model):
    """Somebody without a tie opened a dossier for an hour; the tie that ends by itself is about this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    by_user = models.UUIDField()
    controller = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=WhyOpened)
    words = models.TextField(max_length=1000)
    opened_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "-opened_at"])]
