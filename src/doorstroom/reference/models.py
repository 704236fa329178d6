"""The words and places everybody shares; imported, versioned, never edited by hand on a page."""

from typing import ClassVar

from django.db import models


class Vocabulary(models.Model):
    """One loaded release of a vocabulary: the starter set or a version of ESCO."""

    name = models.CharField(max_length=40)  # "starter", "esco"
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=8, blank=True)  # empty: relations, which have no language
    source = models.CharField(max_length=300)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version", "language"], name="one_row_per_vocabulary_release")
        ]


class ImportStep(models.Model):
    """How far one file came; saved together with the rows it covers, so a broken import goes on where it stopped."""

    fingerprint = models.CharField(max_length=64, unique=True)  # of the content, its version and its language
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    language = models.CharField(max_length=8, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_dropped = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)


class Sector(models.Model):
    """A branch of work as people name it: care, ICT, construction."""

    code = models.SlugField(max_length=40, primary_key=True)
    name_nl = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    sbi = models.CharField(max_length=10, blank=True)  # CBS SBI 2008 section(s)


class Named(models.Model):
    """Something with a Dutch and an English name, each with the release it came from."""

    name_nl = models.CharField(max_length=255, blank=True)
    name_en = models.CharField(max_length=255, blank=True)
    label_sources = models.JSONField(default=dict)  # {"nl": "starter 1", "en": "esco 1.1.1"}

    class Meta:
        abstract = True


class Concept(Named):
    """A named thing with a URI, by which all vocabularies meet."""

    URN: ClassVar[str]  # what the URI of an own concept starts with

    uri = models.CharField(max_length=200, unique=True)
    code = models.CharField(max_length=60, blank=True, db_index=True)  # own short name, or the one ESCO gives
    release = models.CharField(max_length=20, blank=True)  # newest ESCO version in which it stands
    retired = models.BooleanField(default=False)  # left out of the newest version, kept for who refers to it

    class Meta:
        abstract = True


class IscoGroup(Named):
    """A group of ISCO-08, of one to four digits; every unit group belongs to a sector."""

    code = models.CharField(max_length=4, primary_key=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="isco_groups")


class SkillGroup(Concept):
    """A shelf of skills; a tree."""

    URN = "urn:doorstroom:skillgroup:"

    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")


class Skill(Concept):
    """Something a person can do and a job can ask; joined across vocabularies by URI."""

    URN = "urn:doorstroom:skill:"

    group = models.ForeignKey(SkillGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="skills")
    groups = models.ManyToManyField(SkillGroup, related_name="all_skills")  # `group` is the one to show
    transversal = models.BooleanField(default=False)


class SkillName(models.Model):
    """Another name under which people know a skill."""

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=255)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "language", "name"], name="a_name_once_per_skill")]


class SkillRelation(models.Model):
    """A skill is a special case of another, or helps to do it."""

    class Kind(models.TextChoices):
        """How two skills relate."""

        BROADER = "broader", "broader"
        ESSENTIAL = "essential", "essential"
        OPTIONAL = "optional", "optional"

    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="relations")
    related = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="related_from")
    kind = models.CharField(max_length=10, choices=Kind)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["skill", "related"], name="two_skills_relate_once")]


class Occupation(Concept):
    """A kind of work; joined across vocabularies by URI."""

    URN = "urn:doorstroom:occupation:"

    isco = models.CharField(max_length=4, db_index=True)  # ISCO-08 unit group
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="occupations")
    broader = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="narrower")


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
    retired = models.BooleanField(default=False)  # left out of the newest version

    class Meta:
        constraints = [models.UniqueConstraint(fields=["occupation", "skill"], name="a_skill_once_per_occupation")]


class EntryRule(models.Model):
    """What one needs to enter an occupation, or the usual way to get there; dated, with its source."""

    class Kind(models.IntegerChoices):
        """What sort of gate it is; gates come first, the route last."""

        REGISTRATION = 1, "registration"
        DIPLOMA = 2, "diploma"
        LICENCE = 3, "licence"
        CERTIFICATE = 4, "certificate"
        CONDUCT = 5, "conduct"
        ROUTE = 9, "route"

    occupation = models.ForeignKey(Occupation, on_delete=models.CASCADE, related_name="entry_rules")
    kind = models.PositiveSmallIntegerField(choices=Kind)
    name_nl = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    licence = models.CharField(max_length=20, blank=True)  # code of choices.Licence, where it is one of those
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive
    source = models.CharField(max_length=200)
    checked_on = models.DateField(null=True, blank=True)  # the day on which the source was read; empty when it was not

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["occupation", "kind", "name_nl", "valid_from"], name="an_entry_rule_once_per_day"
            )
        ]


class ConceptLabel(models.Model):
    """The name of a concept in a language other than Dutch and English."""

    uri = models.CharField(max_length=200)
    language = models.CharField(max_length=8)
    text = models.CharField(max_length=255)
    source = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uri", "language"], name="one_label_per_language")]


class Municipality(models.Model):
    """A municipality by its CBS code; its memberships tell in which years it exists."""

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

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "valid_from"], name="one_name_per_region_and_day")]


class RegionMembership(models.Model):
    """A municipality belongs to a region in a period; both move."""

    region = models.ForeignKey(LabourMarketRegion, on_delete=models.CASCADE, related_name="memberships")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)  # exclusive
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "valid_from"], name="one_region_per_municipality_and_day")
        ]


class RegionBorder(models.Model):
    """The outline of a region in a year (GeoJSON geometry, WGS84)."""

    region = models.ForeignKey(LabourMarketRegion, on_delete=models.CASCADE, related_name="borders")
    year = models.PositiveSmallIntegerField()
    geometry = models.JSONField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="one_border_per_region_and_year")]


class Postcode(models.Model):
    """A four-digit postcode area with a rounded centre point."""

    pc4 = models.CharField(max_length=4, primary_key=True)
    place = models.CharField(max_length=80)
    municipality = models.ForeignKey(Municipality, null=True, on_delete=models.PROTECT, related_name="postcodes")
    lat = models.DecimalField(max_digits=6, decimal_places=3)
    lon = models.DecimalField(max_digits=6, decimal_places=3)
    source = models.CharField(max_length=200)


class UnknownTitle(models.Model):
    """A title or skill that could not be understood, counted without anybody's name; mapped once, it is understood."""

    class Kind(models.TextChoices):
        """What the words were read as."""

        OCCUPATION = "occupation", "occupation"
        SKILL = "skill", "skill"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=80)  # its plain words
    text = models.CharField(max_length=80)  # as it was first written
    times = models.PositiveIntegerField(default=0)
    sources = models.JSONField(default=dict)  # {"cv": 3, "vacancy": 1}
    first_seen = models.DateTimeField(auto_now_add=True)
    last_seen = models.DateTimeField(auto_now=True)
    occupation = models.ForeignKey(Occupation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    skill = models.ForeignKey(Skill, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    set_aside = models.BooleanField(default=False)  # no title at all, or none to keep

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="an_unknown_title_once")]
        indexes = [models.Index(fields=["-times"])]
