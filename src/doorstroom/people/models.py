"""Persons and what they bring. Every column is personal: read it through a permission."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from doorstroom.core.guarded import Guarded

from .choices import CameVia, EducationLevel, LanguageLevel, Situation, SkillLevel


class Person(Guarded):
    """Somebody who looks for work. `controller` is the municipality that answers for the data."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user_id = models.UUIDField(null=True, blank=True, unique=True)  # the account, when the person signs in
    controller = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    client_number = models.CharField(max_length=20, blank=True)  # the municipality's own number, not a BSN
    first_name = models.CharField(max_length=60)
    infix = models.CharField(max_length=20, blank=True)  # "van der"
    last_name = models.CharField(max_length=80)
    birth_date = models.DateField(null=True, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    street = models.CharField(max_length=80, blank=True)
    house_number = models.CharField(max_length=10, blank=True)
    postcode = models.CharField(max_length=6)  # 2512AB
    place = models.CharField(max_length=80, blank=True)
    situation = models.CharField(max_length=20, choices=Situation, default=Situation.UNKNOWN)
    language = models.CharField(max_length=8, default="nl")
    plain = models.BooleanField(default=False)  # wants pictures and plain words
    registered_on = models.DateField(default=timezone.localdate)
    active = models.BooleanField(default=True)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["controller", "client_number"],
                condition=~Q(client_number=""),
                name="a_client_number_once_per_municipality",
            )
        ]
        indexes = [models.Index(fields=["last_name", "first_name"])]

    @property
    def name(self) -> str:
        """Return the name as people say it: first name, infix, last name."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)

    @property
    def pc4(self) -> str:
        """Return the four digits of the postcode."""
        return self.postcode[:4]


class Profile(Guarded):
    """What matching and mediation use of a person; nothing here names the person."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="profile")
    about = models.TextField(blank=True, max_length=2000)  # in the person's own words; never before contact
    hours_min = models.PositiveSmallIntegerField(default=16)
    hours_max = models.PositiveSmallIntegerField(default=40)
    travel_minutes = models.PositiveSmallIntegerField(default=45)
    travel_modes = models.JSONField(default=list)  # codes of reference.choices.Mode
    dutch = models.PositiveSmallIntegerField(choices=LanguageLevel, default=LanguageLevel.B1)
    other_languages = models.JSONField(default=list)  # ISO 639-1 codes
    education = models.PositiveSmallIntegerField(choices=EducationLevel, default=EducationLevel.VMBO)
    licences = models.JSONField(default=list)  # codes of Licence
    available_from = models.DateField(default=timezone.localdate)
    irregular_hours = models.BooleanField(default=False)  # evenings, nights, weekends are fine
    pay_min = models.PositiveIntegerField(null=True, blank=True)  # euros gross per month at full time
    steps_done = models.JSONField(default=list)  # codes of choices.Step that the person answered
    confirmed_at = models.DateTimeField(null=True, blank=True)  # "this is right", said over the whole profile
    changed_at = models.DateTimeField(auto_now=True)


class WantedOccupation(models.Model):
    """Work that a person wants, in order of preference."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wanted")
    occupation = models.ForeignKey("reference.Occupation", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "occupation"], name="an_occupation_wanted_once")]


class PersonSkill(models.Model):
    """A skill that a person has and confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey("reference.Skill", on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=SkillLevel, default=SkillLevel.GOOD)
    came_via = models.CharField(max_length=12, choices=CameVia, default=CameVia.SELF)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="a_skill_once_per_person")]


class Experience(models.Model):
    """Work that a person did."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experiences")
    title = models.CharField(max_length=120)
    occupation = models.ForeignKey(
        "reference.Occupation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    employer = models.CharField(max_length=120, blank=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)  # empty: still there
    what = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["-start"]


class Education(models.Model):
    """A course or school that a person followed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="educations")
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField(choices=EducationLevel)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    finished = models.BooleanField(default=True)

    class Meta:
        ordering = ["-year"]


class Visibility(models.Model):
    """The two keys: employers see a pseudonymous profile only while both are turned."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="visibility")
    own_key = models.BooleanField(default=False)
    own_key_at = models.DateTimeField(null=True, blank=True)
    second_key = models.BooleanField(default=False)
    second_key_at = models.DateTimeField(null=True, blank=True)
    second_key_by = models.UUIDField(null=True, blank=True)  # the case worker's or intake member's user

    # What the holder of the second key owes or said; the room that guides people keeps these two.
    answer_due = models.DateField(null=True, blank=True)
    not_yet = models.CharField(max_length=120, blank=True)  # why not yet, in Dutch source words

    @property
    def visible(self) -> bool:
        """Tell whether both keys are turned."""
        return self.own_key and self.second_key


class SealedBsn(models.Model):
    """The BSN of a person, which only the municipality that answers for the person may use.

    The number lies under the person's own key. The fingerprint finds it: keyed by a pepper outside the database, and
    another one for each municipality, so that equal numbers of two municipalities do not show. While somebody who
    came in by DigiD has no dossier yet there is no municipality, and `person_id` is the key the dossier will get.
    """

    person_id = models.UUIDField(primary_key=True, editable=False)
    waits_for = models.UUIDField(null=True, blank=True, unique=True)  # the account of who has no dossier yet
    controller = models.ForeignKey(
        "accounts.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sealed = models.BinaryField()
    fingerprint = models.CharField(max_length=64, db_index=True)
    peppered_by = models.CharField(max_length=40)  # id of the pepper
    kept_at = models.DateTimeField(default=timezone.now)


class CvDraft(models.Model):
    """What was read from a CV and waits for the person's own word; the file itself only where the person wants that."""

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="cv_draft")
    name = models.CharField(max_length=200)
    file = models.ForeignKey("core.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    lines = models.JSONField(default=list)  # [{"key", "part", "values", "words", "state", "made"}]
    left_out = models.JSONField(default=list)  # [{"kind", "words"}], the words made unreadable
    read_at = models.DateTimeField(default=timezone.now)
