"""A person's list of jobs: at most seven cards first, every eligible job reachable."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext

from doorstroom.employers.models import Vacancy
from doorstroom.people.models import Person
from doorstroom.reference.choices import LanguageLevel

from .. import bridge, live, phrases, rules
from ..choices import Word
from ..models import Match
from ..readings import Reading, Said, read_one
from .first import FIRST, lines_for
from .slices import Slice


@dataclass(frozen=True)
class Bar:
    """One reason as a bar with its words."""

    label: str
    value: int
    words: str


@dataclass(frozen=True)
class JobCard:
    """One job as a person sees it in the list."""

    number: int
    key: UUID
    title: str
    firm: str
    place: str
    hours: str
    pay: str
    travel: str
    travel_icon: str
    language: str
    fit: str
    fit_tone: str
    score: int
    components: dict[str, int]
    bars: tuple[Bar, ...]
    related: int  # asked skills of which the person has something like it
    missing: tuple[str, ...]
    missing_more: int
    others: int
    saved: bool


@dataclass(frozen=True)
class Limit:
    """An earlier no that narrows the list, and the vacancy whose answer it was."""

    number: int
    words: str


@dataclass(frozen=True)
class JobList(Slice):
    """One page of a person's list."""

    cards: tuple[JobCard, ...]
    limits: tuple[Limit, ...]
    spread: bool = False  # a better fitting job stands further down, because many others see it
    by_fit: bool = False  # the person asked for the order of fit alone
    trouble: str = ""  # "place": the postcode is not known; "away": the person asked not to be matched

    @property
    def order(self) -> str:
        """Return what keeps the order of fit on the next page."""
        return "&volgorde=passend" if self.by_fit else ""


def jobs_for(person: Person, *, limit: int = FIRST, offset: int = 0, by_fit: bool = False) -> JobList:
    """Return a page of jobs for a person whose door the caller has opened: the fair first seven, then by fit."""
    region, reading = reading_of(person)
    limits = tuple(_limit(number, said, region.words) for number, said in reading.said.items() if said.effect)
    if reading.seeker is None or not reading.seeker.active:
        return JobList(0, 0, limit, (), limits, trouble="place" if reading.seeker is None else "away")
    page = lines_for(person, region, reading, limit=limit, offset=offset, by_fit=by_fit)
    numbers = [int(line.id) for _rank, line in page.ranked]
    vacancies = {row.number: row for row in with_others(person).filter(number__in=numbers)}
    found = [
        (vacancies[number], line.components)
        for number, (_rank, line) in zip(numbers, page.ranked, strict=True)
        if number in vacancies
    ]
    return JobList(
        cards=cards(person, reading, region, found),
        total=page.total,
        offset=page.offset,
        limit=limit,
        limits=limits,
        spread=page.spread,
        by_fit=by_fit,
    )


def reading_of(person: Person) -> tuple[live.Region, Reading]:
    """Return a person as the engine may know them, and the region in which they look."""
    region = live.region(region_of(person))
    return region, read_one(person.profile, region.words, groups=bool(region.reserved))


def region_of(person: Person) -> str:
    """Return the region of the municipality that answers for a person."""
    code: str = person.controller.region_id
    return code


def cards(
    person: Person, reading: Reading, region: live.Region, found: Sequence[tuple[Vacancy, dict[str, int]]]
) -> tuple[JobCard, ...]:
    """Return cards for these vacancies (from `with_others`) with their components, in this order."""
    assert reading.seeker is not None
    glances = bridge.Glances(reading.seeker, region.words)
    return tuple(
        _card(vacancy, values, glances.at(region.index.job(vacancy.number)), reading, region)
        for vacancy, values in found
    )


def with_others(person: Person) -> QuerySet[Vacancy]:
    """Return vacancies that know to how many others the current run showed them among the first seven."""
    shown = Match.objects.filter(run__current=True, vacancy=OuterRef("pk")).exclude(person=person)
    counted = shown.order_by().values("vacancy").annotate(count=Count("pk")).values("count")
    rows = Vacancy.objects.select_related("employer", "organisation", "occupation")
    return rows.annotate(others=Coalesce(Subquery(counted), 0))


def firm_of(vacancy: Vacancy) -> str:
    """Return who offers the job; an agency's hirer stays unnamed until contact."""
    if vacancy.hirer_hidden:
        return gettext("via %(agency)s") % {"agency": vacancy.organisation.name}
    return vacancy.employer.name


def _card(
    vacancy: Vacancy,
    values: dict[str, int],
    glance: bridge.Glance,
    reading: Reading,
    region: live.Region,
) -> JobCard:
    language = get_language() or "nl"
    missing = [region.words.skill(code, language) for code in (*glance.missing_must, *glance.missing)]
    missing = list(dict.fromkeys(missing))
    score = bridge.score(values)
    fit = rules.fit(score, bridge.RULES.out_of)
    return JobCard(
        number=vacancy.number,
        key=vacancy.pk,
        title=vacancy.title,
        firm=firm_of(vacancy),
        place=vacancy.place,
        hours=phrases.hours(vacancy.hours_min, vacancy.hours_max),
        pay=phrases.pay(vacancy),
        travel=phrases.travel(glance.mode, glance.minutes),
        travel_icon=phrases.TRAVEL_ICONS[glance.mode],
        language=str(LanguageLevel(vacancy.dutch).name) if vacancy.dutch else "",
        fit=gettext(rules.FIT_WORDS[fit]),
        fit_tone=phrases.FIT_TONES[fit],
        score=score,
        components=values,
        bars=bars(vacancy, values, glance, reading),
        related=len(glance.related),
        missing=tuple(missing[:3]),
        missing_more=max(0, len(missing) - 3),
        others=getattr(vacancy, "others", 0),
        saved=vacancy.number in reading.said and reading.said[vacancy.number].word == Word.SAVED,
    )


def bars(vacancy: Vacancy, values: dict[str, int], glance: bridge.Glance, reading: Reading) -> tuple[Bar, ...]:
    """Return the four reasons that a card shows."""
    assert reading.seeker is not None
    asked = len(glance.had) + len(glance.related) + len(glance.missing)
    offered = (vacancy.hours_min, vacancy.hours_max)
    wished = (reading.seeker.hours_min, reading.seeker.hours_max)
    return (
        Bar(gettext("Vaardigheden"), values["skills"], phrases.skills(len(glance.had), len(glance.related), asked)),
        Bar(gettext("Uw wens"), values["wish"], phrases.wish(values["wish"])),
        Bar(gettext("Reistijd"), values["travel"], phrases.journey(glance.minutes, glance.most_minutes)),
        Bar(gettext("Uren"), values["hours"], phrases.hours_fit(offered, wished, values["hours"])),
    )


def _limit(number: int, said: Said, words: bridge.Vocabulary) -> Limit:
    return Limit(number, effect_words(said, words))


def effect_words(said: Said, words: bridge.Vocabulary) -> str:
    """Return what a word of the person does to the list."""
    occupation = words.occupation(str(said.effect.get("occupation", "")), get_language() or "nl")
    return phrases.effect(said.effect, occupation)
