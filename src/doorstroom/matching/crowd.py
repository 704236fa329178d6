"""The people with both keys turned, as this process knows them for the employer's side.

Who is visible is asked at every use, so a key that was turned back works at the next request; only who changed is
read again.
"""

import threading
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom.core.fence import machine_scope
from doorstroom.people.models import Profile
from doorstroom.people.queries import visible_person_ids

from . import bridge, live
from .choices import Word
from .models import Admission, Feedback
from .readings import Reading, read


@dataclass(frozen=True, eq=False)
class Crowd:
    """The visible people of a region."""

    words: bridge.Vocabulary
    day: date
    index: bridge.SeekerIndex
    readings: dict[UUID, Reading]
    stamps: dict[UUID, tuple[Any, ...]]


_crowds: dict[str, Crowd] = {}
_lock = threading.RLock()


@machine_scope("matching.crowd")
def crowd(code: str, region: live.Region) -> Crowd:
    """Return the visible people of a region at this moment."""
    with _lock:
        held = _crowds.get(code)
        if held is None or held.words is not region.words or held.day != region.day:
            empty = bridge.SeekerIndex({}, region.words.world, bridge.RULES, today=region.day.toordinal())
            held = Crowd(region.words, region.day, empty, {}, {})
        stamps = _stamps(code)
        fresh = [key for key, stamp in stamps.items() if held.stamps.get(key) != stamp]
        gone = held.stamps.keys() - stamps.keys()
        if fresh or gone:
            held = _follow(held, stamps, fresh, gone)
        _crowds[code] = held
        return held


def forget() -> None:
    """Let go of everybody."""
    with _lock:
        _crowds.clear()


def _stamps(code: str) -> dict[UUID, tuple[Any, ...]]:
    visible = visible_person_ids(code)
    stamps: dict[UUID, tuple[Any, ...]] = {
        key: (changed_at,)
        for key, changed_at in Profile.objects.filter(person__in=visible).values_list("person_id", "changed_at")
    }
    said = Feedback.objects.filter(person__in=visible, taken_back_at__isnull=True, word=Word.NO).exclude(effect={})
    opened = Admission.objects.filter(person__in=visible, ended_at__isnull=True).values_list("person_id", "pk")
    for key, word in sorted(said.values_list("person_id", "pk").union(opened, all=True)):
        if key in stamps:
            stamps[key] = (*stamps[key], word)
    return stamps


def _follow(held: Crowd, stamps: dict[UUID, tuple[Any, ...]], fresh: list[UUID], gone: set[UUID]) -> Crowd:
    read_again = {reading.person_id: reading for reading in read(fresh, held.words)}
    readings = {key: reading for key, reading in held.readings.items() if key not in gone} | read_again
    # What a person said of single vacancies is asked per vacancy, so it does not belong in the record that is kept.
    seekers: dict[bridge.Id, bridge.Seeker] = {
        str(key): replace(reading.seeker, excluded=frozenset())
        for key, reading in read_again.items()
        if reading.seeker is not None
    }
    nowhere = [str(key) for key, reading in read_again.items() if reading.seeker is None]
    index = held.index.with_changes(changed=seekers, removed=[*map(str, gone), *nowhere])
    return Crowd(held.words, held.day, index, readings, stamps)
