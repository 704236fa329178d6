"""Reading dated policy: the rules for the advice, the ladder, who does a lane, and how much room there is."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext

from doorstroom.cases import rules
from doorstroom.cases.choices import Lane, PlaceStatus, Regional
from doorstroom.cases.models import ExtraStaff, Intake, LaneDesk, LanePlace, LaneRule, OrderRule, Rung
from doorstroom.core.fence import machine_scope
from doorstroom.people.models import Experience

RULE_FIELDS = tuple(rules.LaneRow.__dataclass_fields__)
RUNG_FIELDS = tuple(rules.RungRow.__dataclass_fields__)


def holds_on(day: date) -> Q:
    """Return the condition under which a dated row holds on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def lane_rules(organisation: UUID, day: date) -> list[rules.LaneRow]:
    """Return a municipality's rules of a day; the examples where it has none of its own."""
    own = LaneRule.objects.filter(holds_on(day), organisation=organisation).order_by("order", "pk")
    rows = [rules.LaneRow(**{name: getattr(row, name) for name in RULE_FIELDS}) for row in own]
    return rows or [row for row in rules.example_rules() if rules.holds(row.valid_from, row.valid_to, day)]


def ladder(organisation: UUID, day: date) -> list[rules.RungRow]:
    """Return a municipality's ladder of a day; the region's where it has none of its own."""
    own = Rung.objects.filter(holds_on(day), organisation=organisation).order_by("order", "pk")
    rows = [rules.RungRow(**{name: getattr(row, name) for name in RUNG_FIELDS}) for row in own]
    return rows or [row for row in rules.regional_ladder() if rules.holds(row.valid_from, row.valid_to, day)]


def lane_facts(intake: Intake, day: date) -> rules.LaneFacts:
    """Return the facts on which the advice rests: work from the profile and the report, and the answers."""
    spans: list[tuple[date, date | None]] = list(
        Experience.objects.filter(person=intake.person_id).order_by("start").values_list("start", "end")
    )
    return facts_of(intake, spans, day)


def facts_of(intake: Intake, spans: list[tuple[date, date | None]], day: date) -> rules.LaneFacts:
    """Return the facts of an intake beside work that is known already.

    The report's last day ends work that the profile still calls current, and counts as work itself.
    """
    report = intake.report
    if report is not None and report.worked_until is not None and report.last_employer:
        until = min(report.worked_until, day)
        spans = [*((start, until if end is None else end) for start, end in spans), (until, until)]
    since, worked = rules.work_past(spans, day)
    return rules.LaneFacts(
        since, worked, len(intake.needs), intake.can_start, intake.something_first, intake.wants_coach
    )


def order_rules(organisation: UUID | None, day: date) -> list[rules.OrderRow]:
    """Return who stands first among promises of one day: a municipality's own rules, else the example."""
    own = OrderRule.objects.filter(holds_on(day), organisation=organisation).order_by("order", "pk")
    names = tuple(rules.OrderRow.__dataclass_fields__)
    rows = [rules.OrderRow(**{name: getattr(row, name) for name in names}) for row in own]
    return rows or [row for row in rules.example_order() if rules.holds(row.valid_from, row.valid_to, day)]


def desk_on(organisation: UUID, lane: str, day: date) -> LaneDesk | None:
    """Return who does a lane on a day, if somebody was appointed."""
    rows = LaneDesk.objects.filter(holds_on(day), organisation=organisation, lane=lane)
    return rows.select_related("team").order_by("-valid_from").first()


@dataclass(frozen=True)
class Room:
    """A lane at a municipality on a day: who does it, what it costs, and how full it is. It never shuts a door."""

    lane: str
    label: str
    desk: LaneDesk | None
    extra: int
    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """Return how many people can still be guided; never below nothing."""
        return max(0, self.capacity - self.taken)

    @property
    def full(self) -> bool:
        """Tell whether more people are guided than there is room for, where room was set."""
        return self.desk is not None and self.taken >= self.capacity


@machine_scope("cases.rooms")  # how full a lane is also counts people whom this reader does not guide
def rooms(organisation: UUID, day: date) -> list[Room]:
    """Return every lane of a municipality with its room, in two queries."""
    desks: dict[str, LaneDesk] = {}
    more = ExtraStaff.objects.filter(holds_on(day), organisation=organisation, lane=OuterRef("lane"))
    people = more.order_by("lane").values("lane").annotate(people_more=Sum("people")).values("people_more")
    held = LaneDesk.objects.filter(holds_on(day), organisation=organisation).annotate(more=Subquery(people))
    for row in held.select_related("team").order_by("valid_from"):
        desks[row.lane] = row
    live = LanePlace.objects.filter(organisation=organisation).exclude(status=PlaceStatus.ENDED)
    taken: dict[str, int] = dict(live.order_by("lane").values_list("lane").annotate(Count("pk")))
    return [_room(Lane(lane), desks.get(lane), taken.get(lane, 0)) for lane in Lane.values]


def _room(lane: Lane, desk: LaneDesk | None, taken: int) -> Room:
    extra: int = getattr(desk, "more", None) or 0
    capacity = (desk.staff + extra) * desk.each if desk else 0
    return Room(lane.value, str(lane.label), desk, extra, capacity, taken)


def extra_rows(organisation: UUID, day: date) -> QuerySet[ExtraStaff]:
    """Return extra staff that is there or still to come, the first to come on top."""
    return ExtraStaff.objects.filter(organisation=organisation, valid_to__gte=day).order_by("valid_from", "pk")


@dataclass(frozen=True)
class Shown:
    """A dated row as a page lists it; `key` only for a row of the municipality itself."""

    key: UUID | None
    order: int
    name: str
    label: str
    conditions: list[str]
    valid_from: date
    valid_to: date | None
    source: str


def shown_rules(organisation: UUID, day: date) -> list[Shown]:
    """Return a municipality's own rules, ended ones last; the examples where it has none."""
    own = list(LaneRule.objects.filter(organisation=organisation).order_by("order", "valid_from", "pk"))
    rows: list[Any] = sorted(own, key=lambda row: row.valid_to is not None) or lane_rules(organisation, day)
    return [
        Shown(
            getattr(row, "pk", None), row.order, "", str(Lane(row.lane).label), condition_words(row), row.valid_from,
            row.valid_to, row.source,
        )
        for row in rows
    ]  # fmt: skip


def condition_words(row: LaneRule | rules.LaneRow) -> list[str]:
    """Return the conditions of a rule in the reader's language."""
    words = {
        "first": gettext("er moet eerst iets anders gebeuren"),
        "coach": gettext("de persoon wil een jobcoach"),
        "since_work_most": gettext("laatste werk hooguit {number} maanden geleden"),
        "worked_least": gettext("minstens {number} maanden gewerkt in drie jaar"),
        "needs_least": gettext("minstens {number} dingen maken het lastig"),
        "needs_most": gettext("hooguit {number} dingen maken het lastig"),
        "start_within": gettext("kan binnen {number} dagen beginnen"),
    }
    held = [(getattr(row, name), said) for name, said in words.items()]
    asked = [said.format(number=value) for value, said in held if value is not None and value is not False]
    return asked or [gettext("geen eerdere regel past")]


def shown_rungs(organisation: UUID, day: date) -> list[Shown]:
    """Return a municipality's own ladder, ended rungs last; the region's where it has none."""
    own = list(Rung.objects.filter(organisation=organisation).order_by("order", "valid_from", "pk"))
    rows: list[Any] = sorted(own, key=lambda row: row.valid_to is not None) or ladder(organisation, day)
    return [
        Shown(
            getattr(row, "pk", None), row.order, row.name, str(Regional(row.regional).label), [], row.valid_from,
            row.valid_to, row.source,
        )
        for row in rows
    ]  # fmt: skip
