"""The closed lists of the matching room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say


class Reason(models.TextChoices):
    """Why a person does not want a vacancy; each changes the list in its own way."""

    TOO_FAR = "too_far", _("Het is te ver weg")
    OTHER_WORK = "other_work", _("Ik wil ander werk")
    MANY_HOURS = "many_hours", _("Het zijn te veel uren")
    FEW_HOURS = "few_hours", _("Het zijn te weinig uren")
    PAY = "pay", _("Het loon is te laag")
    KNOWN = "known", _("Ik heb hier al gewerkt of gesolliciteerd")
    OTHER = "other", _("Iets anders")


class Word(models.TextChoices):
    """What a person said of a vacancy, or what became of it."""

    NO = "no", _("Niet interessant")
    SAVED = "saved", _("Bewaard")
    UNDERWAY = "underway", _("Kennismaking loopt")


class DoubtStatus(models.TextChoices):
    """Where a "this is not right" stands."""

    ASKED = "asked", _("Wacht op antwoord")
    ANSWERED = "answered", _("Beantwoord")


class DoubtEffect(models.TextChoices):
    """What a human did with a "this is not right"; the person reads it."""

    CORRECTED = "corrected", _("Wij hebben het verbeterd")
    EXPLAINED = "explained", _("Wij leggen uit hoe het zit")
    STAYS = "stays", _("Het blijft zo, met een reden")


EFFECT_WORDS = {
    DoubtEffect.CORRECTED: say("het is verbeterd"),
    DoubtEffect.EXPLAINED: say("het is uitgelegd"),
    DoubtEffect.STAYS: say("het blijft zo"),
}
