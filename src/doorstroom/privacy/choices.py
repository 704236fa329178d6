"""The closed lists of the privacy room."""

from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.common.text import say
from doorstroom.deals.choices import WhyLeft


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


class TransferState(models.TextChoices):
    """Where the move of a person to another municipality stands."""

    OFFERED = "offered", _("Wacht op de nieuwe gemeente")
    ACCEPTED = "accepted", _("Overgenomen")
    REFUSED = "refused", _("Niet overgenomen")
    TAKEN_BACK = "taken_back", _("Ingetrokken")


class WhyRefused(models.TextChoices):
    """Why a municipality does not take over a person."""

    NOT_HERE = "not_here", _("De persoon woont hier niet")
    KNOWN = "known", _("De persoon heeft hier al een dossier")
    OTHER = "other", _("Wij bellen eerst met de andere gemeente")


REFUSAL_WORDS = {
    WhyRefused.NOT_HERE: say("u woont daar nog niet"),
    WhyRefused.KNOWN: say("u heeft daar al een dossier"),
    WhyRefused.OTHER: say("de gemeenten overleggen eerst"),
}


class WhyStopped(models.TextChoices):
    """Why somebody stops looking for work here."""

    WORK = "work", _("Heeft werk gevonden")
    MOVED = "moved", _("Woont nu ergens anders")
    OWN_WISH = "own_wish", _("Wil niet meer meedoen")
    OTHER = "other", _("Iets anders")


# The same, as somebody says it of oneself.
MY_STOP_WORDS = {
    WhyStopped.WORK: say("Ik heb werk gevonden"),
    WhyStopped.MOVED: say("Ik woon nu ergens anders"),
    WhyStopped.OWN_WISH: say("Ik wil niet meer meedoen"),
    WhyStopped.OTHER: say("Iets anders"),
}
# Why this ends taking part in a sector deal.
LEAVES_DEALS = {
    WhyStopped.WORK: WhyLeft.OWN_JOB,
    WhyStopped.MOVED: WhyLeft.MOVED,
    WhyStopped.OWN_WISH: WhyLeft.NO_CONSENT,
    WhyStopped.OTHER: WhyLeft.OTHER,
}
STOP_WORDS = {
    WhyStopped.WORK: say("er is werk gevonden"),
    WhyStopped.MOVED: say("u woont nu ergens anders"),
    WhyStopped.OWN_WISH: say("u wilde niet meer meedoen"),
    WhyStopped.OTHER: say("om een andere reden"),
}


class WhyOpened(models.TextChoices):
    """Why somebody who does not guide a person must see the dossier now."""

    CALLS = "calls", _("De persoon belt of staat aan de balie")
    ABSENT = "absent", _("De klantmanager is er niet en het kan niet wachten")
    DANGER = "danger", _("Er is gevaar voor de persoon of een ander")
    REPAIR = "repair", _("Een fout in het dossier herstellen")


GLASS_WORDS = {
    WhyOpened.CALLS: say("u belde of stond aan de balie"),
    WhyOpened.ABSENT: say("uw klantmanager was er niet"),
    WhyOpened.DANGER: say("er was gevaar"),
    WhyOpened.REPAIR: say("er moest een fout worden hersteld"),
}


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
        ("sessions", 0, 1, say("nadat u voor het laatst iets deed"), CHOICE),
        ("overviews", 0, 14, say("nadat het overzicht klaar is"), CHOICE),
        ("merges", 0, 14, say("nadat de dossiers zijn samengevoegd"), CHOICE),
        ("firm_file", 24, 0, say("na het laatste contact met het bedrijf"), CHOICE),
    )
)
