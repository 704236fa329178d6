"""The API's operations: vacancies in and out, and the words to describe them with. Names are Dutch, as the API rules ask."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Schema

from doorstroom.core.pages import actor_of
from doorstroom.employers.declarations import SEE_VACANCY
from doorstroom.employers.models import Vacancy

from .rest import allowed, api


class VacancyOut(Schema):
    """A vacancy as the caller may see it."""

    nummer: int
    titel: str
    omschrijving: str
    beroep: str = Field(description="URI van het beroep")
    plaats: str
    postcode4: str
    uren_min: int = Field(alias="urenMin", serialization_alias="urenMin")
    uren_max: int = Field(alias="urenMax", serialization_alias="urenMax")
    status: str
    gepubliceerd_op: date = Field(alias="gepubliceerdOp", serialization_alias="gepubliceerdOp")


class Page(Schema):
    """A page of vacancies."""

    aantal: int
    resultaten: list[VacancyOut]


def shown(vacancy: Vacancy) -> dict[str, Any]:
    """Return a vacancy in the words of the API."""
    return {
        "nummer": vacancy.number,
        "titel": vacancy.title,
        "omschrijving": vacancy.text,
        "beroep": vacancy.occupation.uri,
        "plaats": vacancy.place,
        "postcode4": vacancy.postcode[:4],
        "urenMin": vacancy.hours_min,
        "urenMax": vacancy.hours_max,
        "status": vacancy.status,
        "gepubliceerdOp": vacancy.published_on,
    }


@api.get("/vacatures", response=Page, by_alias=True, summary="Vacatures die u mag zien")
@allowed(SEE_VACANCY)
def list_vacancies(
    request: HttpRequest,
    pagina: int = Query(1, ge=1, le=100_000),
    pagina_grootte: int = Query(50, ge=1, le=200, alias="paginaGrootte"),
) -> dict[str, Any]:
    """Give one page of vacancies, the newest first."""
    rows = SEE_VACANCY.visible(actor_of(request)).select_related("occupation").order_by("-published_on", "-number")
    start = (pagina - 1) * pagina_grootte
    return {"aantal": rows.count(), "resultaten": [shown(row) for row in rows[start : start + pagina_grootte]]}
