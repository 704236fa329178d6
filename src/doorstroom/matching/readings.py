"""Reads persons as the engine may know them: profile, wishes, skills, and what they said of vacancies."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import IntegerField, Value

from doorstroom.people.models import PersonSkill, Profile, WantedOccupation

from . import bridge, rules
from .choices import Word
from .models import Admission, Feedback

CHUNK = 400  # persons a time: under SQLite's limit of variables
UNASKED_MODES = ("walk", "bike", "transit")  # how somebody travels who was not asked yet, such as a person from a file


@dataclass(frozen=True)
class Said:
    """A person's live word on a vacancy."""

    word: str
    reason: str
    effect: dict[str, Any]


@dataclass(frozen=True)
class Reading:
    """One person, ready to be matched. `seeker` is None when the postcode lies nowhere we know."""

    person_id: UUID
    seeker: bridge.Seeker | None
    skills: tuple[int, ...]
    wanted: tuple[int, ...]
    own: rules.Conditions
    said: dict[int, Said]  # by vacancy number
    travel_minutes: int  # as in the profile, before earlier words
    changed_at: datetime


def read_one(profile: Profile, words: bridge.Vocabulary, *, groups: bool) -> Reading:
    """Read the person of a profile whose door the caller has opened; `groups` only where work is reserved."""
    return next(_chunk({profile.person_id: profile}, words, groups=groups))


def read(
    person_ids: Sequence[UUID], words: bridge.Vocabulary, *, spoken: bool = True, groups: bool = True
) -> Iterator[Reading]:
    """Read persons in chunks of at most four queries; who has no profile is passed over.

    Without `spoken` only the profile counts, not what the person said of single vacancies.
    """
    profiles = Profile.objects.select_related("person").only(
        "hours_min", "hours_max", "travel_minutes", "travel_modes", "licences", "dutch", "education",
        "available_from", "irregular_hours", "pay_min", "changed_at", "person__postcode", "person__active",
    )  # fmt: skip
    for start in range(0, len(person_ids), CHUNK):
        rows = profiles.filter(person__in=person_ids[start : start + CHUNK]).order_by("pk")
        yield from _chunk({row.person_id: row for row in rows}, words, spoken=spoken, groups=groups)


def _chunk(
    profiles: dict[UUID, Profile], words: bridge.Vocabulary, *, spoken: bool = True, groups: bool = True
) -> Iterator[Reading]:
    keys = list(profiles)
    skills, wanted = _skills_and_wishes(keys)
    said: dict[UUID, dict[int, Said]] = defaultdict(dict)
    if spoken:
        rows = Feedback.objects.filter(person__in=keys, taken_back_at__isnull=True).order_by("given_at", "pk")
        for key, number, *word in rows.values_list("person_id", "vacancy__number", "word", "reason", "effect"):
            said[key][number] = Said(*word)
    opened: dict[UUID, list[str]] = defaultdict(list)
    if groups:
        admissions = Admission.objects.filter(person__in=keys, ended_at__isnull=True).order_by("group")
        for key, group in admissions.values_list("person_id", "group"):
            opened[key].append(group)
    for key, profile in profiles.items():
        yield _reading(profile, wanted[key], skills[key], said[key], opened[key], words)


def _skills_and_wishes(
    keys: Sequence[UUID],
) -> tuple[dict[UUID, list[tuple[int, int]]], dict[UUID, list[int]]]:
    skills: dict[UUID, list[tuple[int, int]]] = defaultdict(list)
    wanted: dict[UUID, list[int]] = defaultdict(list)
    held = PersonSkill.objects.filter(person__in=keys).values_list("person_id", "skill_id", "level")
    wish = WantedOccupation.objects.filter(person__in=keys).annotate(no_level=Value(0, output_field=IntegerField()))
    for person_id, code, level in held.union(wish.values_list("person_id", "occupation_id", "no_level"), all=True):
        if level:
            skills[person_id].append((code, level))
        else:
            wanted[person_id].append(code)
    return skills, wanted


def _reading(
    profile: Profile,
    wanted: list[int],
    skills: list[tuple[int, int]],
    said: dict[int, Said],
    groups: list[str],
    words: bridge.Vocabulary,
) -> Reading:
    own = rules.conditions(
        irregular=profile.irregular_hours,
        pay_min=profile.pay_min,
        groups=groups,
        effects=[each.effect for each in said.values() if each.word == Word.NO],
    )
    wished = bridge.Wished(
        salt=profile.person_id,
        postcode=profile.person.postcode,
        hours_min=profile.hours_min,
        hours_max=profile.hours_max,
        travel_minutes=min(profile.travel_minutes, own.travel_minutes or profile.travel_minutes),
        travel_modes=profile.travel_modes or UNASKED_MODES,
        licences=profile.licences,
        language=profile.dutch,
        education=profile.education,
        available=profile.available_from,
        active=profile.person.active,
    )
    refused = [number for number, each in said.items() if each.word != Word.SAVED]
    return Reading(
        person_id=profile.person_id,
        seeker=bridge.seeker(wished, sorted(wanted), sorted(skills), refused, words),
        skills=tuple(code for code, _level in sorted(skills)),
        wanted=tuple(sorted(wanted)),
        own=own,
        said=said,
        travel_minutes=profile.travel_minutes,
        changed_at=profile.changed_at,
    )
