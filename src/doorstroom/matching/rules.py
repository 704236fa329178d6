"""What a word of a person does to the list, and how numbers become words: plain functions, no database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from doorstroom.common.text import say

VERY_WELL, WELL, MAYBE = "very_well", "well", "maybe"
FIT_WORDS = {VERY_WELL: say("Past heel goed"), WELL: say("Past goed"), MAYBE: say("Kan passen")}
FIT_FROM = ((65, VERY_WELL), (45, WELL), (0, MAYBE))  # percent of the highest score there is

FIRST = 7  # the jobs that a person sees first
TRAVEL_BANDS = (15, 30, 45, 60)  # minutes; wide enough that nobody can be located from two vacancies


@dataclass(frozen=True)
class Offer:
    """What a person's own conditions look at in a vacancy, beside what the engine counts."""

    key: Any
    number: int
    occupation: int
    hours_min: int
    hours_max: int
    pay: int | None
    irregular: bool
    reserved_for: str
    positions: int


@dataclass(frozen=True)
class Conditions:
    """A person's own conditions: from the profile, and from what the person said of earlier vacancies."""

    irregular: bool = True
    pay_min: int | None = None
    groups: frozenset[str] = frozenset()
    travel_minutes: int | None = None
    not_occupations: frozenset[int] = frozenset()
    hours_below: int | None = None
    hours_above: int | None = None
    pay_above: int | None = None


def conditions(
    *, irregular: bool, pay_min: int | None, groups: Sequence[str], effects: Sequence[Mapping[str, Any]]
) -> Conditions:
    """Put profile and earlier words together; of several limits the strictest holds."""

    def every(name: str) -> list[int]:
        return [int(effect[name]) for effect in effects if name in effect]

    return Conditions(
        irregular=irregular,
        pay_min=pay_min,
        groups=frozenset(groups),
        travel_minutes=min(every("travel_minutes"), default=None),
        not_occupations=frozenset(every("occupation")),
        hours_below=min(every("hours_below"), default=None),
        hours_above=max(every("hours_above"), default=None),
        pay_above=max(every("pay_above"), default=None),
    )


def kept_out(offer: Offer, own: Conditions) -> str:
    """Return the code of the person's own condition that keeps a vacancy out, or "" when none does."""
    if offer.reserved_for and offer.reserved_for not in own.groups:
        return "reserved"
    if offer.irregular and not own.irregular:
        return "irregular"
    if own.pay_min is not None and offer.pay is not None and offer.pay < own.pay_min:
        return "pay"
    if offer.occupation in own.not_occupations:
        return "other_work"
    if own.hours_below is not None and offer.hours_min >= own.hours_below:
        return "many_hours"
    if own.hours_above is not None and offer.hours_max <= own.hours_above:
        return "few_hours"
    if own.pay_above is not None and offer.pay is not None and offer.pay <= own.pay_above:
        return "pay_word"
    return ""


KEPT_OUT_WORDS = {
    "reserved": say("Deze baan is voor een groep gereserveerd."),
    "irregular": say("Deze baan is ook in de avond, de nacht of het weekend. U wilt alleen overdag werken."),
    "pay": say("Het loon is lager dan u wilt."),
    "other_work": say("U zei dat u dit soort werk niet wilt."),
    "many_hours": say("U zei dat dit te veel uren zijn."),
    "few_hours": say("U zei dat dit te weinig uren zijn."),
    "pay_word": say("U zei dat dit loon te laag is."),
}


def effect_of(reason: str, offer: Offer, minutes: int | None) -> dict[str, int]:
    """Return what a reason does to the list: {"travel_minutes": 30} and so on; {} when only this one goes."""
    match reason:
        case "too_far" if minutes is not None and minutes > 5:
            return {"travel_minutes": max(5, (minutes - 1) // 5 * 5)}
        case "other_work":
            return {"occupation": offer.occupation}
        case "many_hours":
            return {"hours_below": offer.hours_min}
        case "few_hours":
            return {"hours_above": offer.hours_max}
        case "pay" if offer.pay is not None:
            return {"pay_above": offer.pay}
    return {}


def fit(score: int, out_of: int) -> str:
    """Return how well something fits: a key of FIT_WORDS."""
    percent = score * 100 // out_of
    return next(code for least, code in FIT_FROM if percent >= least)


def points(contributions: Sequence[int], out_of: int) -> list[int]:
    """Return whole points of 100 whose sum is the rounded score: largest remainder, so nothing gets lost."""
    total = (sum(contributions) * 200 + out_of) // (2 * out_of)
    exact = [contribution * 100 for contribution in contributions]
    floors = [value // out_of for value in exact]
    by_rest = sorted(range(len(exact)), key=lambda at: (-(exact[at] % out_of), at))
    for at in by_rest[: max(0, total - sum(floors))]:
        floors[at] += 1
    return floors


def travel_band(minutes: int) -> tuple[int, int | None]:
    """Return the band (more than, at most) in which a travel time lies; no upper end above the last band."""
    least = 0
    for most in TRAVEL_BANDS:
        if minutes <= most:
            return least, most
        least = most
    return least, None


class Line(Protocol):
    """A line of a ranked list: which job, by its number."""

    @property
    def id(self) -> Any:
        """Return the number of the job."""


AnyLine = TypeVar("AnyLine", bound=Line)


def put_first(
    lines: Sequence[AnyLine], given: Collection[int], fresh: Collection[int] = ()
) -> list[tuple[int, AnyLine]]:
    """Return the seven lines that come first, each with its place by fit, still in the order of fit.

    Those that the spread gives come first. So does a fresh job, of which the spread knows nothing yet, when it stands
    among the first seven by fit. The best of the others fill up.
    """
    ranked = list(enumerate(lines, start=1))
    chosen = [at for at in ranked if int(at[1].id) in given or (at[0] <= FIRST and int(at[1].id) in fresh)][:FIRST]
    taken = {rank for rank, _line in chosen}
    chosen += [at for at in ranked if at[0] not in taken][: FIRST - len(chosen)]
    return sorted(chosen, key=lambda at: at[0])
