"""What a pasted text told, and its words that may shut people out, as the pages show them."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today

from .. import advert

ABOUT = {
    "title": _("Titel"),
    "occupation": _("Beroep"),
    "skill": _("Vaardigheid"),
    "hours_min": _("Uren, minstens"),
    "hours_max": _("Uren, hooguit"),
    "pay_min": _("Loon, van"),
    "pay_max": _("Loon, tot"),
    "postcode": _("Postcode"),
    "place": _("Plaats"),
    "contract": _("Contract"),
    "irregular_hours": _("Avond, nacht of weekend"),
    "licences": _("Papieren"),
    "dutch": _("Nederlands"),
    "education": _("Opleiding"),
    "contact_email": _("E-mailadres"),
    "contact_phone": _("Telefoonnummer"),
}


def told_rows(told: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    """Return what was understood, each with the words of the text."""
    return [
        {"what": str(ABOUT[field]), "value": value or gettext("Ja"), "words": words} for field, value, words in told
    ]


def wording_rows(text: str) -> list[dict[str, str]]:
    """Return the words of a text that may shut people out, by the list that holds today."""
    language = "en" if get_language() == "en" else "nl"
    return [
        {"words": each.words, "why": each.why[language], "instead": each.instead[language], "source": each.source}
        for each in advert.wording(text, today())
    ]
