"""What goes in and out of the API, in Dutch words; `dutch` and `english` translate to the platform's own."""

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from doorstroom.employers.actions import SkillAsked, VacancyDraft
from doorstroom.employers.choices import Contract, VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.reference.models import Occupation, Skill

STATUS = {
    VacancyStatus.DRAFT: "concept",
    VacancyStatus.OPEN: "open",
    VacancyStatus.FILLED: "vervuld",
    VacancyStatus.WITHDRAWN: "ingetrokken",
}
CONTRACT = {
    Contract.FIXED_TERM: "tijdelijk",
    Contract.PERMANENT: "vast",
    Contract.AGENCY: "uitzend",
    Contract.LEARNING: "leerbaan",
}


class Camel(Schema):
    """Field names in camelCase, as the Dutch API design rules ask."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Gevraagd(Camel):
    """A skill that a vacancy asks."""

    vaardigheid: str = Field(description="URI van de vaardigheid", max_length=200)
    vereist: bool = True


class VacatureIn(Camel):
    """A vacancy on its way in."""

    titel: str = Field(max_length=120)
    omschrijving: str = Field(max_length=5000)
    beroep: str = Field(description="URI van het beroep, zie /beroepen", max_length=200)
    uren_min: int
    uren_max: int
    postcode: str = Field(max_length=7)
    plaats: str = Field(max_length=80)
    straat: str = Field("", max_length=80)
    begindatum: date
    sluitingsdatum: date | None = None
    loon_min: int | None = Field(None, description="Bruto euro per maand bij voltijd")
    loon_max: int | None = None
    contract: Literal["tijdelijk", "vast", "uitzend", "leerbaan"] = "tijdelijk"
    nederlands: int = Field(0, ge=0, le=6, description="Niveau Nederlands: 0 geen, 1 A1 … 6 C2")
    opleiding: int = Field(0, ge=0, le=6)
    rijbewijzen_en_papieren: list[str] = Field(default_factory=list, max_length=20)
    onregelmatig: bool = False
    plekken: int = 1
    referentie: str = Field("", max_length=60, description="Uw eigen nummer; elk nummer bestaat één keer")
    vaardigheden: list[Gevraagd] = Field(default_factory=list, max_length=60)


class Vacature(Camel):
    """A vacancy as the caller may see it."""

    nummer: int
    referentie: str
    titel: str
    omschrijving: str
    beroep: str
    uren_min: int
    uren_max: int
    postcodegebied: str
    plaats: str
    begindatum: date
    loon_min: int | None
    loon_max: int | None
    contract: str
    status: str
    gepubliceerd_op: date


class Vacatures(Camel):
    """One page of vacancies."""

    aantal: int
    pagina: int
    resultaten: list[Vacature]


class Sluiting(Camel):
    """Why a vacancy ends."""

    reden: Literal["vervuld", "ingetrokken"]


class Begrip(Camel):
    """A word of the vocabulary."""

    uri: str
    naam: str
    name: str = Field(description="Engelse naam")


class Begrippen(Camel):
    """Words found."""

    resultaten: list[Begrip]


def dutch(vacancy: Vacancy, own: bool) -> dict[str, Any]:
    """Return a vacancy in the words of the API; the publisher's own number only to the publisher."""
    return {
        "nummer": vacancy.number,
        "referentie": vacancy.reference if own else "",
        "titel": vacancy.title,
        "omschrijving": vacancy.text,
        "beroep": vacancy.occupation.uri,
        "uren_min": vacancy.hours_min,
        "uren_max": vacancy.hours_max,
        "postcodegebied": vacancy.postcode[:4],
        "plaats": vacancy.place,
        "begindatum": vacancy.start_on,
        "loon_min": vacancy.pay_min,
        "loon_max": vacancy.pay_max,
        "contract": CONTRACT[Contract(vacancy.contract)],
        "status": STATUS[VacancyStatus(vacancy.status)],
        "gepubliceerd_op": vacancy.published_on,
    }


def english(given: VacatureIn) -> tuple[VacancyDraft | None, list[str]]:
    """Return the draft that a call describes, or the URIs in it that the vocabulary does not know."""
    occupation = Occupation.objects.filter(uri=given.beroep, retired=False).first()
    asked = {row.vaardigheid: row.vereist for row in given.vaardigheden}
    skills = {skill.uri: skill.pk for skill in Skill.objects.filter(uri__in=asked, retired=False)}
    unknown = [uri for uri in asked if uri not in skills] + ([] if occupation else [given.beroep])
    if occupation is None or unknown:
        return None, unknown
    contract = next(code for code, word in CONTRACT.items() if word == given.contract)
    return VacancyDraft(
        title=given.titel,
        text=given.omschrijving,
        occupation_id=occupation.pk,
        hours_min=given.uren_min,
        hours_max=given.uren_max,
        postcode=given.postcode.replace(" ", "").upper(),
        place=given.plaats,
        street=given.straat,
        start_on=given.begindatum,
        closes_on=given.sluitingsdatum,
        pay_min=given.loon_min,
        pay_max=given.loon_max,
        contract=contract,
        dutch=given.nederlands,
        education=given.opleiding,
        licences=tuple(given.rijbewijzen_en_papieren),
        irregular_hours=given.onregelmatig,
        positions=given.plekken,
        reference=given.referentie,
        came_via="api",
        skills=tuple(SkillAsked(skills[uri], must) for uri, must in asked.items()),
    ), []
