"""One form for each step of the profile that is a handful of answers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.core.fields import CHOOSE, Choice, Choices, Day, Mail, Number, Phone, Postcode, Text
from doorstroom.people.choices import EducationLevel, Language, LanguageLevel, Licence, Step
from doorstroom.reference.choices import Mode

from .watch import WatchesText

LONGEST_WEEK = 48  # Arbeidstijdenwet art. 5:7: the average over sixteen weeks
TRAVEL_MINUTES = (15, 20, 30, 45, 60, 75, 90, 120)


class HoursForm(forms.Form):
    """How many hours a week, and when."""

    hours_min = Number(low=1, high=LONGEST_WEEK, label=_("Hoeveel uur wilt u minimaal werken in een week?"))
    hours_max = Number(low=1, high=LONGEST_WEEK, label=_("Hoeveel uur wilt u maximaal werken in een week?"))
    irregular_hours = forms.BooleanField(
        required=False,
        label=_("Ik kan ook 's avonds, 's nachts of in het weekend werken"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a maximum below the minimum."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("hours_min"), cleaned.get("hours_max")
        if low and high and high < low:
            self.add_error("hours_max", _("Het maximum is lager dan het minimum."))
        return cleaned


class TravelForm(forms.Form):
    """How far, and by what."""

    travel_modes = Choices(label=_("Hoe kunt u naar uw werk gaan?"), choices=Mode.choices, required=True)
    travel_minutes = Choice(
        label=_("Hoe lang wilt u reizen naar uw werk?"),
        help_text=_("Dit is de tijd van deur tot deur, een kant op."),
        coerce=int,
        choices=(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        minutes = sorted({*TRAVEL_MINUTES, int(self.initial.get("travel_minutes") or 45)})
        self.fields["travel_minutes"].choices = [(n, _("%(n)d minuten") % {"n": n}) for n in minutes]  # type: ignore[attr-defined]


class LanguageForm(forms.Form):
    """Which languages, and how well Dutch."""

    dutch = Choice(
        label=_("Hoe goed is uw Nederlands?"), choices=LanguageLevel.choices, coerce=int, widget=forms.RadioSelect
    )
    other_languages = Choices(label=_("Welke talen spreekt u nog meer?"), choices=())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [code for code in self.initial.get("other_languages") or () if code not in Language.values]
        extra = [(code, code) for code in known]
        self.fields["other_languages"].choices = [*Language.choices, *extra]  # type: ignore[attr-defined]


class PapersForm(forms.Form):
    """Which licences and papers."""

    licences = Choices(label=_("Welke papieren heeft u?"), choices=Licence.choices)


class SchoolForm(forms.Form):
    """The highest school that was finished."""

    education = Choice(
        label=_("Wat is de hoogste school die u heeft afgemaakt?"),
        help_text=_("Ook een school in een ander land telt mee. Kies wat er het meest op lijkt."),
        choices=EducationLevel.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )


class StartForm(forms.Form):
    """When work can begin, and for what pay."""

    available_from = Day(label=_("Vanaf welke dag kunt u werken?"))
    pay_min = Number(
        low=100,
        high=20_000,
        required=False,
        label=_("Hoeveel wilt u minimaal verdienen per maand?"),
        help_text=_("Bruto, bij een volle werkweek. U ziet dan geen banen die minder betalen."),
    )

    def clean_available_from(self) -> date:
        """Refuse a day far away."""
        day: date = self.cleaned_data["available_from"]
        if not today() - timedelta(days=3 * 365) <= day <= today() + timedelta(days=2 * 365):
            raise forms.ValidationError(_("Kies een dag binnen twee jaar vanaf nu."))
        return day


class ContactForm(WatchesText):
    """Name, reach, address, and the person's own words."""

    watched = ("about",)

    first_name = Text(max_length=60, label=_("Voornaam"))
    infix = Text(max_length=20, required=False, label=_("Tussenvoegsel"))
    last_name = Text(max_length=80, label=_("Achternaam"))
    email = Mail(required=False, label=_("E-mailadres"))
    phone = Phone(required=False, label=_("Telefoonnummer"))
    postcode = Postcode(label=_("Postcode"))
    house_number = Text(max_length=10, required=False, label=_("Huisnummer"))
    street = Text(max_length=80, required=False, label=_("Straat"))
    about = Text(
        max_length=2000,
        long=True,
        required=False,
        label=_("Iets over uzelf"),
        help_text=_("Werkgevers zien dit niet zonder contact. Schrijf niets over uw gezondheid en geen BSN."),
    )


class StartProfileForm(forms.Form):
    """The least that is needed to begin: a name and where somebody lives."""

    first_name = Text(max_length=60, label=_("Voornaam"))
    infix = Text(max_length=20, required=False, label=_("Tussenvoegsel"), help_text=_("Bijvoorbeeld: van, de, el"))
    last_name = Text(max_length=80, label=_("Achternaam"))
    postcode = Postcode(
        label=_("Postcode"), help_text=_("Zo weten we welke gemeente bij u hoort, en hoe ver een baan is.")
    )
    plain = Choice(
        label=_("Hoe wilt u de vragen zien?"),
        choices=[("nee", _("Gewoon")), ("ja", _("Met plaatjes en weinig tekst"))],
        initial="nee",
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


# In the pages with pictures: the same answers, asked in a word or two and without explanation.
PLAIN_LABELS: dict[str, Any] = {
    "hours_min": _("Minstens (uur)"),
    "hours_max": _("Hoogstens (uur)"),
    "irregular_hours": _("Ook avond en weekend"),
    "travel_modes": _("Hoe?"),
    "travel_minutes": _("Hoe lang?"),
    "dutch": _("Uw Nederlands"),
    "other_languages": _("Andere taal"),
    "licences": _("Dit heb ik"),
    "education": _("Uw hoogste school"),
    "available_from": _("Uw eerste dag"),
}
NOT_IN_PLAIN = ("pay_min", "about", "infix", "street")


def in_plain(form: forms.Form) -> forms.Form:
    """Return a form asked in a word or two; what is not shown stays as it is."""
    for name, label in PLAIN_LABELS.items():
        if name in form.fields:
            form.fields[name].label, form.fields[name].help_text = label, ""
    for name in NOT_IN_PLAIN:
        form.fields.pop(name, None)
    return form


FORMS: dict[str, type[forms.Form]] = {
    Step.HOURS: HoursForm,
    Step.TRAVEL: TravelForm,
    Step.LANGUAGE: LanguageForm,
    Step.PAPERS: PapersForm,
    Step.SCHOOL: SchoolForm,
    Step.START: StartForm,
    Step.CONTACT: ContactForm,
}
