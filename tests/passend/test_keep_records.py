"""What may be known of a person and a job: a reviewed list, and nothing else can matter."""

import ast
import random
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

import passend
from passend import DOORSTROOM_1, Index, Job, Seeker, field_names, fingerprint
from tests.passend.worlds import TODAY, WORLD, sample_jobs, sample_seeker

SEEKER_MAY_CARRY = (
    "wanted", "skills", "x", "y", "minutes", "hours_min", "hours_max", "licences", "language", "education",
    "available", "excluded", "active", "salt",
)  # fmt: skip
JOB_MAY_CARRY = (
    "id", "occupation", "skills", "x", "y", "hours_min", "hours_max", "licences", "language", "education", "start",
    "published", "open",
)  # fmt: skip


def test_a_seeker_carries_only_what_was_reviewed() -> None:
    assert field_names(Seeker) == SEEKER_MAY_CARRY


def test_a_job_carries_only_what_was_reviewed() -> None:
    assert field_names(Job) == JOB_MAY_CARRY


def test_a_record_cannot_be_changed_or_extended() -> None:
    person = sample_seeker(random.Random(1))
    with pytest.raises(FrozenInstanceError):
        person.language = 3
    with pytest.raises((AttributeError, TypeError)):
        object.__setattr__(person, "gender", "f")


def test_the_engine_knows_no_django() -> None:
    for file in Path(passend.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.split(".")[0] in ("django", "doorstroom", "config") for name in names), file


def test_ten_thousand_pairs_that_differ_in_everything_the_record_does_not_carry_get_the_same_list() -> None:
    rng = random.Random(11)
    index = Index(sample_jobs(rng, 25), WORLD, DOORSTROOM_1, today=TODAY)
    people = [sample_seeker(rng) for _ in range(100)]
    lists = [index.top(person) for person in people]
    for flip in range(10_000):
        persona = _persona(rng)
        other = replace(people[flip % 100], **_crossing(_persona(rng)))
        assert other == replace(people[flip % 100], **_crossing(persona))
        if flip < 1_000:
            assert index.top(other).same_as(lists[flip % 100])


def _persona(rng: random.Random) -> dict[str, object]:
    """Give everything of a person that must not matter."""
    return {
        "name": rng.choice(("Fatima", "Jan", "Wei", "Anouk")),
        "gender": rng.choice("fmx"),
        "birth_date": (rng.randint(1950, 2004), rng.randint(1, 12)),
        "birth_place": rng.choice(("Den Haag", "Paramaribo", "Aleppo")),
        "nationality": rng.choice(("NL", "SY", "PL")),
        "benefit_months": rng.randint(0, 120),
        "target_group": rng.random() < 0.5,
        "postcode": rng.choice(("2512 AB", "2526 CD")),
        "photo": rng.randbytes(4),
    }


def _crossing(persona: dict[str, object]) -> dict[str, object]:
    """Give what of a persona a record can take: the record's own field names, and so nothing."""
    return {name: value for name, value in persona.items() if name in field_names(Seeker)}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"language": 7}, "language"),
        ({"education": -1}, "education"),
        ({"hours_min": 41, "hours_max": 40}, "hours_max"),
        ({"hours_max": 61}, "hours_max"),
        ({"minutes": (0, 0, 0)}, "minutes"),
        ({"minutes": (0, 0, 0, 601)}, "car"),
        ({"skills": (("s1", 0),)}, "s1"),
        ({"skills": (("s1", 256),)}, "s1"),
        ({"skills": (("s1", 5), ("s1", 6))}, "twice"),
        ({"wanted": ("o1", "o1")}, "wanted"),
        ({"x": 2**31}, "x"),
        ({"x": 1.5}, "x"),
        ({"salt": -1}, "salt"),
        ({"language": True}, "language"),
    ],
)
def test_a_value_outside_its_range_is_refused_by_name(change: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        replace(sample_seeker(random.Random(3)), **change)


@pytest.mark.parametrize("change", [{"occupation": "o99"}, {"skills": (("s99", 3),)}, {"licences": frozenset({"Z"})}])
def test_a_code_that_the_vocabulary_does_not_have_is_refused_by_name(change: dict[str, object]) -> None:
    with pytest.raises(passend.UnknownCode, match=r"'(o99|s99|Z)'"):
        Index([replace(sample_jobs(random.Random(2), 1)[0], **change)], WORLD, DOORSTROOM_1, today=TODAY)


def test_two_jobs_with_one_id_are_refused() -> None:
    job = sample_jobs(random.Random(2), 1)[0]
    with pytest.raises(passend.DuplicateId):
        Index([job, job], WORLD, DOORSTROOM_1, today=TODAY)


def test_a_fingerprint_depends_on_every_field_and_not_on_their_order() -> None:
    rng = random.Random(5)
    person = sample_seeker(rng)
    assert fingerprint(replace(person, skills=person.skills[::-1])) == fingerprint(person)
    assert fingerprint(replace(person, salt=person.salt ^ 1)) != fingerprint(person)
    assert fingerprint(replace(person, excluded=frozenset({1, "1"}))) != fingerprint(person)


def test_a_ruleset_is_known_by_its_hash() -> None:
    assert DOORSTROOM_1.hash == replace(DOORSTROOM_1).hash
    assert DOORSTROOM_1.hash != replace(DOORSTROOM_1, seed=1).hash
    assert len(passend.NLMATCH_1.hash) == 64
