"""Persons, words and places for the tests of this room."""

from datetime import date

import pytest

from doorstroom.core.machines import tie
from doorstroom.people.actions import Registration, register_person
from doorstroom.people.models import Person
from doorstroom.reference.models import Municipality, Occupation, OccupationSkill, OccupationTitle, Postcode, Skill
from tests.conftest import Cast

TODAY = date(2026, 11, 20)


@pytest.fixture
def places(cast: Cast) -> None:
    """Two postcodes of Delft, and one of a municipality that does not take part."""
    Municipality.objects.create(code="GM1842", name="Midden-Delfland")
    for pc4, place, code in (
        ("2611", "Delft", "GM0503"),
        ("2624", "Delft", "GM0503"),
        ("2636", "Schipluiden", "GM1842"),
    ):
        Postcode.objects.create(pc4=pc4, place=place, municipality_id=code, lat="52.010", lon="4.360", source="test")


@pytest.fixture
def words(db: None) -> dict[str, Occupation]:
    """A cleaner, a cook, a driver and a builder, with what they do."""
    made = {}
    for name, english, isco, skills in (
        ("schoonmaker", "cleaner", "9112", ["vloeren schoonmaken", "ramen lappen", "sanitair schoonmaken"]),
        ("kok", "cook", "5120", ["koken", "groente snijden", "hygienisch werken"]),
        ("vrachtwagenchauffeur", "lorry driver", "8332", ["vrachtwagen rijden", "laden en lossen"]),
        ("bouwhulp", "building labourer", "9313", ["stenen sjouwen", "laden en lossen"]),
    ):
        occupation = Occupation.objects.create(uri=f"test:{name}", isco=isco, name_nl=name, name_en=english)
        OccupationTitle.objects.create(occupation=occupation, language="nl", title=f"medewerker {name}", source="test")
        for number, skill_name in enumerate(skills):
            skill, _ = Skill.objects.get_or_create(uri=f"test:{skill_name}", defaults={"name_nl": skill_name})
            OccupationSkill.objects.create(occupation=occupation, skill=skill, essential=number < 2, source="test")
        made[name] = occupation
    return made


@pytest.fixture
def sam(cast: Cast, places: None) -> Person:
    """The seeker of the cast, registered in Delft with an account of his own."""
    given = Registration("Sam", "Zoeker", "2611AB", user_id=cast.seeker.user.pk, email="sam@test.example")
    return register_person(actor=cast.seeker.actor, organisation_id=cast.delft.pk, given=given, today=TODAY)


@pytest.fixture
def olga(cast: Cast, places: None) -> Person:
    """The other seeker."""
    given = Registration("Olga", "Ander", "2624CD", user_id=cast.other_seeker.user.pk)
    return register_person(actor=cast.other_seeker.actor, organisation_id=cast.delft.pk, given=given, today=TODAY)


@pytest.fixture
def guided_by_karin(cast: Cast, sam: Person) -> Person:
    """Sam, in the caseload of the case worker."""
    from doorstroom.cases.declarations import CASELOAD

    tie(sam.pk, cast.case_worker.user.pk, CASELOAD, sam.pk)
    return sam
