"""Who guides whom: assignments with their ties, and the intake team for who has nobody yet."""

from datetime import date
from uuid import UUID

from doorstroom.cases.declarations import AT_INTAKE, CASELOAD
from doorstroom.cases.models import CaseAssignment
from doorstroom.core.models import Tie
from doorstroom.people.models import Person

from ..values.dice import key
from .accounts import Staff, noon


def assignment(seed: int, person: Person, worker: Staff, organisation: UUID, since: date) -> tuple[CaseAssignment, Tie]:
    """Make the row and the tie by which a case worker guides a person."""
    row = CaseAssignment(
        id=key(seed, "assignment", person.pk),
        person=person,
        case_worker=worker.user,
        organisation_id=organisation,
        since=since,
    )
    return row, _tie(seed, person, worker.user.pk, CASELOAD.code, since)


def at_intake(seed: int, person: Person, team: UUID, since: date) -> Tie:
    """Make the tie by which the intake team holds the second key."""
    return _tie(seed, person, team, AT_INTAKE.code, since)


def _tie(seed: int, person: Person, party: UUID, ground: str, since: date) -> Tie:
    return Tie(
        id=key(seed, "case tie", person.pk), person_id=person.pk, party=party, ground=ground, subject=person.pk,
        since=noon(since),
    )  # fmt: skip
