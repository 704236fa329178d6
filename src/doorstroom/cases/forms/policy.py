"""Local policy: who does a lane, extra staff, rules for the advice, rungs of the ladder."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.cases.choices import Lane, Regional
from doorstroom.core.fields import Choice, Day, Number, Text


class DeskForm(forms.Form):
    """Who does a lane from a day on."""

    team = Choice(required=False, label=_("Team"), coerce=UUID, empty_value=None)
    staff = Number(low=0, high=500, label=_("Aantal mensen (voltijd)"))
    each = Number(low=1, high=500, label=_("Werkzoekenden per persoon"))
    budget = Number(low=0, high=100_000_000, label=_("Budget per jaar in euro"))
    valid_from = Day(label=_("Geldt vanaf"))

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", _("Het intaketeam")), *teams]  # type: ignore[attr-defined]


class ExtraForm(forms.Form):
    """People who help during a peak."""

    lane = Choice(label=_("Spoor"), choices=Lane.choices)
    people = Number(low=1, high=200, label=_("Aantal mensen erbij"))
    valid_from = Day(label=_("Vanaf"))
    valid_to = Day(label=_("Tot en met"))
    why = Text(max_length=200, label=_("Waarom"))


class RuleForm(forms.Form):
    """A rule for the advice: all that is filled in must hold."""

    order = Number(low=1, high=99, label=_("Volgorde"), help_text=_("De eerste regel die past, geeft het advies."))
    lane = Choice(label=_("Advies"), choices=Lane.choices)
    first = forms.BooleanField(required=False, label=_("Er moet eerst iets anders gebeuren"))
    coach = forms.BooleanField(required=False, label=_("De persoon wil een jobcoach"))
    since_work_most = Number(low=0, high=600, required=False, label=_("Laatste werk hooguit zoveel maanden geleden"))
    worked_least = Number(low=0, high=36, required=False, label=_("Minstens zoveel maanden gewerkt in drie jaar"))
    needs_least = Number(low=0, high=20, required=False, label=_("Minstens zoveel dingen maken het lastig"))
    needs_most = Number(low=0, high=20, required=False, label=_("Hooguit zoveel dingen maken het lastig"))
    start_within = Number(low=0, high=365, required=False, label=_("Kan beginnen binnen zoveel dagen"))
    valid_from = Day(label=_("Geldt vanaf"))
    source = Text(max_length=200, label=_("Bron"), help_text=_("De beleidsregel of het besluit."))


class RungForm(forms.Form):
    """A rung of the municipality's own ladder."""

    order = Number(low=1, high=99, label=_("Volgorde"))
    code = Text(max_length=20, label=_("Code"))
    name = Text(max_length=80, label=_("Naam"))
    regional = Choice(label=_("Gelijk aan in de regio"), choices=Regional.choices)
    valid_from = Day(label=_("Geldt vanaf"))
    source = Text(max_length=200, label=_("Bron"), help_text=_("De beleidsregel of het besluit."))
