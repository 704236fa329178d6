"""The plan with its steps, notes, appointments, hand-overs, and what was done to many people at once."""

import uuid

from django.db import models
from django.utils import timezone

from doorstroom.cases.choices import HandOverStatus, PostItStatus, StepStatus, TalkKind, TalkStatus
from doorstroom.core.guarded import Guarded


class Goal(Guarded):
    """Where somebody wants to go, in the own words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="goals")
    words = models.CharField(max_length=200)
    by_person = models.BooleanField(default=False)
    made_on = models.DateField(default=timezone.localdate)
    reached_on = models.DateField(null=True, blank=True)


class PlanStep(Guarded):
    """An agreed step on a day. `owner` takes it: the person, or who guides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="plan_steps")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="steps")
    words = models.CharField(max_length=200)
    owner = models.UUIDField()
    by_person = models.BooleanField(default=False)  # who wrote it down
    due_on = models.DateField()
    status = models.CharField(max_length=8, choices=StepStatus, default=StepStatus.TO_DO)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "status"])]


class Note(Guarded):
    """What a case worker writes down: for oneself, or for everybody who guides this person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notes")
    author = models.UUIDField()
    author_name = models.CharField(max_length=120)
    words = models.TextField(max_length=2000)
    shared = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person", "-written_at"])]


class Appointment(Guarded):
    """A talk: times are offered, the person chooses one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="appointments")
    case_worker = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=6, choices=TalkKind, default=TalkKind.DESK)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)  # of a host on the list of rows/video_hosts.csv
    about = models.CharField(max_length=200, blank=True)
    slots = models.JSONField(default=list)  # moments in ISO form, of which the person chooses one
    minutes = models.PositiveSmallIntegerField(default=30)
    starts_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=TalkStatus, default=TalkStatus.OFFERED)
    moved = models.PositiveSmallIntegerField(default=0)  # a calendar takes over a file with a higher number
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_worker", "starts_at"],
                condition=models.Q(status=TalkStatus.PLANNED),
                name="one_talk_at_a_moment",
            )
        ]
        indexes = [models.Index(fields=["person", "status", "starts_at"]), models.Index(fields=["status", "starts_at"])]


class HandOver(Guarded):
    """What the next case worker must know; `owner` reads it and says hello."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="hand_overs")
    owner = models.UUIDField()
    from_name = models.CharField(max_length=120)
    words = models.TextField(blank=True, max_length=2000)
    status = models.CharField(max_length=6, choices=HandOverStatus, default=HandOverStatus.OPEN)
    handed_on = models.DateField(default=timezone.localdate)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(status=HandOverStatus.OPEN), name="one_open_hand_over"
            )
        ]


class Together(models.Model):
    """One thing done to several people at once; it can be taken back on the same day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by_user = models.UUIDField()
    what = models.CharField(max_length=8)
    done_on = models.DateField(default=timezone.localdate)
    undone = models.BooleanField(default=False)


class TogetherRow(models.Model):
    """What was done to one of them, and what was before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    together = models.ForeignKey(Together, on_delete=models.CASCADE, related_name="rows")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    about_id = models.UUIDField()  # the step, the appointment or the assignment that was made


class OrderRule(models.Model):
    """A municipality's own dated rule for who stands first among promises of one day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)  # of choices.OrderReason
    days = models.PositiveSmallIntegerField()
    order = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)


class PostIt(Guarded):
    """A message for somebody who cannot be written to: `owner` passes it on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    notice = models.OneToOneField("notices.Notice", on_delete=models.CASCADE, related_name="+")
    owner = models.UUIDField()
    status = models.CharField(max_length=7, choices=PostItStatus, default=PostItStatus.WAITING)
