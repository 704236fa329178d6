"""The closed lists of the matching room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why a person does not want a vacancy; each changes the list in its own way."""

    TOO_FAR = "too_far", _("Het is te ver weg")
    OTHER_WORK = "other_work", _("Ik wil ander werk")
    HOURS = "hours", _("De uren passen niet")
    PAY = "pay", _("Het loon is te laag")
    KNOWN = "known", _("Ik heb hier al gewerkt of gesolliciteerd")
    OTHER = "other", _("Iets anders")
