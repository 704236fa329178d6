"""What a case worker fills in."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.cases.choices import WaitsFor, WhyNotYet
from doorstroom.cases.queries import Filters
from doorstroom.common.dates import today
from doorstroom.common.numbers import is_bsn
from doorstroom.core.fields import Choice, Day, Mail, Phone, Postcode, Text
from doorstroom.people.actions import Registration
from doorstroom.people.choices import Situation

YOUNGEST, OLDEST = 14, 100


class FilterForm(forms.Form):
    """How to narrow a list of people; what cannot be read narrows nothing."""

    naam = Text(max_length=80, required=False, label=_("Naam"), widget=forms.TextInput(attrs={"type": "search"}))
    plaats = Choice(required=False, label=_("Woonplaats"))
    situatie = Choice(required=False, label=_("Situatie"), choices=[("", _("Alle situaties")), *Situation.choices])
    wacht = Choice(required=False, label=_("Volgende stap"), choices=[("", _("Alles")), *WaitsFor.choices])

    def __init__(self, *args: Any, places: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plaats"].choices = [("", _("Alle plaatsen")), *((place, place) for place in places)]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return what was asked."""
        self.is_valid()
        asked = self.cleaned_data
        return Filters(
            asked.get("naam", ""), asked.get("plaats", ""), asked.get("situatie", ""), asked.get("wacht", "")
        )


class RegisterForm(forms.Form):
    """The least that is needed to register somebody by hand."""

    client_number = Text(max_length=20, required=False, label=_("Klantnummer"), help_text=_("Geen BSN."))
    first_name = Text(max_length=60, label=_("Voornaam"))
    infix = Text(max_length=20, required=False, label=_("Tussenvoegsel"))
    last_name = Text(max_length=80, label=_("Achternaam"))
    birth_date = Day(required=False, label=_("Geboortedatum"))
    postcode = Postcode(label=_("Postcode"))
    house_number = Text(max_length=10, required=False, label=_("Huisnummer"))
    email = Mail(required=False, label=_("E-mailadres"))
    phone = Phone(required=False, label=_("Telefoonnummer"))
    situation = Choice(label=_("Situatie"), choices=Situation.choices)
    guide = Choice(
        label=_("Wie begeleidt deze persoon?"),
        choices=[("me", _("Ik")), ("intake", _("Het intaketeam"))],
        initial="me",
        widget=forms.RadioSelect,
    )

    def clean_client_number(self) -> str:
        """Refuse a personal number where the municipality's own number belongs."""
        number: str = self.cleaned_data["client_number"]
        if is_bsn(number) and number.isdigit():
            raise forms.ValidationError(_("Dit lijkt een BSN. Vul het eigen nummer van uw gemeente in."))
        return number

    def clean_birth_date(self) -> date | None:
        """Refuse a day on which nobody was born who looks for work now."""
        born: date | None = self.cleaned_data["birth_date"]
        if born is not None and not YOUNGEST <= (today() - born).days / 365.25 <= OLDEST:
            raise forms.ValidationError(_("Deze geboortedatum kan niet kloppen. Kijk het jaar na."))
        return born

    def registration(self) -> Registration:
        """Return the form as the verb wants it."""
        return Registration(**{name: value for name, value in self.cleaned_data.items() if name != "guide"})


class AssignForm(forms.Form):
    """Who guides this person from now on."""

    case_worker = Choice(label=_("Klantmanager"), coerce=UUID)
    words = Text(
        max_length=2000, long=True, required=False, label=_("Wat moet uw collega weten?"),
        help_text=_("Schrijf het zoals u het aan tafel zou zeggen. De persoon mag dit lezen."),
    )  # fmt: skip

    def __init__(self, *args: Any, colleagues: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case_worker"].choices = [(str(key), name) for key, name in colleagues]  # type: ignore[attr-defined]


class NotYetForm(forms.Form):
    """Why a profile is not shown to employers yet."""

    reason = Choice(label=_("Waarom nog niet?"), choices=WhyNotYet.choices, widget=forms.RadioSelect)
