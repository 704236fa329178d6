"""The words and places everybody shares; imported, versioned, never edited by hand on a page."""

from django.db import models


class Vocabulary(models.Model):
    """One loaded release of a vocabulary: the starter set or a version of ESCO."""

    name = models.CharField(max_length=40)  # "starter", "esco"
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=8)
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version", "language"], name="one_row_per_vocabulary_release")
        ]


class Sector(models.Model):
    """A branch of work as people name it: care, ICT, construction."""

    code = models.SlugField(max_length=40, primary_key=True)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sbi = models.CharField(max_length=10, blank=True)  # CBS SBI 2008 section(s)


class SkillGroup(models.Model):
    """A shelf of skills; a tree."""

    uri = models.CharField(max_length=200, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name_nl = models.CharField(max_length=255, blank=True)
    name_en = models.CharField(max_length=255, blank=True)


class Skill(models.Model):
    """Something a person can do and a job can ask; joined across vocabularies by URI."""

    uri = models.CharField(max_length=200, unique=True)
    name_nl = models.CharField(max_length=255, blank=True)
    name_en = models.CharField(max_length=255, blank=True)
    label_sources = models.JSONField(default=dict)  # {"nl": "starter 1", "en": "esco 1.1.1"}
    group = models.ForeignKey(SkillGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="skills")
    transversal = models.BooleanField(default=False)
    retired = models.BooleanField(default=False)


class Occupation(models.Model):
    """A kind of work; joined across vocabularies by URI."""

    uri = models.CharField(max_length=200, unique=True)
    isco = models.CharField(max_length=4, db_index=True)  # ISCO-08 unit group
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="occupations")
    name_nl = models.CharField(max_length=255, blank=True)
    name_en = models.CharField(max_length=255, blank=True)
    label_sources = models.JSONField(default=dict)
    retired = models.BooleanField(default=False)


class OccupationTitle(models.Model):
    """Another name under which people know an occupation."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="titles")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=255, db_index=True)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["occupation", "language", "title"], name="a_title_once_per_occupation")
        ]


class OccupationSkill(models.Model):
    """An occupation asks a skill: essential or optional."""

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="asks")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="asked_by")
    essential = models.BooleanField()
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="a_skill_once_per_occupation")]


class Municipality(models.Model):
    """A municipality by its CBS code, with the years in which it exists."""

    code = models.CharField(max_length=6, primary_key=True)  # GM0518
    name = models.CharField(max_length=80)


class LabourMarketRegion(models.Model):
    """One of the 35 labour-market regions by its CBS code."""

    code = models.CharField(max_length=4, primary_key=True)  # AM21


class RegionName(models.Model):
    """What a region was called from a day on; regions get renamed."""

    region = models.ForeignKey(LabourMarketRegion, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    source = models.CharField(max_length=200)


class RegionMembership(models.Model):
    """A municipality belongs to a region in a period; both move."""

    region = models.ForeignKey(LabourMarketRegion, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive
    source = models.CharField(max_length=200)


class Postcode(models.Model):
    """A four-digit postcode area with a rounded centre point."""

    pc4 = models.CharField(max_length=4, primary_key=True)
    place = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="postcodes")
    lat = models.DecimalField(max_digits=6, decimal_places=3)
    lon = models.DecimalField(max_digits=6, decimal_places=3)
    source = models.CharField(max_length=200)
