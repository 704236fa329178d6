"""What case workers do in a day: reports with an intake, lanes with a team, plans with steps, notes and talks."""

from datetime import date, datetime, time, timedelta
from typing import Any

from doorstroom.benefits.actions import Told, job_kept, plan_call, report
from doorstroom.benefits.models import EmployerCall, Report
from doorstroom.cases.actions import (
    begin_lane,
    change_desk,
    choose_talk,
    decide_lane,
    offer_talk,
    open_intake,
    plan_step,
    save_intake,
    set_goal,
    talk_held,
    talk_missed,
    write_note,
)
from doorstroom.cases.actions.intake import Answers
from doorstroom.cases.actions.talks import Offer
from doorstroom.cases.models import LanePlace
from doorstroom.common.dates import AMSTERDAM
from doorstroom.core.actors import Actor
from doorstroom.people.models import Person

from ..values import cast, letters
from .play import Play, tried

GUIDED, AT_INTAKE = 16, 5
# lane -> people in the team, places each, budget in euros
DESKS = {"work_direct": (6, 25, 40_000), "mediation": (5, 40, 90_000), "intensive": (4, 20, 160_000)}
TALKS = ("offered", "planned", "held", "missed", "")


def guidance(play: Play) -> None:
    """Fill the desk of the demo's case worker and of the intake, and the plans of the demo's job seekers."""
    lanes(play)
    own = play.role("case_worker").user.pk
    guided = [play.people[key] for key, row in sorted(play.workers.items()) if row.case_worker_id == own]
    cast_of_demo = [play.by_number[number] for number in cast.ABOUT]
    for number, person in enumerate([*cast_of_demo, *[one for one in guided if one not in cast_of_demo]][:GUIDED]):
        guide = play.guide(person)
        if guide is not None:
            taken_in(play, guide, person, number)
            planned(play, guide, person, number)
    desk(play)


def lanes(play: Play) -> None:
    """Give the lanes of the largest municipality a team, people and a budget."""
    office = play.region.offices["GM0518"]
    admin, day = play.staff(play.role("functional_admin")), play.back(120)
    teams = [team for team in office.teams if team != office.intake]
    with play.on(day):
        for number, (lane, (staff, each, budget)) in enumerate(DESKS.items()):
            tried(
                change_desk, actor=admin, organisation=office.organisation.pk, lane=lane,
                team=teams[number % len(teams)].pk, staff=staff, each=each, budget=budget, valid_from=day, today=day,
            )  # fmt: skip


def taken_in(play: Play, guide: Actor, person: Person, number: int) -> None:
    """Let somebody report some weeks ago, and go the way that local policy advised."""
    day = play.back(34 - number * 2)
    with play.on(day):
        told = Told("social_assistance", last_employer=letters.EMPLOYERS[number % len(letters.EMPLOYERS)])
        made = tried(report, actor=guide, person=person.pk, told=told, today=day)
        intake = open_intake(made.pk, day) if made is not None else None
        if intake is None:
            return
        helps, hinders, needs = letters.INTAKES[number % len(letters.INTAKES)]
        answers = Answers(helps, hinders, needs, can_start=0 if number % 2 else 31, wants_coach=number % 7 == 6)
        tried(save_intake, actor=guide, intake=intake.pk, answers=answers, today=day)
        intake.refresh_from_db()
        tried(decide_lane, actor=guide, intake=intake.pk, lane=intake.advised or "mediation", today=day)
    begun = play.back((play.today - day).days - 2)
    place = LanePlace.objects.filter(intake=intake.pk).first()
    if place is not None and number % 5:
        with play.on(begun):
            tried(begin_lane, actor=guide, place=place.pk, today=begun)


def planned(play: Play, guide: Actor, person: Person, number: int) -> None:
    """Put a goal in the person's own words in the plan, steps of both, a note, and a talk."""
    day = play.back(12 - number % 6)
    goal_words, theirs, ours = letters.PLANS[number % len(letters.PLANS)]
    with play.on(day):
        by = play.seeker(person) if person.user_id and number % 2 == 0 else guide
        goal = tried(set_goal, actor=by, person=person.pk, words=goal_words, today=day)
        aim = goal.pk if goal is not None else None
        for words, for_person, due in ((theirs, True, 3 + number % 9), (ours, False, number % 5)):
            tried(plan_step, actor=guide, person=person.pk, words=words, due_on=play.today + timedelta(days=due),
                  for_person=for_person, goal=aim, today=day)  # fmt: skip
        tried(write_note, actor=guide, person=person.pk, words=letters.NOTES[number % len(letters.NOTES)],
              shared=number % 3 > 0)  # fmt: skip
    talked(play, guide, person, TALKS[number % len(TALKS)], number)


def talked(play: Play, guide: Actor, person: Person, plot: str, number: int) -> None:
    """Offer times to talk; some are chosen, some talks were held, and to one the person did not come."""
    if not plot:
        return
    past = plot in {"held", "missed"}
    offered, days = play.back(9 if past else 2), -4 if past else 1
    slots = [moment(play, days + step, 9 + number % 7) for step in (0, 1)]
    told: dict[str, Any] = {"today": offered}
    with play.on(offered):
        offer = Offer(slots, place="Spui 70, balie 4", about=letters.TALKS[number % len(letters.TALKS)])
        talk = tried(offer_talk, actor=guide, person=person.pk, offer=offer, **told)
        if talk is None or plot == "offered":
            return
        tried(choose_talk, actor=guide, talk=talk.pk, slot=talk.slots[0], **told)
    if past:
        after = play.back(1)
        with play.on(after):
            tried(talk_held if plot == "held" else talk_missed, actor=guide, talk=talk.pk, today=after)


def moment(play: Play, days: int, hour: int) -> datetime:
    """Return an hour of a working day, so many days from today."""
    day: date = play.today + timedelta(days=days)
    day += timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
    return datetime.combine(day, time(hour), tzinfo=AMSTERDAM)


def desk(play: Play) -> None:
    """Let people who wait at the intake report today and yesterday; one employer keeps somebody on."""
    member = play.role("intake")
    intake = play.staff(member)
    assigned = set(play.workers)
    waiting = [
        rows.person for rows in play.region.people
        if rows.person.pk not in assigned and rows.person.controller_id == member.membership.organisation_id
    ]  # fmt: skip
    for number, person in enumerate(waiting[:AT_INTAKE]):
        day = play.back(number % 2)
        with play.on(day):
            told = Told(
                "social_assistance", last_employer=letters.EMPLOYERS[-1 - number], may_call=True, knows_scheme="no",
                worked_until=day + timedelta(days=12), employer_phone="0703120000",
            )  # fmt: skip
            made = tried(report, actor=intake, person=person.pk, told=told, today=day)
            if not isinstance(made, Report):
                continue
            open_intake(made.pk, day)
            call = tried(plan_call, actor=intake, report=made.pk, today=day) if number < 3 else None
            if isinstance(call, EmployerCall) and number == 1:
                tried(job_kept, actor=intake, call=call.pk, knew_scheme="no", withdraws=True, today=day)
