"""What is typed on the pages of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.people.models import Profile
from doorstroom.reference.models import Occupation
from doorstroom.reference.queries import link_title

from .choices import DoubtEffect, Reason

MINUTES = (15, 30, 45, 60, 75, 90)
HOURS = ((8, 16), (16, 24), (16, 32), (24, 32), (24, 36), (32, 40), (36, 40), (8, 40))


class WishesForm(forms.Form):
    """The quick change beside the list: how far, how many hours, and whether evenings are fine."""

    minutes = forms.TypedChoiceField(label=_("Langste reistijd"), coerce=int)
    hours = forms.ChoiceField(label=_("Uren per week"))
    irregular = forms.BooleanField(label=_("Ook avond, nacht of weekend"), required=False)

    def __init__(self, profile: Profile, *args: Any, **kwargs: Any) -> None:
        self.profile = profile
        now = (profile.hours_min, profile.hours_max)
        kwargs.setdefault(
            "initial",
            {
                "minutes": profile.travel_minutes,
                "hours": f"{now[0]}-{now[1]}",
                "irregular": profile.irregular_hours,
            },
        )
        super().__init__(*args, **kwargs)
        minutes = sorted({*MINUTES, profile.travel_minutes})
        self.fields["minutes"].choices = [(each, _("%(minutes)s minuten") % {"minutes": each}) for each in minutes]  # type: ignore[attr-defined]
        ranges = sorted({*HOURS, now})
        self.fields["hours"].choices = [(f"{low}-{high}", _hours(low, high)) for low, high in ranges]  # type: ignore[attr-defined]

    def parts(self) -> dict[str, dict[str, Any]]:
        """Return the changed values by step of the profile, in the terms of people.actions.change_profile."""
        low, high = (int(part) for part in self.cleaned_data["hours"].split("-"))
        return {
            "uren": {"hours_min": low, "hours_max": high, "irregular_hours": self.cleaned_data["irregular"]},
            "reizen": {"travel_minutes": self.cleaned_data["minutes"]},
        }


class NoForm(forms.Form):
    """Why a person does not want a vacancy."""

    reason = forms.ChoiceField(label=_("Waarom past deze baan niet?"), choices=Reason.choices, widget=forms.RadioSelect)


class DoubtForm(forms.Form):
    """What is not right."""

    words = forms.CharField(
        label=_("Wat klopt er niet?"),
        help_text=_("Bijvoorbeeld: u kunt iets wel, of de reistijd klopt niet."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The human answer to a doubt."""

    answer = forms.CharField(label=_("Uw antwoord"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    effect = forms.ChoiceField(label=_("Wat is het gevolg?"), choices=DoubtEffect.choices, widget=forms.RadioSelect)


def _hours(low: int, high: int) -> str:
    if low == high:
        return str(_("%(high)s uur") % {"high": high})
    return str(_("%(low)s tot %(high)s uur") % {"low": low, "high": high})


class PromisingForm(forms.Form):
    """An occupation with good chances, from when, and who says so."""

    occupation = forms.CharField(
        label=_("Beroep"), max_length=120, help_text=_("Typ de naam van het beroep, bijvoorbeeld: lasser.")
    )
    valid_from = forms.DateField(
        label=_("Vanaf"), initial=today, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    source = forms.CharField(
        label=_("Bron"), max_length=200, help_text=_("Bijvoorbeeld: UWV, kansrijke beroepen, september 2026.")
    )

    def clean_occupation(self) -> Occupation:
        """Return the occupation that is meant; when we are not sure, name what it may be."""
        linked = link_title(self.cleaned_data["occupation"])
        if linked.best is None:
            names = ", ".join(choice.occupation.name_nl or choice.occupation.name_en for choice in linked.choices[:4])
            if names:
                raise forms.ValidationError(
                    _("Wij weten niet zeker welk beroep u bedoelt. Kies er een: %(names)s."), params={"names": names}
                )
            raise forms.ValidationError(_("Wij kennen dit beroep niet. Probeer een ander woord."))
        return linked.best
