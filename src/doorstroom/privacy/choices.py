"""The closed lists of the privacy room."""

from datetime import date
from typing import Any

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


# The terms that hold at the start, as rows of RetentionTerm. A change is a new row with its own first day and source.
CHOICE = "Keuze van de gemeente binnen AVG, artikel 5 lid 1 onder e"
FIRST_DAY = date(2026, 11, 1)
FIRST_TERMS: tuple[dict[str, Any], ...] = tuple(
    {"term": term, "months": months, "days": days, "counted_from": after, "source": source, "valid_from": FIRST_DAY}
    for term, months, days, after, source in (
        ("guidance_file", 24, 0, say("nadat uw begeleiding is gestopt"), CHOICE),
        (
            "introductions",
            0,
            28,
            say("nadat de kennismaking is gestopt"),
            "Autoriteit Persoonsgegevens: gegevens van sollicitanten tot 4 weken na de procedure",
        ),
        ("consents", 60, 0, say("nadat uw toestemming is gestopt"), "AVG, artikel 7 lid 1: toestemming aantonen"),
        ("messages", 12, 0, say("nadat het bericht is geschreven"), CHOICE),
        ("trail", 60, 0, say("nadat het gebeurde"), "NEN 7513 vraagt in de zorg 5 jaar; keuze van de gemeente"),
        ("account", 24, 0, say("nadat u voor het laatst heeft ingelogd"), CHOICE),
        ("overviews", 0, 14, say("nadat het overzicht klaar is"), CHOICE),
        ("firm_file", 24, 0, say("na het laatste contact met het bedrijf"), CHOICE),
    )
)
