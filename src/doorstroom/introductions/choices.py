"""The closed lists of the introductions room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where one person and one vacancy stand towards each other."""

    PROPOSED = "proposed", _("Voorgesteld door klantmanager")
    INTERESTED = "interested", _("Werkzoekende heeft interesse")
    INVITED = "invited", _("Uitgenodigd door werkgever")
    CONTACT = "contact", _("Contact")
    DECLINED = "declined", _("Werkzoekende zegt nee")
    REFUSED = "refused", _("Werkgever zegt nee")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    CLOSED = "closed", _("Vacature gesloten")


class DeclineReason(models.TextChoices):
    """Why a side says no; the other side reads it in plain words."""

    OTHER_JOB = "other_job", _("Heeft ander werk gevonden")
    NOT_FITTING = "not_fitting", _("Past niet bij wat ik zoek")
    FILLED = "filled", _("De plek is al vergeven")
    EXPERIENCE = "experience", _("Te weinig ervaring voor deze plek")
    TIMES = "times", _("De werktijden passen niet")
    OTHER = "other", _("Iets anders")
