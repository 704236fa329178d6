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


@dataclass(frozen=True)
class Reading:
    """One person, ready to be matched. `seeker` is None when the postcode lies nowhere we know."""

    person_id: UUID
    seeker: bridge.Seeker | None
    own: rules.Conditions
    words: dict[int, str]  # vacancy number -> choices.Word
    travel_minutes: int  # as in the profile, before earlier words
    changed_at: datetime
    said: frozenset[UUID]  # keys of the words that change the list


def read_one(person_id: UUID, words: bridge.Vocabulary) -> Reading | None:
    """Read one person; None without a profile."""
    return next(read([person_id], words), None)


def read(person_ids: Sequence[UUID], words: bridge.Vocabulary) -> Iterator[Reading]:
    """Read persons in chunks, each in four queries, in the order of the keys."""
    for start in range(0, len(person_ids), CHUNK):
        yield from _chunk(person_ids[start : start + CHUNK], words)


def _chunk(keys: Sequence[UUID], words: bridge.Vocabulary) -> Iterator[Reading]:
    profiles = {
        row.person_id: row
        for row in Profile.objects.filter(person__in=keys)
        .select_related("person")
        .only(
            "hours_min", "hours_max", "travel_minutes", "travel_modes", "licences", "dutch", "education",
            "available_from", "irregular_hours", "pay_min", "changed_at", "person__postcode", "person__active",
        )
    }  # fmt: skip
    skills, wanted = _skills_and_wishes(keys)
    said: dict[UUID, list[tuple[UUID, str, dict[str, Any], int]]] = defaultdict(list)
    spoken = Feedback.objects.filter(person__in=keys, taken_back_at__isnull=True).order_by("given_at", "pk")
    for row in spoken.values_list("person_id", "pk", "word", "effect", "vacancy__number"):
        said[row[0]].append(row[1:])
    groups: dict[UUID, list[str]] = defaultdict(list)
    admissions = Admission.objects.filter(person__in=keys, ended_at__isnull=True).order_by("group")
    for person_id, group in admissions.values_list("person_id", "group"):
        groups[person_id].append(group)
    for key in keys:
        if key in profiles:
            yield _reading(profiles[key], wanted[key], skills[key], said[key], groups[key], words)


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
    said: list[tuple[UUID, str, dict[str, Any], int]],
    groups: list[str],
    words: bridge.Vocabulary,
) -> Reading:
    own = rules.conditions(
        irregular=profile.irregular_hours,
        pay_min=profile.pay_min,
        groups=groups,
        effects=[effect for _key, word, effect, _number in said if word == Word.NO],
    )
    wished = bridge.Wished(
        salt=profile.person_id,
        postcode=profile.person.postcode,
        hours_min=profile.hours_min,
        hours_max=profile.hours_max,
        travel_minutes=min(profile.travel_minutes, own.travel_minutes or profile.travel_minutes),
        travel_modes=profile.travel_modes,
        licences=profile.licences,
        language=profile.dutch,
        education=profile.education,
        available=profile.available_from,
        active=profile.person.active,
    )
    refused = [number for _key, word, _effect, number in said if word != Word.SAVED]
    return Reading(
        person_id=profile.person_id,
        seeker=bridge.seeker(wished, sorted(wanted), sorted(skills), refused, words),
        own=own,
        words={number: word for _key, word, _effect, number in said},
        travel_minutes=profile.travel_minutes,
        changed_at=profile.changed_at,
        said=frozenset(key for key, word, effect, _number in said if effect),
    )
