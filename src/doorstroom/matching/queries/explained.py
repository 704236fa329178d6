"""Why one job stands where it stands for one person, and what would change it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext

from doorstroom.employers.models import Vacancy
from doorstroom.people.models import Person
from doorstroom.reference.choices import EducationLevel, LanguageLevel, Licence

from .. import bridge, live, phrases, rules
from ..choices import Reason, Word
from ..readings import Reading, Said
from .jobs import JobCard, cards, effect_words, reading_of

GOOD = 192  # people.choices.SkillLevel.GOOD, the level at which advice supposes a skill to be learned
MORE_MINUTES = 15


@dataclass(frozen=True)
class Part:
    """One component: its words, the whole numbers as counted, and points of 100 for the eye."""

    name: str
    label: str
    short: str
    words: str
    value: int
    weight: int
    contribution: int
    points: int


@dataclass(frozen=True)
class Asked:
    """A skill the job asks, as this person has it."""

    label: str
    must: bool
    state: str  # "had", "related", "missing"
    by: str


@dataclass(frozen=True)
class Demand:
    """A demand that counts as yes or no, apart from the score."""

    label: str
    holds: bool
    words: str


@dataclass(frozen=True)
class Advice:
    """A change, and the place in the list it would bring; computed, not guessed."""

    words: str
    fits_before: bool
    rank_before: int | None
    rank_after: int
    score_after: int


@dataclass(frozen=True)
class Explained:
    """Everything behind one line of a list."""

    card: JobCard
    vacancy: Vacancy
    eligible: bool
    rank: int | None
    total: int
    score: int
    out_of: int
    points: int
    reasons: tuple[Part, ...]
    asked: tuple[Asked, ...]
    demands: tuple[Demand, ...]
    kept_out: str
    journeys: tuple[tuple[str, str], ...]  # icon and words
    unused: tuple[str, ...]
    advice: tuple[Advice, ...]
    said: str  # the person's own live word on this vacancy, in words
    ruleset: str


def explain(person: Person, vacancy: Vacancy) -> Explained | None:
    """Explain one vacancy (from `with_others`) for a person whose door the caller has opened; None when it closed."""
    region, reading = reading_of(person)
    if reading.seeker is None or vacancy.number not in region.offers:
        return None
    mask = region.mask(reading.own)
    found = region.index.explain(reading.seeker, vacancy.number, mask)
    standing = region.index.standing(reading.seeker, vacancy.number, mask)
    components = {part.name: part.value for part in found.parts}
    card = cards(person, reading, region, [(vacancy, components)])[0]
    language = get_language() or "nl"
    return Explained(
        card=card,
        vacancy=vacancy,
        eligible=found.eligible,
        rank=standing.rank,
        total=standing.total,
        score=found.score,
        out_of=found.out_of,
        points=sum(reason.points for reason in _reasons(found, card, vacancy, region)),
        reasons=_reasons(found, card, vacancy, region),
        asked=tuple(_asked(row, region.words, language) for row in found.asked),
        demands=tuple(_demand(check, region) for check in found.constraints if check.name not in ("open", "active")),
        kept_out=_kept_out(rules.kept_out(region.offers[vacancy.number], reading.own)),
        journeys=tuple(
            (phrases.TRAVEL_ICONS[mode], phrases.travel(mode, minutes)) for mode, (minutes, _) in found.journeys.items()
        ),
        unused=tuple(region.words.skill(row.skill, language) for row in found.held if not row.used),
        advice=_advice(found, standing, region, reading, vacancy, mask),
        said=said_words(reading.said.get(vacancy.number), region.words),
        ruleset=found.ruleset,
    )


def _kept_out(code: str) -> str:
    return gettext(rules.KEPT_OUT_WORDS[code]) if code else ""


def said_words(said: Said | None, words: bridge.Vocabulary) -> str:
    """Return a person's word on a vacancy and what it does, or ""."""
    if said is None or said.word == Word.UNDERWAY:
        return ""
    if said.word == Word.SAVED:
        return gettext("U heeft deze baan bewaard.")
    return gettext("U zei nee: %(reason)s.") % {"reason": Reason(said.reason).label} + " " + effect_words(said, words)


def component_labels() -> dict[str, str]:
    """Return the name of each component in the reader's language."""
    return {
        "skills": gettext("Wat de baan vraagt en u kunt"),
        "use": gettext("Wat u kunt en hier gebruikt"),
        "wish": gettext("Het werk dat u wilt"),
        "travel": gettext("Reistijd"),
        "hours": gettext("Uren"),
        "recency": gettext("Hoe nieuw de baan is"),
    }


def short_labels() -> dict[str, str]:
    """Return one word for each component, for beside a bar."""
    return {
        "skills": gettext("Vaardigheden"),
        "use": gettext("Gebruik"),
        "wish": gettext("Uw wens"),
        "travel": gettext("Reistijd"),
        "hours": gettext("Uren"),
        "recency": gettext("Nieuw"),
    }


def _reasons(found: bridge.Explanation, card: JobCard, vacancy: Vacancy, region: live.Region) -> tuple[Part, ...]:
    bars = {"skills": 0, "wish": 1, "travel": 2, "hours": 3}
    labels, short = component_labels(), short_labels()
    points = rules.points([part.contribution for part in found.parts], found.out_of)
    made = []
    for part, shown in zip(found.parts, points, strict=True):
        if part.name in bars:
            words = card.bars[bars[part.name]].words
        elif part.name == "use":
            words = phrases.used(part.value)
        else:
            words = phrases.recency(region.day.toordinal() - vacancy.published_on.toordinal())
        made.append(
            Part(
                part.name, labels[part.name], short[part.name], words, part.value, part.weight, part.contribution, shown
            )
        )
    return tuple(made)


def _asked(row: Any, words: bridge.Vocabulary, language: str) -> Asked:
    by = words.skill(row.by, language) if row.state == "related" else ""
    return Asked(words.skill(row.skill, language), row.asked >= bridge.MUST, row.state, by)


def _demand(check: Any, region: live.Region) -> Demand:
    """Say a yes-or-no demand in words."""
    match check.name:
        case "travel":
            label = gettext("Reistijd binnen uw grens")
            words = ", ".join(phrases.travel(mode, minutes) for mode, minutes in check.asked.items())
        case "licences":
            label = gettext("Rijbewijs en papieren")
            words = ", ".join(str(Licence(code).label) for code in sorted(check.asked)) or gettext("Niet gevraagd")
        case "language":
            label = gettext("Nederlands")
            words = str(LanguageLevel(check.asked).label) if check.asked else gettext("Niet gevraagd")
        case "education":
            label = gettext("Opleiding")
            words = str(EducationLevel(check.asked).label) if check.asked else gettext("Niet gevraagd")
        case "hours":
            label, words = gettext("Uren overlappen"), phrases.hours(*check.asked)
        case "available":
            label, words = gettext("U bent op tijd beschikbaar"), gettext("Begin is binnen een maand van uw datum")
        case _:
            label, words = gettext("Uw antwoord"), gettext("U zei eerder nee, of u reageerde al")
    return Demand(label, check.holds, words)


def _advice(
    found: bridge.Explanation,
    before: Any,
    region: live.Region,
    reading: Reading,
    vacancy: Vacancy,
    mask: Any,
) -> tuple[Advice, ...]:
    """Try a few changes and keep those that bring this job higher in the list, best first."""
    language = get_language() or "nl"
    tries: list[tuple[str, bridge.Change]] = []
    for row in [row for row in found.asked if row.state != "had"][:3]:
        words = gettext("Als u dit goed kunt: %(skill)s") % {"skill": region.words.skill(row.skill, language)}
        tries.append((words, bridge.Change(skills=((row.skill, GOOD),))))
    failing: dict[str, Any] = {check.name: check for check in found.constraints if not check.holds}
    if "licences" in failing:
        lacking = failing["licences"].asked - failing["licences"].has
        names = ", ".join(str(Licence(code).label) for code in sorted(lacking))
        tries.append((gettext("Als u dit haalt: %(licences)s") % {"licences": names}, bridge.Change(licences=lacking)))
    if "language" in failing:
        level = failing["language"].asked
        words = gettext("Als uw Nederlands op dit niveau is: %(level)s") % {"level": LanguageLevel(level).label}
        tries.append((words, bridge.Change(language=level)))
    words = gettext("Als u %(minutes)s minuten langer wilt reizen") % {"minutes": MORE_MINUTES}
    tries.append((words, bridge.Change(minutes=MORE_MINUTES)))
    assert reading.seeker is not None
    kept = []
    for words, change in tries:
        after = region.index.standing(change.apply(reading.seeker), vacancy.number, mask)
        if after.rank is not None and (before.rank is None or after.rank < before.rank):
            kept.append(Advice(words, before.eligible, before.rank, after.rank, after.score))
    return tuple(sorted(kept, key=lambda advice: advice.rank_after))
