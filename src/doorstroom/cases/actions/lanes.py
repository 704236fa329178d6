"""Going along a lane: who owes the first step, when it is taken, and how it ends."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import translation

from doorstroom.accounts.models import Organisation, Team
from doorstroom.cases.choices import Lane, PlaceStatus, WhyEnded
from doorstroom.cases.declarations import (
    AT_INTAKE,
    FIRST_STEP,
    GO_ALONG,
    LANE_BEGUN,
    LANE_ENDED,
    LANE_LOOKED,
    LANES,
    MANAGE_LANES,
    POLICY_CHANGED,
)
from doorstroom.cases.models import CaseAssignment, Intake, LaneDesk, LanePlace
from doorstroom.cases.queries.policy import desk_on
from doorstroom.common.text import say
from doorstroom.core.actors import Actor, machine
from doorstroom.core.machines import tie, untie
from doorstroom.core.models import Tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb


def place(actor: Actor, intake: Intake, today: date) -> LanePlace:
    """Put somebody in the lane of an intake; who was in another lane leaves that."""
    for row in LanePlace.objects.select_for_update(of=("self",)).filter(
        person=intake.person_id, status__in=(PlaceStatus.DIRECT, PlaceStatus.START, PlaceStatus.RUNNING)
    ):
        _end(actor, row, WhyEnded.OTHER_LANE, today)
    direct = intake.lane == Lane.WORK_DIRECT
    made = LanePlace.objects.create(
        person_id=intake.person_id,
        intake=intake,
        organisation_id=intake.person.controller_id,
        lane=intake.lane,
        owner=place_owner(intake, today),
        status=PlaceStatus.DIRECT if direct else PlaceStatus.START,
        since=today,
    )
    LANES.begin(made, today=today)
    return made


def place_owner(intake: Intake, today: date) -> UUID:
    """Return who guides somebody in a lane: the case worker, else the lane's team, else who did the intake.

    A team gets the tie that the intake had, so that the person stands in its list.
    """
    guide = CaseAssignment.objects.filter(person=intake.person_id, until__isnull=True).first()
    if guide is not None:
        return guide.case_worker_id
    desk = desk_on(intake.person.controller_id, intake.lane, today)
    if desk is None or desk.team_id is None:
        return intake.owner
    tie(intake.person_id, desk.team_id, AT_INTAKE, intake.person_id)
    held = Tie.objects.filter(person_id=intake.person_id, ground=AT_INTAKE.code, until__isnull=True)
    for party in held.exclude(party=desk.team_id).values_list("party", flat=True):
        untie(intake.person_id, AT_INTAKE, intake.person_id, party)
    return desk.team_id


@verb(place=GO_ALONG)
def begin_lane(*, actor: Actor, place: LanePlace, today: date) -> LanePlace | Unchanged:
    """Note that the first step in a lane was taken."""
    if place.status == PlaceStatus.RUNNING:
        return UNCHANGED
    LANES.move(place, "begin", today=today)
    record(LANE_BEGUN, by=actor, about=place)
    return place


@verb(place=GO_ALONG)
def look_back(*, actor: Actor, place: LanePlace, today: date) -> LanePlace:
    """Note that both looked how it goes; the next look is owed from now."""
    LANES.move(place, "look", today=today)
    record(LANE_LOOKED, by=actor, about=place)
    return place


@verb(place=GO_ALONG)
def end_lane(*, actor: Actor, place: LanePlace, why: str, today: date) -> LanePlace | Unchanged:
    """End somebody's way along a lane."""
    if place.status == PlaceStatus.ENDED:
        return UNCHANGED
    if why not in WhyEnded.values or why == WhyEnded.OTHER_LANE:
        raise Refusal("why", say("Kies waarom dit spoor klaar is."))
    _end(actor, place, WhyEnded(why), today)
    return place


def _end(actor: Actor, row: LanePlace, why: WhyEnded, today: date) -> None:
    row.until, row.why_ended = today, why
    row.save(update_fields=["until", "why_ended"])
    LANES.move(row, "end", today=today)
    with translation.override("nl"):
        words = str(Lane(row.lane).label)
    record(LANE_ENDED, by=actor, about=row, lane=words)


def hear_of_job(person_id: UUID, day: date) -> None:
    """Note that a job came in sight for somebody whose first step was owed; again changes nothing."""
    with transaction.atomic():
        rows = LanePlace.objects.select_for_update(of=("self",)).filter(person=person_id, status__in=FIRST_STEP)
        for row in rows:
            LANES.move(row, "begin", today=day)
            record(LANE_BEGUN, by=machine("sporen"), about=row)


@verb(organisation=MANAGE_LANES)
def change_desk(
    *, actor: Actor, organisation: Organisation, lane: str, team: UUID | None, staff: int, each: int, budget: int,
    valid_from: date, today: date,
) -> LaneDesk | Unchanged:  # fmt: skip
    """Say who does a lane from a day on; what held before stays on record until the day before."""
    if lane not in Lane.values:
        raise Refusal("lane", say("Kies een spoor."))
    if team is not None and not Team.objects.filter(pk=team, organisation=organisation).exists():
        raise Refusal("team", say("Kies een team van deze gemeente."))
    running = LaneDesk.objects.select_for_update(of=("self",)).filter(
        organisation=organisation, lane=lane, valid_to__isnull=True
    )
    held = running.first()
    wanted = {"team_id": team, "staff": staff, "each": each, "budget": budget}
    if held is not None:
        if all(getattr(held, name) == value for name, value in wanted.items()):
            return UNCHANGED
        if held.valid_from >= valid_from:
            if held.valid_from > valid_from:
                raise Refusal("earlier", say("Kies een dag na {day}."), day=held.valid_from.isoformat())
            for name, value in wanted.items():
                setattr(held, name, value)
            held.save()
            record(POLICY_CHANGED, by=actor, about=organisation, part=say("een spoor"), name=organisation.name)
            return held
        held.valid_to = date.fromordinal(valid_from.toordinal() - 1)
        held.save(update_fields=["valid_to"])
    made = LaneDesk.objects.create(organisation=organisation, lane=lane, valid_from=valid_from, **wanted)
    record(POLICY_CHANGED, by=actor, about=organisation, part=say("een spoor"), name=organisation.name)
    return made
