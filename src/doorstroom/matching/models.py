"""Runs, matches and what people say of them."""

import uuid

from django.db import models
from django.utils import timezone

from .choices import DoubtEffect, DoubtStatus, Reason, Word


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
            models.UniqueConstraint(fields=["region"], condition=models.Q(current=True), name="one_current_run"),
            models.UniqueConstraint(
                fields=["region"], condition=models.Q(published_at__isnull=True), name="one_run_at_a_time"
            ),
        ]


class SpreadRule(models.Model):
    """From a day on: at how many people one position may stand among the first seven, as a multiple of the average.

    Without a region it holds where a region has no rule of its own; without a multiple nothing is spread.
    """

    region = models.ForeignKey("reference.LabourMarketRegion", null=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    times_average = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "since"], name="one_spread_rule_a_day_in_a_region"),
            models.UniqueConstraint(
                fields=["since"], condition=models.Q(region__isnull=True), name="one_spread_rule_a_day_for_all"
            ),
        ]


class Match(models.Model):
    """One of the jobs that a run put first for a person; its rank is the place by fit alone."""

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
    """A person's word on a vacancy: not interested (with a reason that changes the list), saved, or underway.

    A pair holds one live word; taking it back restores the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=10, choices=Word, default=Word.NO)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)  # only with a no
    # What the reason does to the list, in its own terms: {"travel_minutes": 30}, {"occupation": 12}.
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


class Admission(models.Model):
    """A professional opened the vacancies that are reserved for a group to this person. It never lowers a score."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=40)  # as in Vacancy.reserved_for
    by_user = models.UUIDField()
    given_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group"],
                condition=models.Q(ended_at__isnull=True),
                name="a_group_opened_once_per_person",
            )
        ]


class Doubt(models.Model):
    """A person says that something is not right: a job in the list, or a fact that is shown; a human answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=60, blank=True)  # "profile:uren", "look:<key>", "event:<key>"; no job
    about_words = models.CharField(max_length=300, blank=True)  # the fact as the person saw it
    words = models.TextField(max_length=1000)
    # The score and rules at that moment, so that the answer is about what the person saw.
    shown = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=DoubtStatus, default=DoubtStatus.ASKED)
    answer = models.TextField(max_length=1000, blank=True)
    effect = models.CharField(max_length=10, choices=DoubtEffect, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)


class Pseudonym(models.Model):
    """The name under which one vacancy knows a person before contact; random, different for each vacancy.

    A withdrawn contact retires it: at the next sight another is drawn, and the old one leads nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    vacancy = models.ForeignKey("employers.Vacancy", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=8)  # "K7QM-2F"
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "vacancy"],
                condition=models.Q(retired_at__isnull=True),
                name="one_pseudonym_per_vacancy",
            ),
            models.UniqueConstraint(fields=["organisation", "code"], name="a_pseudonym_names_one_person"),
        ]


class PromisingOccupation(models.Model):
    """Work with good chances in a region, for a period, by the word of a source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    region = models.ForeignKey("reference.LabourMarketRegion", on_delete=models.PROTECT, related_name="+")
    occupation = models.ForeignKey("reference.Occupation", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "occupation"],
                condition=models.Q(valid_to=None),
                name="an_occupation_promises_once_per_region",
            )
        ]
