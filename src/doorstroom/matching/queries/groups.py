"""Reserved vacancies: which groups there are, and which a professional opened to a person."""

from dataclasses import dataclass

from doorstroom.people.models import Person

from .. import live
from ..models import Admission
from .jobs import region_of


@dataclass(frozen=True)
class Group:
    """A group for which vacancies in the region are reserved."""

    name: str
    vacancies: int
    on: bool


def groups_for(person: Person) -> list[Group]:
    """Return the groups with reserved vacancies now, and whether each is open to this person."""
    reserved = list(live.region(region_of(person)).reserved.values())
    if not reserved:
        return []
    opened = set(Admission.objects.filter(person=person, ended_at__isnull=True).values_list("group", flat=True))
    return [Group(name, reserved.count(name), name in opened) for name in sorted(set(reserved))]
