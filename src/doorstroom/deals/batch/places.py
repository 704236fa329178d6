"""Places per week from a file: a row names a deal, a week and how many people the agency takes."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from doorstroom.common.dates import read_day
from doorstroom.common.text import say
from doorstroom.core.models import UploadRow
from doorstroom.core.uploads import Batch, Checked, Column, Done, Problem, SourceRow, TakenBack, UploadKind, register
from doorstroom.core.verbs import Refusal

from .. import actions
from ..declarations import SET_CAPACITY
from ..models import Capacity, Partner
from ..rules import monday
from .answers import DAY_FORMS, NO_DAY

NO_DEAL = say("Dit bureau doet niet mee aan een sectordeal met de naam “{text}”.")
NO_PLACES = say("“{text}” is geen aantal. Schrijf een getal van 0 tot en met 200.")
STAYS = say("Dit aantal is niet meer terug te draaien.")
MOST_DIGITS = 3

COLUMNS = (
    Column("sectordeal", "Logistiek en diensten", required=True),
    Column("week", "23-11-2026", required=True, help=say("een dag in de week vanaf wanneer het geldt")),
    Column("plekken", "8", required=True, help=say("hoeveel mensen het bureau per week aanneemt")),
    Column("bureau", "", help=say("leeg laten: uw eigen bureau")),
)


def check(batch: Batch, rows: Sequence[SourceRow]) -> list[Checked]:
    """Read every row against the deals in which the agency takes part."""
    partners: dict[tuple[str, str], Partner] = {}
    open_now = SET_CAPACITY.visible(batch.actor).filter(until__isnull=True, deal__closed_on__isnull=True)
    for partner in open_now.select_related("deal", "organisation").order_by("pk"):
        names = [partner.organisation.name.casefold()]
        names += [""] if partner.organisation_id == batch.actor.organisation_id else []
        partners |= {(partner.deal.name.casefold(), name): partner for name in names}
    return [_checked(row, partners) for row in rows]


def _checked(row: SourceRow, partners: dict[tuple[str, str], Partner]) -> Checked:
    cells = {name: text.strip() for name, text in row.cells.items()}
    partner = partners.get((cells["sectordeal"].casefold(), cells["bureau"].casefold()))
    day, places, problems = read_day(cells["week"], DAY_FORMS), 0, []
    if partner is None:
        problems.append(Problem("sectordeal", NO_DEAL, {"text": cells["sectordeal"]}))
    if day is None:
        problems.append(Problem("week", NO_DAY, {"text": cells["week"]}))
    number = cells["plekken"]
    if number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS:
        places = int(number)
    else:
        problems.append(Problem("plekken", NO_PLACES, {"text": number}))
    return Checked(row, (partner, day, places), cells, tuple(problems))


def carry_out(batch: Batch, rows: Sequence[Checked]) -> list[Done]:
    """Set every number through its verb; what cannot be done stays as it is, and says why."""
    return [_set(batch, row) for row in rows]


def _set(batch: Batch, row: Checked) -> Done:
    partner, day, places = row.value
    label = f"{partner.deal.name}, {format_date(monday(day), 'j F Y')}: {places}"
    before = _held(partner.pk, monday(day))
    try:
        with transaction.atomic():
            done = actions.set_capacity(
                actor=batch.actor, partner=partner.pk, places=places, week=day, today=batch.today
            )
    except Refusal as refusal:
        why = gettext(refusal.sentence).format(**refusal.facts)
        return Done(row.row.number, "unchanged", partner.pk, f"{label}: {why}"[:200])
    facts = {"week": monday(day).isoformat(), "places": places, "before": before}
    return Done(row.row.number, "changed" if done else "unchanged", partner.pk, label, facts)


def _held(partner: UUID, week: date) -> int | None:
    held = Capacity.objects.filter(partner=partner, from_week__lte=week).order_by("-from_week").first()
    return held.places if held else None


def take_back(batch: Batch, rows: Sequence[UploadRow]) -> list[TakenBack]:
    """Set the number back that was there before, unless somebody changed it since."""
    return [_taken_back(batch, row) for row in rows]


def _taken_back(batch: Batch, row: UploadRow) -> TakenBack:
    told: dict[str, Any] = row.before
    week = date.fromisoformat(told["week"])
    if told["before"] is None or _held(row.about_id, week) != told["places"]:
        return TakenBack(row, STAYS)
    try:
        with transaction.atomic():
            actions.set_capacity(
                actor=batch.actor, partner=row.about_id, places=told["before"], week=week, today=batch.today
            )
    except Refusal:
        return TakenBack(row, STAYS)
    return TakenBack(row)


PLACES = register(
    UploadKind(
        code="plekken",
        label=say("Plekken per week"),
        permission=SET_CAPACITY,
        columns=COLUMNS,
        key=lambda row: "|".join(row.cells[name].strip().casefold() for name in ("sectordeal", "bureau", "week")),
        check=check,
        carry_out=carry_out,
        take_back=take_back,
        address=lambda row: reverse("deals_terms", args=[Partner.objects.values_list("deal").get(pk=row.about_id)[0]]),
        back="deals_list",
        lead=say("Geef voor meer weken of sectordeals tegelijk op hoeveel mensen u aanneemt."),
    )
)
