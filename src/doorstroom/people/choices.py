"""The closed lists of the people room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence

__all__ = [
    "BSN_REASONS",
    "BsnPurpose",
    "CameVia",
    "EducationLevel",
    "KindOfWork",
    "Language",
    "LanguageLevel",
    "Licence",
    "Situation",
    "SkillLevel",
    "Step",
]


class SkillLevel(models.IntegerChoices):
    """How well somebody masters a skill; the value is the engine's level of 255."""

    SOME = 128, _("Een beetje")
    GOOD = 192, _("Goed")
    EXPERT = 255, _("Heel goed")


class Situation(models.TextChoices):
    """How somebody stands towards work now; nobody has a benefit before somebody said so."""

    UNKNOWN = "unknown", _("Nog niet bekend")
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


class Language(models.TextChoices):
    """Languages that people in the region often speak besides Dutch (ISO 639-1)."""

    EN = "en", _("Engels")
    DE = "de", _("Duits")
    FR = "fr", _("Frans")
    ES = "es", _("Spaans")
    PT = "pt", _("Portugees")
    AR = "ar", _("Arabisch")
    TR = "tr", _("Turks")
    PL = "pl", _("Pools")
    UK = "uk", _("Oekraïens")
    TI = "ti", _("Tigrinya")
    FA = "fa", _("Perzisch")
    SO = "so", _("Somalisch")
    BG = "bg", _("Bulgaars")
    RO = "ro", _("Roemeens")
    HI = "hi", _("Hindi")
    ZH = "zh", _("Chinees")
    PAP = "pap", _("Papiaments")


class KindOfWork(models.TextChoices):
    """Work in five words, for who rather points than reads."""

    TACKLE = "aanpakken", _("Aanpakken")
    HELP = "helpen", _("Helpen")
    MAKE = "maken", _("Maken")
    SELL = "verkopen", _("Verkopen")
    DRIVE = "vervoeren", _("Vervoeren")


class BsnPurpose(models.TextChoices):
    """What a BSN may be used for; a closed list, and nothing on it looks for a fault of a person."""

    IDENTIFY = "bsn_identify", _("Vaststellen wie iemand is")
    EXCHANGE = "bsn_exchange", _("Gegevens uitwisselen met een andere overheid")
    BENEFIT = "bsn_benefit", _("De uitkering regelen")
    CORRECT = "bsn_correct", _("Een fout herstellen")


# The same, as the person reads it.
BSN_REASONS: dict[str, str] = {
    BsnPurpose.IDENTIFY: say("om vast te stellen wie u bent"),
    BsnPurpose.EXCHANGE: say("om gegevens te delen met een andere overheid"),
    BsnPurpose.BENEFIT: say("om uw uitkering te regelen"),
    BsnPurpose.CORRECT: say("om een fout te herstellen"),
}
