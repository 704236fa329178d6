"""Local policy as dated rows: extra staff for a peak, rules for the advice, and the municipality's own ladder."""

from datetime import date
from typing import Any
from uuid import UUID

from doorstroom.accounts.models import Organisation
from doorstroom.cases import rules
from doorstroom.cases.choices import Lane, Regional
from doorstroom.cases.declarations import MANAGE_LANES, POLICY_CHANGED
from doorstroom.cases.models import ExtraStaff, LaneRule, Rung
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

EXTRA, RULES, LADDER = say("de extra mensen"), say("de regels voor het advies"), say("de ladder")


@verb(organisation=MANAGE_LANES)
def add_extra_staff(
    *, actor: Actor, organisation: Organisation, lane: str, people: int, valid_from: date, valid_to: date, why: str
) -> ExtraStaff:
    """Put people on a lane for a peak."""
    if lane not in Lane.values:
        raise Refusal("lane", say("Kies een spoor."))
    if valid_to < valid_from:
        raise Refusal("end_first", say("De einddatum ligt voor de begindatum."))
    made = ExtraStaff.objects.create(
        organisation=organisation, lane=lane, people=people, valid_from=valid_from, valid_to=valid_to, why=why
    )
    record(POLICY_CHANGED, by=actor, about=organisation, part=EXTRA, name=organisation.name)
    return made


@verb(organisation=MANAGE_LANES)
def end_extra_staff(*, actor: Actor, organisation: Organisation, row: UUID, today: date) -> ExtraStaff | Unchanged:
    """Let extra staff go back from tomorrow; who has not begun yet does not come."""
    held = ExtraStaff.objects.filter(organisation=organisation, pk=row, valid_to__gt=today).first()
    if held is None:
        return UNCHANGED
    if held.valid_from > today:
        held.delete()
    else:
        held.valid_to = today
        held.save(update_fields=["valid_to"])
    record(POLICY_CHANGED, by=actor, about=organisation, part=EXTRA, name=organisation.name)
    return held


@verb(organisation=MANAGE_LANES)
def add_lane_rule(
    *, actor: Actor, organisation: Organisation, given: dict[str, Any], valid_from: date, source: str
) -> LaneRule:
    """Add a rule of the municipality's own. With the first one the examples stop to hold, so they are copied."""
    if given.get("lane") not in Lane.values:
        raise Refusal("lane", say("Kies een spoor."))
    if not LaneRule.objects.filter(organisation=organisation).exists():
        LaneRule.objects.bulk_create(
            LaneRule(organisation=organisation, **{**vars(row), "valid_from": valid_from})
            for row in rules.example_rules()
        )
    made = LaneRule.objects.create(organisation=organisation, valid_from=valid_from, source=source, **given)
    record(POLICY_CHANGED, by=actor, about=organisation, part=RULES, name=organisation.name)
    return made


@verb(organisation=MANAGE_LANES)
def add_rung(
    *, actor: Actor, organisation: Organisation, code: str, name: str, regional: str, order: int, valid_from: date,
    source: str,
) -> Rung:  # fmt: skip
    """Add a rung to the municipality's own ladder and say which rung of the region it equals."""
    if regional not in Regional.values:
        raise Refusal("regional", say("Kies een trede van de regio."))
    if Rung.objects.filter(organisation=organisation, code=code, valid_to__isnull=True).exists():
        raise Refusal("known", say("Deze trede bestaat al. Beëindig eerst de oude."))
    made = Rung.objects.create(
        organisation=organisation, code=code, name=name, regional=regional, order=order, valid_from=valid_from,
        source=source,
    )  # fmt: skip
    record(POLICY_CHANGED, by=actor, about=organisation, part=LADDER, name=organisation.name)
    return made


@verb(organisation=MANAGE_LANES)
def end_row(*, actor: Actor, organisation: Organisation, row: UUID, today: date) -> LaneRule | Rung | Unchanged:
    """End a rule or a rung today; decisions of before keep resting on it."""
    for model, part in ((LaneRule, RULES), (Rung, LADDER)):
        held = model.objects.filter(organisation=organisation, pk=row, valid_to__isnull=True).first()
        if held is not None:
            held.valid_to = max(today, held.valid_from)
            held.save(update_fields=["valid_to"])
            record(POLICY_CHANGED, by=actor, about=organisation, part=part, name=organisation.name)
            return held
    return UNCHANGED
