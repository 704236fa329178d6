"""Other work that uses the same groups of skills, and what one needs to enter an occupation."""

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from ..linking.switch import SwitchIndex, profile_of
from ..models import EntryRule, Occupation, OccupationSkill, Sector, Skill, SkillGroup
from .search import state_of_words

DEEPEST = 8  # steps up a tree of groups; ESCO has four levels

_maps: dict[str, tuple[object, "WorkMap"]] = {}
_building = threading.Lock()


@dataclass(frozen=True, eq=False)
class WorkMap:
    """All occupations in use as one process knows them: what each asks, where it stands, and how to get in."""

    index: SwitchIndex
    groups: dict[int, frozenset[str]]  # by skill: the groups by which skills are compared, as keys without a name
    asks: dict[int, tuple[int, ...]]  # by occupation: its essential skills
    sector: dict[int, str]  # by occupation, its code
    sectors: dict[str, tuple[str, str]]  # by code: Dutch and English name
    rules: dict[int, tuple[EntryRule, ...]]

    def near(self, skills: Iterable[int]) -> list[int]:
        """Return occupations that ask the groups these skills belong to, nearest first."""
        named = {str(skill): True for skill in skills}
        profile = profile_of(named, {name: self.groups.get(int(name), ()) for name in named})
        return [int(key) for key, _near in self.index.near(profile)]

    def entry_rules(self, occupation: int, on: date) -> list[EntryRule]:
        """Return the gates and the usual route of an occupation that hold on a day, gates first."""
        return [
            rule
            for rule in self.rules.get(occupation, ())
            if rule.valid_from <= on and (rule.valid_to is None or rule.valid_to > on)
        ]


def work_map() -> WorkMap:
    """Return the map, at the price of one query, and built anew when words were loaded since."""
    key, place = state_of_words(Occupation), str(connection.settings_dict["NAME"])
    held = _maps.get(place)
    if held is None or held[0] != key:
        with _building:
            held = _maps.get(place)
            if held is None or held[0] != key:
                held = _maps[place] = key, _build()
    return held[1]


def forget() -> None:
    """Let go of the map, so that the next question reads the database anew."""
    with _building:
        _maps.clear()


def _build() -> WorkMap:
    """Read the map: some queries, once for each process."""
    groups = _groups()
    asked: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = OccupationSkill.objects.filter(retired=False, occupation__retired=False, skill__retired=False)
    for occupation, skill, essential in rows.order_by("occupation", "skill__name_nl", "skill").values_list(
        "occupation_id", "skill_id", "essential"
    ):
        asked[occupation][str(skill)] = essential
    named = {str(skill): names for skill, names in groups.items()}
    names = Sector.objects.order_by("code").values_list("code", "name_nl", "name_en")
    rules: dict[int, list[EntryRule]] = defaultdict(list)
    for rule in EntryRule.objects.order_by("kind", "name_nl"):
        rules[rule.occupation_id].append(rule)
    return WorkMap(
        index=SwitchIndex({str(occupation): profile_of(skills, named) for occupation, skills in asked.items()}),
        groups=groups,
        asks={each: tuple(int(skill) for skill, must in skills.items() if must) for each, skills in asked.items()},
        sector=dict(Occupation.objects.exclude(sector=None).order_by("pk").values_list("pk", "sector_id")),
        sectors={code: (dutch, english) for code, dutch, english in names},
        rules={each: tuple(found) for each, found in rules.items()},
    )


def _groups() -> dict[int, frozenset[str]]:
    """Return for each skill the shelves it stands on and those above them, leaving out the topmost two levels."""
    parent = dict(SkillGroup.objects.order_by("pk").values_list("pk", "parent_id"))

    def up(group: int) -> list[int]:
        line: list[int] = []
        above: int | None = group
        while above is not None and len(line) < DEEPEST:
            line.append(above)
            above = parent.get(above)
        return line

    lines = {group: up(group) for group in parent}
    deep = {group: line[: max(1, len(line) - 2)] for group, line in lines.items()}
    found: dict[int, set[str]] = defaultdict(set)
    main = Skill.objects.exclude(group=None).order_by("pk").values_list("pk", "group_id")
    every = Skill.groups.through.objects.order_by("pk").values_list("skill_id", "skillgroup_id")
    for skill, group in (*main, *every):
        found[skill].update(str(each) for each in deep.get(group, ()))
    return {skill: frozenset(names) for skill, names in found.items()}
