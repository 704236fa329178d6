"""The closed lists of the employers room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VacancyStatus(models.TextChoices):
    """Where a vacancy stands."""

    DRAFT = "draft", _("Concept")
    OPEN = "open", _("Open")
    FILLED = "filled", _("Vervuld")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Contract(models.TextChoices):
    """The kind of contract (VUM: B and O, and the agency's own form)."""

    FIXED_TERM = "fixed_term", _("Tijdelijk contract")
    PERMANENT = "permanent", _("Vast contract")
    AGENCY = "agency", _("Uitzendcontract")
    LEARNING = "learning", _("Leerbaan (bbl)")


class ContactKind(models.TextChoices):
    """How a contact moment with an employer went."""

    PHONE = "phone", _("Telefoon")
    VISIT = "visit", _("Bezoek")
    MAIL = "mail", _("E-mail")
    VIDEO = "video", _("Videogesprek")
    EVENT = "event", _("Bijeenkomst")


class CameVia(models.TextChoices):
    """How a vacancy came in."""

    FORM = "form", _("zelf geplaatst")
    SERVICE_POINT = "service_point", _("opgenomen door het werkgeversservicepunt")
    UPLOAD = "upload", _("uit een bestand")
    API = "api", _("via een koppeling")
