"""The closed lists of the cases room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KeyAnswer(models.TextChoices):
    """Where a person's question stands: may employers find me?"""

    WAITING = "waiting", _("Wacht op antwoord")
    TURNED = "turned", _("Sleutel omgedraaid")
    NOT_YET = "not_yet", _("Nog niet")
    TAKEN_BACK = "taken_back", _("Vraag ingetrokken")


class WhyNotYet(models.TextChoices):
    """Why a profile is not shown to employers yet; the person reads it."""

    PROFILE = "profile", _("uw profiel is nog niet klaar")
    TALK = "talk", _("wij willen eerst met u praten")
    BUSY = "busy", _("u volgt nu een traject of een opleiding")


class WaitsFor(models.TextChoices):
    """Who owes the next step, as a case worker filters on it."""

    ME = "me", _("Wacht op mij")
    PERSON = "person", _("Wacht op de werkzoekende")
    WORK = "work", _("Wacht op een werkgever")
    KEY = "key", _("Vraagt om de tweede sleutel")
    LATE = "late", _("Te laat")
    NOBODY = "nobody", _("Geen afspraak")


class DoubleAnswer(models.TextChoices):
    """Where the question stands whether two dossiers belong to one person."""

    WAITING = "waiting", _("Nog niet nagekeken")
    SAME = "same", _("Eén persoon")
    DIFFERENT = "different", _("Twee mensen")
