"""Lives that hang together: birth, arrival, school, jobs one after another, and what somebody wants now."""

from dataclasses import dataclass
from datetime import date, timedelta

from . import neighbourhoods
from .careers import Job, Town, career, main_work, wishes
from .contact import mobile, personal_mail
from .dice import Dice
from .names import BY_CODE, SHARES, Name, Origin, name
from .schooling import DIPLOMAS, HBO, LEAVES_AT, MBO4, Course, courses, draw_level
from .streets import Address, address
from .work import Ask, Work

LANGUAGE_SKILLS = {"ar": "arabic", "tr": "turkish", "uk": "ukrainian", "pl": "polish", "fr": "french", "en": "english"}


SITUATIONS = {"social_assistance": 56.0, "unemployment": 22, "no_benefit": 12, "working": 10}


MINIMUM_WISH = 2650  # nobody asks less than the law gives


SOME, GOOD, EXPERT = 128, 192, 255  # people.choices.SkillLevel


@dataclass(frozen=True)
class Life:
    """Somebody who looks for work."""

    number: int
    name: Name
    origin: str
    woman: bool
    born: date
    arrived: int | None
    address: Address
    municipality: str
    email: str
    phone: str
    situation: str
    dutch: int
    languages: tuple[str, ...]
    education: int
    plain: bool
    courses: tuple[Course, ...]
    jobs: tuple[Job, ...]  # earliest first
    wanted: tuple[Work, ...]
    skills: dict[int, int]  # skill key -> level
    strong: tuple[Ask, ...]  # what the person would name first
    licences: tuple[str, ...]
    hours: tuple[int, int]
    irregular: bool
    travel: int
    modes: tuple[str, ...]
    pay_min: int | None
    registered: date
    available: date

    @property
    def years(self) -> int:
        """Return how many years of work this life holds."""
        return round(sum(((job.end or self.registered) - job.start).days for job in self.jobs) / 365.25)


def live(seed: int, number: int, town: Town, today: date) -> Life:
    """Return the n-th life; the same seed, number and day give the same life."""
    dice = Dice(seed, "life", number)
    place = neighbourhoods.home(dice)
    origin = BY_CODE[_origin(dice, place.municipality)]
    woman = dice.chance(0.52)
    situation = dice.weighted(SITUATIONS)
    age = dice.near(18, 66, 30 if situation in {"no_benefit", "working"} else 44)
    born = today - timedelta(days=round(age * 365.25) + dice.randint(5, 355))
    arrived = _arrival(dice, origin, born.year, today.year)
    came_as_child = arrived is not None and arrived - born.year < 15
    education = draw_level(dice, age, arrived is None or came_as_child, origin)
    dutch = _dutch(dice, origin, arrived, came_as_child, education, today.year)
    career_start = born.replace(day=1) + timedelta(days=round(365.25 * LEAVES_AT[education]))
    main = main_work(
        dice, town.world, education, dutch, woman, age, below=0.12 if arrived is None or came_as_child else 0.6
    )
    jobs = career(dice.under("jobs"), town, main, situation, career_start, arrived, origin, education, woman, today)
    wanted = wishes(dice, town.world, main, jobs, education, dutch)
    sector = main.sector
    skills, strong = _skills(dice, town, jobs, wanted, origin, arrived, dutch, today)
    licences = _licences(dice, jobs, age, origin, arrived)
    hours = _hours(dice, woman, age)
    who = name(dice.under("name"), origin, woman, born.year)
    registered = today - timedelta(days=dice.near(2, 1400, 60))
    if situation == "unemployment" and jobs and jobs[-1].end:
        registered = min(today - timedelta(days=1), jobs[-1].end + timedelta(days=dice.randint(2, 40)))
    modes = ["walk"] if dice.chance(0.5) else []
    modes += ["bike"] if dice.chance(0.72) else []
    modes += ["transit"] if dice.chance(0.7) or not modes else []
    modes += ["car"] if "B" in licences and dice.chance(0.55) else []
    return Life(
        number, who, origin.code, woman, born, arrived, address(dice, place), place.municipality,
        personal_mail(dice, who.first, who.last, born.year), mobile(dice), situation, dutch,
        _languages(dice, origin, arrived, education), education,
        dutch <= 2 or (education <= 1 and dice.chance(0.3)),
        _schools(dice.under("school"), education, sector, born.year, today.year, origin, arrived, dutch, woman, jobs),
        jobs, wanted, skills, strong, licences, hours,
        any(job.work.craft and job.work.craft.irregular > 0.4 for job in jobs) or dice.chance(0.3),
        dice.weighted({20: 8.0, 30: 34, 45: 36, 60: 18, 75: 4} if {"transit",
            "car"} & set(modes) else {20: 3.0, 30: 5, 45: 2}),
        tuple(modes),
        _pay_wish(dice, wanted, jobs, situation, education), registered,
        today if situation != "working" else today + timedelta(days=dice.one((30, 30, 60))),
    )  # fmt: skip


def _schools(
    dice: Dice, education: int, sector: str, born: int, this_year: int, origin: Origin, arrived: int | None, dutch: int,
    woman: bool, jobs: tuple[Job, ...],
) -> tuple[Course, ...]:  # fmt: skip
    found = courses(dice, education, sector, born, this_year, origin, arrived, dutch, woman)
    for job in jobs:
        diploma = DIPLOMAS.get(job.work.code)
        if diploma and not job.abroad and not any(course.name == diploma for course in found):
            found.append(Course(diploma, job.work.education, job.start.year))
    return tuple(found)


def _origin(dice: Dice, municipality: str) -> str:
    factors = {"GM1783": {"nl": 3.0, "pl": 3.0, "bg": 1.5}, "GM1842": {"nl": 5.0}, "GM0503": {"nl": 1.8}}
    factor = factors.get(municipality, {})
    return dice.weighted({code: share * factor.get(code, 1.0) for code, share in SHARES.items()})


def _arrival(dice: Dice, origin: Origin, born: int, this_year: int) -> int | None:
    if dice.chance(origin.born_here):
        return None
    first, last = max(origin.arrived[0], born + 1), min(origin.arrived[1], this_year - 1)
    if first >= last:
        return min(this_year, max(first, last))
    settled = max(first, min(last, born + dice.near(8, 48, 25)))
    return settled if origin.arrived[0] > 2000 else max(first, min(last, settled))


def _dutch(dice: Dice, origin: Origin, arrived: int | None, child: bool, education: int, this_year: int) -> int:
    if origin.code == "nl":
        return 6
    if arrived is None:
        return dice.weighted({4: 8.0, 5: 42, 6: 50})
    if origin.code in {"sh", "sc"}:
        return dice.weighted({4: 25.0, 5: 45, 6: 30})
    if child:
        return dice.weighted({3: 8.0, 4: 30, 5: 47, 6: 15})
    if origin.code == "cw":
        return dice.weighted({3: 40.0, 4: 40, 5: 20})
    years = this_year - arrived
    pace = 0.16 if origin.code in {"pl", "bg"} else 0.3
    level = (
        pace * min(years, 9)
        + 0.32 * education
        + dice.uniform(-0.5, 0.9)
        + (0.0 if origin.code in {"pl", "bg"} else 0.3)
    )
    return max(0, min(5, round(level)))


def _skills(
    dice: Dice, town: Town, jobs: tuple[Job, ...], wanted: tuple[Work, ...], origin: Origin, arrived: int | None,
    dutch: int, today: date,
) -> tuple[dict[int, int], tuple[Ask, ...]]:  # fmt: skip
    levels: dict[int, int] = {}
    strong: list[Ask] = []
    years: dict[int, float] = {}
    works: dict[int, Work] = {}
    for job in jobs:
        works[job.work.key] = job.work
        spent = ((job.end or today) - job.start).days / 365.25
        years[job.work.key] = years.get(job.work.key, 0) + spent
    for key, spent in years.items():
        usual = GOOD if spent > 1 else SOME
        for ask in works[key].essential[:14]:
            if dice.chance(0.82):
                level = EXPERT if spent > 4 and dice.chance(0.5) else usual
                levels[ask.key] = max(level, levels.get(ask.key, 0))
                strong.append(ask)
        for ask in works[key].optional[:14]:
            if dice.chance(0.3):
                levels.setdefault(ask.key, SOME if spent < 3 else GOOD)
    if len(levels) < 6 and wanted:
        asked = (*wanted[0].essential, *wanted[0].optional)
        pool = [ask for number, ask in enumerate(asked) if ask.transversal or number < 3]
        for ask in dice.some(pool, 6):
            levels.setdefault(ask.key, SOME if dice.chance(0.6) else GOOD)
            strong.append(ask)
    for code in dice.some(("punctual", "reliable", "teamwork", "independent", "learn-fast", "friendly", "flexible"), 2):
        if code in town.skills:
            levels.setdefault(town.skills[code].key, GOOD)
    spoken = [LANGUAGE_SKILLS[code] for code in origin.languages if code in LANGUAGE_SKILLS and origin.code != "nl"]
    for code in (*spoken, *(("dutch-speaking",) if dutch >= 4 else ())):
        if code in town.skills and (arrived is not None or dice.chance(0.7)):
            levels.setdefault(town.skills[code].key, EXPERT if code != "english" else GOOD)
    no_dutch = {
        town.skills[code].key
        for code in ("dutch-speaking", "dutch-writing", "plain-writing", "phone")
        if code in town.skills
    }
    if dutch < 3:
        levels = {key: level for key, level in levels.items() if key not in no_dutch}
        strong = [ask for ask in strong if ask.key not in no_dutch]
    last = jobs[-1].work if jobs else None
    strong.sort(key=lambda ask: (0 if last and ask in last.essential else 1, ask.transversal))
    unique = list(dict.fromkeys(strong))
    return dict(list(levels.items())[:26]), tuple(unique[:6])


def _licences(dice: Dice, jobs: tuple[Job, ...], age: int, origin: Origin, arrived: int | None) -> tuple[str, ...]:
    held: list[str] = []
    here = [job for job in jobs if not job.abroad]
    drives = 0.66 if origin.code == "nl" else 0.56 if arrived is None else 0.36
    asked = {licence for job in here for licence in job.work.licences}
    if dice.chance(drives if age >= 23 else drives * 0.5) or "B" in asked or asked & {"C", "CE", "D"}:
        held.append("B")
    elif dice.chance(0.12):
        held.append("AM")
    for job in here:
        for licence in job.work.licences:
            sure = licence in {"big", "C", "D", "code95", "security", "forklift"}
            if licence not in held and (sure or dice.chance(0.65)):
                held.append(licence)
    if any(job.work.code in {"magazijnmedewerker", "orderpicker"} for job in here) and dice.chance(0.18):
        held.append("forklift")
    if any(job.work.sector == "hospitality" for job in here) and dice.chance(0.3):
        held.append("haccp")
    if any(job.work.sector in {"construction", "industry"} for job in here) and dice.chance(0.3):
        held.append("vca")
    return tuple(dict.fromkeys(held))


def _hours(dice: Dice, woman: bool, age: int) -> tuple[int, int]:
    full = 0.42 if woman else 0.7
    if dice.chance(full):
        return dice.one(((32, 40), (36, 40), (32, 36), (24, 40)))
    return dice.one(((16, 24), (12, 20), (20, 28), (24, 32), (16, 32)) if age < 58 else ((12, 24), (16, 24), (20, 28)))


def _languages(dice: Dice, origin: Origin, arrived: int | None, education: int) -> tuple[str, ...]:
    spoken = [
        code for code in origin.languages[:1] if origin.code != "nl" and (arrived is not None or dice.chance(0.8))
    ]
    spoken += [code for code in origin.languages[1:] if dice.chance(0.45)]
    if "en" not in spoken and dice.chance(0.15 + 0.13 * education):
        spoken.append("en")
    if origin.code == "nl" and education >= HBO and dice.chance(0.3):
        spoken.append("de")
    return tuple(dict.fromkeys(spoken))


def _pay_wish(
    dice: Dice, wanted: tuple[Work, ...], jobs: tuple[Job, ...], situation: str, education: int
) -> int | None:
    if not wanted or not dice.chance({"unemployment": 0.5, "working": 0.7}.get(situation, 0.12)):
        return None
    low, high = wanted[0].pay
    if not any(job.work.key == wanted[0].key for job in jobs):
        return max(MINIMUM_WISH, round(low / 50) * 50)
    return max(MINIMUM_WISH, round((low + (high - low) * dice.random() * (0.5 if education < MBO4 else 0.7)) / 50) * 50)
