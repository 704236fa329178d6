"""The stage: who acts in the stories, when, and with what chance."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404

from doorstroom.accounts.declarations import JOB_SEEKER, ROLES
from doorstroom.core.actors import Actor
from doorstroom.core.verbs import Refusal, Unchanged
from doorstroom.people.models import Person, Visibility

from ..make.accounts import REGION, Office, Staff
from ..region import Region
from ..values.dice import Dice
from .clock import on, working_day

Result = TypeVar("Result")


class Play:
    """Everybody in the region as an actor, and the days before today."""

    def __init__(self, region: Region) -> None:
        self.region, self.today = region, region.today
        self.offices = {office.organisation.pk: office for office in region.offices.values()}
        self.people: dict[UUID, Person] = {rows.person.pk: rows.person for rows in region.people}
        self.by_number = {life.number: rows.person for life, rows in zip(region.lives, region.people, strict=True)}
        self.workers = {row.person_id: row for row in region.assignments}
        self.staff_of = {one.user.pk: one for one in region.staff}
        self.minutes = Dice(region.seed, "minutes")

    @property
    def signing_and_visible(self) -> list[Person]:
        """Return the people with an account whose two keys are turned, in a fixed order."""
        rows = Visibility.objects.filter(own_key=True, second_key=True, person__user_id__isnull=False)
        return [self.people[key] for key in sorted(rows.values_list("pk", flat=True))]

    def dice(self, *path: object) -> Dice:
        """Return throws of its own for a part of the stories."""
        return Dice(self.region.seed, "story", *path)

    def back(self, days: int) -> date:
        """Return a working day so many days ago."""
        return working_day(self.today - timedelta(days=max(0, days)))

    def on(self, day: date) -> AbstractContextManager[None]:
        """Let what follows happen on a day, at some minute of office hours."""
        return on(day, self.minutes.randint(0, 500))

    def seeker(self, person: Person) -> Actor:
        """Return a person as the one who signs in."""
        return Actor(JOB_SEEKER, person.name, user_id=person.user_id, region_code=REGION)

    def staff(self, one: Staff) -> Actor:
        """Return a professional or an employer as an actor."""
        member = one.membership
        return Actor(
            ROLES[member.role], one.user.name, one.user.pk, member.organisation_id,
            frozenset(team.pk for team in one.teams), REGION,
        )  # fmt: skip

    def side_of_work(self, organisation_id: UUID) -> Actor:
        """Return somebody who answers for an organisation's vacancies."""
        return self.staff(self.offices[organisation_id].staff[0])

    def guide(self, person: Person) -> Actor | None:
        """Return the case worker of a person, if there is one."""
        row = self.workers.get(person.pk)
        return self.staff(self.staff_of[row.case_worker_id]) if row else None

    def intake_of(self, person: Person) -> Actor:
        """Return a member of the intake team that holds a person's second key."""
        office: Office = self.offices[person.controller_id]
        return self.staff(next(one for one in office.staff if one.teams == [office.intake]))

    def role(self, code: str) -> Staff:
        """Return the one behind a sign-in of the demo."""
        return next(one for one in self.region.staff if one.user.email.startswith(f"{code}@demo."))


def tried(verb: Callable[..., Result | Unchanged], **given: Any) -> Result | None:
    """Play a verb; a refusal is part of life, and the story goes on without it."""
    with suppress(Refusal, Http404):
        result = verb(**given)
        if not isinstance(result, Unchanged):
            return result
    return None
