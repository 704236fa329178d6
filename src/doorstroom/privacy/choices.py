"""The closed lists of the privacy room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say


class OverviewState(models.TextChoices):
    """Where an overview of somebody's data stands."""

    ASKED = "asked", _("Wordt gemaakt")
    READY = "ready", _("Klaar")
    EXPIRED = "expired", _("Verlopen")


class Identity(models.TextChoices):
    """How a case worker knew who asked."""

    SELF = "self", _("zelf gevraagd, ingelogd")
    DOCUMENT = "document", _("aan de balie, met een identiteitsbewijs")
    CALLED_BACK = "called_back", _("aan de telefoon, teruggebeld op het bekende nummer")


# After what a retention term starts: the words that stand in its rows, here so that they have English.
COUNTED_FROM = (
    say("nadat uw begeleiding is gestopt"),
    say("nadat de kennismaking is gestopt"),
    say("nadat uw toestemming is gestopt"),
    say("nadat het bericht is geschreven"),
    say("nadat het gebeurde"),
    say("nadat u voor het laatst heeft ingelogd"),
    say("nadat het overzicht klaar is"),
    say("na het laatste contact met het bedrijf"),
)
