"""Reads the official ESCO downloads (1.1 or 1.2, csv in a zip) into a vocabulary and a World."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from passend.bench import nlmatch
from passend.world import World, build_world

WIDTH = 60
"""Essential skills of an occupation that can be drawn, and as many optional ones."""


@dataclass(frozen=True)
class Vocabulary:
    """Occupations with ISCO codes, relations, skill groups: what `build_world` takes."""

    occupations: dict[str, str]
    relations: list[tuple[str, str, bool]]
    groups: dict[str, str]

    def world(self) -> World:
        """Build the world of this vocabulary; the occupations count as the documents."""
        return build_world(self.occupations, self.relations, self.groups)


def read_esco(folder: Path) -> Vocabulary:
    """Read the English and the relations zip of one folder; FileNotFoundError when one is missing.

    Relations of occupations that the list does not have are left out. A skill belongs to the first group
    that the hierarchy names for it, in file order.
    """
    labels, links = _find(folder, "*_en_csv.zip"), _find(folder, "*_relations_csv.zip")
    occupations = {
        row["conceptUri"]: row["iscoGroup"] for row in _rows(labels, "occupations") if row["status"] == "released"
    }
    relations = [
        (row["occupationUri"], row["skillUri"], row["relationType"] == "essential")
        for row in _rows(links, "occupationSkillRelations")
        if row["occupationUri"] in occupations
    ]
    groups: dict[str, str] = {}
    for row in _rows(links, "broaderRelationsSkillPillar"):
        if row["conceptType"] == "KnowledgeSkillCompetence" and row["broaderType"] == "SkillGroup":
            groups.setdefault(row["conceptUri"], row["broaderUri"])
    return Vocabulary(occupations, relations, groups)


def draw_esco(size: str, folder: Path, seed: int = 1) -> nlmatch.Workload:
    """Draw a workload of size S, L or XL whose vacancies and people draw skills from the real occupations
    of ESCO.

    All but the skills is drawn as in NLMATCH-1. Occupations without skills are never drawn.
    """
    vocabulary = read_esco(folder)
    world = build_world(vocabulary.occupations, vocabulary.relations, vocabulary.groups, licences=nlmatch.LICENCES)
    rng = np.random.default_rng(seed)
    lists: dict[int, tuple[list[int], list[int]]] = {}
    for occupation, skill, essential in vocabulary.relations:
        pair = lists.setdefault(world.occupation(occupation), ([], []))
        pair[0 if essential else 1].append(world.skill(skill))
    asked = np.zeros((len(world.occupations), 2 * WIDTH), dtype=np.int32)
    for at, (needed, useful) in lists.items():
        asked[at, :WIDTH] = np.resize(rng.permutation(needed or useful), WIDTH)
        asked[at, WIDTH:] = np.resize(rng.permutation(useful or needed), WIDTH)
    known = np.array(sorted(lists))
    popularity = np.zeros(len(world.occupations))
    popularity[rng.permutation(known)] = 1 / (np.arange(len(known)) + 10.0) ** 0.8
    tree = nlmatch.Tree(asked, popularity / popularity.sum())
    candidates, vacancies = nlmatch.SIZES[size]
    return nlmatch.populate(world, tree, candidates, vacancies, rng)


def _find(folder: Path, pattern: str) -> Path:
    """Give the one file of this pattern."""
    found = sorted(folder.glob(pattern))
    if not found:
        raise FileNotFoundError(f"{folder} holds no {pattern}")
    return found[-1]


def _rows(archive: Path, name: str) -> Iterator[dict[str, str]]:
    """Give the rows of one csv in the zip."""
    csv.field_size_limit(2**24)
    with zipfile.ZipFile(archive) as opened:
        member = next(entry for entry in opened.namelist() if entry.startswith(name))
        with opened.open(member) as raw:
            yield from csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
