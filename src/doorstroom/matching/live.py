"""The vacancies and the vocabulary as this process knows them, kept equal to the database.

Each region has one immutable state. Before it is used, one query asks whether anything changed; when few rows did,
only those are read again. A late commit with an older moment is caught by counting the last ten minutes.
"""

import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from doorstroom.common.dates import today as this_day
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy, VacancySkill
from doorstroom.reference.models import LabourMarketRegion, Occupation, OccupationSkill, Postcode, Skill, Vocabulary

from . import bridge, rules

LATE = timedelta(minutes=10)  # longer than a transaction may run
FEW = 2_000  # above this many changes, reading everything again is quicker


@dataclass(frozen=True, eq=False)
class Stamp:
    """What the database says of itself: equal stamps mean that nothing changed."""

    vocabulary: tuple[Any, ...]
    vacancies: tuple[Any, ...]
    changed_at: datetime | None
    open: int


@dataclass(frozen=True, eq=False)
class Region:
    """What one process knows of a region's open vacancies."""

    words: bridge.Vocabulary
    index: bridge.Index
    offers: dict[int, rules.Offer]
    nowhere: frozenset[int]  # numbers of vacancies at a postcode that nobody knows
    reserved: dict[int, str]
    stamp: Stamp
    day: date

    def mask(self, own: rules.Conditions) -> Any:
        """Return which jobs the person's own conditions let in, in the order of the index."""
        if own.open_to_all:
            return self.index.mask(without=[n for n, group in self.reserved.items() if group not in own.groups])
        return self.index.mask(without=[n for n, offer in self.offers.items() if rules.kept_out(offer, own)])


_states: dict[str, Region] = {}
_words: dict[tuple[Any, ...], bridge.Vocabulary] = {}
_lock = threading.RLock()


def region(code: str) -> Region:
    """Return the region as the database has it now, at the price of one query when nothing changed."""
    day, held = this_day(), _states.get(code)
    stamp = read_stamp(code, day, held.stamp.changed_at if held else None)
    if held is not None and held.day == day and held.stamp.vocabulary == stamp.vocabulary:
        if held.stamp.vacancies == stamp.vacancies:
            return held
        with _lock:
            fresh = _follow(code, held, read_stamp(code, day, stamp.changed_at))
    else:
        with _lock:
            stamp = read_stamp(code, day, stamp.changed_at)
            fresh = _read(code, vocabulary(stamp.vocabulary), stamp, day)
    _states[code] = fresh
    return fresh


def vocabulary(stamp: tuple[Any, ...]) -> bridge.Vocabulary:
    """Return the vocabulary of this stamp, read once per process."""
    with _lock:
        if stamp not in _words:
            _words.clear()
            _words[stamp] = bridge.load_vocabulary()
        return _words[stamp]


def forget() -> None:
    """Let go of everything, so that the next question reads the database anew."""
    with _lock:
        _states.clear()
        _words.clear()


def on_offer(code: str, day: date) -> QuerySet[Vacancy]:
    """Return the vacancies of a region that are open on a day."""
    still = Q(closes_on__isnull=True) | Q(closes_on__gte=day)
    return Vacancy.objects.filter(still, region_id=code, status=VacancyStatus.OPEN)


def closed_job(vacancy: Vacancy, words: bridge.Vocabulary) -> bridge.Job | None:
    """Return the engine's record of one vacancy, also when it is no longer open."""
    rows = _rows(Vacancy.objects.filter(pk=vacancy.pk), words)
    return rows[0][1] if rows else None


def read_stamp(code: str, day: date, since: datetime | None) -> Stamp:
    """Ask in one query what would show a change of vacancies or vocabulary."""

    def newest(model: Any, column: str) -> Subquery:
        return Subquery(model.objects.order_by("-pk").values(column)[:1])

    def of_region(rows: QuerySet[Vacancy], figure: Any) -> Subquery:
        return Subquery(rows.order_by().values("region").annotate(figure=figure).values("figure"))

    mine = Vacancy.objects.filter(region=OuterRef("pk"))
    late = mine.filter(changed_at__gt=since - LATE) if since else mine.none()
    row: dict[str, Any] = (
        LabourMarketRegion.objects.filter(pk=code)
        .annotate(
            total=of_region(mine, Count("pk")),
            open=of_region(on_offer(code, day), Count("pk")),
            late=of_region(late, Count("pk")),
            changed=of_region(mine, Max("changed_at")),
            loaded=Subquery(Vocabulary.objects.order_by("-loaded_at").values("loaded_at")[:1]),
            occupation=newest(Occupation, "uri"),
            skill=newest(Skill, "uri"),
            relation=newest(OccupationSkill, "pk"),
            postcode=Subquery(Postcode.objects.order_by("-pk").values("source")[:1]),
        )
        .values("total", "open", "late", "changed", "loaded", "occupation", "skill", "relation", "postcode")
        .first()
    ) or {}
    return Stamp(
        vocabulary=tuple(row.get(name) for name in ("loaded", "occupation", "skill", "relation", "postcode")),
        vacancies=(row.get("total"), row.get("open"), row.get("changed"), row.get("late") if since else None),
        changed_at=row.get("changed"),
        open=row.get("open") or 0,
    )


def _read(code: str, words: bridge.Vocabulary, stamp: Stamp, day: date) -> Region:
    rows = _rows(on_offer(code, day), words)
    index = bridge.Index([job for _, job in rows if job], words.world, bridge.RULES, today=day.toordinal())
    return _state(words, index, {offer.number: offer for offer, job in rows if job}, _nowhere(rows), stamp, day)


def _follow(code: str, held: Region, stamp: Stamp) -> Region:
    """Read only what changed; read everything when that was much, or when the counts show that rows are gone."""
    words, day = held.words, held.day
    changed = Vacancy.objects.filter(region_id=code)
    if held.stamp.changed_at is not None:
        changed = changed.filter(changed_at__gt=held.stamp.changed_at - LATE)
    numbers = set(changed.values_list("number", flat=True)[: FEW + 1])
    if len(numbers) > FEW:
        return _read(code, words, stamp, day)
    rows = _rows(on_offer(code, day).filter(number__in=numbers), words)
    jobs = {offer.number: job for offer, job in rows if job}
    offers = {n: offer for n, offer in held.offers.items() if n not in numbers}
    offers |= {offer.number: offer for offer, job in rows if job}
    nowhere = (held.nowhere - numbers) | _nowhere(rows)
    if len(offers) + len(nowhere) != stamp.open:
        return _read(code, words, stamp, day)
    index = held.index.with_changes(
        added=[job for n, job in jobs.items() if n not in held.offers],
        changed=[job for n, job in jobs.items() if n in held.offers],
        removed=[n for n in numbers if n in held.offers and n not in jobs],
    )
    return _state(words, index, offers, nowhere, stamp, day)


def _state(
    words: bridge.Vocabulary,
    index: bridge.Index,
    offers: dict[int, rules.Offer],
    nowhere: frozenset[int],
    stamp: Stamp,
    day: date,
) -> Region:
    reserved = {n: offer.reserved_for for n, offer in offers.items() if offer.reserved_for}
    return Region(words, index, offers, nowhere, reserved, stamp, day)


def _nowhere(rows: list[tuple[rules.Offer, bridge.Job | None]]) -> frozenset[int]:
    return frozenset(offer.number for offer, job in rows if job is None)


def _rows(vacancies: QuerySet[Vacancy], words: bridge.Vocabulary) -> list[tuple[rules.Offer, bridge.Job | None]]:
    """Read vacancies as offers and engine records, in two queries."""
    asked: dict[Any, list[tuple[int, bool]]] = {}
    skills = VacancySkill.objects.filter(vacancy__in=vacancies.order_by().values("pk"))
    for key, skill, must in skills.order_by("vacancy_id", "-must", "skill_id").values_list(
        "vacancy_id", "skill_id", "must"
    ):
        asked.setdefault(key, []).append((skill, must))
    needed = vacancies.order_by("number").defer("text", "title", "contact_name", "contact_email", "contact_phone")
    return [(offer_of(row), bridge.job(_offered(row), asked.get(row.pk, ()), words)) for row in needed.iterator()]


def offer_of(row: Vacancy) -> rules.Offer:
    """Return what a person's own conditions look at in a vacancy."""
    return rules.Offer(
        key=row.pk,
        number=row.number,
        occupation=row.occupation_id,
        hours_min=row.hours_min,
        hours_max=row.hours_max,
        pay=row.pay_max or row.pay_min,
        irregular=row.irregular_hours,
        reserved_for=row.reserved_for,
    )


def _offered(row: Vacancy) -> bridge.Offered:
    return bridge.Offered(
        number=row.number,
        occupation=row.occupation_id,
        postcode=row.postcode,
        hours_min=row.hours_min,
        hours_max=row.hours_max,
        licences=row.licences,
        language=row.dutch,
        education=row.education,
        start=row.start_on,
        published=row.published_on,
    )
