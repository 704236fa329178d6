"""Two people with everything about them, for the tests of this room."""

from collections.abc import Callable
from datetime import date

import pytest

from doorstroom.cases.actions import assign
from doorstroom.cases.declarations import AT_INTAKE
from doorstroom.core.machines import tie
from doorstroom.introductions.actions import accept, propose, show_interest
from doorstroom.matching.actions import not_interested, say_doubt
from doorstroom.people.models import Education, Experience, Person, PersonSkill
from doorstroom.reference.models import Skill
from tests.conftest import Cast

TODAY = date(2026, 11, 20)


@pytest.fixture
def sam(cast: Cast, person_of: Callable[..., Person], vacancy_of: Callable) -> Person:
    """Sam, guided by Karin, with a profile, a no, a doubt and an introduction behind him."""
    person = person_of(cast.seeker, email="sam@test.example", phone="0612345678", birth_date=date(1990, 5, 4))
    tie(person.pk, cast.intake.pk, AT_INTAKE, person.pk)
    assign(actor=cast.intake_worker.actor, person=person, case_worker=cast.case_worker.user.pk, today=TODAY)
    skill = Skill.objects.create(uri="test:bake", name_nl="brood bakken")
    PersonSkill.objects.create(person=person, skill=skill)
    Experience.objects.create(person=person, title="Bakker", start=date(2020, 1, 1), what="Brood gebakken")
    Education.objects.create(person=person, name="Vakschool", level=3)
    actor = cast.seeker.actor
    first, second, third = vacancy_of(), vacancy_of(), vacancy_of(cast.agency, title="Kok")
    show_interest(actor=actor, person=person, vacancy=first.pk, today=TODAY)
    not_interested(actor=actor, person=person, vacancy=second.pk, reason="other")
    say_doubt(actor=actor, person=person, vacancy=second.pk, words="De reistijd klopt niet", today=TODAY)
    proposed = propose(actor=cast.case_worker.actor, person=person, vacancy=third.pk, message="Iets?", today=TODAY)
    accept(actor=actor, introduction=proposed, today=TODAY)
    return person


@pytest.fixture
def olga(cast: Cast, person_of: Callable[..., Person]) -> Person:
    """Olga, of whom nothing may ever stand in what Sam gets."""
    person = person_of(cast.other_seeker, email="olga.canary@test.example", phone="0687654321")
    Experience.objects.create(person=person, title="Canarytelster", start=date(2019, 1, 1), what="canary")
    return person
