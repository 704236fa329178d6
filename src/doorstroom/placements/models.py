"""A person and a job, from the agreement on."""

import uuid

from django.db import models
from django.db.models import Q

from doorstroom.core.guarded import Guarded
from doorstroom.employers.choices import Contract

from .choices import Status, WhyEnded

LIVE = (Status.AGREED, Status.STARTED)


class Placement(Guarded):
    """A job that somebody got. `organisation` brought it about and tells how it goes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="placements")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey("employers.Employer", on_delete=models.PROTECT, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(
        "deals.Referral", null=True, blank=True, on_delete=models.CASCADE, related_name="placement"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.AGREED)
    starts_on = models.DateField()
    hours = models.PositiveSmallIntegerField()
    contract = models.CharField(max_length=12, choices=Contract)
    agreed_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=14, choices=WhyEnded, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(status__in=LIVE), name="nobody_is_placed_twice")
        ]
        indexes = [models.Index(fields=["organisation", "status"])]
