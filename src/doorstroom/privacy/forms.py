"""Forms of the privacy room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.core.fields import Choice, Day, Postcode, Text

from .choices import MY_STOP_WORDS, Identity, WhyOpened, WhyRefused, WhyStopped


class IdentityForm(forms.Form):
    """How a case worker knows who asks."""

    identity = Choice(
        label=_("Hoe weet u wie dit vraagt?"),
        choices=[(each.value, each.label) for each in Identity if each != Identity.SELF],
        widget=forms.RadioSelect,
    )


class TransferForm(forms.Form):
    """To which municipality somebody moves, and where they live then."""

    to = Choice(label=_("Naar welke gemeente?"))
    postcode = Postcode(label=_("Nieuwe postcode"), required=False, help_text=_("Als u die weet."))

    def __init__(self, *args: Any, municipalities: list[tuple[Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Kies een gemeente")), *municipalities]  # type: ignore[attr-defined]


class RefuseForm(forms.Form):
    """Why a municipality does not take over."""

    reason = Choice(label=_("Waarom neemt u deze persoon niet over?"), choices=WhyRefused.choices)


class StopForm(forms.Form):
    """Why somebody stops looking."""

    reason = Choice(label=_("Waarom stopt het zoeken?"), choices=WhyStopped.choices)


class StopMyselfForm(forms.Form):
    """Why I stop looking."""

    reason = Choice(
        label=_("Waarom stopt u?"),
        choices=[(each.value, _(words)) for each, words in MY_STOP_WORDS.items()],
        widget=forms.RadioSelect,
    )


class GlassForm(forms.Form):
    """Who it is about, so exactly that only somebody who has the person before them knows it, and why."""

    last_name = Text(label=_("Achternaam"), max_length=80)
    birth_date = Day(label=_("Geboortedatum"))
    reason = Choice(label=_("Waarom moet u dit dossier nu zien?"), choices=WhyOpened.choices)
    words = Text(
        label=_("Uitleg in uw eigen woorden"),
        help_text=_("De persoon leest dit ook, en de beheerder van de gemeente."),
        max_length=1000,
        long=True,
    )
