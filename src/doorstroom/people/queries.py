"""Reading persons: the dossier, what is still missing from it, who looked, who is visible, what happened."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import get_language, gettext

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.accounts.models import Organisation
from doorstroom.core.actors import Actor
from doorstroom.core.models import ReadLogEntry, TrailEntry
from doorstroom.reference.models import Occupation, OccupationSkill, Postcode, Skill

from .choices import Licence, Step
from .declarations import SEE
from .models import Education, Experience, Person, PersonSkill, Profile, Visibility, WantedOccupation


def label(named: Occupation | Skill) -> str:
    """Return a vocabulary name in the reader's language, or in the other when it has none."""
    first, second = (named.name_en, named.name_nl) if get_language() == "en" else (named.name_nl, named.name_en)
    return first or second


@dataclass(frozen=True)
class Dossier:
    """Everything a profile page shows of one person, read in six queries."""

    person: Person
    profile: Profile
    visibility: Visibility
    controller: Organisation
    wanted: list[WantedOccupation]
    skills: list[PersonSkill]
    experiences: list[Experience]
    educations: list[Education]

    @property
    def licences(self) -> list[str]:
        """Return the names of the licences."""
        return [str(Licence(code).label) for code in self.profile.licences if code in Licence.values]


def dossier(person: Person) -> Dossier:
    """Return the whole profile of a person whose door the caller has opened."""
    row = Person.objects.select_related("profile", "visibility", "controller").get(pk=person.pk)
    return Dossier(
        person=row,
        profile=row.profile,
        visibility=row.visibility,
        controller=row.controller,
        wanted=list(row.wanted.select_related("occupation__sector").order_by("rank")),
        skills=list(row.skills.select_related("skill").order_by("-level", "skill__name_nl")),
        experiences=list(row.experiences.select_related("occupation").order_by("-start", "id")),
        educations=list(row.educations.order_by("-year", "id")),
    )


def my_person(actor: Actor) -> Person | None:
    """Return the person behind a job seeker's own account, or None while the profile has not been started."""
    if actor.role != JOB_SEEKER or actor.user_id is None:
        return None
    person: Person | None = SEE.visible(actor).filter(user_id=actor.user_id).first()
    return person


def visible_person_ids(region: str) -> QuerySet[Visibility, UUID]:
    """Return the keys of the persons in a region whose two keys are both turned, at this moment."""
    return Visibility.objects.filter(
        own_key=True, second_key=True, person__active=True, person__controller__region=region
    ).values_list("person_id", flat=True)


def looks(person: Person, *, own: bool = False) -> QuerySet[ReadLogEntry]:
    """Return who saw this person, the latest first; the person's own looks only when asked."""
    rows = ReadLogEntry.objects.filter(person_id=person.pk).order_by("-at", "id")
    return rows if own or person.user_id is None else rows.exclude(by_user=person.user_id)


def events(person_id: UUID) -> QuerySet[TrailEntry]:
    """Return what happened around this person, the latest first."""
    return TrailEntry.objects.filter(person_id=person_id).order_by("-at", "id")


def municipality_for(postcode: str) -> Organisation | None:
    """Return the municipality that answers for people who live at a postcode, if it takes part."""
    code = Postcode.objects.filter(pk=postcode[:4]).values_list("municipality", flat=True).first()
    if code is None:
        return None
    return Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, municipality=code, active=True).first()


def organisation_names(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """Return the names of organisations by key."""
    wanted = {key for key in keys if key is not None}
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))


def suggested_skills(shown: Dossier, *, optional: bool = True, most: int = 24) -> list[Skill]:
    """Return skills that go with the occupations a person did or wants, the essential and most shared first."""
    occupations = {row.occupation_id for row in shown.wanted}
    occupations |= {row.occupation_id for row in shown.experiences if row.occupation_id}
    asks = OccupationSkill.objects.filter(occupation__in=occupations, skill__retired=False).select_related("skill")
    weight: Counter[int] = Counter()
    skills: dict[int, Skill] = {}
    for row in asks:
        if row.essential or optional:
            weight[row.skill_id] += 100 if row.essential else 1
            skills[row.skill_id] = row.skill
    best = sorted(skills, key=lambda key: (-weight[key], label(skills[key])))
    return [skills[key] for key in best[:most]]


def part_words(parts: Iterable[str]) -> str:
    """Return the names of profile parts as they stand in a sentence."""
    names = [str(Step(part).label) if part in Step.values else gettext("manier van tonen") for part in parts]
    return ", ".join(name[:1].lower() + name[1:] for name in names)
