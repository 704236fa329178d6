"""Somebody reports for a benefit; somebody calls the last employer."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from doorstroom.core.guarded import Guarded

from .choices import CallStatus, KnowsScheme, ReportStatus, Via, WhyNotKept, WhyWithdrawn

RUNNING = (ReportStatus.REPORTED, ReportStatus.TAKEN)
CALLING = (CallStatus.OPEN, CallStatus.CONSIDERS)


class Report(Guarded):
    """A report for a benefit (melding): the day counts from here. `owner` prepares the intake."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="reports")
    owner = models.UUIDField()  # the municipality, until an intake takes the report over
    kind = models.CharField(max_length=30)  # a code of rows/kinds.csv
    via = models.CharField(max_length=4, choices=Via, default=Via.SELF)
    reported_on = models.DateField()
    last_employer = models.CharField(max_length=120, blank=True)
    worked_until = models.DateField(null=True, blank=True)
    knows_scheme = models.CharField(max_length=8, choices=KnowsScheme, blank=True)
    scheme = models.CharField(max_length=20, blank=True)  # a code of rows/schemes.csv: what ran on that day
    may_call = models.BooleanField(default=False)  # the person lets us call the last employer
    employer_phone = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=ReportStatus, default=ReportStatus.REPORTED)
    why_withdrawn = models.CharField(max_length=12, choices=WhyWithdrawn, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(status__in=RUNNING), name="one_running_report_per_person"
            )
        ]
        indexes = [models.Index(fields=["reported_on"]), models.Index(fields=["person", "-reported_on"])]


class EmployerCall(Guarded):
    """Ask the last employer whether the job can stay. `owner` calls before or on `due_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="calls")
    owner = models.UUIDField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=CallStatus, default=CallStatus.OPEN)
    tries = models.PositiveSmallIntegerField(default=0)
    knew_scheme = models.CharField(max_length=8, choices=KnowsScheme, blank=True)  # as the employer said it
    why_not = models.CharField(max_length=12, choices=WhyNotKept, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(status__in=CALLING), name="one_running_call_per_report"
            )
        ]
