"""The vocabulary as the demo's values need it."""

from collections.abc import Iterable
from dataclasses import dataclass

from doorstroom.reference.models import Occupation, OccupationSkill, OccupationTitle, Skill
from doorstroom.reference.queries import starter_occupations

from ..values.work import BY_MAJOR, Ask, Work, World, crafts

MOST_ASKS = 24  # of the skills that ESCO lists for one occupation
LICENCE_CODES = {"BIG": "big", "VOG": "vog", "VCA": "vca", "VCA-VOL": "vca", "beveiligingspas": "security"}
KNOWN = frozenset({"B", "AM", "C", "CE", "D", "forklift", "vca", "big", "security", "code95", "haccp", "vog"})


@dataclass(frozen=True)
class Words:
    """The work of the region and the skills of the starter set by code."""

    world: World
    skills: dict[str, Ask]


def read_words(vocabulary: str = "starter") -> Words:
    """Read the loaded vocabulary: the starter set only, or everything that was imported from ESCO too."""
    usual = {row.code: row for row in starter_occupations()}
    occupations = Occupation.objects.filter(retired=False, sector__isnull=False)
    if vocabulary == "starter":
        occupations = occupations.filter(code__in=usual)
    rows = [row for row in occupations.order_by("uri") if row.name_nl or row.name_en]
    skills = {
        skill.pk: Ask(skill.pk, skill.name_nl or skill.name_en, skill.transversal, bool(skill.name_nl))
        for skill in Skill.objects.filter(retired=False)
        if skill.name_nl or skill.name_en
    }
    asks = _asks([row.pk for row in rows], skills)
    titles: dict[int, list[str]] = {}
    for key, title in (
        OccupationTitle.objects.filter(language="nl").order_by("pk").values_list("occupation_id", "title")
    ):
        titles.setdefault(key, []).append(title)
    works = []
    for row in rows:
        essential, optional = asks.get(row.pk, ([], []))
        if not (essential or optional) or row.isco[:1] not in BY_MAJOR:
            continue
        terms = usual.get(row.code)
        education, dutch, low, high, _ = BY_MAJOR[row.isco[0]]
        licences = tuple(LICENCE_CODES.get(code, code) for code in (terms.licences if terms else ()))
        works.append(
            Work(
                row.pk,
                row.code if terms else "",
                plain_name(row.name_nl or row.name_en),
                row.sector_id or "",
                row.isco,
                terms.titles_nl if terms else tuple(plain_name(title) for title in titles.get(row.pk, [])[:3]),
                tuple(essential),
                tuple(optional),
                terms.min_education if terms else education,
                tuple(dict.fromkeys(code for code in licences if code in KNOWN)),
                (terms.pay_low, terms.pay_high) if terms else (low, high),
                terms.dutch_level if terms else dutch,
                crafts().get(row.code) if terms else None,
            )
        )
    by_code = dict(Skill.objects.exclude(code="").values_list("code", "pk"))
    return Words(World(works), {code: skills[key] for code, key in by_code.items() if key in skills})


def plain_name(name: str) -> str:
    """Return one form of a name that ESCO gives for men and women at once ("kok/kokkin")."""
    return name.partition("/")[0].strip()


def _asks(keys: Iterable[int], skills: dict[int, Ask]) -> dict[int, tuple[list[Ask], list[Ask]]]:
    wanted = set(keys)
    listed: dict[int, list[tuple[tuple[bool, bool, str], bool, Ask]]] = {}
    rows = OccupationSkill.objects.filter(retired=False).values_list(
        "occupation_id", "skill_id", "skill__uri", "essential", "source"
    )
    for occupation, skill, uri, essential, source in rows:
        if occupation in wanted and skill in skills:
            order = (not source.startswith("starter"), not skills[skill].dutch, uri)
            listed.setdefault(occupation, []).append((order, essential, skills[skill]))
    found = {}
    for occupation, asked in listed.items():
        asked.sort(key=lambda each: each[0])  # our own reviewed skills first, then those with a Dutch name
        essential_ones = [ask for _, essential, ask in asked if essential][: MOST_ASKS // 2]
        found[occupation] = essential_ones, [ask for _, essential, ask in asked if not essential][: MOST_ASKS // 2]
    return found
