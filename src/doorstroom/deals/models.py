"""Sector deals with their partners and capacity, who was enrolled, and every referral to a partner."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from doorstroom.core.guarded import Guarded

from .choices import DealStatus, FunnelStep, Stand, Status, WhyLeft, WhyReturned

LIVE = (
    Status.OPEN, Status.SEEN, Status.NEED_INFO, Status.ACCEPTED, Status.INTRODUCED, Status.INTERVIEW, Status.OFFER,
)  # fmt: skip
AT_EMPLOYER = (Status.INTRODUCED, Status.INTERVIEW, Status.OFFER)
TAKING_PART = (Stand.TO_SCREEN, Stand.READY, Stand.REFERRED)


class Deal(models.Model):
    """An agreement with a branch. `lead` made it; it runs as an intention until it is signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    sector = models.ForeignKey("reference.Sector", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=DealStatus, default=DealStatus.INTENTION)
    intention_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    lesson = models.TextField(blank=True, max_length=2000)  # what was learned, written when it closed
    target = models.PositiveIntegerField()  # jobs
    criteria = models.TextField(blank=True, max_length=2000)  # whom it is for, in words
    text = models.TextField(blank=True, max_length=10_000)  # what was agreed
    signed_text = models.UUIDField(null=True, blank=True)  # key of the stored file; a deal itself holds no person
    # The deal's own declared rule: after a hand-back the next partner is asked at once. A person switched it on.
    ask_next = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["region", "status"])]


class Terms(models.Model):
    """In how many working days each step of a deal is owed, from a day on; a referral keeps those it began under."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="terms")
    from_day = models.DateField()
    refer = models.PositiveSmallIntegerField(default=2)
    answer = models.PositiveSmallIntegerField(default=3)
    info = models.PositiveSmallIntegerField(default=2)
    introduce = models.PositiveSmallIntegerField(default=10)
    outcome = models.PositiveSmallIntegerField(default=5)  # after introducing, and after the interview
    start = models.PositiveSmallIntegerField(default=10)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "from_day"], name="terms_change_once_a_day")]


class TargetGroup(models.Model):
    """A group for whom a deal is; one that does not `count` is helped beside the deal's target."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField(max_length=80)
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "name"], name="a_target_group_once_per_deal")]


class Partner(models.Model):
    """A temp agency that takes part in a deal, with whom to call there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    contact_email = models.EmailField(blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "organisation"], name="a_partner_once_per_deal")]


class Capacity(models.Model):
    """How many people a partner takes each week, from a week on until the next row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="capacities")
    from_week = models.DateField()  # a Monday
    places = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "from_week"], name="one_capacity_per_week")]


class PartnerWeek(models.Model):
    """One week of one partner: the row that is locked while a place is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="weeks")
    week = models.DateField()  # its Monday
    places = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partner", "week"], name="one_row_per_partner_and_week"),
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="capacity_is_never_exceeded"),
        ]


class DeskMember(models.Model):
    """A named consultant of one partner who screens everybody in a deal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="desk")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "user"], condition=Q(until__isnull=True), name="a_consultant_at_a_desk_once"
            )
        ]


class Enrolment(Guarded):
    """A person takes part in a deal, with the consent under which partners may know the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="enrolments")
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="enrolments")
    group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Stand)
    enrolled_on = models.DateField()
    enrolled_by = models.UUIDField()
    text_version = models.CharField(max_length=20)  # the words the person agreed to
    told = models.JSONField(default=list)  # keys of the partners the person was told of
    consent_ended_at = models.DateTimeField(null=True, blank=True)
    screening = models.TextField(blank=True, max_length=1000)  # what the desk saw; the person reads it too
    reason = models.CharField(max_length=12, choices=WhyLeft, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "deal"], condition=Q(status__in=TAKING_PART), name="in_a_deal_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["deal", "status"])]


class Referral(Guarded):
    """One person with one partner, from the first message to a job or back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.CharField(max_length=9, unique=True)  # what people say on the telephone and write in files
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="referrals")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="referrals")
    deal = models.ForeignKey(Deal, on_delete=models.PROTECT, related_name="referrals")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="referrals")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")
    week = models.ForeignKey(PartnerWeek, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_on = models.DateField()
    counts_from = models.DateField()  # the answer's term runs from here: the day it was sent, or of our last reply
    opened_by = models.UUIDField(null=True, blank=True)  # empty: by the deal's own rule after a hand-back
    due = models.DateField(null=True, blank=True)  # of the open promise, so that long lists can be ordered by it
    why = models.JSONField(default=list)  # [[code, facts]…]: why this partner was proposed
    vacancy = models.ForeignKey("employers.Vacancy", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        "employers.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    interview_on = models.DateField(null=True, blank=True)
    question = models.TextField(blank=True, max_length=1000)
    reply = models.TextField(blank=True, max_length=1000)
    reason = models.CharField(max_length=12, choices=WhyReturned, blank=True)
    note = models.TextField(blank=True, max_length=1000)  # words with a hand-back, for the case worker
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "partner"], condition=Q(status__in=LIVE), name="one_live_referral_per_partner"
            ),
            models.UniqueConstraint(
                fields=["person", "employer"], condition=Q(status__in=AT_EMPLOYER), name="nobody_twice_at_one_employer"
            ),
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status=Status.PLACED), name="placed_once_per_enrolment"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "status", "due"]),
            models.Index(fields=["deal", "status", "partner", "reason", "due"], name="figures_of_referrals"),
            models.Index(fields=["deal", "enrolment", "status"]),  # where everybody stands now
            models.Index(fields=["deal", "due"]),
        ]


class Reached(models.Model):
    """A person reached a step of the funnel: the rows behind every figure of the cockpit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reached")
    group = models.ForeignKey(TargetGroup, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, null=True, blank=True, on_delete=models.CASCADE, related_name="reached")
    step = models.CharField(max_length=10, choices=FunnelStep)
    on = models.DateField()
    days = models.PositiveSmallIntegerField(default=0)  # since the step before, for the medians
    first = models.BooleanField()  # the first time in this enrolment
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "step"], condition=Q(first=True), name="a_step_is_first_reached_once"
            )
        ]
        indexes = [
            models.Index(fields=["deal", "step", "partner", "days"]),
            models.Index(fields=["deal", "first", "step", "group", "on"]),
        ]
