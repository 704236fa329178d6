"""Reading persons: the dossier, what is still missing from it, who is visible."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.cache import caches
from django.db.models import QuerySet, TextChoices
from django.utils.translation import get_language, gettext

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.accounts.models import Organisation
from doorstroom.core.actors import Actor
from doorstroom.core.guarded import FieldHidden
from doorstroom.notices.declarations import CONTACTS, Contact
from doorstroom.people import rules
from doorstroom.people.choices import Language, Licence, Step
from doorstroom.people.declarations import OPENINGS, SEE
from doorstroom.people.models import Education, Experience, Person, PersonSkill, Profile, Visibility, WantedOccupation
from doorstroom.people.rules import Openings
from doorstroom.reference.choices import Mode
from doorstroom.reference.models import Occupation, OccupationSkill, Postcode, Skill
from doorstroom.reference.queries import label as label_in


def label(named: Occupation | Skill) -> str:
    """Return a vocabulary name in the reader's language, or in the other when it has none."""
    name, _fall_back = label_in(named, get_language() or "nl")
    return name


WHOLE = ("profile", "visibility", "controller")  # what select_related brings along with a person


@dataclass(frozen=True)
class Dossier:
    """Everything a profile page shows of one person, read in five queries."""

    person: Person
    profile: Profile
    visibility: Visibility
    controller: Organisation
    wanted: list[WantedOccupation]
    skills: list[PersonSkill]
    experiences: list[Experience]
    educations: list[Education]

    @property
    def wanted_words(self) -> list[str]:
        """Return the names of the wanted occupations, the dearest first."""
        return [label(row.occupation) for row in self.wanted]

    @property
    def skill_words(self) -> list[tuple[str, str]]:
        """Return each skill with how well the person masters it."""
        return [(label(row.skill), row.get_level_display()) for row in self.skills]

    @property
    def licences_words(self) -> str:
        """Return the names of licences and papers."""
        return _names(Licence, self.profile.licences)

    @property
    def languages_words(self) -> str:
        """Return the names of the languages besides Dutch."""
        return _names(Language, self.profile.other_languages)

    @property
    def hours_words(self) -> str:
        """Return the hours as "24 tot 32 uur"."""
        low, high = self.profile.hours_min, self.profile.hours_max
        if low == high:
            return gettext("{hours} uur").format(hours=high)
        return gettext("{low} tot {high} uur").format(low=low, high=high)

    @property
    def travel_words(self) -> str:
        """Return how far and by what, as "hooguit 45 minuten, lopend, met de fiets"."""
        words = gettext("hooguit {minutes} minuten").format(minutes=self.profile.travel_minutes)
        modes = _names(Mode, self.profile.travel_modes)
        return f"{words}, {modes.lower()}" if modes else words


def _names(choices: type[TextChoices], codes: Iterable[str]) -> str:
    """Return the names of codes from a closed list, in the order of that list; a code from elsewhere as it is."""
    held = set(codes)
    known = [str(each.label) for each in choices if each.value in held]
    return ", ".join([*known, *sorted(held - set(choices.values))])


def dossier(person: Person) -> Dossier:
    """Return the whole profile of a person whose door the caller has opened.

    Who opens the door with WHOLE saves a query. A row that shows its reader only some fields is refused.
    """
    if person._hidden_to_reader:
        raise FieldHidden("a whole profile is not shown to who may see only some fields of a person")
    whole = person._state.fields_cache.keys() >= set(WHOLE)
    row = person if whole else Person.objects.select_related(*WHOLE).get(pk=person.pk)
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


@dataclass(frozen=True)
class Hint:
    """A part of the profile that is still open, with what filling it in would bring."""

    step: Step
    sentence: str  # in the reader's language


def completeness(shown: Dossier) -> list[Hint]:
    """Return what is still open in a profile, what brings most first; empty when nothing is."""
    profile, done = shown.profile, set(shown.profile.steps_done)
    figures = openings(shown.controller.region_id)
    unasked = rules.unasked(
        figures,
        dutch=None if Step.LANGUAGE in done else profile.dutch,
        education=None if Step.SCHOOL in done else profile.education,
        drives=Step.PAPERS in done or bool(profile.licences),
        irregular=Step.HOURS in done or profile.irregular_hours,
    )
    empty = {
        Step.WANTED: not shown.wanted,
        Step.SKILLS: len(shown.skills) < rules.FEW_SKILLS,
        Step.WORK: not shown.experiences and Step.WORK not in done,
        Step.PAPERS: not profile.licences and Step.PAPERS not in done,
        Step.LANGUAGE: Step.LANGUAGE not in done and not shown.skills,
        Step.SCHOOL: Step.SCHOOL not in done and not shown.educations,
        Step.HOURS: Step.HOURS not in done and not profile.irregular_hours,
        Step.TRAVEL: not profile.travel_modes,
        Step.CONTACT: not (shown.person.email or shown.person.phone),
    }
    return [
        Hint(step, gettext(words).format(count=unasked.get(step, 0)))
        for step, is_empty in empty.items()
        if is_empty
        for words in [rules.hint_words(step, unasked.get(step, 0))]
    ]


def openings(region: str) -> Openings | None:
    """Return what the open vacancies of a region ask, at most ten minutes old; None while nobody counts them."""
    figures: Openings | None = caches["host"].get(f"people.openings.{region}")
    if figures is None and OPENINGS:
        figures = OPENINGS[0](region)
        caches["host"].set(f"people.openings.{region}", figures, 600)
    return figures


def my_person(actor: Actor) -> Person | None:
    """Return the person behind a job seeker's own account, or None while the profile has not been started."""
    if actor.role != JOB_SEEKER or actor.user_id is None:
        return None
    person: Person | None = SEE.visible(actor).select_related(*WHOLE).filter(user_id=actor.user_id).first()
    return person


def visible_person_ids(region: str) -> QuerySet[Visibility, UUID]:
    """Return the keys of the persons in a region whose two keys are both turned, at this moment."""
    return Visibility.objects.filter(
        own_key=True, second_key=True, person__active=True, person__controller__region=region
    ).values_list("person_id", flat=True)


def municipality_for(postcode: str) -> Organisation | None:
    """Return the municipality that answers for people who live at a postcode, if it takes part."""
    code = Postcode.objects.filter(pk=postcode[:4]).values_list("municipality", flat=True).first()
    if code is None:
        return None
    return Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, municipality=code, active=True).first()


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


def contact_of(person_id: UUID) -> Contact | None:
    """Return how to reach a person without an account."""
    row = Person.objects.filter(pk=person_id, active=True).first()
    return Contact(row.email, row.first_name, row.language) if row else None


CONTACTS.append(contact_of)
