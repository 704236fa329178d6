"""Other work that uses the same groups of skills, and what one needs to enter an occupation."""

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import connection
from django.db.models import Q

from ..linking.switch import SwitchIndex, profile_of
from ..models import EntryRule, Occupation, OccupationSkill, Skill, SkillGroup
from .search import state_of_words

DEEPEST = 8  # steps up a tree of groups; ESCO has four levels

_indexes: dict[str, tuple[object, SwitchIndex, dict[int, frozenset[str]]]] = {}
_building = threading.Lock()


def occupations_near(skills: Iterable[int]) -> list[tuple[int, float]]:
    """Return occupations in use that ask the groups these skills belong to, nearest first; the figure only orders."""
    index, groups = _index()
    named = {str(skill): True for skill in skills}
    return [
        (int(key), near)
        for key, near in index.near(profile_of(named, {name: groups.get(int(name), ()) for name in named}))
    ]


def groups_of(skills: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the groups by which skills are compared, as keys without a name."""
    _near, groups = _index()
    return {skill: groups.get(skill, frozenset()) for skill in skills}


def entry_rules(occupations: Collection[int], on: date) -> dict[int, list[EntryRule]]:
    """Return the gates and the usual route of occupations that hold on a day, gates first."""
    rows = EntryRule.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=on), occupation__in=occupations, valid_from__lte=on
    ).order_by("kind", "name_nl")
    found: dict[int, list[EntryRule]] = defaultdict(list)
    for row in rows:
        found[row.occupation_id].append(row)
    return found


def _index() -> tuple[SwitchIndex, dict[int, frozenset[str]]]:
    """Return the index over all occupations in use, built anew when words were loaded since."""
    key, place = state_of_words(Occupation), str(connection.settings_dict["NAME"])
    held = _indexes.get(place)
    if held is None or held[0] != key:
        with _building:
            held = _indexes.get(place)
            if held is None or held[0] != key:
                groups = _groups()
                held = _indexes[place] = key, SwitchIndex(_profiles(groups)), groups
    return held[1], held[2]


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


def _profiles(groups: dict[int, frozenset[str]]) -> dict[str, dict[str, float]]:
    """Return for each occupation in use how much of each group it asks."""
    asked: dict[int, dict[str, bool]] = defaultdict(dict)
    rows = OccupationSkill.objects.filter(retired=False, occupation__retired=False).order_by("occupation", "skill")
    for occupation, skill, essential in rows.values_list("occupation_id", "skill_id", "essential"):
        asked[occupation][str(skill)] = essential
    named = {str(skill): names for skill, names in groups.items()}
    return {str(occupation): profile_of(skills, named) for occupation, skills in asked.items()}
