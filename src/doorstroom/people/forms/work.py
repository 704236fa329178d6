"""Work and schools as people tell them: one form each, added to a list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.core.fields import Choice, Number, Text, first_of_month, months
from doorstroom.people.actions import SchoolDone, WorkDone
from doorstroom.people.choices import EducationLevel
from doorstroom.people.models import Education, Experience

from .watch import WatchesText

FIRST_YEAR = 1950


class WorkForm(WatchesText):
    """One job that somebody had or has."""

    watched = ("title", "employer", "what")

    title = Text(max_length=120, label=_("Welk werk deed u?"), help_text=_("Typ een beroep, zoals schoonmaker."))
    occupation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    employer = Text(max_length=120, required=False, label=_("Bij welk bedrijf?"))
    start_month = Choice(label=_("Begonnen: maand"), choices=months("-"))
    start_year = Number(low=FIRST_YEAR, high=2100, label=_("Begonnen: jaar"))
    still = forms.BooleanField(required=False, label=_("Ik werk hier nog"))
    end_month = Choice(required=False, label=_("Gestopt: maand"), choices=months("-"))
    end_year = Number(low=FIRST_YEAR, high=2100, required=False, label=_("Gestopt: jaar"))
    what = Text(max_length=1000, long=True, required=False, label=_("Wat deed u daar?"))

    @staticmethod
    def initial_of(work: Experience) -> dict[str, Any]:
        """Return what the form shows of work that is in the profile already."""
        shown = {"title": work.title, "occupation": work.occupation_id, "employer": work.employer, "what": work.what}
        shown |= {"start_month": work.start.month, "start_year": work.start.year, "still": work.end is None}
        return shown | ({"end_month": work.end.month, "end_year": work.end.year} if work.end else {})

    def clean(self) -> dict[str, Any]:
        """Refuse a job that ends before it began, ends nowhere, or begins in the future."""
        cleaned = super().clean()
        start = first_of_month(cleaned.get("start_year"), cleaned.get("start_month"))
        end = first_of_month(cleaned.get("end_year"), cleaned.get("end_month"))
        if start and start > today():
            self.add_error("start_year", _("Deze datum ligt in de toekomst."))
        if cleaned.get("still"):
            end = None
        elif end is None and not {"end_month", "end_year"} & self.errors.keys():
            self.add_error("end_year", _("Vul in wanneer u stopte, of kies: ik werk hier nog."))
        elif start and end and end < start:
            self.add_error("end_year", _("U stopte eerder dan u begon. Kijk de datums na."))
        return cleaned | {"start": start, "end": end}

    def work(self) -> WorkDone:
        """Return the work as the verb wants it."""
        data = self.cleaned_data
        return WorkDone(
            title=data["title"],
            occupation_id=data["occupation"],
            employer=data["employer"],
            start=data["start"],
            end=data["end"],
            what=data["what"],
        )


class CourseForm(WatchesText):
    """One school or course."""

    watched = ("name",)

    name = Text(max_length=120, label=_("Welke school of cursus?"), help_text=_("Bijvoorbeeld: mbo Verzorging."))
    level = Choice(label=_("Niveau"), choices=EducationLevel.choices, coerce=int)
    year = Number(low=FIRST_YEAR, high=2100, required=False, label=_("In welk jaar?"))
    finished = forms.BooleanField(required=False, initial=True, label=_("Ik heb een diploma of bewijs"))

    @staticmethod
    def initial_of(school: Education) -> dict[str, Any]:
        """Return what the form shows of a school that is in the profile already."""
        return {"name": school.name, "level": school.level, "year": school.year, "finished": school.finished}

    def school(self) -> SchoolDone:
        """Return the school as the verb wants it."""
        return SchoolDone(**{name: self.cleaned_data[name] for name in ("name", "level", "year", "finished")})
