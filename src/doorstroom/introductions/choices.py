"""The closed lists of the introductions room."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say


class Status(models.TextChoices):
    """Where one person and one vacancy stand towards each other."""

    PROPOSED = "proposed", _("Voorgesteld door klantmanager")
    INTERESTED = "interested", _("Werkzoekende heeft interesse")
    INVITED = "invited", _("Uitgenodigd door werkgever")
    CONTACT = "contact", _("Contact")
    TALKING = "talking", _("In gesprek")
    DECLINED = "declined", _("Werkzoekende zegt nee")
    REFUSED = "refused", _("Werkgever zegt nee")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    CLOSED = "closed", _("Vacature gesloten")
    OBSOLETE = "obsolete", _("Heeft een baan")


class DeclineReason(models.TextChoices):
    """Why a side says no; the other side reads it in plain words."""

    OTHER_JOB = "other_job", _("Heeft ander werk gevonden")
    NOT_FITTING = "not_fitting", _("Zoekt iets anders")
    FILLED = "filled", _("De plek is al vergeven")
    EXPERIENCE = "experience", _("Te weinig ervaring voor deze plek")
    TIMES = "times", _("De werktijden passen niet")
    OTHER = "other", _("Iets anders")


# What each side can choose, in its own words.
SEEKER_REASONS = {
    DeclineReason.OTHER_JOB: _("Ik heb ander werk gevonden"),
    DeclineReason.NOT_FITTING: _("Ik zoek iets anders"),
    DeclineReason.TIMES: _("De werktijden passen niet bij mij"),
    DeclineReason.OTHER: _("Iets anders"),
}
WORK_REASONS = {
    DeclineReason.FILLED: _("De plek is al vergeven"),
    DeclineReason.EXPERIENCE: _("Te weinig ervaring voor deze plek"),
    DeclineReason.TIMES: _("De werktijden passen niet"),
    DeclineReason.OTHER: _("Iets anders"),
}

# What the other side reads.
SEEKER_SAYS = {
    DeclineReason.OTHER_JOB: say("De kandidaat heeft ander werk gevonden."),
    DeclineReason.NOT_FITTING: say("De kandidaat zoekt iets anders."),
    DeclineReason.TIMES: say("De werktijden passen niet bij de kandidaat."),
    DeclineReason.OTHER: say("De kandidaat zegt nee."),
}
WORK_SAYS = {
    DeclineReason.FILLED: say("De plek is al vergeven."),
    DeclineReason.EXPERIENCE: say("De werkgever zoekt iemand met meer ervaring voor deze plek."),
    DeclineReason.TIMES: say("De werktijden passen niet."),
    DeclineReason.OTHER: say("De werkgever kiest voor iemand anders."),
}


class Share(models.TextChoices):
    """How a person wants to be reached after consent."""

    PHONE = "phone", _("Met mijn telefoonnummer")
    EMAIL = "email", _("Met mijn e-mailadres")
    BOTH = "both", _("Met allebei")


# Where it stands, in the words of each reader.
MINE_WORDS = {
    Status.PROPOSED: say("Uw klantmanager stelt deze baan voor"),
    Status.INTERESTED: say("U wacht op antwoord van de werkgever"),
    Status.INVITED: say("De werkgever nodigt u uit"),
    Status.CONTACT: say("De werkgever neemt contact met u op"),
    Status.TALKING: say("U bent in gesprek"),
    Status.DECLINED: say("U zei nee"),
    Status.REFUSED: say("De werkgever zei nee"),
    Status.WITHDRAWN: say("U trok zich terug"),
    Status.CLOSED: say("De vacature is gesloten"),
    Status.OBSOLETE: say("Gestopt, want u heeft een baan"),
}
THEIR_WORDS = {
    Status.PROPOSED: say("Voorgesteld"),
    Status.INTERESTED: say("Heeft interesse"),
    Status.INVITED: say("Uitgenodigd, wacht op antwoord"),
    Status.CONTACT: say("Neem contact op"),
    Status.TALKING: say("In gesprek"),
    Status.DECLINED: say("Kandidaat zei nee"),
    Status.REFUSED: say("U zei nee"),
    Status.WITHDRAWN: say("Kandidaat trok zich terug"),
    Status.CLOSED: say("Vacature gesloten"),
    Status.OBSOLETE: say("Kandidaat heeft een baan"),
}
SHARED_WORDS = {"first_name": say("uw naam"), "email": say("uw e-mailadres"), "phone": say("uw telefoonnummer")}
REACH_ICONS = {"phone": "phone", "email": "mail"}
