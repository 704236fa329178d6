"""Runs, matches and what people say of them."""

import uuid

from django.db import models
from django.utils import timezone

from .choices import Reason


class Run(models.Model):
    """One matching of a whole region, published at once; `current` is the one people see figures of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    ruleset = models.CharField(max_length=40)
    ruleset_hash = models.CharField(max_length=64)
    inputs_hash = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    persons = models.PositiveIntegerField(default=0)
    vacancies = models.PositiveIntegerField(default=0)
    current = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region"], condition=models.Q(current=True), name="one_current_run")
        ]


class Match(models.Model):
    """A vacancy in the top of a person's list in one run."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="matches")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    score = models.PositiveIntegerField()
    components = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person", "vacancy"], name="a_vacancy_once_per_list")]
        indexes = [models.Index(fields=["run", "vacancy", "rank"])]


class Feedback(models.Model):
    """A person is not interested in a vacancy, with a reason that changes the list and can be taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    # What the reason did to the list, in the terms of the reason: {"travel_minutes": 30}, {"occupation": 12}.
    effect = models.JSONField(default=dict)
    given_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=models.Q(taken_back_at__isnull=True),
                name="one_live_word_per_person_and_vacancy",
            )
        ]


class Pseudonym(models.Model):
    """The name under which one organisation knows a person before contact; random, different for each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)  # "K7QM-2F"

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_pseudonym_per_organisation"),
            models.UniqueConstraint(fields=["organisation", "code"], name="a_pseudonym_names_one_person"),
        ]
