"""Who guides whom, and the question whether employers may find a person."""

import uuid

from django.db import models
from django.utils import timezone

from doorstroom.cases.choices import DoubleAnswer, KeyAnswer, WhyNotYet


class CaseAssignment(models.Model):
    """A case worker guides a person; the tie follows this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="assignments")
    case_worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateField(default=timezone.localdate)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(until__isnull=True), name="one_case_worker_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["case_worker", "until"])]


class KeyRequest(models.Model):
    """A person turned the own key and waits for the second. `owner` is the case worker or the intake team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="key_requests")
    owner = models.UUIDField()
    status = models.CharField(max_length=10, choices=KeyAnswer, default=KeyAnswer.WAITING)
    reason = models.CharField(max_length=10, choices=WhyNotYet, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status=KeyAnswer.WAITING), name="one_live_key_request_per_person"
            )
        ]


class DoubleDossier(models.Model):
    """Two dossiers of one municipality hold the same BSN. `owner` is the intake, which compares them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")  # got the number last
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    owner = models.UUIDField()
    status = models.CharField(max_length=10, choices=DoubleAnswer, default=DoubleAnswer.WAITING)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "other"],
                condition=models.Q(status=DoubleAnswer.WAITING),
                name="two_dossiers_are_compared_once",
            )
        ]
