"""What tests of vacancies need: a small vocabulary, places, and a filled-in form."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from doorstroom.common.dates import today
from doorstroom.employers.rules import SkillAsked, VacancyDraft
from doorstroom.reference.models import (
    Municipality,
    Occupation,
    OccupationSkill,
    OccupationTitle,
    Postcode,
    Sector,
    Skill,
    Vocabulary,
)


@pytest.fixture
def words(db: None) -> dict[str, Any]:
    """Load two occupations with four skills, and two places."""
    Vocabulary.objects.create(name="test", version="1", language="nl", source="made for tests")
    sector = Sector.objects.create(code="transport", name_nl="Transport", name_en="Transport")
    made = {}
    for code, dutch, english, isco in (
        ("picker", "magazijnmedewerker", "order picker", "9333"),
        ("baker", "bakker", "baker", "7512"),
    ):
        made[code] = Occupation.objects.create(
            uri=f"urn:doorstroom:occupation:{code}", code=code, isco=isco, sector=sector, name_nl=dutch, name_en=english
        )
    OccupationTitle.objects.create(occupation=made["picker"], language="nl", title="orderpicker", source="test")
    for code, dutch, english, of in (
        ("pick", "bestellingen verzamelen", "pick orders", "picker"),
        ("forklift", "heftruck rijden", "drive a forklift", "picker"),
        ("knead", "deeg kneden", "knead dough", "baker"),
        ("bake", "brood bakken", "bake bread", "baker"),
    ):
        made[code] = Skill.objects.create(uri=f"urn:doorstroom:skill:{code}", code=code, name_nl=dutch, name_en=english)
        OccupationSkill.objects.create(
            occupation=made[of], skill=made[code], essential=code != "forklift", source="starter 1"
        )
    municipality, _ = Municipality.objects.get_or_create(code="GM0518", defaults={"name": "'s-Gravenhage"})
    for pc4, place in (("2512", "Den Haag"), ("2611", "Delft")):
        Postcode.objects.create(pc4=pc4, place=place, municipality=municipality, lat="52.07", lon="4.30", source="test")
    return made


@pytest.fixture
def draft(words: dict[str, Any]) -> Callable[..., VacancyDraft]:
    """Make a vacancy as somebody would write it down."""

    def make(**given: Any) -> VacancyDraft:
        fields: dict[str, Any] = {
            "title": "Magazijnmedewerker",
            "text": "U pakt bestellingen in.",
            "occupation_id": words["picker"].pk,
            "hours_min": 24,
            "hours_max": 36,
            "postcode": "2512AB",
            "place": "Den Haag",
            "start_on": today() + timedelta(days=14),
            "skills": (SkillAsked(words["pick"].pk, must=True), SkillAsked(words["forklift"].pk, must=False)),
        }
        return VacancyDraft(**(fields | given))

    return make


@pytest.fixture
def typed(words: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Return what a browser sends for a good vacancy."""

    def make(**given: Any) -> dict[str, Any]:
        fields = {
            "id": str(uuid4()),
            "version": "",
            "title": "Magazijnmedewerker",
            "text": "U pakt bestellingen in.",
            "occupation_text": "magazijnmedewerker",
            "occupation": str(words["picker"].pk),
            "must": [str(words["pick"].pk)],
            "nice": [str(words["forklift"].pk)],
            "hours_min": "24",
            "hours_max": "36",
            "pay_min": "2500",
            "pay_max": "2900",
            "contract": "fixed_term",
            "postcode": "2512 ab",
            "place": "",
            "street": "Spui 70",
            "start_on": (today() + timedelta(days=14)).isoformat(),
            "closes_on": "",
            "positions": "2",
            "dutch": "2",
            "education": "0",
            "licences": ["forklift"],
            "contact_name": "S. Jansen",
            "contact_email": "werk@voorbeeld.example",
            "contact_phone": "070 123 4567",
            "step": "publish",
        }
        return fields | given

    return make
