"""The forms of one's own settings, of users, organisations and teams, and of setting up the office."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.core.fields import Choice, Choices, Mail, Phone, Text

from .declarations import ROLE_FITS, ROLES
from .models import Installation, Membership, Organisation, Team


class MeForm(forms.Form):
    """Name, phone number and language of the user."""

    name = Text(label=_("Uw naam"), max_length=120)
    phone = Phone(label=_("Telefoonnummer"), required=False)
    language = Choice(label=_("Taal"), choices=settings.LANGUAGES)

    def clean_name(self) -> str:
        """Refuse an address for a name: it would stand where others can read it."""
        name = " ".join(self.cleaned_data["name"].split())
        if "@" in name:
            raise forms.ValidationError(_("Vul uw naam in, niet uw e-mailadres."))
        return name


class AddressForm(forms.Form):
    """The mail address by which somebody signs in."""

    email = Mail(label=_("E-mailadres van het account"))


class SearchForm(forms.Form):
    """Look for a user or an organisation by name or address."""

    q = Text(label=_("Naam of e-mailadres"), max_length=80, required=False)
    role = Choice(label=_("Rol"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["role"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Alle rollen")), *((code, capfirst(gettext(ROLES[code].label))) for code in ROLE_FITS)]


class OrganisationSearchForm(forms.Form):
    """Look for an organisation by name and kind."""

    q = Text(label=_("Naam"), max_length=80, required=False)
    kind = Choice(label=_("Soort"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["kind"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [("", _("Alle soorten")), *kinds()]


class AccessForm(forms.Form):
    """A role at an organisation, with the teams to be in."""

    role = Choice(label=_("Rol"))
    teams = Choices(label=_("Teams"))

    def __init__(self, *args: Any, organisation: Organisation, membership: Membership | None = None, **kwargs: Any):
        if membership is not None:
            teams = [str(team.pk) for team in membership.teams.all()]
            kwargs["initial"] = {"role": membership.role, "teams": teams}
        super().__init__(*args, **kwargs)
        fitting = [code for code, where in ROLE_FITS.items() if organisation.kind in where]
        role, chosen = self.fields["role"], self.fields["teams"]
        assert isinstance(role, forms.ChoiceField) and isinstance(chosen, forms.MultipleChoiceField)
        role.choices = [(code, capfirst(gettext(ROLES[code].label))) for code in fitting]
        chosen.choices = [(str(team.pk), team.name) for team in organisation.teams.order_by("name")]
        if not chosen.choices:
            del self.fields["teams"]


class InviteForm(AccessForm):
    """Somebody new, or somebody who already has an account."""

    name = Text(label=_("Naam"), max_length=120)
    email = Mail(label=_("E-mailadres"), help_text=_("Hier gaat de uitnodiging naartoe."))
    field_order = ["name", "email", "role", "teams"]


class OrganisationForm(forms.ModelForm[Organisation]):
    """An organisation of the region."""

    kind = Choice(label=_("Soort organisatie"))
    name = Text(label=_("Naam"), max_length=120)
    kvk = Text(label=_("KvK-nummer"), max_length=8, required=False, help_text=_("Acht cijfers."))
    phone = Phone(label=_("Telefoonnummer"), required=False)
    email = Mail(label=_("E-mailadres"), required=False)

    class Meta:
        model = Organisation
        fields = ["kind", "name", "municipality", "kvk", "phone", "email", "active"]
        labels = {
            "municipality": _("Gemeente"),
            "active": _("Deze organisatie doet mee"),
        }
        help_texts = {
            "municipality": _("Alleen voor een gemeente."),
            "active": _("Zet dit uit als de organisatie stopt. Niemand kan er dan nog voor inloggen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, municipality = self.fields["kind"], self.fields["municipality"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(municipality, forms.ModelChoiceField)
        kind.choices = kinds()
        assert municipality.queryset is not None
        municipality.empty_label = gettext("Kies een gemeente")
        municipality.queryset = municipality.queryset.order_by("name")
        municipality.label_from_instance = name_of  # type: ignore[method-assign,assignment]

    def _get_validation_exclusions(self) -> set[str]:
        # What must be unique is left to the verb, which says so in words.
        return {"kvk", *super()._get_validation_exclusions()}  # type: ignore[misc]

    def clean_kvk(self) -> str:
        """Check that the number has eight digits."""
        number: str = self.cleaned_data["kvk"]
        if number and not (number.isdecimal() and len(number) == 8):
            raise forms.ValidationError(_("Een KvK-nummer heeft acht cijfers."))
        return number

    def clean(self) -> dict[str, Any]:
        """Ask which municipality it is where it is one, and only there."""
        given = super().clean() or {}
        if given.get("kind") != Organisation.Kind.MUNICIPALITY:
            given["municipality"] = None
        elif given.get("municipality") is None:
            self.add_error("municipality", _("Kies welke gemeente dit is."))
        return given

    def given(self) -> dict[str, Any]:
        """Return what a verb takes."""
        given = dict(self.cleaned_data)
        municipality = given.pop("municipality")
        return {**given, "municipality_id": municipality.pk if municipality else None}


class TeamForm(forms.Form):
    """A team of an organisation."""

    name = Text(label=_("Naam van het team"), max_length=80)
    task = Choice(
        label=_("Wat doet dit team?"),
        help_text=_("Het intaketeam helpt mensen die nog geen klantmanager hebben."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["task"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(value, gettext(label)) for value, label in Team.Task.choices]


class RegionForm(forms.ModelForm[Installation]):
    """Which region this office serves, and how it looks."""

    name = Text(
        label=_("Naam boven elke pagina"),
        max_length=80,
        required=False,
        help_text=_("Laat dit leeg om de naam van de regio te gebruiken."),
    )
    theme = Choice(label=_("Kleuren"), required=False)

    class Meta:
        model = Installation
        fields = ["region", "name", "theme"]
        labels = {"region": _("Arbeidsmarktregio")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region, theme = self.fields["region"], self.fields["theme"]
        assert isinstance(region, forms.ModelChoiceField) and isinstance(theme, forms.ChoiceField)
        assert region.queryset is not None
        region.empty_label = gettext("Kies een regio")
        region.queryset = region.queryset.prefetch_related("names").order_by("code")
        region.label_from_instance = name_of_region  # type: ignore[method-assign,assignment]
        theme.choices = [("", _("De kleuren van Doorstroom")), *((code, code) for code in themes())]

    def clean(self) -> dict[str, Any]:
        """Take the region's own name when no other was given."""
        given = super().clean() or {}
        if given.get("region") and not given.get("name"):
            given["name"] = name_of_region(given["region"])
        return given


class MunicipalitiesForm(forms.Form):
    """Which municipalities of the region take part."""

    municipalities = Choices(label=_("Gemeenten die meedoen"))
    service_point = forms.BooleanField(label=_("Voeg ook een werkgeversservicepunt toe"), required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["municipalities"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of organisation in the reader's language."""
    return [(value, gettext(label)) for value, label in Organisation.Kind.choices]


def themes() -> list[str]:
    """Return the names of the theme files that are there."""
    folder = finders.find("ui/themes")
    return sorted(file.stem for file in Path(str(folder)).glob("*.css")) if folder else []


def name_of(row: Any) -> str:
    """Return the name of a row that has one."""
    return str(row.name)


def name_of_region(region: Any) -> str:
    """Return what a region is called today."""
    names = [name for name in region.names.all() if name.valid_from <= today()]
    return max(names, key=lambda name: name.valid_from).name if names else str(region.pk)
