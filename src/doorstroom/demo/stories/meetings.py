"""How people and vacancies met: interest, proposals, invitations, and what came of them."""

from collections.abc import Callable
from datetime import date, timedelta

from doorstroom.employers.models import Vacancy
from doorstroom.introductions.actions import (
    accept,
    decline,
    invite,
    propose,
    refuse,
    show_interest,
    talked,
    welcome,
    withdraw,
)
from doorstroom.introductions.models import Introduction
from doorstroom.matching.queries import candidates_for, jobs_for, person_behind, pseudonym_of
from doorstroom.people.models import Person

from ..values import cast, letters
from ..values.dice import Dice
from .play import Play, tried

# What became of it -> how often, for people who took the first step themselves or with their case worker.
PLOTS = {
    "interest waits": 24.0, "interest late": 7.0, "contact": 14.0, "talking": 10.0, "refused": 14.0,
    "proposal waits": 12.0, "proposal late": 4.0, "proposal taken up": 7.0, "proposal declined": 5.0, "withdrawn": 5.0,
}  # fmt: skip
INVITED = {"invited": 45.0, "accepted": 35.0, "declined": 20.0}
WHY_NOT = ("experience", "filled", "times", "other")
WHY_NO = ("not_fitting", "times", "other_job", "other")
PEOPLE, VACANCIES = 140, 36


def meetings(play: Play) -> None:
    """Play the people's stories, those of the demo's sign-ins first."""
    seeker, plain = play.by_number[cast.SEEKER], play.by_number[cast.PLAIN_SEEKER]
    for person, plots in (
        (seeker, ("talking", "interest waits", "proposal waits", "refused")),
        (plain, ("proposal waits", "interest waits")),
    ):
        for number, plot in enumerate(plots):
            _meet(play, person, plot, play.dice("cast", plot), number)
    for person in _some_people(play):
        dice = play.dice("meeting", person.pk)
        _meet(play, person, dice.weighted(PLOTS), dice, dice.randint(0, 6))


def invitations(play: Play) -> None:
    """Let employers and agencies invite people they found, the demo's own first."""
    _invite_the_cast(play)
    own = [play.role(code).membership.organisation_id for code in ("employer", "agency_consultant", "rival_agency")]
    everything = Vacancy.objects.filter(status="open").order_by("number")
    first = [row for organisation in own for row in everything.filter(organisation=organisation)[:5]]
    others = everything.exclude(organisation__in=own)
    rest = play.dice("vacancies").some(list(others), VACANCIES - len(first))
    for vacancy in (*first, *rest):
        dice = play.dice("invitation", vacancy.number)
        found = candidates_for(vacancy, vacancy.organisation_id, limit=9).rows
        for row in dice.some(found[:5], dice.randint(1, 3)):
            _invite(play, vacancy, row.code, dice.weighted(INVITED), dice)
        for row in found[5:] if vacancy in first else ():
            _show_interest(play, vacancy, row.code, dice)


def _invite_the_cast(play: Play) -> None:
    """Let the demo's own firm and agency invite the demo's own job seekers, who may still answer."""
    for role, number in (("employer", cast.SEEKER), ("agency_consultant", cast.PLAIN_SEEKER)):
        organisation, person = play.role(role).membership.organisation_id, play.by_number[number]
        if organisation is None:
            continue
        fitting = Vacancy.objects.filter(
            organisation=organisation, status="open", occupation__in=person.wanted.values("occupation")
        ).exclude(introductions__person=person)
        for vacancy in fitting.order_by("number")[:1]:
            _invite(
                play, vacancy, pseudonym_of([person.pk], vacancy)[person.pk], "invited", play.dice("invited", number)
            )


def _meet(play: Play, person: Person, plot: str, dice: Dice, rank: int) -> None:
    cards = jobs_for(person, limit=7).cards
    if not cards:
        return
    vacancy = cards[rank % len(cards)].key
    begun = play.back(_days_ago(dice, plot))
    made: Introduction | None = None
    if plot.startswith("proposal"):
        guide = play.guide(person)
        if guide is None:
            return
        with play.on(begun):
            made = tried(
                propose,
                actor=guide,
                person=person.pk,
                vacancy=vacancy,
                message=dice.one(letters.PROPOSALS),
                today=begun,
            )
    else:
        with play.on(begun):
            made = tried(show_interest, actor=play.seeker(person), person=person.pk, vacancy=vacancy, today=begun)
    if made is not None:
        for verb, days, given in STEPS.get(plot, _nothing)(dice):
            begun = min(play.today, begun + timedelta(days=days))
            _step(play, made, verb, begun, given)


def _days_ago(dice: Dice, plot: str) -> int:
    if plot.endswith("late"):
        return dice.randint(10, 16)
    if plot.endswith("waits"):
        return dice.randint(0, 4)
    if plot in {"contact", "proposal taken up"}:
        return dice.weighted({6: 4.0, 9: 3.0, 14: 1.0})
    return dice.randint(8, 22 if plot == "talking" else 40)


def _answer(dice: Dice) -> "Step":
    yes = dice.chance(0.6)
    return ("welcome" if yes else "refuse", dice.randint(1, 4), {} if yes else {"reason": dice.one(WHY_NOT)})


def _nothing(_dice: Dice) -> "list[Step]":
    return []


Step = tuple[str, int, dict[str, str]]
STEPS: dict[str, Callable[[Dice], list[Step]]] = {
    "contact": lambda dice: [("welcome", dice.randint(1, 4), {})],
    "talking": lambda dice: [("welcome", dice.randint(1, 3), {}), ("talked", dice.randint(1, 3), {})],
    "refused": lambda dice: [("refuse", dice.randint(1, 5), {"reason": dice.one(WHY_NOT)})],
    "proposal taken up": lambda dice: [("accept", dice.randint(1, 4), {}), _answer(dice)],
    "proposal declined": lambda dice: [("decline", dice.randint(1, 4), {"reason": dice.one(WHY_NO)})],
    "withdrawn": lambda dice: [("withdraw", dice.randint(1, 5), {})],
}
VERBS = {
    "welcome": welcome,
    "talked": talked,
    "refuse": refuse,
    "accept": accept,
    "decline": decline,
    "withdraw": withdraw,
}
OF_WORK = frozenset({"welcome", "talked", "refuse"})


def _step(play: Play, made: Introduction, verb: str, day: date, given: dict[str, str]) -> None:
    if verb in OF_WORK and day.weekday() > 4:
        day = min(play.today, day + timedelta(days=7 - day.weekday()))
    actor = play.side_of_work(made.organisation_id) if verb in OF_WORK else play.seeker(play.people[made.person_id])
    with play.on(day):
        tried(VERBS[verb], actor=actor, introduction=made.pk, today=day, **given)


def _invite(play: Play, vacancy: Vacancy, code: str, plot: str, dice: Dice) -> None:
    day = play.back(dice.randint(0, 4) if plot == "invited" else dice.randint(5, 25))
    actor = play.side_of_work(vacancy.organisation_id)
    with play.on(day):
        made = tried(
            invite, actor=actor, vacancy=vacancy.pk, code=code, message=dice.one(letters.INVITATIONS), today=day
        )
    if made is None or play.people[made.person_id].user_id is None or plot == "invited":
        return
    answered = min(play.today, day + timedelta(days=dice.randint(1, 4)))
    _step(play, made, "accept" if plot == "accepted" else "decline", answered,
          {} if plot == "accepted" else {"reason": dice.one(WHY_NO)})  # fmt: skip


def _show_interest(play: Play, vacancy: Vacancy, code: str, dice: Dice) -> None:
    """Let somebody whom this vacancy fits take the first step, so that the firm has something to answer."""
    key = person_behind(vacancy, code)
    person = play.people[key] if key else None
    if person is not None and person.user_id is not None:
        day = play.back(dice.randint(0, 6))
        with play.on(day):
            tried(show_interest, actor=play.seeker(person), person=person.pk, vacancy=vacancy.pk, today=day)


def _some_people(play: Play) -> list[Person]:
    own = play.role("case_worker").user.pk
    caseload = [
        person
        for person in play.signing_and_visible
        if (row := play.workers.get(person.pk)) and row.case_worker_id == own
    ]
    others = [person for person in play.signing_and_visible if person not in caseload]
    kept = [person for person in caseload if person.pk not in {play.by_number[number].pk for number in cast.ABOUT}]
    return kept[:22] + play.dice("people").some(others, PEOPLE)
