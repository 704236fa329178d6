"""The API's operations: vacancies in and out, and the words to describe them with; named in Dutch, as the rules ask."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext
from ninja import Query, Status
from ninja.errors import HttpError

from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.pages import actor_of
from doorstroom.core.verbs import Refusal
from doorstroom.employers.actions import VacancyDraft, change_vacancy, end_vacancy, obstacles, publish_vacancy
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.declarations import PUBLISH_VACANCY, SEE_VACANCY
from doorstroom.employers.models import Vacancy
from doorstroom.reference.queries import find_occupations, find_skills

from .rest import Faulty, allowed, api
from .schemas import Begrippen, Sluiting, Vacature, VacatureIn, Vacatures, dutch, english

__all__ = ["api"]  # with every operation below registered

MOST_PER_PAGE = 200
NOT_SPOKEN_OF = ("contact_name", "contact_email", "contact_phone", "hirer_hidden")


@api.get("/vacatures", response=Vacatures, by_alias=True, summary="Vacatures die u mag zien, de nieuwste eerst")
@allowed(SEE_VACANCY)
def list_vacancies(
    request: HttpRequest,
    pagina: int = Query(1, ge=1, le=100_000),  # type: ignore[type-arg]
    pagina_grootte: int = Query(50, ge=1, le=MOST_PER_PAGE, alias="paginaGrootte"),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Give one page of vacancies."""
    actor = actor_of(request)
    rows = SEE_VACANCY.visible(actor).select_related("occupation").order_by("-published_on", "-number")
    start = (pagina - 1) * pagina_grootte
    shown = [dutch(row, _own(request, row)) for row in rows[start : start + pagina_grootte]]
    return {"aantal": rows.count(), "pagina": pagina, "resultaten": shown}


@api.get("/vacatures/{int:nummer}", response=Vacature, by_alias=True, summary="Eén vacature")
@allowed(SEE_VACANCY)
def one_vacancy(request: HttpRequest, nummer: int) -> dict[str, Any]:
    """Give one vacancy."""
    row = SEE_VACANCY.visible(actor_of(request)).select_related("occupation").filter(number=nummer).first()
    if row is None:
        raise Http404
    return dutch(row, _own(request, row))


@api.post("/vacatures", response={201: Vacature}, by_alias=True, summary="Vacature plaatsen")
@allowed(PUBLISH_VACANCY)
def add_vacancy(request: HttpRequest, given: VacatureIn) -> Status[dict[str, Any]]:
    """Publish a vacancy; a reference that exists already is refused with the number under which it stands."""
    actor = actor_of(request)
    standing = PUBLISH_VACANCY.visible(actor).filter(reference=given.referentie).first() if given.referentie else None
    if standing is not None:
        raise Refusal("reference", say("Uw nummer staat al bij vacature {number}."), number=standing.number)
    if actor.organisation_id is None:
        raise Http404
    made = publish_vacancy(actor=actor, organisation_id=actor.organisation_id, given=_draft(given))
    return Status(201, dutch(_fresh(made), own=True))


@api.put("/vacatures/{int:nummer}", response=Vacature, by_alias=True, summary="Vacature aanpassen")
@allowed(PUBLISH_VACANCY)
def replace_vacancy(request: HttpRequest, nummer: int, given: VacatureIn) -> dict[str, Any]:
    """Change a vacancy to what is given; what the API does not speak of stays, and twice the same changes once."""
    actor, row = actor_of(request), _mine(request, nummer)
    kept = {name: getattr(row, name) for name in NOT_SPOKEN_OF}
    change_vacancy(actor=actor, vacancy=row, given=replace(_draft(given), **kept))
    return dutch(_fresh(row), own=True)


@api.post("/vacatures/{int:nummer}/sluitingen", response=Vacature, by_alias=True, summary="Vacature sluiten")
@allowed(PUBLISH_VACANCY)
def close_vacancy(request: HttpRequest, nummer: int, given: Sluiting) -> dict[str, Any]:
    """Close a vacancy as filled or withdrawn; whoever is in conversation about it is told."""
    row = _mine(request, nummer)
    status = VacancyStatus.FILLED if given.reden == "vervuld" else VacancyStatus.WITHDRAWN
    end_vacancy(actor=actor_of(request), vacancy=row, status=status)
    return dutch(_fresh(row), own=True)


@api.get("/beroepen", response=Begrippen, by_alias=True, summary="Beroepen zoeken")
@allowed(SEE_VACANCY)
def occupations(request: HttpRequest, zoek: str = Query(..., max_length=100)) -> dict[str, Any]:  # type: ignore[type-arg]
    """Find occupations by a word, also with a typing error."""
    return _words(find_occupations(zoek))


@api.get("/vaardigheden", response=Begrippen, by_alias=True, summary="Vaardigheden zoeken")
@allowed(SEE_VACANCY)
def skills(request: HttpRequest, zoek: str = Query(..., max_length=100)) -> dict[str, Any]:  # type: ignore[type-arg]
    """Find skills by a word, also with a typing error."""
    return _words(find_skills(zoek))


def _words(found: Any) -> dict[str, Any]:
    words = [hit.concept for hit in found]
    return {"resultaten": [{"uri": word.uri, "naam": word.name_nl, "name": word.name_en} for word in words]}


def _own(request: HttpRequest, vacancy: Vacancy) -> bool:
    return vacancy.organisation_id == actor_of(request).organisation_id


def _mine(request: HttpRequest, number: int) -> Vacancy:
    row: Vacancy | None = PUBLISH_VACANCY.visible(actor_of(request)).filter(number=number).first()
    if row is None:
        raise Http404
    return row


def _fresh(vacancy: Any) -> Vacancy:
    return Vacancy.objects.select_related("occupation").get(pk=vacancy.pk)


def _draft(given: VacatureIn) -> VacancyDraft:
    draft, unknown = english(given)
    if draft is None:
        raise HttpError(400, f"Onbekend in de woordenlijst: {', '.join(unknown)}"[:500])
    faults = [
        {"field": one.name, "detail": gettext(one.sentence).format(**one.facts)} for one in obstacles(draft, today())
    ]
    if faults:
        raise Faulty(faults)
    return draft
