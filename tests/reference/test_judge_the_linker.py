"""The frozen sets: everyday titles and pairs of a man's and a woman's form, over the words that ship along.

The figures are what was measured; a change that lowers one has to say why. Figures with ESCO and with trained weights
stand in docs/explanation/linking.md.
"""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command

from doorstroom.reference.gateways.starter import occupations
from doorstroom.reference.linking import Label, Linker, lexical_linker

HERE = Path(__file__).parent
ISCO = {row.code: row.isco for row in occupations()}


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def linker() -> Linker:
    names = [Label(row.code, row.name_nl, preferred=True) for row in occupations()]
    return lexical_linker(names + [Label(row.code, title) for row in occupations() for title in row.titles_nl])


def first(linker: Linker, title: str) -> str:
    found = linker.link(title).candidates
    return found[0].key if found else ""


def test_a_mans_and_a_womans_form_mean_the_same_work(linker: Linker) -> None:
    differing = [
        (row["male"], row["female"])
        for row in rows_of("gendered_pairs.csv")
        if first(linker, row["male"]) != first(linker, row["female"])
    ]
    assert len(differing) <= 1, differing


def test_everyday_titles_reach_an_accepted_group(linker: Linker) -> None:
    missed = []
    for row in rows_of("everyday_titles.csv"):
        found = [ISCO[one.key] for one in linker.link(row["title"], limit=3).candidates]
        if not any(group.startswith(right) for right in row["isco"].split("|") for group in found):
            missed.append((row["title"], row["isco"], found))
    assert len(missed) <= 48, missed


def test_skills_and_other_work_are_measured_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def write(name: str, *lines: str) -> str:
        (tmp_path / name).write_text("\n".join(lines) + "\n")
        return str(tmp_path / name)

    labels = write("labels.csv", "conceptUri,label_nl", "u:s1,brood bakken", "u:s2,haar knippen", "u:s3,bus rijden")
    pairs = write("pairs.csv", "esco_skill_uri,vdab_statement_nl", "u:s1,Brood bakken in de oven", "u:s2,Haren knippen")
    call_command("evaluate_skills", pairs, "--esco", labels, "--steps", "1")
    assert capsys.readouterr().out.splitlines()[-1] == "skills mrr 1.000 top1 1.000 top10 1.000"
    asks = write(
        "occupationSkillRelations v1.2.0.csv", "occupationUri,relationType,skillType,skillUri",
        "u:o1,essential,,u:s1", "u:o2,essential,,u:s4", "u:o3,essential,,u:s2",
    )  # fmt: skip
    broader = write(
        "broaderRelationsSkillPillar v1.2.0.csv", "conceptType,conceptUri,broaderType,broaderUri",
        "KnowledgeSkillCompetence,u:s1,SkillGroup,u:g1", "KnowledgeSkillCompetence,u:s4,SkillGroup,u:g1",
        "KnowledgeSkillCompetence,u:s2,SkillGroup,u:g2",
    )  # fmt: skip
    tree = write(
        "skillsHierarchy v1.2.0_nl.csv", "Level 0 URI,Level 1 URI,Level 2 URI,Level 3 URI",
        "u:r,u:q,u:g1,", "u:r,u:q,u:g2,",
    )  # fmt: skip
    match = write("match.csv", "concept_uri,isco_code,onet_code", "u:o1,7512,A", "u:o2,5120,B", "u:o3,5141,C")
    related = write("related.csv", "onet_soc,related_onet_soc", "A,B")
    call_command("evaluate_switch", related, "--match", match, "--esco", asks, broader, tree)
    assert capsys.readouterr().out.splitlines()[-1] == "switch mrr 1.000 top1 1.000 top10 1.000"
