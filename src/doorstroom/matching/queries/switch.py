"""Other work for a person: what they do already, what they would learn, open jobs, and the way in."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Value
from django.utils.translation import get_language

from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.people.models import Experience, Person
from doorstroom.reference.models import EntryRule
from doorstroom.reference.queries import WorkMap, work_map

from .. import live
from ..models import PromisingOccupation
from ..readings import Reading
from .jobs import reading_of, region_of

SHOWN = 6
WORDS = 6  # skills named on a card before "and so many more"
JOBS = 3
NEAREST = 300  # occupations looked at
IN_LIST = 500  # of the person's own list


@dataclass(frozen=True)
class Entry:
    """A gate or the usual route, with its source."""

    words: str
    source: str
    checked_on: date | None  # when its source was read; none was read when empty
    held: bool  # the person has this paper


@dataclass(frozen=True)
class OtherWork:
    """An occupation outside the sector somebody comes from."""

    key: int
    name: str
    sector: str
    promising: str  # by which source; empty when the region does not list it
    does: tuple[str, ...]
    alike: tuple[str, ...]  # skills of the same groups
    learns: tuple[str, ...]
    learns_more: int
    openings: int
    in_list: tuple[tuple[int, str], ...]  # number and title of jobs that stand in the person's own list
    gates: tuple[Entry, ...]
    routes: tuple[Entry, ...]


@dataclass(frozen=True)
class Switches:
    """All other work for a person; `listed` says whether the region keeps a list of promising occupations."""

    cards: tuple[OtherWork, ...]
    skills: int
    sectors: tuple[str, ...]
    listed: bool
    filtered: bool


@dataclass(frozen=True)
class _Known:
    """What is read once for all cards."""

    map: WorkMap
    names: dict[int, str]  # the person's skills
    vacancies: dict[int, list[tuple[int, str]]]
    licences: frozenset[str]
    in_list: frozenset[int]
    promising: dict[int, str]
    words: Callable[[int], str]  # the name of a skill
    on: date


def other_work(person: Person, on: date, *, everything: bool = False) -> Switches:
    """Return other work for a person whose door the caller has opened; promising work unless everything is asked."""
    second = (get_language() or "nl") == "en"
    language = "en" if second else "nl"
    region, reading = reading_of(person)
    work = work_map()
    promising, worked = _listed_and_worked(person, on)
    old = {work.sector[occupation] for occupation in worked or reading.wanted if occupation in work.sector}
    filtered = bool(promising) and not everything
    near = [key for key in work.near(reading.skills)[:NEAREST] if not filtered or key in promising]
    chosen = [key for key in near if work.sector.get(key) not in old][:SHOWN]

    def words(skill: int) -> str:
        return region.words.skill(str(skill), language)

    known = _Known(
        map=work,
        names={skill: words(skill) for skill in reading.skills},
        vacancies=_vacancies(person, chosen, on),
        licences=frozenset(person.profile.licences),
        in_list=_in_list(region, reading),
        promising=promising,
        words=words,
        on=on,
    )
    cards = tuple(_card(key, region.words.occupation(str(key), language), known, second) for key in chosen)
    left = tuple(work.sectors[code][second] for code in sorted(old) if code in work.sectors)
    return Switches(cards, len(reading.skills), left, bool(promising), filtered)


def _listed_and_worked(person: Person, on: date) -> tuple[dict[int, str], set[int]]:
    """Return the promising occupations of a person's region with their source, and those they worked in: one query."""
    running = PromisingOccupation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), region=region_of(person), valid_from__lte=on
    )
    worked = Experience.objects.filter(person=person).exclude(occupation=None)
    both = (
        running.order_by()
        .values_list("occupation_id", "source")
        .union(worked.order_by().annotate(no_source=Value("")).values_list("occupation_id", "no_source"), all=True)
    )
    rows = list(both)
    return {key: source for key, source in rows if source}, {key for key, source in rows if not source}


def _vacancies(person: Person, chosen: Sequence[int], on: date) -> dict[int, list[tuple[int, str]]]:
    """Return the open vacancies of some occupations in a person's region, newest first."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Vacancy.objects.filter(
        Q(closes_on=None) | Q(closes_on__gte=on), region=region_of(person), status=VacancyStatus.OPEN,
        occupation__in=chosen, reserved_for="",
    )  # fmt: skip
    for occupation, number, title in rows.order_by("-published_on", "number").values_list(
        "occupation_id", "number", "title"
    ):
        found[occupation].append((number, title))
    return found


def _in_list(region: live.Region, reading: Reading) -> frozenset[int]:
    """Return the numbers of the vacancies that stand in somebody's own list."""
    if reading.seeker is None or not reading.seeker.active:
        return frozenset()
    page = region.index.top(reading.seeker, IN_LIST, 0, region.mask(reading.own))
    return frozenset(int(number) for number in page.ids)


def _card(key: int, name: str, known: _Known, second: bool) -> OtherWork:
    """Return what a person sees of one occupation."""
    groups = known.map.groups
    asked = known.map.asks.get(key, ())
    mine = set().union(*(groups.get(skill, ()) for skill in known.names))
    missing = sorted(
        (skill for skill in asked if skill not in known.names),
        key=lambda skill: not (mine & groups.get(skill, frozenset())),
    )
    theirs = {group for skill in asked for group in groups.get(skill, ())}
    alike = [
        words for skill, words in known.names.items() if skill not in asked and theirs & groups.get(skill, frozenset())
    ]
    open_now = known.vacancies.get(key, [])
    rules = known.map.entry_rules(key, known.on)
    return OtherWork(
        key=key,
        name=name,
        sector=known.map.sectors.get(known.map.sector.get(key, ""), ("", ""))[second],
        promising=known.promising.get(key, ""),
        does=tuple(known.names[skill] for skill in asked if skill in known.names)[:WORDS],
        alike=tuple(alike[:WORDS]),
        learns=tuple(known.words(skill) for skill in missing[:WORDS]),
        learns_more=max(0, len(missing) - WORDS),
        openings=len(open_now),
        in_list=tuple(pair for pair in open_now if pair[0] in known.in_list)[:JOBS],
        gates=tuple(_entry(rule, known) for rule in rules if rule.kind != EntryRule.Kind.ROUTE),
        routes=tuple(_entry(rule, known) for rule in rules if rule.kind == EntryRule.Kind.ROUTE),
    )


def _entry(rule: EntryRule, known: _Known) -> Entry:
    words = rule.name_en if (get_language() or "nl") == "en" else rule.name_nl
    return Entry(words, rule.source, rule.checked_on, bool(rule.licence) and rule.licence in known.licences)
