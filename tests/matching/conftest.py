"""A small world of work: three occupations, nine skills, four postcodes."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from doorstroom.common.dates import today
from doorstroom.employers.models import Employer, Vacancy, VacancySkill
from doorstroom.people.models import Person, PersonSkill, WantedOccupation
from doorstroom.reference.models import Occupation, OccupationSkill, Postcode, Skill, SkillGroup
from tests.conftest import Cast


@dataclass(frozen=True)
class Work:
    """The words of work in these tests."""

    baker: Occupation
    cook: Occupation
    driver: Occupation
    knead: Skill
    oven: Skill
    hygiene: Skill
    cut: Skill
    serve: Skill
    drive: Skill


@pytest.fixture
def work(db: None) -> Work:
    """Put the words of work in place."""
    group = SkillGroup.objects.create(uri="urn:test:group:food", name_nl="eten", name_en="food")
    road = SkillGroup.objects.create(uri="urn:test:group:road", name_nl="weg", name_en="road")

    def skill(name: str, english: str, shelf: SkillGroup) -> Skill:
        return Skill.objects.create(uri=f"urn:test:{english}", name_nl=name, name_en=english, group=shelf)

    knead = skill("deeg kneden", "knead dough", group)
    oven = skill("oven bedienen", "work the oven", group)
    hygiene = skill("schoon werken", "work cleanly", group)
    cut = skill("groente snijden", "cut vegetables", group)
    serve = skill("gasten bedienen", "serve guests", group)
    drive = skill("bus rijden", "drive a bus", road)
    baker, _ = Occupation.objects.get_or_create(
        uri="urn:test:baker", defaults={"name_nl": "bakker", "name_en": "baker", "isco": "7512"}
    )
    cook = Occupation.objects.create(uri="urn:test:cook", name_nl="kok", name_en="cook", isco="5120")
    driver = Occupation.objects.create(uri="urn:test:driver", name_nl="buschauffeur", name_en="bus driver", isco="8331")
    for occupation, skills in ((baker, (knead, oven, hygiene)), (cook, (cut, oven, hygiene)), (driver, (drive,))):
        for each in skills:
            OccupationSkill.objects.create(occupation=occupation, skill=each, essential=True, source="test")
    places = {
        "2611": ("Delft", 52.011, 4.357),
        "2512": ("Den Haag", 52.077, 4.300),
        "2671": ("Naaldwijk", 51.994, 4.21),
    }
    for pc4, (place, lat, lon) in places.items():
        Postcode.objects.create(pc4=pc4, place=place, lat=lat, lon=lon, source="test")
    return Work(baker, cook, driver, knead, oven, hygiene, cut, serve, drive)


@pytest.fixture
def seeker_of(person_of: Callable[..., Person], work: Work) -> Callable[..., Person]:
    """Make a seeker who wants to bake, with both keys turned."""

    def make(*given: object, skills: tuple[Skill, ...] | None = None, visible: bool = True, **fields: object) -> Person:
        profile = fields.pop("profile", {})
        person = person_of(*given, **fields)
        for skill in (work.knead, work.hygiene) if skills is None else skills:
            PersonSkill.objects.create(person=person, skill=skill)
        WantedOccupation.objects.create(person=person, occupation=work.baker)
        row = person.profile
        defaults = {"travel_modes": ["bike", "transit"], "irregular_hours": True, "available_from": today()}
        for name, value in (defaults | dict(profile)).items():  # type: ignore[call-overload]
            setattr(row, name, value)
        row.save()
        if visible:
            person.visibility.own_key = person.visibility.second_key = True
            person.visibility.save()
        return Person.objects.select_related("profile", "controller", "visibility").get(pk=person.pk)

    return make


@pytest.fixture
def job_of(vacancy_of: Callable[..., Vacancy], work: Work) -> Callable[..., Vacancy]:
    """Make a vacancy with skills."""

    def make(
        *given: object, must: tuple[Skill, ...] | None = None, nice: tuple[Skill, ...] = (), **fields: object
    ) -> Vacancy:
        vacancy = vacancy_of(*given, **fields)
        for skill in (work.knead, work.oven) if must is None else must:
            VacancySkill.objects.create(vacancy=vacancy, skill=skill, must=True)
        for skill in nice:
            VacancySkill.objects.create(vacancy=vacancy, skill=skill, must=False)
        vacancy.save()
        return vacancy

    return make


def fresh(person: Person) -> Person:
    """Read a person anew, as a page does."""
    return Person.objects.select_related("profile", "controller").get(pk=person.pk)


__all__ = ["Cast", "Employer", "Work", "fresh"]
