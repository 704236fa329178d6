"""The forms of vacancies, firms and contact moments."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.declarations import ACCOUNT_MANAGER, AGENCY_CONSULTANT
from doorstroom.common.dates import today
from doorstroom.core import fields
from doorstroom.core.actors import Actor
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence
from doorstroom.reference.models import Occupation, Sector
from doorstroom.reference.queries import find_occupations, labels

from . import queries, rules
from .choices import ContactKind, Contract, VacancyStatus
from .models import Employer, Vacancy
from .rules import NewFirm, SkillAsked, VacancyDraft

NEW_HIRER = "new"
MOST_FOUND = 6


def _whole(value: Any) -> int:
    return int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 10 else 0


class VacancyForm(forms.Form):
    """A vacancy on one page: what, where, when, for whom. Skills and occupation are suggested and confirmed."""

    id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    employer = fields.Choice(label=_("Bedrijf"))
    new_firm_name = fields.Text(label=_("Naam van de nieuwe opdrachtgever"), max_length=120, required=False)
    new_firm_kvk = fields.Text(label=_("KvK-nummer van de nieuwe opdrachtgever"), max_length=12, required=False)
    hirer_hidden = forms.BooleanField(
        label=_("Houd de opdrachtgever geheim tot er contact is"), required=False, initial=True
    )
    title = fields.Text(label=_("Titel van de vacature"), max_length=120)
    text = fields.Text(label=_("Tekst"), max_length=5000, long=True, help_text=_("Wat gaat iemand doen? Wat biedt u?"))
    occupation_text = fields.Text(
        label=_("Beroep"), max_length=120, help_text=_("Typ een beroep, zoals: magazijnmedewerker.")
    )
    occupation = fields.Choice(label=_("Welk beroep past het best?"), widget=forms.RadioSelect)
    skill_search = fields.Text(label=_("Andere vaardigheid zoeken"), max_length=120, required=False)
    hours_min = fields.Number(label=_("Uren per week, minstens"), low=1, high=rules.MOST_HOURS)
    hours_max = fields.Number(label=_("Uren per week, hooguit"), low=1, high=rules.MOST_HOURS)
    pay_min = fields.Number(
        label=_("Loon per maand, van (euro bruto)"), low=rules.LEAST_PAY, high=rules.MOST_PAY, required=False
    )
    pay_max = fields.Number(
        label=_("Loon per maand, tot (euro bruto)"), low=rules.LEAST_PAY, high=rules.MOST_PAY, required=False
    )
    contract = fields.Choice(label=_("Contract"), choices=Contract.choices)
    postcode = fields.Postcode(label=_("Postcode van het werk"))
    place = fields.Text(
        label=_("Plaats"),
        max_length=80,
        required=False,
        help_text=_("Leeg: we zoeken de plaats bij de postcode."),
    )
    street = fields.Text(label=_("Straat en huisnummer"), max_length=80, required=False)
    start_on = fields.Day(label=_("Begint op"), widget=forms.DateInput)
    closes_on = fields.Day(label=_("Reageren kan tot en met"), widget=forms.DateInput, required=False)
    positions = fields.Number(label=_("Aantal plaatsen"), low=1, high=rules.MOST_POSITIONS, initial=1)
    irregular_hours = forms.BooleanField(label=_("Ook in de avond, de nacht of het weekend"), required=False)
    dutch = fields.Choice(label=_("Nederlands, minstens"), choices=LanguageLevel.choices, coerce=int, initial=0)
    education = fields.Choice(label=_("Opleiding, minstens"), choices=EducationLevel.choices, coerce=int, initial=0)
    licences = fields.Choices(label=_("Rijbewijs en andere papieren"), choices=Licence.choices)
    contact_name = fields.Text(label=_("Naam van de contactpersoon"), max_length=120, required=False)
    contact_email = fields.Mail(label=_("E-mailadres van de contactpersoon"), required=False)
    contact_phone = fields.Phone(label=_("Telefoonnummer van de contactpersoon"), required=False)

    def __init__(self, actor: Actor, *args: Any, vacancy: Vacancy | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor, self.vacancy = actor, vacancy
        self._firms()
        self._occupations()

    def _firms(self) -> None:
        """Let each role name the firms it may name."""
        agency, manager = self.actor.role == AGENCY_CONSULTANT, self.actor.role == ACCOUNT_MANAGER
        if not agency:
            for name in ("new_firm_name", "new_firm_kvk", "hirer_hidden"):
                del self.fields[name]
        if not agency and not manager:
            del self.fields["employer"]
            return
        if manager:
            firms: Iterable[Employer] = queries.employer_file(self.actor)
            choices = [("", gettext("Kies een bedrijf")), *((str(firm.pk), firm.name) for firm in firms)]
        else:
            own = [("", gettext("Ons eigen bureau")), (NEW_HIRER, gettext("Een nieuwe opdrachtgever"))]
            known = queries.hirers_of(self.actor.organisation_id) if self.actor.organisation_id else []
            choices = own + [
                (str(firm.pk), firm.name) for firm in known if firm.organisation_id != self.actor.organisation_id
            ]
            self.fields["employer"].label, self.fields["employer"].required = gettext("Opdrachtgever"), False
        self.fields["employer"].choices = choices  # type: ignore[attr-defined]

    def _occupations(self) -> None:
        """Offer the occupations that fit what was typed, and the one that was chosen before."""
        chosen = _whole(self.data.get("occupation", "")) or _whole(self.initial.get("occupation", ""))
        typed = str(self.data.get("occupation_text", "") or self.data.get("title", ""))[:120]
        hits = find_occupations(typed, MOST_FOUND) if typed else []
        found = {hit.concept.pk: hit.concept for hit in hits}
        if self.is_bound and not chosen and hits and hits[0].matched.casefold() == typed.strip().casefold():
            chosen = hits[0].concept.pk  # typed as it is called: no need to ask
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data["occupation"] = str(chosen)  # type: ignore[index]
        if chosen and chosen not in found:
            found |= Occupation.objects.in_bulk([chosen])
        self.found = list(found.values())
        names = labels(self.found, get_language() or "nl")
        offered = [(str(each.pk), name) for each, (name, _fallback) in zip(self.found, names, strict=True)]
        self.fields["occupation"].choices = offered  # type: ignore[attr-defined]
        self.fields["occupation"].error_messages["required"] = gettext("Kies het beroep dat het best past.")

    @property
    def chosen(self) -> Occupation | None:
        """Return the occupation that is chosen now, if any."""
        key = _whole(self.data.get("occupation", "")) or _whole(self.initial.get("occupation", ""))
        return next((each for each in self.found if each.pk == key), None)

    def skill_rows(self) -> list[dict[str, Any]]:
        """Return the suggested and the chosen skills, each with its ticks."""
        must, nice = self._ticked("must"), self._ticked("nice")
        search, text = str(self.data.get("skill_search", ""))[:120], str(self.data.get("text", ""))[:5000]
        shown = {skill.pk: skill for skill in queries.suggested_skills(self.chosen, text, search)}
        missing = (must | nice) - shown.keys()
        names = dict(queries.skill_names([*queries.skills_by_id(missing), *shown.values()]))
        return [{"id": key, "name": name, "must": key in must, "nice": key in nice} for key, name in names.items()]

    def _ticked(self, name: str) -> set[int]:
        if self.is_bound:
            return {_whole(value) for value in self.data.getlist(name)[:100]} - {0}  # type: ignore[attr-defined]
        return set(self.initial.get(name, ()))

    def clean(self) -> dict[str, Any]:
        """Check what the fields cannot check alone, with the same rules as uploads and the API."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.found and "occupation" in self.errors:
            del self.errors["occupation"]
            if "occupation_text" not in self.errors:
                self.add_error("occupation_text", gettext("We vinden dit beroep niet. Typ een ander woord."))
        cleaned["place"] = cleaned.get("place") or queries.place_of(cleaned.get("postcode") or "")
        if cleaned.get("postcode") and not cleaned["place"]:
            self.add_error("place", gettext("We kennen deze postcode niet. Vul de plaats in."))
        if cleaned.get("employer") == NEW_HIRER:
            if not cleaned.get("new_firm_name"):
                self.add_error("new_firm_name", gettext("Vul de naam van de opdrachtgever in."))
            if cleaned.get("new_firm_kvk") and rules.kvk(cleaned["new_firm_kvk"]) is None:
                self.add_error("new_firm_kvk", gettext("Een KvK-nummer heeft acht cijfers."))
        if not self.errors:
            for obstacle in rules.obstacles(self.draft(cleaned), today()):
                self.add_error(obstacle.name, gettext(obstacle.sentence).format(**obstacle.facts))
        return cleaned

    def unchecked(self) -> "VacancyForm":
        """Return the form with all that was typed, without a word about what is still missing."""
        self._errors = ErrorDict()
        return self

    def clean_employer(self) -> str:
        """Keep the choice as text; the verb looks whether this actor may name that firm."""
        return str(self.cleaned_data["employer"] or "")

    def draft(self, cleaned: dict[str, Any] | None = None, *, publish: bool = True) -> VacancyDraft:
        """Return what was written down."""
        given = dict(self.cleaned_data if cleaned is None else cleaned)
        firm = given.pop("employer", "")
        new = NewFirm(given.pop("new_firm_name", ""), rules.kvk(given.pop("new_firm_kvk", "")) or "")
        must = self._ticked("must")
        known = {skill.pk for skill in queries.skills_by_id(must | self._ticked("nice"))}
        for name in ("version", "occupation_text", "skill_search"):
            given.pop(name, None)
        occupation = int(given.pop("occupation"))
        return VacancyDraft(
            **given | {"licences": tuple(given["licences"]), "pay_min": given["pay_min"], "pay_max": given["pay_max"]},
            occupation_id=occupation,
            publish=publish,
            employer_id=UUID(firm) if firm and firm != NEW_HIRER else None,
            new_firm=new if firm == NEW_HIRER else None,
            came_via="service_point" if self.actor.role == ACCOUNT_MANAGER else "form",
            skills=tuple(SkillAsked(key, key in must) for key in sorted(known)),
        )


class AdvertForm(forms.Form):
    """The text of an advert that exists already."""

    advert = fields.Text(
        label=_("Uw advertentie"),
        max_length=20_000,
        long=True,
        error_messages={"required": _("Plak eerst uw advertentie.")},
    )


def blank(actor: Actor, employer: str = "") -> dict[str, Any]:
    """Return what an empty vacancy form starts with; its own key makes a double click harmless."""
    return {"id": uuid4(), "start_on": today(), "positions": 1, "employer": employer}


def filled(vacancy: Vacancy, version: str) -> dict[str, Any]:
    """Return what the form of a vacancy starts with."""
    names = [name for name in VacancyForm.base_fields if hasattr(vacancy, name) and name not in {"id", "employer"}]
    asked = queries.asked_skills(vacancy)
    own = vacancy.employer.organisation_id == vacancy.organisation_id
    return {name: getattr(vacancy, name) for name in names} | {
        "version": version,
        "occupation": vacancy.occupation_id,
        "occupation_text": labels([vacancy.occupation], get_language() or "nl")[0][0],
        "employer": "" if own else str(vacancy.employer_id),
        "must": [each.skill_id for each in asked if each.must],
        "nice": [each.skill_id for each in asked if not each.must],
    }


class VacancyFilter(forms.Form):
    """Narrow the list of own vacancies."""

    q = forms.CharField(label=_("Zoek op titel, plaats of nummer"), required=False, max_length=80)
    status = forms.ChoiceField(label=_("Stand"), required=False, choices=[("", _("Alle")), *VacancyStatus.choices])


class EmployerFilter(forms.Form):
    """Narrow the file of firms."""

    q = forms.CharField(label=_("Zoek op naam, plaats of KvK-nummer"), required=False, max_length=80)
    manager = forms.ChoiceField(
        label=_("Accountmanager"),
        required=False,
        choices=[("", _("Iedereen")), ("mine", _("Ikzelf")), ("nobody", _("Nog niemand"))],
    )
    sector = forms.ChoiceField(label=_("Sector"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = [("", gettext("Alle sectoren")), *_sectors()]  # type: ignore[attr-defined]


def _sectors() -> list[tuple[str, str]]:
    english = get_language() == "en"
    named = [(sector.code, sector.name_en if english else sector.name_nl) for sector in Sector.objects.all()]
    return sorted(named, key=lambda each: each[1])


class EmployerForm(forms.Form):
    """What the region's file says of a firm."""

    version = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = fields.Text(label=_("Naam"), max_length=120)
    kvk = fields.Text(label=_("KvK-nummer"), max_length=12, required=False)
    sector_id = fields.Choice(label=_("Sector"), required=False, empty_value=None)
    size = fields.Number(label=_("Aantal medewerkers"), low=1, high=500_000, required=False)
    street = fields.Text(label=_("Straat"), max_length=80, required=False)
    house_number = fields.Text(label=_("Huisnummer"), max_length=10, required=False)
    postcode = fields.Postcode(label=_("Postcode"), required=False)
    place = fields.Text(label=_("Plaats"), max_length=80, required=False)
    phone = fields.Phone(label=_("Telefoon"), required=False)
    email = fields.Mail(label=_("E-mail"), required=False)
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Vul een webadres in, zoals https://voorbeeld.nl.")},
    )
    contact_name = fields.Text(label=_("Contactpersoon"), max_length=120, required=False)
    about = fields.Text(label=_("Over het bedrijf"), max_length=2000, long=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector_id"].choices = [("", gettext("Niet bekend")), *_sectors()]  # type: ignore[attr-defined]

    def clean_kvk(self) -> str:
        """Return eight digits, or refuse."""
        typed = self.cleaned_data["kvk"]
        neat = rules.kvk(typed) if typed else ""
        if neat is None:
            raise forms.ValidationError(gettext("Een KvK-nummer heeft acht cijfers."))
        return neat


class ContactForm(forms.Form):
    """What was said with a firm, and what comes next."""

    kind = fields.Choice(label=_("Hoe"), choices=ContactKind.choices)
    on = fields.Day(label=_("Wanneer"), widget=forms.DateInput, initial=today)
    spoke_with = fields.Text(label=_("Met wie"), max_length=120, required=False)
    summary = fields.Text(label=_("Waar ging het over"), max_length=2000, long=True)
    next_step = fields.Text(label=_("Volgende stap"), max_length=200, required=False)
    next_on = fields.Day(label=_("Volgende stap op"), widget=forms.DateInput, required=False)

    def clean(self) -> dict[str, Any]:
        """A next step has a day, and a day has a step."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("next_step") and not cleaned.get("next_on") and "next_on" not in self.errors:
            self.add_error("next_on", gettext("Kies op welke dag u dit doet."))
        if cleaned.get("next_on") and not cleaned.get("next_step"):
            self.add_error("next_step", gettext("Vul in wat u dan doet."))
        return cleaned
