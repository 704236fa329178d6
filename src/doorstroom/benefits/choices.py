"""The closed lists of the benefits room; kinds of benefit and schemes are dated rows (rules.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say


class ReportStatus(models.TextChoices):
    """Where a report for a benefit stands."""

    REPORTED = "reported", _("Gemeld")
    TAKEN = "taken", _("Bij de intake")
    WITHDRAWN = "withdrawn", _("Ingetrokken")
    DONE = "done", _("Intake klaar")


class Via(models.TextChoices):
    """Who filled the report in."""

    SELF = "self", _("Zelf")
    DESK = "desk", _("Aan de balie of telefoon")


class KnowsScheme(models.TextChoices):
    """Does the last employer know the scheme that helps to keep jobs?"""

    YES = "yes", _("Ja")
    NO = "no", _("Nee")
    UNKNOWN = "unknown", _("Dat weet ik niet")


class WhyWithdrawn(models.TextChoices):
    """Why somebody takes a report back; always the person's own wish."""

    JOB_KEPT = "job_kept", _("Ik houd mijn baan")
    FOUND_WORK = "found_work", _("Ik heb ander werk gevonden")
    OTHER = "other", _("Ik wil geen uitkering meer aanvragen")


WITHDRAWN_SAYS = {
    WhyWithdrawn.JOB_KEPT: say("de baan blijft"),
    WhyWithdrawn.FOUND_WORK: say("er is ander werk"),
    WhyWithdrawn.OTHER: say("op eigen wens"),
}


class CallStatus(models.TextChoices):
    """Where the call to the last employer stands."""

    OPEN = "open", _("Bellen")
    CONSIDERS = "considers", _("De werkgever denkt na")
    KEPT = "kept", _("De baan blijft")
    NOT_KEPT = "not_kept", _("De baan blijft niet")
    CANCELLED = "cancelled", _("Niet meer nodig")


class CallOutcome(models.TextChoices):
    """What came of a call, as the caller picks it."""

    KEPT_WITHDRAWN = "kept_withdrawn", _("De baan blijft. De melder trekt de aanvraag in")
    KEPT = "kept", _("De baan blijft. De melder wil de aanvraag houden")
    CONSIDERS = "considers", _("De werkgever denkt erover na")
    NO_ANSWER = "no_answer", _("Niet bereikt. Ik bel later nog een keer")
    NOT_KEPT = "not_kept", _("De baan blijft niet")


class WhyNotKept(models.TextChoices):
    """Why the job does not stay, as the employer said it."""

    NO_WORK = "no_work", _("Er is geen werk meer")
    ENDED = "ended", _("Het contract liep af")
    NOT_FITTING = "not_fitting", _("De regeling past niet bij het bedrijf")
    WONT = "wont", _("De werkgever wil niet")
    CLOSED = "closed", _("Het bedrijf stopt")


SHOWN_OF = {
    "all": _("Meldingen met een laatste werkgever"),
    "unknown": _("De werkgever kende de regeling niet"),
    "called": _("Werkgevers gebeld"),
    "kept": _("Banen die blijven"),
    "withdrawn": _("Aanvragen ingetrokken omdat de baan blijft"),
}
