"""Overviews of somebody's data, and how long what is kept."""

import uuid

from django.db import models
from django.utils import timezone

from .choices import Identity, OverviewState


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
