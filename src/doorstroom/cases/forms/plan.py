"""Goals, steps, notes and times for a talk."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from doorstroom.cases.actions.talks import Offer
from doorstroom.cases.choices import TalkKind
from doorstroom.core.fields import Choice, Day, Number, Text

TIMES = [(f"{hour:02}:{minute:02}", f"{hour:02}.{minute:02}") for hour in range(8, 18) for minute in (0, 30)]
WHO = [("person", _("De werkzoekende")), ("guide", _("Wie begeleidt"))]


class GoalForm(forms.Form):
    """A goal in plain words."""

    words = Text(max_length=200, label=_("Doel"), help_text=_("Bijvoorbeeld: ik werk 24 uur in de zorg."))


class StepForm(forms.Form):
    """A step on a day."""

    words = Text(max_length=200, label=_("Stap"))
    due_on = Day(label=_("Uiterlijk"))
    who = Choice(label=_("Wie doet dit?"), choices=WHO, initial="person", widget=forms.RadioSelect)


class NoteForm(forms.Form):
    """A note, for oneself or for all who guide."""

    words = Text(max_length=2000, long=True, label=_("Notitie"))
    shared = forms.BooleanField(required=False, label=_("Collega's die deze persoon begeleiden mogen dit lezen."))


class TalkForm(forms.Form):
    """Up to three times to choose from, and where."""

    kind = Choice(label=_("Hoe spreekt u elkaar?"), choices=TalkKind.choices, widget=forms.RadioSelect, initial="desk")
    day1 = Day(label=_("Eerste tijd"))
    time1 = Choice(label=_("Hoe laat?"), choices=TIMES, initial="10:00")
    day2 = Day(required=False, label=_("Tweede tijd"))
    time2 = Choice(required=False, label=_("Hoe laat?"), choices=TIMES, initial="10:00")
    day3 = Day(required=False, label=_("Derde tijd"))
    time3 = Choice(required=False, label=_("Hoe laat?"), choices=TIMES, initial="10:00")
    minutes = Number(low=10, high=240, label=_("Hoeveel minuten?"), initial=30)
    place = Text(max_length=200, required=False, label=_("Waar?"))
    link = forms.URLField(
        max_length=300, required=False, assume_scheme="https", label=_("Link voor het gesprek met beeld"),
        error_messages={"invalid": _("Plak de hele link, vanaf https.")},
    )  # fmt: skip
    about = Text(max_length=200, required=False, label=_("Waarover gaat het?"))

    def offer(self) -> Offer:
        """Return the form as the verb wants it."""
        given = self.cleaned_data
        slots = [_moment(given[f"day{n}"], given[f"time{n}"]) for n in (1, 2, 3) if given.get(f"day{n}")]
        names = ("kind", "place", "link", "about", "minutes")
        return Offer(slots, **{name: given[name] for name in names})


def _moment(day: Any, clock: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock or "10:00")))
