"""The intake with its lane, and the dated local policy behind it."""

import uuid

from django.db import models

from doorstroom.cases.choices import CanStart, IntakeStatus, Lane, PlaceStatus, Regional, WhyEnded
from doorstroom.core.guarded import Guarded


class Intake(Guarded):
    """A short talk on the day of the report: what somebody did, what helps, what hinders, and which lane follows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="intakes")
    report = models.OneToOneField("benefits.Report", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    owner = models.UUIDField()  # the case worker or the intake team
    opened_on = models.DateField()
    status = models.CharField(max_length=10, choices=IntakeStatus, default=IntakeStatus.OPEN)
    helps = models.TextField(blank=True, max_length=1000)  # in the person's own words
    hinders = models.TextField(blank=True, max_length=1000)
    needs = models.JSONField(default=list)  # codes of Need
    can_start = models.PositiveSmallIntegerField(choices=CanStart, default=CanStart.NOW)
    something_first = models.BooleanField(default=False)
    wants_coach = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    advised = models.CharField(max_length=12, choices=Lane, blank=True)
    advice = models.JSONField(default=dict)  # {"reasons": [{"words", "facts"}], "source", "facts"}
    lane = models.CharField(max_length=12, choices=Lane, blank=True)
    rung = models.CharField(max_length=20, blank=True)  # code on the municipality's ladder of that day
    regional = models.CharField(max_length=16, choices=Regional, blank=True)
    why_other = models.CharField(max_length=300, blank=True)  # why the person who decided left the advice
    decided_by = models.UUIDField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status=IntakeStatus.OPEN), name="one_open_intake_per_person"
            )
        ]
        indexes = [models.Index(fields=["opened_on", "status"])]


class LanePlace(Guarded):
    """Somebody goes to work along a lane. `owner` owes the next step there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="lane_places")
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="places")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=12, choices=Lane)
    owner = models.UUIDField()
    status = models.CharField(max_length=8, choices=PlaceStatus)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why_ended = models.CharField(max_length=12, choices=WhyEnded, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~models.Q(status=PlaceStatus.ENDED), name="one_lane_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["organisation", "lane", "status"])]


class LaneDesk(models.Model):
    """Who does a lane at a municipality in a period, with how many people and how much money."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=12, choices=Lane)
    team = models.ForeignKey("accounts.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    staff = models.PositiveSmallIntegerField()  # people at full time
    each = models.PositiveSmallIntegerField()  # how many job seekers one of them guides at once
    budget = models.PositiveIntegerField(default=0)  # euros in a year
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "lane"],
                condition=models.Q(valid_to__isnull=True),
                name="a_lane_has_one_desk_at_a_time",
            )
        ]


class ExtraStaff(models.Model):
    """People who help in a lane during a peak."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    lane = models.CharField(max_length=12, choices=Lane)
    people = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField()
    why = models.CharField(max_length=200)


class LaneRule(models.Model):
    """A municipality's own dated rule for the advice on a lane; see rules.LaneRow."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    lane = models.CharField(max_length=12, choices=Lane)
    first = models.BooleanField(default=False)
    coach = models.BooleanField(default=False)
    since_work_most = models.PositiveSmallIntegerField(null=True, blank=True)
    worked_least = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_least = models.PositiveSmallIntegerField(null=True, blank=True)
    needs_most = models.PositiveSmallIntegerField(null=True, blank=True)
    start_within = models.PositiveSmallIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)


class Rung(models.Model):
    """A dated rung of a municipality's own ladder, and the rung of the region that it equals."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    regional = models.CharField(max_length=16, choices=Regional)
    order = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
