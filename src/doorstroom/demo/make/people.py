"""Persons with everything that belongs to them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from doorstroom.core.models import Tie
from doorstroom.people.choices import Step
from doorstroom.people.declarations import OWN_SELF
from doorstroom.people.models import Education, Experience, Person, PersonSkill, Profile, Visibility, WantedOccupation

from ..values.dice import Dice, key
from ..values.lives import Life
from ..values.profiles import about
from .accounts import noon

PREFIX = {"GM0518": "DH", "GM0503": "DE", "GM1783": "WL", "GM0603": "RW", "GM1842": "MD"}
MOST_WANTED = 3


@dataclass
class PersonRows:
    """One person, unsaved."""

    person: Person
    profile: Profile
    visibility: Visibility
    wanted: list[WantedOccupation] = field(default_factory=list)
    skills: list[PersonSkill] = field(default_factory=list)
    experiences: list[Experience] = field(default_factory=list)
    educations: list[Education] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def save(self) -> Person:
        """Save everything, for a test that needs one person."""
        self.person.save(force_insert=True)
        for row in (self.profile, self.visibility, *self.wanted, *self.skills, *self.experiences, *self.educations,
                    *self.ties):  # fmt: skip
            row.save(force_insert=True)
        return self.person


def person(seed: int, life: Life, controller_id: UUID, today: date, user_id: UUID | None = None) -> PersonRows:
    """Make the rows of a life; `user_id` is the account with which the person signs in."""
    key_ = key(seed, "person", life.number)
    dice = Dice(seed, "keys", life.number)
    row = Person(
        id=key_,
        user_id=user_id,
        controller_id=controller_id,
        client_number=f"{PREFIX[life.municipality]}-{200_000 + life.number * 7}",
        first_name=life.name.first,
        infix=life.name.infix,
        last_name=life.name.last,
        birth_date=life.born,
        email=life.email,
        phone=life.phone,
        street=life.address.street,
        house_number=life.address.number,
        postcode=life.address.postcode,
        place=life.address.town,
        situation=life.situation,
        plain=life.plain,
        registered_on=life.registered,
    )
    words = about(seed, life, today.year)
    complete = bool(words) and bool(life.wanted)
    profile = Profile(
        person=row,
        about=words,
        hours_min=life.hours[0],
        hours_max=life.hours[1],
        travel_minutes=life.travel,
        travel_modes=list(life.modes),
        dutch=life.dutch,
        other_languages=list(life.languages),
        education=life.education,
        licences=list(life.licences),
        available_from=life.available,
        irregular_hours=life.irregular,
        pay_min=life.pay_min,
        steps_done=[str(step) for step in Step if complete or step != Step.CONTACT],
        confirmed_at=noon(life.registered + timedelta(days=min(3, (today - life.registered).days)))
        if complete
        else None,
    )
    return PersonRows(
        row,
        profile,
        _visibility(dice, row, life, today, complete),
        [WantedOccupation(id=key(seed, "wanted", life.number, rank), person_id=key_, occupation_id=work.key, rank=rank)
         for rank, work in enumerate(life.wanted[:MOST_WANTED], start=1)],
        [PersonSkill(id=key(seed, "skill", life.number, skill), person_id=key_, skill_id=skill, level=level,
                     came_via="self" if user_id else "case_worker")
         for skill, level in life.skills.items()],
        [Experience(id=key(seed, "experience", life.number, index), person_id=key_, title=job.title[:120],
                    occupation_id=job.work.key, employer=job.employer[:120], start=job.start, end=job.end,
                    what=job.what)
         for index, job in enumerate(life.jobs)],
        [Education(id=key(seed, "education", life.number, index), person_id=key_, name=course.name, level=course.level,
                   year=course.year, finished=course.finished)
         for index, course in enumerate(life.courses)],
        [self_tie(seed, row, life, user_id)] if user_id else [],
    )  # fmt: skip


def self_tie(seed: int, row: Person, life: Life, user_id: UUID) -> Tie:
    """Make the tie by which somebody's account opens the own data."""
    return Tie(
        id=key(seed, "self tie", life.number), person_id=row.pk, party=user_id, ground=OWN_SELF.code,
        subject=row.pk, since=noon(life.registered),
    )  # fmt: skip


def _visibility(dice: Dice, row: Person, life: Life, today: date, complete: bool) -> Visibility:
    """Lay the keys: most people with a whole profile turn their own, and for most of those the second is turned."""
    waited = max(0, (today - life.registered).days)
    own = dice.chance(0.72 if complete else 0.3)
    second = dice.chance(0.91 if own else 0.06) and waited > 2
    return Visibility(
        person=row,
        own_key=own,
        own_key_at=noon(life.registered + timedelta(days=min(waited, dice.randint(0, 9)))) if own else None,
        second_key=second,
        second_key_at=noon(life.registered + timedelta(days=min(waited, dice.randint(3, 20)))) if second else None,
    )
