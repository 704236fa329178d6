"""Spring 2020 in Zuid-Holland Centraal: at every new report the last employer was asked about the NOW scheme.

The region told of at least twenty claims that were withdrawn because the job stayed. People and firms are invented.
"""

from dataclasses import dataclass, field
from datetime import date

from doorstroom.accounts.declarations import CASE_WORKER
from doorstroom.accounts.models import Membership, Organisation, Team, User
from doorstroom.benefits.actions import (
    Told,
    call_again,
    considers,
    job_kept,
    job_not_kept,
    plan_call,
    report,
    withdraw,
)
from doorstroom.benefits.models import CALLING, EmployerCall, Report
from doorstroom.benefits.queries import kept_figures
from doorstroom.cases.actions import register
from doorstroom.core.actors import Actor
from doorstroom.core.models import FreeDay
from doorstroom.people.actions import Registration
from doorstroom.reference.actions import load_free_days, load_places
from doorstroom.reference.models import Municipality

from ..make.accounts import DEMO_DOMAIN
from .player import SCENARIOS, Event, Scenario

REGION, MUNICIPALITY, NAME = "AM34", "GM0637", "Gemeente Zoetermeer"
WORKER = f"zoetermeer@{DEMO_DOMAIN}"


@dataclass
class Stage:
    """The municipality with its one intake worker, and who has come so far."""

    worker: Actor
    people: dict[str, Report] = field(default_factory=dict)


def stands() -> bool:
    """Tell whether the story was played in this database."""
    return User.objects.filter(email=WORKER).exists()


def stage() -> Stage:
    """Bring the municipality of Zoetermeer with an intake team."""
    if not Municipality.objects.filter(pk=MUNICIPALITY).exists():
        load_places()
    if not FreeDay.objects.exists():
        load_free_days()
    office = Organisation.objects.create(
        name=NAME, kind=Organisation.Kind.MUNICIPALITY, region_id=REGION, municipality_id=MUNICIPALITY
    )
    team = Team.objects.create(organisation=office, name="Team Intake", task=Team.Task.INTAKE)
    user = User.objects.create_user(WORKER, name="Mirjam Zoet")
    member = Membership.objects.create(user=user, organisation=office, role=CASE_WORKER.code, since=date(2020, 1, 1))
    member.teams.set([team])
    return Stage(_actor(member))


def _actor(member: Membership) -> Actor:
    teams = frozenset(member.teams.order_by("pk").values_list("pk", flat=True))
    return Actor(CASE_WORKER, member.user.name, member.user_id, member.organisation_id, teams, REGION)


def _report(on: Stage, event: Event) -> None:
    first, _, last = event.details["name"].partition(" ")
    given = Registration(first, last, "2719EE", client_number=f"Z-{event.who}", place="Zoetermeer")
    person = register(actor=on.worker, given=given, to_me=False, today=event.day)
    told = Told(
        event.details["kind"],
        last_employer=event.details["employer"],
        worked_until=date.fromisoformat(event.details["until"]),
        knows_scheme=event.details["knows"],
        may_call=event.details["may_call"] == "yes",
        employer_phone=event.details["phone"],
    )
    made = report(actor=on.worker, person=person.pk, told=told, today=event.day)
    if isinstance(made, Report):
        on.people[event.who] = made


def _call(on: Stage, event: Event) -> EmployerCall:
    return EmployerCall.objects.get(report=on.people[event.who], status__in=CALLING)


def _plan(on: Stage, event: Event) -> None:
    plan_call(actor=on.worker, report=on.people[event.who].pk, today=event.day)


def _no_answer(on: Stage, event: Event) -> None:
    call_again(actor=on.worker, call=_call(on, event).pk, today=event.day)


def _considers(on: Stage, event: Event) -> None:
    considers(actor=on.worker, call=_call(on, event).pk, knew_scheme=event.details["knew"], today=event.day)


def _kept(on: Stage, event: Event) -> None:
    job_kept(
        actor=on.worker,
        call=_call(on, event).pk,
        knew_scheme=event.details["knew"],
        withdraws=event.details["withdraws"] == "yes",
        today=event.day,
    )


def _not_kept(on: Stage, event: Event) -> None:
    given = {"knew_scheme": event.details["knew"], "why": event.details["why"]}
    job_not_kept(actor=on.worker, call=_call(on, event).pk, today=event.day, **given)


def _withdraw(on: Stage, event: Event) -> None:
    withdraw(actor=on.worker, report=on.people[event.who].pk, why=event.details["why"], today=event.day)


def last_line() -> str:
    """Count the story from its rows, as the page for case workers does."""
    member = Membership.objects.select_related("user").get(user__email=WORKER)
    figures = {figure.code: figure.count for figure in kept_figures(_actor(member))}
    return (
        f"keep_the_job_2020: {figures['all']} reports, {figures['called']} employers called, "
        f"{figures['unknown']} did not know the scheme, {figures['kept']} jobs kept, "
        f"{figures['withdrawn']} claims withdrawn because the job was kept"
    )


SCENARIOS["keep_the_job_2020"] = Scenario(
    "keep_the_job_2020",
    stands,
    stage,
    {
        "report": _report,
        "plan_call": _plan,
        "no_answer": _no_answer,
        "considers": _considers,
        "kept": _kept,
        "not_kept": _not_kept,
        "withdraw": _withdraw,
    },
    last_line,
)
