"""Which jobs come first for a person: the fair spread of the last run, kept true to what changed since."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from doorstroom.people.models import Person

from .. import bridge, live, rules
from ..models import Match, SpreadRule
from ..readings import Reading

FIRST = rules.FIRST
AHEAD = 40  # so far down a list a run looks for jobs to put first


def spread_rule(region: str, day: date) -> SpreadRule | None:
    """Return the rule in force: the region's own before the one for all, the newest before the older."""
    rows = SpreadRule.objects.filter(Q(region=region) | Q(region=None), since__lte=day)
    return rows.order_by(F("region").asc(nulls_last=True), "-since").first()


@dataclass(frozen=True)
class Lines:
    """One page of a person's list: each line with its place by fit alone, and how many eligible jobs there are."""

    ranked: tuple[tuple[int, bridge.Match], ...]
    total: int
    offset: int

    @property
    def spread(self) -> bool:
        """Tell whether a better fitting job stands behind the first seven, because many others see it."""
        return not self.offset and any(rank > FIRST for rank, _line in self.ranked[:FIRST])


def lines_for(
    person: Person, region: live.Region, reading: Reading, *, limit: int, offset: int, by_fit: bool = False
) -> Lines:
    """Return a page: the seven that come first, then everything else by fit. `by_fit` leaves the spread out."""
    assert reading.seeker is not None
    mask = region.mask(reading.own)
    if by_fit or offset >= AHEAD:  # the seven all stand before this page, whichever they are
        page = region.index.top(reading.seeker, limit, offset, mask)
        if offset < page.total or not offset:
            return Lines(tuple(enumerate(page, start=offset + 1)), page.total, offset)
        offset = 0  # the list became shorter than the page that was asked for
    page = region.index.top(reading.seeker, AHEAD + limit, 0, mask)
    offset = offset if offset < page.total else 0
    lines = list(page)
    given, fresh = (frozenset[int](), frozenset[int]()) if by_fit else _of_the_run(person, region, reading, lines)
    first = rules.put_first(lines[:AHEAD], given, fresh)
    taken = {rank for rank, _line in first}
    whole = first + [at for at in enumerate(lines, start=1) if at[0] not in taken]
    return Lines(tuple(whole[offset : offset + limit]), page.total, offset)


def _of_the_run(
    person: Person, region: live.Region, reading: Reading, lines: list[bridge.Match]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return what the last run put first for this person, and which jobs came or changed after it.

    A profile that changed since makes the run's choice void for this person until the next night.
    """
    rows = list(
        Match.objects.filter(run__current=True, run__region=person.controller.region_id, person=person).values_list(
            "vacancy__number", "run__started_at"
        )
    )
    if not rows or reading.changed_at > rows[0][1]:
        return frozenset(), frozenset()
    began = rows[0][1]
    fresh = frozenset(int(line.id) for line in lines[:FIRST] if region.moments[int(line.id)] > began)
    return frozenset(number for number, _began in rows), fresh
