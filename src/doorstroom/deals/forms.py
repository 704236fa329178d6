"""What is typed and chosen on the pages of deals and referrals."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from doorstroom.common.dates import today
from doorstroom.core import fields
from doorstroom.reference.models import Sector

from .actions import Contact, DealDraft, TermsDraft
from .choices import WhyLeft, WhyReturned
from .models import Deal, Terms

Choices = Sequence[tuple[str, str]]


class DealForm(forms.Form):
    """A deal: what was agreed, with whom it is for, and how many jobs it is to bring."""

    name = fields.Text(label=_("Naam van de sectordeal"), max_length=120)
    sector = fields.Choice(label=_("Branche"), required=False)
    target = fields.Number(label=_("Doel: aantal banen"), low=1, high=100_000)
    groups = fields.Text(
        label=_("Doelgroepen"),
        max_length=800,
        long=True,
        required=False,
        help_text=_("Eén per regel. Zet een sterretje voor een groep die niet meetelt voor het doel."),
    )
    criteria = fields.Text(
        label=_("Wie kan meedoen?"), max_length=2000, long=True, required=False, help_text=_("De eisen bij de intake.")
    )
    intention_on = fields.Day(label=_("Datum van de intentie"))
    starts_on = fields.Day(label=_("Begint op"))
    ends_on = fields.Day(label=_("Eindigt op"))
    text = fields.Text(label=_("Wat spraken wij af?"), max_length=10_000, long=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Sector.objects.order_by("name_nl").values_list("code", "name_nl")
        self.fields["sector"].choices = [("", _("Meer dan één branche")), *rows]  # type: ignore[attr-defined]

    @staticmethod
    def of(deal: Deal) -> dict[str, Any]:
        """Return a deal as the first values of the form."""
        names = ("name", "target", "criteria", "intention_on", "starts_on", "ends_on", "text")
        lines = [group.name if group.counts else f"* {group.name}" for group in deal.groups.order_by("-counts", "name")]
        return {name: getattr(deal, name) for name in names} | {"sector": deal.sector_id, "groups": "\n".join(lines)}

    def draft(self) -> DealDraft:
        """Return what was filled in."""
        given = dict(self.cleaned_data)
        lines = [line.strip() for line in given.pop("groups").splitlines() if line.strip(" *")]
        groups = tuple((line.lstrip("* ")[:80], not line.startswith("*")) for line in lines)
        return DealDraft(**(given | {"sector": given["sector"] or None, "groups": groups}))


class SignForm(forms.Form):
    """When a deal was signed, with the signed text."""

    signed_on = fields.Day(label=_("Getekend op"), initial=today)
    file = forms.FileField(
        label=_("De getekende tekst (pdf)"), required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )  # fmt: skip
    MOST = 10_000_000

    def clean_file(self) -> Any:
        """Refuse what is no PDF or too large."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > self.MOST:
            raise forms.ValidationError(_("Dit bestand is te groot. Het mag hooguit 10 MB zijn."))
        if file.read(5) != b"%PDF-":
            raise forms.ValidationError(_("Dit is geen pdf. Kies een pdf-bestand."))
        file.seek(0)
        return file


class CloseForm(forms.Form):
    """What was learned."""

    lesson = fields.Text(label=_("Wat leerden wij?"), max_length=2000, long=True, required=False)


class PartnerForm(forms.Form):
    """An agency that takes part."""

    organisation = fields.Choice(label=_("Uitzendbureau"))
    places = fields.Number(label=_("Plekken per week"), low=0, high=200, initial=5)
    contact_name = fields.Text(label=_("Contactpersoon"), max_length=120, required=False)
    contact_phone = fields.Phone(label=_("Telefoonnummer"), required=False)
    contact_email = fields.Mail(label=_("E-mailadres"), required=False)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", _("Kies een bureau")), *agencies]  # type: ignore[attr-defined]

    def contact(self) -> Contact:
        """Return whom to call."""
        given = self.cleaned_data
        return Contact(given["contact_name"], given["contact_phone"], given["contact_email"])


class CapacityForm(forms.Form):
    """How many people an agency takes each week: a slider, or a number that is typed.

    Scripts keep the two equal. Without them `was` tells which one was moved; what is typed wins.
    """

    places = fields.Number(label=_("Plekken per week"), low=0, high=200)
    slider = forms.IntegerField(required=False, min_value=0, max_value=200)
    was = forms.IntegerField(required=False)
    week = fields.Choice(label=_("Vanaf"), choices=[("0", _("deze week")), ("1", _("volgende week"))], initial="0")

    def clean(self) -> dict[str, Any]:
        """Take the slider where only that was moved."""
        given: dict[str, Any] = super().clean() or {}
        slid, was = given.get("slider"), given.get("was")
        if slid is not None and slid != was and given.get("places") == was:
            given["places"] = slid
        return given


class TermsForm(forms.Form):
    """Terms in working days."""

    refer = fields.Number(label=_("Een partner kiezen"), low=1, high=60)
    answer = fields.Number(label=_("Antwoord van de partner"), low=1, high=60)
    info = fields.Number(label=_("Antwoord op een vraag"), low=1, high=60)
    introduce = fields.Number(label=_("Voorstellen bij een werkgever"), low=1, high=60)
    outcome = fields.Number(label=_("Vertellen hoe het ging"), low=1, high=60)
    start = fields.Number(label=_("Beginnen na een aanbod"), low=1, high=60)

    @staticmethod
    def of(terms: Terms) -> dict[str, Any]:
        """Return terms as the first values of the form."""
        return {name: getattr(terms, name) for name in TermsForm.base_fields}

    def draft(self) -> TermsDraft:
        """Return what was filled in."""
        return TermsDraft(**self.cleaned_data)


class DeskForm(forms.Form):
    """Who screens."""

    users = fields.Choices(label=_("Wie screent iedereen?"), help_text=_("Kies collega's van één partner."))

    def __init__(self, *args: Any, consultants: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["users"].choices = list(consultants)  # type: ignore[attr-defined]


class EnrolForm(forms.Form):
    """Whom to enrol, with the consent that each of them gave."""

    group = fields.Choice(label=_("Doelgroep"))
    people = fields.Choices(label=_("Wie doet mee?"), required=True)
    consented = forms.BooleanField(
        label=_("Ik las dit voor of gaf het te lezen. Ieder van hen zei ja."),
        error_messages={"required": _("Vraag eerst toestemming. Zonder toestemming gaat er niets naar een bureau.")},
    )

    def __init__(self, *args: Any, groups: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
        self.fields["people"].choices = list(people)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why somebody is handed back."""

    reason = fields.Choice(label=_("Waarom geeft u terug?"), choices=[("", _("Kies een reden")), *WhyReturned.choices])
    words = fields.Text(label=_("Toelichting voor de klantmanager"), max_length=1000, required=False, long=True)


class QuestionForm(forms.Form):
    """A question to the case worker."""

    question = fields.Text(label=_("Wat wilt u weten?"), max_length=1000, long=True)


class ReplyForm(forms.Form):
    """An answer to a partner."""

    reply = fields.Text(label=_("Uw antwoord"), max_length=1000, long=True)


class VacancyForm(forms.Form):
    """For which of the own vacancies."""

    vacancy = fields.Choice(label=_("Voor welke vacature?"))

    def __init__(self, *args: Any, vacancies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vacancy"].choices = list(vacancies)  # type: ignore[attr-defined]


class InterviewForm(VacancyForm):
    """The day of an interview; the vacancy only when it is not known yet."""

    day = fields.Day(label=_("Dag van het gesprek"))

    def __init__(self, *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known:
            del self.fields["vacancy"]


class ScreenForm(forms.Form):
    """What the screening brought; the person reads it too."""

    words = fields.Text(
        label=_("Wat past er bij deze persoon?"), max_length=1000, long=True, help_text=_("De kandidaat leest dit ook.")
    )


class LeaveForm(forms.Form):
    """Why somebody stops."""

    reason = fields.Choice(
        label=_("Waarom stopt dit?"),
        choices=[(value, label) for value, label in WhyLeft.choices if value != WhyLeft.NO_CONSENT.value]
        + [(WhyLeft.NO_CONSENT.value, WhyLeft.NO_CONSENT.label)],
    )


def key_of(text: str) -> UUID | None:
    """Return a key that came from a form, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
