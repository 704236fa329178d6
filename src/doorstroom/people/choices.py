"""The closed lists of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence

__all__ = ["CameVia", "EducationLevel", "LanguageLevel", "Licence", "Situation", "SkillLevel", "Step"]


class SkillLevel(models.IntegerChoices):
    """How well somebody masters a skill; the value is the engine's level of 255."""

    SOME = 128, _("Een beetje")
    GOOD = 192, _("Goed")
    EXPERT = 255, _("Heel goed")


class Situation(models.TextChoices):
    """How somebody stands towards work now."""

    SOCIAL_ASSISTANCE = "social_assistance", _("Bijstandsuitkering")
    UNEMPLOYMENT = "unemployment", _("WW-uitkering")
    NO_BENEFIT = "no_benefit", _("Geen uitkering")
    WORKING = "working", _("Heeft werk, zoekt ander werk")


class CameVia(models.TextChoices):
    """How a fact came into the profile."""

    SELF = "self", _("zelf ingevuld")
    CASE_WORKER = "case_worker", _("ingevuld door uw klantmanager")
    IMPORT = "import", _("uit een bestand")


class Step(models.TextChoices):
    """The parts of a profile, in the order in which the guided path asks them."""

    WORK = "werk", _("Uw werk tot nu toe")
    SKILLS = "kunnen", _("Wat u kunt")
    WANTED = "willen", _("Wat u wilt")
    HOURS = "uren", _("Uw uren")
    TRAVEL = "reizen", _("Reizen")
    LANGUAGE = "taal", _("Taal")
    PAPERS = "papieren", _("Rijbewijs en papieren")
    SCHOOL = "school", _("School en cursus")
    START = "start", _("Wanneer u kunt beginnen")
    CONTACT = "contact", _("Uw gegevens")
