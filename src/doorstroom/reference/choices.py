"""The closed lists that people and vacancies share: what one side has and the other side asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LanguageLevel(models.IntegerChoices):
    """Level in the Dutch language on the European scale (CEFR)."""

    NONE = 0, _("Geen Nederlands")
    A1 = 1, _("A1: een paar woorden")
    A2 = 2, _("A2: korte gesprekken")
    B1 = 3, _("B1: gewone gesprekken")
    B2 = 4, _("B2: goed")
    C1 = 5, _("C1: heel goed")
    C2 = 6, _("C2: als moedertaal")


class EducationLevel(models.IntegerChoices):
    """Highest education, in the steps that employers ask for."""

    NONE = 0, _("Geen school afgemaakt")
    PRIMARY = 1, _("Basisschool")
    VMBO = 2, _("Vmbo of mbo 1")
    MBO2 = 3, _("Mbo 2 of 3, havo")
    MBO4 = 4, _("Mbo 4, vwo")
    HBO = 5, _("Hbo")
    WO = 6, _("Universiteit")


class Licence(models.TextChoices):
    """Licences and papers that a job may ask; the order is the bit in the matching record."""

    B = "B", _("Rijbewijs B (auto)")
    AM = "AM", _("Rijbewijs AM (bromfiets)")
    C = "C", _("Rijbewijs C (vrachtauto)")
    CE = "CE", _("Rijbewijs CE (vrachtauto met aanhanger)")
    D = "D", _("Rijbewijs D (bus)")
    FORKLIFT = "forklift", _("Heftruckcertificaat")
    VCA = "vca", _("VCA (veilig werken)")
    BIG = "big", _("BIG-registratie (zorg)")
    SECURITY = "security", _("Beveiligingspas")
    CODE95 = "code95", _("Code 95 (beroepschauffeur)")
    HACCP = "haccp", _("HACCP (voedselveiligheid)")
    VOG = "vog", _("VOG (verklaring omtrent het gedrag)")


class Mode(models.TextChoices):
    """How somebody travels to work, in the order in which the engine counts them."""

    WALK = "walk", _("Lopend")
    BIKE = "bike", _("Met de fiets")
    TRANSIT = "transit", _("Met het openbaar vervoer")
    CAR = "car", _("Met de auto")
