"""One person and one vacancy on their way to each other, and the consent that opens contact."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from doorstroom.core.guarded import Guarded

from .choices import DeclineReason, Status

LIVE = (Status.PROPOSED, Status.INTERESTED, Status.INVITED, Status.CONTACT, Status.TALKING)


class Introduction(Guarded):
    """From the first sign of interest to contact. `organisation` is the side of the work."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="introductions")
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.PROTECT, related_name="introductions")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    proposed_by = models.UUIDField(null=True, blank=True)
    message = models.TextField(blank=True, max_length=1000)  # the invitation's own words
    proposal = models.TextField(blank=True, max_length=1000)  # what the case worker wrote to the person alone
    reason = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"], condition=Q(status__in=LIVE), name="one_live_introduction_per_pair"
            )
        ]
        indexes = [models.Index(fields=["organisation", "status"]), models.Index(fields=["vacancy", "status"])]


class Consent(models.Model):
    """The person lets one organisation see named fields for one vacancy, until withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    introduction = models.ForeignKey(Introduction, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField()
    text_version = models.CharField(max_length=20)  # the words the person agreed to
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["introduction"], condition=Q(withdrawn_at__isnull=True), name="one_consent_per_introduction"
            )
        ]
