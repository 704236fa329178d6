"""The API's operations of the agency desk: referrals in and answers out, and the places per week."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Query

from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of
from doorstroom.deals import actions
from doorstroom.deals.choices import Status
from doorstroom.deals.declarations import ANSWER, SEE_DEAL, SET_CAPACITY
from doorstroom.deals.models import Partner, Referral
from doorstroom.deals.queries.cockpit import cockpit
from doorstroom.deals.queries.lists import inbox, lines

from .rest import allowed, api
from .schemas import Camel

MOST_PER_PAGE = 200
STATUS = {
    Status.OPEN: "verstuurd",
    Status.SEEN: "bekeken",
    Status.NEED_INFO: "vraag",
    Status.ACCEPTED: "aangenomen",
    Status.INTRODUCED: "voorgesteld",
    Status.INTERVIEW: "gesprek",
    Status.OFFER: "aanbod",
    Status.PLACED: "baan",
    Status.RETURNED: "teruggegeven",
    Status.WITHDRAWN: "ingetrokken",
    Status.OBSOLETE: "vervallen",
}


class Verwijzing(Camel):
    """A live referral of the caller's agency."""

    code: str = Field(description="Nummer van de verwijzing, zoals K7QM-3FXB")
    naam: str
    sectordeal: str
    stand: str
    uiterlijk: date | None
    verwezen_op: date


class Verwijzingen(Camel):
    """One page of referrals."""

    aantal: int
    pagina: int
    resultaten: list[Verwijzing]


class Antwoord(Camel):
    """An answer to a referral."""

    antwoord: Literal["aannemen", "vraag", "voorstellen", "gesprek", "aanbod", "nietGekozen", "teruggeven"]
    vacature: int | None = Field(None, description="Nummer van uw eigen vacature")
    datum: date | None = Field(None, description="Dag van het gesprek")
    reden: str = Field("", description="Code van de reden bij teruggeven", max_length=12)
    toelichting: str = Field("", max_length=1000)


class Plekken(Camel):
    """How many people an agency takes each week."""

    plekken: int = Field(ge=0, le=200)


class Sectordeal(Camel):
    """A deal with its figures, for its parties."""

    id: UUID
    naam: str
    doel: int
    begint_op: date
    eindigt_op: date
    aangemeld: int
    gesprekken: int
    banen: int


@api.get("/verwijzingen", response=Verwijzingen, by_alias=True, summary="Lopende verwijzingen, de eerste termijn eerst")
@allowed(ANSWER)
def list_referrals(
    request: HttpRequest,
    pagina: int = Query(1, ge=1, le=100_000),  # type: ignore[type-arg]
    pagina_grootte: int = Query(50, ge=1, le=MOST_PER_PAGE, alias="paginaGrootte"),  # type: ignore[type-arg]
) -> dict[str, Any]:
    """Give one page of the agency's live referrals."""
    actor = actor_of(request)
    rows = inbox(actor, today=today())
    start = (pagina - 1) * pagina_grootte
    shown = [_dutch(line) for line in lines(rows[start : start + pagina_grootte], actor, today())]
    return {"aantal": rows.count(), "pagina": pagina, "resultaten": shown}


@api.post("/verwijzingen/{code}/antwoorden", response=Verwijzing, by_alias=True, summary="Antwoord geven")
@allowed(ANSWER)
def answer_referral(request: HttpRequest, code: str, given: Antwoord) -> dict[str, Any]:
    """Answer a referral; the same answer twice changes once."""
    actor, row = actor_of(request), _mine(request, code)
    told: dict[str, Any] = {"actor": actor, "referral": row.pk}
    if given.antwoord == "aannemen":
        actions.accept(**told)
    elif given.antwoord == "vraag":
        actions.ask_info(question=given.toelichting, **told)
    elif given.antwoord == "voorstellen":
        actions.introduce(vacancy=given.vacature, **told)
    elif given.antwoord == "gesprek":
        actions.set_interview(day=given.datum or today(), vacancy=given.vacature, **told)
    elif given.antwoord == "aanbod":
        actions.offer(**told)
    elif given.antwoord == "nietGekozen":
        actions.not_chosen(**told)
    else:
        actions.hand_back(reason=given.reden, words=given.toelichting, **told)
        return _ended(row)
    return _dutch(lines([_mine(request, code)], actor, today())[0])


@api.get("/sectordeals", response=list[Sectordeal], by_alias=True, summary="Sectordeals met hun cijfers")
@allowed(SEE_DEAL)
def list_deals(request: HttpRequest) -> list[dict[str, Any]]:
    """Give the deals that the caller is a party to, with exact figures."""
    rows = SEE_DEAL.visible(actor_of(request)).order_by("-starts_on", "name").distinct()[:20]
    figures = [cockpit(row, today()) for row in rows]
    return [
        {
            "id": each.deal.pk, "naam": each.deal.name, "doel": each.deal.target, "begint_op": each.deal.starts_on,
            "eindigt_op": each.deal.ends_on, "aangemeld": each.reached["enrolled"],
            "gesprekken": each.reached["interview"], "banen": each.reached["placed"],
        }
        for each in figures
    ]  # fmt: skip


@api.put("/sectordeals/{uuid:deal}/plekken", response=Plekken, by_alias=True, summary="Plekken per week opgeven")
@allowed(SET_CAPACITY)
def put_places(request: HttpRequest, deal: UUID, given: Plekken) -> dict[str, int]:
    """Set how many people the caller's agency takes each week, from this week on."""
    actor = actor_of(request)
    rows = SET_CAPACITY.visible(actor).filter(deal=deal, organisation=actor.organisation_id)
    partner: Partner | None = rows.first()
    if partner is None:
        raise Http404
    actions.set_capacity(actor=actor, partner=partner, places=given.plekken)
    return {"plekken": given.plekken}


def _mine(request: HttpRequest, code: str) -> Referral:
    actor = actor_of(request)
    row: Referral | None = ANSWER.visible(actor).filter(code=code, organisation=actor.organisation_id).first()
    if row is None:
        raise Http404
    return row


def _dutch(line: Any) -> dict[str, Any]:
    return {
        "code": line.code,
        "naam": line.name,
        "sectordeal": line.deal,
        "stand": STATUS[Status(line.status)],
        "uiterlijk": line.due,
        "verwezen_op": line.opened_on,
    }


def _ended(row: Referral) -> dict[str, Any]:
    """After a hand-back the person is not shown any more."""
    words = {"code": row.code, "naam": "", "sectordeal": "", "stand": STATUS[Status.RETURNED]}
    return words | {"uiterlijk": None, "verwezen_op": row.opened_on}
