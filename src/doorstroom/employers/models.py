"""Employers, what was said with them, and the work they offer. Knows nothing of people."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .choices import CameVia, ContactKind, Contract, VacancyStatus


class Employer(models.Model):
    """A firm in the region's shared file. `organisation` is set when the firm itself signs in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.OneToOneField(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kvk = models.CharField(max_length=8, blank=True)
    sector = models.ForeignKey("reference.Sector", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveIntegerField(null=True, blank=True)  # people employed
    street = models.CharField(max_length=80, blank=True)
    house_number = models.CharField(max_length=10, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    place = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    about = models.TextField(blank=True, max_length=2000)
    contact_name = models.CharField(max_length=120, blank=True)
    account_manager_id = models.UUIDField(null=True, blank=True)  # the named user at the service point

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kvk"], condition=~Q(kvk=""), name="one_employer_per_kvk")]
        indexes = [models.Index(fields=["region", "name"])]


class ContactMoment(models.Model):
    """What was said with an employer, shared by everybody in the region who serves employers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="contact_moments")
    kind = models.CharField(max_length=10, choices=ContactKind)
    on = models.DateField(default=timezone.localdate)
    by_user = models.UUIDField()
    by_name = models.CharField(max_length=120)
    by_organisation = models.CharField(max_length=120)
    spoke_with = models.CharField(max_length=120, blank=True)
    summary = models.TextField(max_length=2000)
    next_step = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-on", "-id"]


class Vacancy(models.Model):
    """Work on offer. `organisation` published it: the firm, an agency for a hirer, or the service point."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField(unique=True)  # the engine's id and the number people say on the phone
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="vacancies")
    hirer_hidden = models.BooleanField(default=False)  # an agency names its hirer only at contact
    reference = models.CharField(max_length=60, blank=True)  # the publisher's own number
    came_via = models.CharField(max_length=14, choices=CameVia, default=CameVia.FORM)
    status = models.CharField(max_length=10, choices=VacancyStatus, default=VacancyStatus.OPEN)
    title = models.CharField(max_length=120)
    occupation = models.ForeignKey("reference.Occupation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=5000)
    hours_min = models.PositiveSmallIntegerField()
    hours_max = models.PositiveSmallIntegerField()
    pay_min = models.PositiveIntegerField(null=True, blank=True)  # euros gross per month at full time
    pay_max = models.PositiveIntegerField(null=True, blank=True)
    contract = models.CharField(max_length=12, choices=Contract, default=Contract.FIXED_TERM)
    street = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=6)
    place = models.CharField(max_length=80)
    start_on = models.DateField()
    published_on = models.DateField(default=timezone.localdate)
    closes_on = models.DateField(null=True, blank=True)
    dutch = models.PositiveSmallIntegerField(default=0)  # reference.choices.LanguageLevel, at least
    education = models.PositiveSmallIntegerField(default=0)  # reference.choices.EducationLevel, at least
    licences = models.JSONField(default=list)  # codes of reference.choices.Licence that must be held
    irregular_hours = models.BooleanField(default=False)
    positions = models.PositiveSmallIntegerField(default=1)
    reserved_for = models.CharField(max_length=40, blank=True)  # a group that a person chose to reserve this for
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name_plural = "vacancies"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference"], condition=~Q(reference=""), name="a_reference_once_per_publisher"
            ),
            models.CheckConstraint(condition=Q(hours_min__lte=models.F("hours_max")), name="hours_from_low_to_high"),
        ]
        indexes = [models.Index(fields=["region", "status"]), models.Index(fields=["organisation", "status"])]


class VacancySkill(models.Model):
    """A skill that a vacancy asks: a must or a nice-to-have."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("reference.Skill", on_delete=models.PROTECT, related_name="+")
    must = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vacancy", "skill"], name="a_skill_once_per_vacancy")]


class VacancyNumber(models.Model):
    """Hands out vacancy numbers; one row, locked while a number is taken."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    last = models.PositiveIntegerField(default=1000)
