"""The nightly matching of a region: everybody's first seven, spread fairly and published at once."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from doorstroom.core.actors import machine
from doorstroom.people.models import Profile

from . import actions, bridge, live, rules
from .models import Match, Run, SpreadRule
from .queries.first import AHEAD, FIRST, spread_rule
from .readings import read

STALE = timedelta(hours=2)  # a run that did not end by then was broken off


@dataclass(frozen=True)
class Outcome:
    """What a run did: a new list, or why there is none."""

    published: bool
    persons: int
    vacancies: int
    matches: int
    words: str


def run(region_code: str) -> Outcome:
    """Match a whole region once; skip when neither people, vacancies, rules nor the day changed since the last."""
    claimed = _claim(region_code)
    if claimed is None:
        return Outcome(False, 0, 0, 0, "another run is busy")
    try:
        return _match(claimed, region_code)
    except BaseException:
        claimed.delete()
        raise


def _claim(region_code: str) -> Run | None:
    """Take the region's lock: the one row of a run that has not been published."""
    Run.objects.filter(region=region_code, published_at__isnull=True, started_at__lt=timezone.now() - STALE).delete()
    try:
        with transaction.atomic():
            return Run.objects.create(
                region_id=region_code, ruleset=bridge.RULES.id, ruleset_hash=bridge.RULES.hash, inputs_hash=""
            )
    except IntegrityError:
        return None


def _match(run: Run, region_code: str) -> Outcome:
    region = live.region(region_code)
    people = Profile.objects.filter(person__active=True, person__controller__region=region_code)
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    digest = hashlib.sha256(f"{region.day} {region.words.world.hash}".encode())
    for number in sorted(region.offers):
        digest.update(bridge.fingerprint(region.index.job(number)).encode())
        digest.update(repr(region.offers[number]).encode())
    rule = spread_rule(region_code, region.day)
    digest.update(f"{rule and rule.times_average}".encode())
    lists: dict[UUID, list[bridge.Match]] = {}
    for reading in read(keys, region.words):
        if reading.seeker is None:
            continue
        digest.update(f"{reading.own} {bridge.fingerprint(reading.seeker)}".encode())
        lists[reading.person_id] = list(region.index.top(reading.seeker, AHEAD, 0, region.mask(reading.own)))
    matches = [
        Match(
            run=run,
            person_id=person,
            vacancy_id=region.offers[int(match.id)].key,
            rank=rank,
            score=match.score,
            components=list(match.components.values()),
        )
        for person, first in _first(lists, rule, region.offers).items()
        for rank, match in first
    ]
    run.inputs_hash = digest.hexdigest()
    last = Run.objects.filter(region=region_code, current=True).first()
    if last is not None and (last.inputs_hash, last.ruleset_hash) == (run.inputs_hash, run.ruleset_hash):
        run.delete()
        return Outcome(False, len(keys), len(region.offers), 0, "nothing changed")
    run.persons, run.vacancies = len(keys), len(region.offers)
    actions.publish_run(actor=machine("nachtelijk matchen", region_code), run=run, matches=matches)
    return Outcome(True, len(keys), len(region.offers), len(matches), "published")


def _first(
    lists: Mapping[UUID, Sequence[bridge.Match]], rule: SpreadRule | None, offers: Mapping[int, rules.Offer]
) -> dict[UUID, list[tuple[int, bridge.Match]]]:
    """Return each person's first seven with their places by fit: what the spread gives, filled up with the best left.

    Crowding changes which jobs come first, never a score.
    """
    given: Mapping[UUID, frozenset[int]] = {}
    if rule is not None and rule.times_average is not None and lists and offers:
        positions = sum(offer.positions for offer in offers.values())
        each = float(rule.times_average) * FIRST * len(lists) / positions
        room: dict[bridge.Id, int] = {number: math.ceil(each * offer.positions) for number, offer in offers.items()}
        given = bridge.put_first(lists, room, FIRST)
    return {person: list(rules.put_first(lines, given.get(person, frozenset()))) for person, lines in lists.items()}
