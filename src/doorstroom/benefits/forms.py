"""What is filled in at a report, at a call, and when a report is taken back."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.core.fields import Choice, Day, Phone, Text

from . import rules
from .actions import Told
from .choices import CallOutcome, KnowsScheme, WhyNotKept, WhyWithdrawn
from .queries import kind_choices


class ReportForm(forms.Form):
    """The report itself: five short questions."""

    kind = Choice(label=_("Voor welke uitkering?"), widget=forms.RadioSelect)
    last_employer = Text(max_length=120, required=False, label=_("Bij wie werkte u het laatst?"))
    worked_until = Day(
        required=False,
        label=_("Wat was uw laatste werkdag?"),
        help_text=_("Of wat wordt uw laatste werkdag?"),
    )
    knows_scheme = Choice(
        required=False, label=_("Kent uw werkgever de regeling?"), choices=KnowsScheme.choices, widget=forms.RadioSelect
    )
    may_call = forms.BooleanField(
        required=False,
        label=_("Ja, de gemeente mag mijn laatste werkgever bellen."),
        help_text=_("Wij vragen of uw baan kan blijven. Zegt u nee? Dan heeft dat geen gevolgen."),
    )
    employer_phone = Phone(required=False, label=_("Telefoonnummer van de werkgever"))

    def __init__(self, *args: Any, day: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = day or today()
        self.fields["kind"].choices = kind_choices(day)  # type: ignore[attr-defined]
        scheme = rules.scheme_on(day)
        if scheme is None:
            del self.fields["knows_scheme"]
        else:
            words = _("De regeling heet nu {name}. Die helpt een werkgever om mensen in dienst te houden.")
            self.fields["knows_scheme"].help_text = format_lazy(words, name=scheme.name_nl)

    def told(self) -> Told:
        """Return the form as the verb wants it."""
        return Told(**self.cleaned_data)


class CallForm(forms.Form):
    """What came of a call."""

    outcome = Choice(label=_("Wat kwam eruit?"), choices=CallOutcome.choices, widget=forms.RadioSelect)
    knew_scheme = Choice(
        required=False, label=_("Kende de werkgever de regeling?"), choices=KnowsScheme.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = Choice(required=False, label=_("Waarom blijft de baan niet?"), choices=[("", _("Kies")), *WhyNotKept.choices])
    on = Day(required=False, label=_("Wanneer belt u weer?"))

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs to the outcome that was picked."""
        given: dict[str, Any] = super().clean() or {}
        outcome = given.get("outcome")
        if outcome and outcome != CallOutcome.NO_ANSWER and not given.get("knew_scheme"):
            self.add_error("knew_scheme", _("Kies een antwoord."))
        if outcome == CallOutcome.NOT_KEPT and not given.get("why"):
            self.add_error("why", _("Kies een antwoord."))
        return given


class WithdrawForm(forms.Form):
    """Why somebody takes the report back."""

    why = Choice(label=_("Waarom trekt u de melding in?"), choices=WhyWithdrawn.choices, widget=forms.RadioSelect)


class PeriodForm(forms.Form):
    """Which reports to count."""

    van = Day(required=False, label=_("Gemeld vanaf"))
    tot = Day(required=False, label=_("Gemeld tot en met"))

    def period(self) -> tuple[date | None, date | None]:
        """Return the days that were asked; what cannot be read narrows nothing."""
        self.is_valid()
        return self.cleaned_data.get("van"), self.cleaned_data.get("tot")
