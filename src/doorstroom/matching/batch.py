"""The nightly matching of a region: everybody's first seven, published at once."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from doorstroom.core.actors import machine
from doorstroom.people.models import Profile

from . import actions, bridge, live
from .models import Match, Run
from .queries.jobs import FIRST
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
    matches: list[Match] = []
    for reading in read(keys, region.words):
        if reading.seeker is None:
            continue
        digest.update(f"{reading.own} {bridge.fingerprint(reading.seeker)}".encode())
        page = region.index.top(reading.seeker, FIRST, 0, region.mask(reading.own))
        matches += [
            Match(
                run=run,
                person_id=reading.person_id,
                vacancy_id=region.offers[int(match.id)].key,
                rank=rank,
                score=match.score,
                components=list(match.components.values()),
            )
            for rank, match in enumerate(page, start=1)
        ]
    run.inputs_hash = digest.hexdigest()
    last = Run.objects.filter(region=region_code, current=True).first()
    if last is not None and (last.inputs_hash, last.ruleset_hash) == (run.inputs_hash, run.ruleset_hash):
        run.delete()
        return Outcome(False, len(keys), len(region.offers), 0, "nothing changed")
    run.persons, run.vacancies = len(keys), len(region.offers)
    actions.publish_run(actor=machine("nachtelijk matchen", region_code), run=run, matches=matches)
    return Outcome(True, len(keys), len(region.offers), len(matches), "published")
