"""The short intake and the choice of a lane."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.cases.actions.intake import Answers
from doorstroom.cases.choices import CanStart, Lane, Need
from doorstroom.cases.models import Intake
from doorstroom.core.fields import Choice, Choices, Text


class IntakeForm(forms.Form):
    """What helps and what hinders, in the person's own words, and four plain questions."""

    helps = Text(
        max_length=1000, long=True, required=False, label=_("Wat helpt om snel aan het werk te gaan?"),
        help_text=_("In de woorden van de persoon zelf. Geen medische gegevens."),
    )  # fmt: skip
    hinders = Text(
        max_length=1000, long=True, required=False, label=_("Wat maakt het lastig?"),
        help_text=_("In de woorden van de persoon zelf. Geen medische gegevens."),
    )  # fmt: skip
    needs = Choices(label=_("Waar is hulp bij nodig?"), choices=Need.choices)
    can_start = Choice(
        label=_("Wanneer kan de persoon beginnen?"), choices=CanStart.choices, coerce=int, widget=forms.RadioSelect
    )
    something_first = forms.BooleanField(required=False, label=_("Er moet eerst iets anders gebeuren."))
    wants_coach = forms.BooleanField(required=False, label=_("De persoon wil hulp van een jobcoach."))

    @classmethod
    def of(cls, intake: Intake, given: Any = None) -> "IntakeForm":
        """Return the form with what was said before."""
        names = ("helps", "hinders", "needs", "can_start", "something_first", "wants_coach")
        return cls(given, initial={name: getattr(intake, name) for name in names})

    def answers(self) -> Answers:
        """Return the form as the verb wants it."""
        return Answers(**{**self.cleaned_data, "needs": tuple(self.cleaned_data["needs"])})


class DecideForm(forms.Form):
    """Which lane, and why another than the advice."""

    lane = Choice(label=_("Welk spoor?"), choices=Lane.choices, widget=forms.RadioSelect)
    rung = Choice(required=False, label=_("Trede op de ladder"))
    why_other = Text(max_length=300, required=False, label=_("Waarom kiest u een ander spoor dan het advies?"))

    def __init__(self, *args: Any, rungs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rung"].choices = [("", _("Nog niet bekend")), *rungs]  # type: ignore[attr-defined]
