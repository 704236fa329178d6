"""The closed lists of the placements room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How far a placement is."""

    AGREED = "agreed", _("Afgesproken")
    STARTED = "started", _("Begonnen")
    FELL_THROUGH = "fell_through", _("Ging niet door")
    ENDED = "ended", _("Gestopt")


class WhyEnded(models.TextChoices):
    """Why a job ended."""

    CONTRACT_OVER = "contract_over", _("Het contract liep af")
    OTHER_JOB = "other_job", _("Heeft ander werk")
    OWN_WISH = "own_wish", _("Stopte zelf")
    EMPLOYER = "employer", _("De werkgever stopte")
    OTHER = "other", _("Iets anders")
