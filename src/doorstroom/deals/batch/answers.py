"""Answers to referrals from a file: a row names a referral by its code and says what came of it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from doorstroom.common.dates import read_day
from doorstroom.common.text import say
from doorstroom.core.models import UploadRow
from doorstroom.core.uploads import Batch, Checked, Column, Done, Problem, SourceRow, TakenBack, UploadKind, register
from doorstroom.core.verbs import Refusal

from .. import actions
from ..choices import WhyReturned
from ..declarations import ANSWER
from ..models import Referral

DAY_FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y")
KINDS = ("aannemen", "gesprek", "aanbod", "niet gekozen", "teruggeven", "vraag")
CAN_GO_BACK = ("aannemen", "teruggeven")
UNKNOWN = say("Deze verwijzing staat niet bij uw bureau: “{text}”.")
NO_KIND = say("“{text}” kennen wij niet. Kies aannemen, gesprek, aanbod, niet gekozen, teruggeven of vraag.")
NO_DAY = say("“{text}” is geen datum die bestaat. Schrijf een datum als 21-11-2026.")
NO_NUMBER = say("“{text}” is geen vacaturenummer.")
NO_REASON = say("“{text}” is geen reden. Kies een van: {reasons}.")
NO_WORDS = say("Schrijf op wat u wilt weten.")
STAYS = say("Dit antwoord is niet meer terug te draaien.")

COLUMNS = (
    Column("verwijzing", "K7QM-3FXB", required=True, also=("code",)),
    Column("antwoord", "gesprek", help=say("leeg laten: geen antwoord")),
    Column("datum", "21-11-2026", help=say("dag van het gesprek")),
    Column("vacature", "1042", help=say("nummer van uw eigen vacature")),
    Column("reden", "travel", help=say("bij teruggeven")),
    Column("toelichting", "Woont te ver weg", help=say("bij teruggeven en bij een vraag")),
)


def check(batch: Batch, rows: Sequence[SourceRow]) -> list[Checked]:
    """Read every row against the agency's own live referrals."""
    codes = [row.cells["verwijzing"].strip().upper() for row in rows]
    known = {row.code: row for row in ANSWER.visible(batch.actor).filter(code__in=codes)}
    return [_checked(row, known.get(code)) for row, code in zip(rows, codes, strict=True)]


def _checked(row: SourceRow, referral: Referral | None) -> Checked:
    cells = {name: text.strip() for name, text in row.cells.items()}
    kind, given, problems = cells["antwoord"].lower(), {}, []
    if referral is None:
        problems.append(Problem("verwijzing", UNKNOWN, {"text": cells["verwijzing"]}))
    if kind and kind not in KINDS:
        problems.append(Problem("antwoord", NO_KIND, {"text": cells["antwoord"]}))
    elif kind in READ:
        given = READ[kind](cells, problems)
    return Checked(row, (referral, kind, given), {name: text for name, text in cells.items() if text}, tuple(problems))


def _interview(cells: dict[str, str], problems: list[Problem]) -> dict[str, Any]:
    day = read_day(cells["datum"], DAY_FORMS)
    if day is None:
        problems.append(Problem("datum", NO_DAY, {"text": cells["datum"]}))
    number = cells["vacature"]
    if number and not (number.isascii() and number.isdigit() and len(number) < 9):
        problems.append(Problem("vacature", NO_NUMBER, {"text": number}))
        number = ""
    return {"day": day, "vacancy": int(number) if number else None}


def _returned(cells: dict[str, str], problems: list[Problem]) -> dict[str, Any]:
    words = {str(label).lower(): value for value, label in WhyReturned.choices} | {
        value: value for value in WhyReturned.values
    }
    reason = words.get(cells["reden"].lower())
    if reason is None:
        reasons = ", ".join(WhyReturned.values)
        problems.append(Problem("reden", NO_REASON, {"text": cells["reden"], "reasons": reasons}))
    return {"reason": reason, "words": cells["toelichting"]}


def _question(cells: dict[str, str], problems: list[Problem]) -> dict[str, Any]:
    if not cells["toelichting"]:
        problems.append(Problem("toelichting", NO_WORDS))
    return {"question": cells["toelichting"]}


READ: dict[str, Callable[[dict[str, str], list[Problem]], dict[str, Any]]] = {
    "gesprek": _interview,
    "teruggeven": _returned,
    "vraag": _question,
}
VERBS: dict[str, Callable[..., Any]] = {
    "aannemen": actions.accept,
    "gesprek": actions.set_interview,
    "aanbod": actions.offer,
    "niet gekozen": actions.not_chosen,
    "teruggeven": actions.hand_back,
    "vraag": actions.ask_info,
}


def carry_out(batch: Batch, rows: Sequence[Checked]) -> list[Done]:
    """Give every answer through its verb; what cannot be done any more stays as it is, and says why."""
    return [_answered(batch, row) for row in rows]


def _answered(batch: Batch, row: Checked) -> Done:
    referral, kind, given = row.value
    number, label = row.row.number, referral.code
    if not kind:
        return Done(number, "unchanged", referral.pk, label)
    try:
        with transaction.atomic():
            done = VERBS[kind](actor=batch.actor, referral=referral.pk, today=batch.today, **given)
    except Refusal as refusal:
        why = gettext(refusal.sentence).format(**refusal.facts)
        return Done(number, "unchanged", referral.pk, f"{label}: {why}"[:200])
    return Done(number, "changed" if done else "unchanged", referral.pk, label, {"kind": kind}, referral.person_id)


def take_back(batch: Batch, rows: Sequence[UploadRow]) -> list[TakenBack]:
    """Take back what the file accepted or handed back, as long as nothing followed."""
    return [_taken_back(batch, row) for row in rows]


def _taken_back(batch: Batch, row: UploadRow) -> TakenBack:
    if row.before.get("kind") not in CAN_GO_BACK:
        return TakenBack(row, STAYS)
    try:
        with transaction.atomic():
            actions.take_back(actor=batch.actor, referral=row.about_id, today=batch.today)
    except (Refusal, Http404):
        return TakenBack(row, STAYS)
    return TakenBack(row)


ANSWERS = register(
    UploadKind(
        code="antwoorden",
        label=say("Antwoorden op verwijzingen"),
        permission=ANSWER,
        columns=COLUMNS,
        key=lambda row: row.cells["verwijzing"].strip().upper(),
        check=check,
        carry_out=carry_out,
        take_back=take_back,
        address=lambda row: reverse("deals_referral", args=[row.about_id]),
        back="deals_inbox",
        lead=say("Geef veel antwoorden tegelijk. Download eerst uw verwijzingen en vul de antwoorden in."),
    )
)
