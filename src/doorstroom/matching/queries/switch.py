"""Other work for a person: what they do already, what they would learn, open jobs, and the way in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q
from django.utils.translation import get_language

from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.models import Vacancy
from doorstroom.people.models import Experience, Person, PersonSkill, WantedOccupation
from doorstroom.reference.models import EntryRule, Occupation, OccupationSkill, Sector
from doorstroom.reference.queries import entry_rules, groups_of, labels, occupations_near

from ..models import PromisingOccupation
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
    held: bool  # the person has this paper


@dataclass(frozen=True)
class OtherWork:
    """An occupation outside the sector somebody comes from."""

    occupation: Occupation
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

    names: dict[int, str]  # the person's skills
    groups: dict[int, frozenset[str]]
    asked: dict[int, list[tuple[int, str]]]
    vacancies: dict[int, list[tuple[int, str]]]
    rules: dict[int, list[EntryRule]]
    licences: frozenset[str]
    in_list: frozenset[int]
    promising: dict[int, str]
    sectors: dict[str, str]


def promising_in(region: str, on: date) -> dict[int, str]:
    """Return the occupations that promise work in a region on a day, each with its source."""
    rows = PromisingOccupation.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), region=region, valid_from__lte=on
    ).order_by("valid_from")
    return dict(rows.values_list("occupation_id", "source"))


def other_work(person: Person, on: date, *, everything: bool = False) -> Switches:
    """Return other work for a person whose door the caller has opened; promising work unless everything is asked."""
    language = get_language() or "nl"
    held = list(PersonSkill.objects.filter(person=person).select_related("skill").order_by("skill_id"))
    names = {
        row.skill_id: name for row, (name, _other) in zip(held, labels([r.skill for r in held], language), strict=True)
    }
    old = _old_sectors(person)
    promising = promising_in(region_of(person), on)
    filtered = bool(promising) and not everything
    near = [key for key, _near in islice(occupations_near(names), NEAREST)]
    rows = Occupation.objects.in_bulk([key for key in near if not filtered or key in promising])
    chosen = [rows[key] for key in near if key in rows and rows[key].sector_id not in old][:SHOWN]
    known = _known(person, chosen, names, promising, on, language)
    cards = tuple(_card(row, known, name) for row, (name, _other) in zip(chosen, labels(chosen, language), strict=True))
    left = tuple(known.sectors[code] for code in sorted(old) if code in known.sectors)
    return Switches(cards, len(held), left, bool(promising), filtered)


def _old_sectors(person: Person) -> set[str]:
    """Return the sectors somebody worked in; who never worked, those of the wanted work."""
    worked = Experience.objects.filter(person=person).exclude(occupation=None).order_by("start")
    wanted = WantedOccupation.objects.filter(person=person).order_by("rank")
    found = set(worked.values_list("occupation__sector_id", flat=True))
    return {code for code in found or set(wanted.values_list("occupation__sector_id", flat=True)) if code}


def _known(
    person: Person,
    chosen: Sequence[Occupation],
    names: dict[int, str],
    promising: dict[int, str],
    on: date,
    language: str,
) -> _Known:
    """Read everything that the cards show, in a fixed number of queries."""
    keys = [row.pk for row in chosen]
    asks = OccupationSkill.objects.filter(occupation__in=keys, essential=True, retired=False, skill__retired=False)
    ordered = list(asks.select_related("skill").order_by("occupation_id", "skill__name_nl", "skill_id"))
    asked: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for ask, (name, _other) in zip(ordered, labels([ask.skill for ask in ordered], language), strict=True):
        asked[ask.occupation_id].append((ask.skill_id, name))
    vacancies: dict[int, list[tuple[int, str]]] = defaultdict(list)
    shown = Vacancy.objects.filter(
        region=region_of(person), status=VacancyStatus.OPEN, occupation__in=keys, reserved_for=""
    ).filter(Q(closes_on=None) | Q(closes_on__gte=on))
    for occupation, number, title in shown.order_by("-published_on", "number").values_list(
        "occupation_id", "number", "title"
    ):
        vacancies[occupation].append((number, title))
    skills = {*names, *(skill for row in asked.values() for skill, _name in row)}
    field = "name_en" if language == "en" else "name_nl"
    return _Known(
        names,
        groups_of(skills),
        asked,
        vacancies,
        entry_rules(keys, on),
        frozenset(person.profile.licences),
        _in_list(person),
        promising,
        dict(Sector.objects.order_by("code").values_list("code", field)),
    )


def _in_list(person: Person) -> frozenset[int]:
    """Return the numbers of the vacancies that stand in somebody's own list."""
    region, reading = reading_of(person)
    if reading.seeker is None or not reading.seeker.active:
        return frozenset()
    page = region.index.top(reading.seeker, IN_LIST, 0, region.mask(reading.own))
    return frozenset(int(number) for number in page.ids)


def _card(occupation: Occupation, known: _Known, name: str) -> OtherWork:
    """Return what a person sees of one occupation."""
    asked = known.asked.get(occupation.pk, [])
    mine = set().union(*(known.groups.get(skill, ()) for skill in known.names))
    does = [words for skill, words in asked if skill in known.names]
    missing = [(skill, words) for skill, words in asked if skill not in known.names]
    theirs = {group for skill, _words in asked for group in known.groups.get(skill, ())}
    alike = [
        words
        for skill, words in known.names.items()
        if words not in does and theirs & known.groups.get(skill, frozenset())
    ]
    missing.sort(key=lambda pair: not (mine & known.groups.get(pair[0], frozenset())))
    open_now = known.vacancies.get(occupation.pk, [])
    entries = [(rule, _entry(rule, known)) for rule in known.rules.get(occupation.pk, [])]
    return OtherWork(
        occupation=occupation,
        name=name,
        sector=known.sectors.get(occupation.sector_id or "", ""),
        promising=known.promising.get(occupation.pk, ""),
        does=tuple(does[:WORDS]),
        alike=tuple(alike[:WORDS]),
        learns=tuple(words for _skill, words in missing[:WORDS]),
        learns_more=max(0, len(missing) - WORDS),
        openings=len(open_now),
        in_list=tuple(pair for pair in open_now if pair[0] in known.in_list)[:JOBS],
        gates=tuple(entry for rule, entry in entries if rule.kind != EntryRule.Kind.ROUTE),
        routes=tuple(entry for rule, entry in entries if rule.kind == EntryRule.Kind.ROUTE),
    )


def _entry(rule: EntryRule, known: _Known) -> Entry:
    words = rule.name_en if (get_language() or "nl") == "en" else rule.name_nl
    return Entry(words, rule.source, bool(rule.licence) and rule.licence in known.licences)
