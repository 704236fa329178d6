"""What can be done to a person's own data: register, change the profile step by step, turn the own key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from doorstroom.accounts.models import Organisation
from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.machines import tie
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb
from doorstroom.reference.models import Occupation, Postcode, Skill

from . import rules
from .choices import CameVia, Situation, SkillLevel, Step
from .declarations import (
    BSN_KEPT,
    CHANGE_PROFILE,
    CHANGED_FROM_FILE,
    OWN_KEY_TURNED,
    OWN_KEY_TURNED_BACK,
    OWN_SELF,
    PROFILE_CHANGED,
    PROFILE_CONFIRMED,
    REGISTER,
    REGISTERED,
    REGISTERED_SELF,
    TURN_OWN_KEY,
    UPLOAD,
)
from .models import Education, Experience, Person, PersonSkill, Profile, Visibility, WantedOccupation
from .sealing import bring_to_municipality, waiting_number

MOST_WANTED = 3

PROFILE_FIELDS: dict[str, tuple[str, ...]] = {
    Step.HOURS: ("hours_min", "hours_max", "irregular_hours"),
    Step.TRAVEL: ("travel_minutes", "travel_modes"),
    Step.LANGUAGE: ("dutch", "other_languages"),
    Step.PAPERS: ("licences",),
    Step.SCHOOL: ("education",),
    Step.START: ("available_from", "pay_min"),
    Step.CONTACT: ("about",),
}
PERSON_FIELDS: dict[str, tuple[str, ...]] = {
    Step.CONTACT: (
        "first_name", "infix", "last_name", "email", "phone", "street", "house_number", "postcode", "place",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Registration:
    """What is known of somebody at the start; all but the first three may be left out."""

    first_name: str
    last_name: str
    postcode: str  # 2512AB
    infix: str = ""
    client_number: str = ""
    user_id: UUID | None = None
    birth_date: date | None = None
    email: str = ""
    phone: str = ""
    street: str = ""
    house_number: str = ""
    place: str = ""  # taken from the postcode when empty
    situation: str = Situation.UNKNOWN
    language: str = "nl"
    plain: bool = False
    profile: Mapping[str, Any] = field(default_factory=dict)  # fields of Profile that are already known
    wanted: Sequence[int] = ()  # keys of occupations, the dearest first


@dataclass(frozen=True)
class WorkDone:
    """Work as the person tells it."""

    title: str
    start: date
    end: date | None = None
    occupation_id: int | None = None
    employer: str = ""
    what: str = ""


@dataclass(frozen=True)
class SchoolDone:
    """A school or course as the person tells it."""

    name: str
    level: int
    year: int | None = None
    finished: bool = True


@verb(REGISTER)
def register_person(*, actor: Actor, organisation_id: UUID | None, given: Registration, today: date) -> Person:
    """Make a person with profile and visibility; refuse a client number or account that is already in use."""
    own_account = given.user_id is not None and given.user_id == actor.user_id
    if not own_account and actor.user_id is not None and organisation_id != actor.organisation_id:
        raise Refusal("other_organisation", say("U kunt alleen mensen inschrijven bij uw eigen gemeente."))
    if organisation_id is None or not _takes_part(organisation_id):
        raise Refusal("no_municipality", say("Deze gemeente doet nog niet mee."))
    waiting = waiting_number(given.user_id) if own_account else None
    person = Person(
        id=waiting.pk if waiting is not None else uuid4(),
        user_id=given.user_id,
        controller_id=organisation_id,
        client_number=given.client_number,
        first_name=given.first_name,
        infix=given.infix,
        last_name=given.last_name,
        birth_date=given.birth_date,
        email=given.email,
        phone=given.phone,
        street=given.street,
        house_number=given.house_number,
        postcode=given.postcode,
        place=given.place or place_of(given.postcode),
        situation=given.situation,
        language=given.language,
        plain=given.plain,
        registered_on=today,
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        raise Refusal("known", say("Deze persoon staat al ingeschreven.")) from None
    Profile.objects.create(person=person, **{"available_from": today, **given.profile})
    Visibility.objects.create(person=person)
    WantedOccupation.objects.bulk_create(
        WantedOccupation(person=person, occupation_id=key, rank=rank)
        for rank, key in enumerate(given.wanted[:MOST_WANTED], start=1)
    )
    if given.user_id is not None:
        tie(person.pk, given.user_id, OWN_SELF, person.pk)
    record(REGISTERED_SELF if own_account else REGISTERED, by=actor, about=person, person_id=person.pk)
    if waiting is not None:
        bring_to_municipality(waiting, organisation_id)
        record(BSN_KEPT, by=actor, about=person, person_id=person.pk)
    return person


def _takes_part(organisation_id: UUID) -> bool:
    kind = Organisation.Kind.MUNICIPALITY
    return Organisation.objects.filter(pk=organisation_id, kind=kind, active=True).exists()


def place_of(postcode: str) -> str:
    """Return the place in which a postcode lies, or an empty string when the postcode is not known here."""
    return Postcode.objects.filter(pk=postcode[:4]).values_list("place", flat=True).first() or ""


@verb(person=CHANGE_PROFILE)
def change_profile(
    *, actor: Actor, person: Person, step: str, given: Mapping[str, Any], seen: str = "", today: date
) -> Person | Unchanged:
    """Save one step of the profile. `seen` is the stamp of what the form showed: a stale form is refused."""
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    own, personal = PROFILE_FIELDS.get(step, ()), PERSON_FIELDS.get(step, ())
    unknown = given.keys() - set(own) - set(personal)
    if unknown:
        raise ValueError(f"step {step} has no {', '.join(sorted(unknown))}")
    before = {name: getattr(profile if name in own else person, name) for name in given}
    fresh = {name: value for name, value in given.items() if value != before[name]}
    if not fresh and step in profile.steps_done:
        return UNCHANGED
    if seen and seen != rules.stamp(step_values(profile, person, step)):
        raise Refusal("stale", say("Dit is intussen door iemand anders aangepast. Kijk het nog een keer na."))
    keeps_no_bsn(str(fresh.get("about", "")))
    for name, value in fresh.items():
        setattr(profile if name in own else person, name, value)
    if "postcode" in fresh and "place" not in fresh:
        person.place = place_of(person.postcode) or person.place
    _done(profile, step)
    profile.save()
    if personal:
        person.save()
    record(PROFILE_CHANGED, by=actor, about=person, person_id=person.pk, parts=[step])
    return person


def step_values(profile: Profile, person: Person, step: str) -> dict[str, Any]:
    """Return the values that one step of the path shows."""
    values = {name: getattr(profile, name) for name in PROFILE_FIELDS.get(step, ())}
    return values | {name: getattr(person, name) for name in PERSON_FIELDS.get(step, ())}


@verb(person=UPLOAD)
def change_from_file(
    *, actor: Actor, person: Person, given: Mapping[str, Any], profile: Mapping[str, Any]
) -> dict[str, dict[str, str]] | Unchanged:
    """Take over what a municipality's file says; somebody with an own account keeps what is filled in already.

    Returns the old and the new text of each changed field, by which the change can be taken back.
    """
    held = Profile.objects.select_for_update().get(pk=person.pk)
    rows: list[tuple[Any, str, Any]] = [
        (person, name, value) for name, value in given.items() if value not in ("", None)
    ]
    rows += [(held, name, value) for name, value in profile.items()] if person.user_id is None else []
    old, new = {}, {}
    for row, name, value in rows:
        before = getattr(row, name)
        if before != value and not (person.user_id is not None and before):
            old[name], new[name] = str(before), str(value)
            setattr(row, name, value)
    if not new:
        return UNCHANGED
    person.save()
    held.save()
    record(CHANGED_FROM_FILE, by=actor, about=person, person_id=person.pk)
    return {"old": old, "new": new}


@verb(person=CHANGE_PROFILE)
def set_plain(*, actor: Actor, person: Person, plain: bool) -> Person | Unchanged:
    """Choose pictures and plain words, or the ordinary pages."""
    if person.plain == plain:
        return UNCHANGED
    person.plain = plain
    person.save(update_fields=["plain"])
    record(PROFILE_CHANGED, by=actor, about=person, person_id=person.pk, parts=["plain"])
    return person


@verb(person=CHANGE_PROFILE)
def save_experience(
    *, actor: Actor, person: Person, given: WorkDone, experience_id: UUID | None = None, today: date
) -> Experience | Unchanged:
    """Add work that the person did, or change it; the same work twice stays one."""
    values = vars(given)
    keeps_no_bsn(given.title, given.employer, given.what)
    if given.end is not None and given.end < given.start:
        raise Refusal("end_first", say("De einddatum ligt voor de begindatum."))
    if given.occupation_id is not None:
        _exist([given.occupation_id])
    if experience_id is None:
        if Experience.objects.filter(person=person, **values).exists():
            return UNCHANGED
        experience = Experience.objects.create(person=person, **values)
    else:
        experience = _still_there(Experience, person, experience_id)
        for name, value in values.items():
            setattr(experience, name, value)
        experience.save()
    note_change(actor, person, Step.WORK)
    return experience


@verb(person=CHANGE_PROFILE)
def remove_experience(*, actor: Actor, person: Person, experience_id: UUID) -> Person | Unchanged:
    """Take work out of the profile."""
    gone, _ = Experience.objects.filter(person=person, pk=experience_id).delete()
    return note_change(actor, person, Step.WORK) if gone else UNCHANGED


@verb(person=CHANGE_PROFILE)
def save_education(
    *, actor: Actor, person: Person, given: SchoolDone, education_id: UUID | None = None
) -> Education | Unchanged:
    """Add a school or course, or change it; the same one twice stays one."""
    values = vars(given)
    keeps_no_bsn(given.name)
    if education_id is None:
        if Education.objects.filter(person=person, **values).exists():
            return UNCHANGED
        education = Education.objects.create(person=person, **values)
    else:
        education = _still_there(Education, person, education_id)
        for name, value in values.items():
            setattr(education, name, value)
        education.save()
    note_change(actor, person, Step.SCHOOL)
    return education


@verb(person=CHANGE_PROFILE)
def remove_education(*, actor: Actor, person: Person, education_id: UUID) -> Person | Unchanged:
    """Take a school or course out of the profile."""
    gone, _ = Education.objects.filter(person=person, pk=education_id).delete()
    return note_change(actor, person, Step.SCHOOL) if gone else UNCHANGED


@verb(person=CHANGE_PROFILE)
def set_skills(*, actor: Actor, person: Person, shown: Sequence[int], levels: Mapping[int, int]) -> Person | Unchanged:
    """Keep of the skills that were shown those with a level; skills that were not shown stay as they are."""
    wrong = [level for level in levels.values() if level not in SkillLevel.values]
    if wrong:
        raise Refusal("level", say("Kies hoe goed u dit kunt."))
    held = {row.skill_id: row for row in PersonSkill.objects.select_for_update().filter(person=person)}
    known = set(Skill.objects.filter(pk__in=shown).values_list("pk", flat=True))
    drop = [held[key].pk for key in known if key in held and key not in levels]
    fresh = [key for key in known if key in levels and key not in held]
    moved = [held[key] for key in known if key in held and key in levels and held[key].level != levels[key]]
    via = came_via(actor, person)
    PersonSkill.objects.filter(pk__in=drop).delete()
    PersonSkill.objects.bulk_create(
        PersonSkill(person=person, skill_id=key, level=levels[key], came_via=via) for key in fresh
    )
    for row in moved:
        row.level = levels[row.skill_id]
    PersonSkill.objects.bulk_update(moved, ["level"])
    if not (drop or fresh or moved) and Step.SKILLS in person.profile.steps_done:
        return UNCHANGED
    return note_change(actor, person, Step.SKILLS)


@verb(person=CHANGE_PROFILE)
def set_wanted(*, actor: Actor, person: Person, occupations: Sequence[int]) -> Person | Unchanged:
    """Say which occupations the person wants, the dearest first; at most three, each once."""
    keys = list(dict.fromkeys(occupations))
    if len(keys) > MOST_WANTED:
        raise Refusal("too_many", say("U kunt {most} beroepen kiezen. Haal er eerst een weg."), most=MOST_WANTED)
    _exist(keys)
    before = list(WantedOccupation.objects.filter(person=person).order_by("rank").values_list("occupation", flat=True))
    if before == keys and Step.WANTED in person.profile.steps_done:
        return UNCHANGED
    WantedOccupation.objects.filter(person=person).delete()
    WantedOccupation.objects.bulk_create(
        WantedOccupation(person=person, occupation_id=key, rank=rank) for rank, key in enumerate(keys, start=1)
    )
    return note_change(actor, person, Step.WANTED)


@verb(person=CHANGE_PROFILE)
def pass_step(*, actor: Actor, person: Person, step: str) -> Person | Unchanged:
    """Note that the person has seen a step and has nothing more to say there, such as no work so far."""
    return UNCHANGED if step in person.profile.steps_done else note_change(actor, person, step)


@verb(person=CHANGE_PROFILE)
def confirm_profile(*, actor: Actor, person: Person) -> Person | Unchanged:
    """Note that the person read the whole profile and says that it is right."""
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    if profile.confirmed_at is not None and profile.confirmed_at >= profile.changed_at:
        return UNCHANGED
    profile.confirmed_at = timezone.now()
    profile.save(update_fields=["confirmed_at"])
    record(PROFILE_CONFIRMED, by=actor, about=person, person_id=person.pk)
    return person


@verb(person=TURN_OWN_KEY)
def turn_own_key(*, actor: Actor, person: Person, on: bool, today: date) -> Visibility | Unchanged:
    """Turn the person's own key; off takes effect at once."""
    visibility = Visibility.objects.select_for_update().get(pk=person.pk)
    if visibility.own_key == on:
        return UNCHANGED
    visibility.own_key, visibility.own_key_at = on, timezone.now()
    visibility.save(update_fields=["own_key", "own_key_at"])
    record(OWN_KEY_TURNED if on else OWN_KEY_TURNED_BACK, by=actor, about=person, person_id=person.pk)
    return visibility


def keeps_no_bsn(*texts: str) -> None:
    """Refuse a personal number in free text, whichever way the text came."""
    if any(part.kind == "bsn" for text in texts for part in rules.private_parts(text)):
        raise Refusal("bsn", say("In de tekst staat een nummer dat op een BSN lijkt. Haal het eerst weg."))


def note_change(actor: Actor, person: Person, step: str) -> Person:
    """Mark a step as answered, move the profile's own moment, and write it down."""
    profile = Profile.objects.select_for_update().get(pk=person.pk)
    _done(profile, step)
    profile.save(update_fields=["steps_done", "changed_at"])
    record(PROFILE_CHANGED, by=actor, about=person, person_id=person.pk, parts=[step])
    return person


def _done(profile: Profile, step: str) -> None:
    if step not in profile.steps_done:
        profile.steps_done = [*profile.steps_done, step]


def came_via(actor: Actor, person: Person) -> str:
    """Return how a fact came in: from the person, or from the case worker."""
    return CameVia.SELF if actor.user_id == person.user_id else CameVia.CASE_WORKER


def _exist(occupations: Sequence[int]) -> None:
    if not all(Occupation.objects.filter(pk=key).exists() for key in occupations):
        raise Refusal("unknown_occupation", say("Dit beroep staat niet in de lijst. Kies een beroep uit de lijst."))


def _still_there(model: Any, person: Person, key: UUID) -> Any:
    row = model.objects.filter(person=person, pk=key).first()
    if row is None:
        raise Refusal("gone", say("Dit is intussen weggehaald."))
    return row
