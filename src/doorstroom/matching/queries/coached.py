"""What each demand of a vacancy costs in fitting people: exact counts, for whoever put the vacancy on."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language, gettext

from doorstroom.employers.models import Vacancy
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence
from doorstroom.ui.components.words import day

from .. import bridge, crowd, live, phrases, rules
from .candidates import admitted, who_said_no

WELL = next(least for least, code in rules.FIT_FROM if code == rules.WELL)  # percent from which somebody fits well


@dataclass(frozen=True)
class Softened:
    """A demand asked less strictly, in words, and how many people fit well then."""

    now: str
    instead: str
    fitting: int
    more: int


@dataclass(frozen=True)
class Coached:
    """How many people fit a vacancy well, and what asking less would bring."""

    fitting: int
    helps: tuple[Softened, ...]
    costs_nobody: tuple[str, ...]  # demands that keep nobody out


def coached(vacancy: Vacancy) -> Coached | None:
    """Return the advice for a vacancy whose door the caller has opened; None when it is not on offer."""
    region = live.region(vacancy.region_id)
    if vacancy.number not in region.offers:
        return None
    people = crowd.crowd(vacancy.region_id, region)
    offer, said_no = region.offers[vacancy.number], who_said_no(vacancy)

    def who(job: bridge.Job) -> object:
        return admitted(replace(offer, hours_min=job.hours_min, hours_max=job.hours_max), people, said_no)

    now, tried = bridge.softer(region.index.job(vacancy.number), people.index, WELL, who)
    helps = [Softened(*_words(one, region.words), one.fitting, one.more) for one in tried if one.more > 0]
    kept = {(one.demand, one.what) for one in tried if one.more > 0}
    idle = {_words(one, region.words)[0]: None for one in tried if (one.demand, one.what) not in kept}
    return Coached(now, tuple(helps), tuple(idle))


def _words(one: bridge.Softer, words: bridge.Vocabulary) -> tuple[str, str]:
    """Return a demand as it is and as it would be."""
    gone = gettext("Niet vragen")
    match one.demand:
        case "licence":
            return str(Licence(one.what).label), gone
        case "language":
            label = str(LanguageLevel(int(one.instead)).label) if one.instead else gone
            return gettext("Nederlands: %(level)s") % {"level": LanguageLevel(int(one.what)).label}, label
        case "education":
            label = str(EducationLevel(int(one.instead)).label) if one.instead else gone
            return gettext("Opleiding: %(level)s") % {"level": EducationLevel(int(one.what)).label}, label
        case "hours":
            return _hours(one.what), _hours(one.instead)
        case "start":
            begin, later = (day(date.fromordinal(int(each))) for each in (one.what, one.instead))
            return gettext("Begin op %(day)s") % {"day": begin}, gettext("Begin op %(day)s") % {"day": later}
        case _:
            name = words.skill(one.what, get_language() or "nl")
            return name, gettext("Mooi meegenomen, niet nodig") if one.instead else gone


def _hours(span: str) -> str:
    least, _, most = span.partition("-")
    return phrases.hours(int(least), int(most))
