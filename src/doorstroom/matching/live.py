"""The vacancies and the vocabulary as this process knows them, kept equal to the database.

Each region has one immutable state. Before it is used, one query asks whether anything changed; when few rows did,
only those are read again. A late commit with an older moment is caught by counting the last ten minutes.
"""

import threading
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from doorstroom.common.dates import today as this_day
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy, VacancySkill
from doorstroom.reference.models import LabourMarketRegion, Occupation, OccupationSkill, Postcode, Skill, Vocabulary

from . import bridge, rules

LATE = timedelta(minutes=10)  # longer than a transaction may run
MOST_MASKS = 500
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
    moments: dict[int, datetime]  # when each open vacancy last changed, also those without a job in the index
    reserved: dict[int, str]
    stamp: Stamp
    day: date
    masks: dict[rules.Conditions, Any] = field(default_factory=dict)

    def mask(self, own: rules.Conditions) -> Any:
        """Return which jobs the person's own conditions let in, in the order of the index.

        Many people have the same conditions, so each mask is kept as long as this state of the region.
        """
        own = replace(own, travel_minutes=None)  # how far is for the engine
        if own not in self.masks:
            if len(self.masks) > MOST_MASKS:
                self.masks.clear()
            out = [number for number, offer in self.offers.items() if rules.kept_out(offer, own)]
            self.masks[own] = self.index.mask(without=out)
        return self.masks[own]


_states: dict[str, Region] = {}
_words: dict[tuple[Any, ...], bridge.Vocabulary] = {}
_lock = threading.RLock()


def region(code: str) -> Region:
    """Return the region as the database has it now, at the price of one query when nothing changed."""
    day, held = this_day(), _states.get(code)
    stamp = read_stamp(code, held.stamp.changed_at if held else None)
    if held is not None and held.day == day and held.stamp.vocabulary == stamp.vocabulary:
        if held.stamp.vacancies == stamp.vacancies:
            return held
        with _lock:
            fresh = _follow(code, held, read_stamp(code, stamp.changed_at))
    else:
        with _lock:
            stamp = read_stamp(code, stamp.changed_at)
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


def on_offer(code: str) -> QuerySet[Vacancy]:
    """Return the open vacancies of a region, also those whose last day has passed."""
    return Vacancy.objects.filter(region_id=code, status=VacancyStatus.OPEN)


def closed_job(vacancy: Vacancy, words: bridge.Vocabulary) -> bridge.Job | None:
    """Return the engine's record of one vacancy, also when it is no longer open."""
    rows = _rows(Vacancy.objects.filter(pk=vacancy.pk), words, date.min)
    return rows[0].job if rows else None


def read_stamp(code: str, since: datetime | None) -> Stamp:
    """Ask in one query what would show a change of vacancies or vocabulary."""

    def newest(model: Any, column: str) -> Subquery:
        return Subquery(model.objects.order_by("-pk").values(column)[:1])

    def of_region(rows: QuerySet[Vacancy], figure: Any) -> Subquery:
        return Subquery(rows.order_by().values("region").annotate(figure=figure).values("figure"))

    mine = Vacancy.objects.filter(region=OuterRef("pk"))
    late = mine.filter(changed_at__gt=since - LATE) if since else mine.none()
    found: Any = (
        LabourMarketRegion.objects.filter(pk=code)
        .annotate(
            total=of_region(mine, Count("pk")),
            open=of_region(mine.filter(status=VacancyStatus.OPEN), Count("pk")),
            late=of_region(late, Count("pk")),
            changed=Subquery(mine.order_by("-changed_at").values("changed_at")[:1]),
            loaded=Subquery(Vocabulary.objects.order_by("-loaded_at").values("loaded_at")[:1]),
            occupation=newest(Occupation, "uri"),
            skill=newest(Skill, "uri"),
            relation=newest(OccupationSkill, "pk"),
            postcode=Subquery(Postcode.objects.order_by("-pk").values("source")[:1]),
        )
        .values("total", "open", "late", "changed", "loaded", "occupation", "skill", "relation", "postcode")
        .first()
    )
    row: dict[str, Any] = found or {}
    return Stamp(
        vocabulary=tuple(row.get(name) for name in ("loaded", "occupation", "skill", "relation", "postcode")),
        vacancies=(row.get("total"), row.get("open"), row.get("changed"), row.get("late") if since else None),
        changed_at=row.get("changed"),
        open=row.get("open") or 0,
    )


@dataclass(frozen=True, eq=False)
class Row:
    """One vacancy as it was read; without a job when its last day has passed or nobody knows where it is."""

    offer: rules.Offer
    job: bridge.Job | None
    changed_at: datetime


def _read(code: str, words: bridge.Vocabulary, stamp: Stamp, day: date) -> Region:
    rows = {row.offer.number: row for row in _rows(on_offer(code), words, day)}
    jobs = [row.job for row in rows.values() if row.job]
    index = bridge.Index(jobs, words.world, bridge.RULES, today=day.toordinal())
    moments = {number: row.changed_at for number, row in rows.items()}
    return _state(words, index, {n: row.offer for n, row in rows.items() if row.job}, moments, stamp, day)


def _follow(code: str, held: Region, stamp: Stamp) -> Region:
    """Read only what changed; read everything when that was much, or when the counts show that rows are gone."""
    words, day = held.words, held.day
    late = Vacancy.objects.filter(region_id=code)
    if held.stamp.changed_at is not None:
        late = late.filter(changed_at__gt=held.stamp.changed_at - LATE)
    touched = {
        number
        for number, moment, status in late.values_list("number", "changed_at", "status")
        if held.moments.get(number) != moment and (number in held.moments or status == VacancyStatus.OPEN)
    }
    if len(touched) > FEW:
        return _read(code, words, stamp, day)
    rows = {row.offer.number: row for row in _rows(on_offer(code).filter(number__in=touched), words, day)}
    jobs = {number: row.job for number, row in rows.items() if row.job}
    moments = {n: moment for n, moment in held.moments.items() if n not in touched}
    moments |= {n: row.changed_at for n, row in rows.items()}
    if len(moments) != stamp.open:
        return _read(code, words, stamp, day)
    offers = {n: offer for n, offer in held.offers.items() if n not in touched}
    offers |= {n: rows[n].offer for n in jobs}
    index = held.index.with_changes(
        added=[job for n, job in jobs.items() if n not in held.offers],
        changed=[job for n, job in jobs.items() if n in held.offers],
        removed=[n for n in touched if n in held.offers and n not in jobs],
    )
    return _state(words, index, offers, moments, stamp, day)


def _state(
    words: bridge.Vocabulary,
    index: bridge.Index,
    offers: dict[int, rules.Offer],
    moments: dict[int, datetime],
    stamp: Stamp,
    day: date,
) -> Region:
    reserved = {n: offer.reserved_for for n, offer in offers.items() if offer.reserved_for}
    return Region(words, index, offers, moments, reserved, stamp, day)


def _rows(vacancies: QuerySet[Vacancy], words: bridge.Vocabulary, day: date) -> list[Row]:
    """Read vacancies as offers and engine records, in two queries; one that closed before the day has no job."""
    asked: dict[Any, list[tuple[int, bool]]] = {}
    skills = VacancySkill.objects.filter(vacancy__in=vacancies.order_by().values("pk"))
    for key, skill, must in skills.order_by("vacancy_id", "-must", "skill_id").values_list(
        "vacancy_id", "skill_id", "must"
    ):
        asked.setdefault(key, []).append((skill, must))
    needed = vacancies.order_by("number").defer("text", "title", "contact_name", "contact_email", "contact_phone")
    return [
        Row(
            offer_of(row),
            None
            if row.closes_on is not None and row.closes_on < day
            else bridge.job(_offered(row), asked.get(row.pk, ()), words),
            row.changed_at,
        )
        for row in needed.iterator()
    ]


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
        positions=row.positions,
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
