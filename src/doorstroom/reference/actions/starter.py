"""Loads the starter vocabulary that ships with Doorstroom; it meets ESCO on the URI, whichever came first."""

from datetime import date
from typing import TypeVar

from django.db import transaction

from .. import rules
from ..gateways import starter
from ..models import Concept, EntryRule, Occupation, OccupationSkill, OccupationTitle, Skill, SkillGroup
from .concepts import NAME_FIELDS, load_sectors_and_isco, name_it, note_release, state_of

C = TypeVar("C", bound=Concept)
DESCRIPTION = "Startwoordenlijst van Doorstroom, EUPL-1.2"


def load_starter() -> dict[str, int]:
    """Load or refresh the starter set in one transaction, and return how many of each kind it holds."""
    with transaction.atomic():
        load_sectors_and_isco()
        groups = _groups()
        skills = _skills(groups)
        occupations = _occupations()
        _titles(occupations)
        _asks(occupations, skills)
        _entry_rules(occupations)
        note_release(rules.STARTER, starter.VERSION, "", DESCRIPTION)
    return {"skill_groups": len(groups), "skills": len(skills), "occupations": len(occupations)}


def _concepts(model: type[C], fields: tuple[str, ...], rows: list[dict[str, object]]) -> dict[str, C]:
    """Make or refresh concepts and return them by code; one that has an ESCO URI joins the row ESCO has."""
    by_uri = {row.uri: row for row in model._default_manager.all()}
    by_code = {row.code: row for row in by_uri.values() if row.label_sources.get("nl", "").startswith(rules.STARTER)}
    watched = ("uri", "name_nl", "name_en", "code", "retired", *fields)
    found: dict[str, C] = {}
    lost: list[tuple[C, str, str]] = []
    new: list[C] = []
    changed: list[C] = []
    for row in rows:
        code = str(row["code"])
        uri = str(row.get("esco_uri") or model.URN + code)
        concept = by_uri.get(uri) or by_code.get(code) or model(uri=uri)
        before = state_of(concept, watched)
        concept.uri = uri
        concept.code, concept.retired = code, False
        for language, field in NAME_FIELDS.items():
            lost.append((concept, language, name_it(concept, language, str(row[field]), starter.SOURCE)))
        for field in fields:
            setattr(concept, field, row[field])
        found[code] = concept
        if concept.pk is None:
            new.append(concept)
        elif state_of(concept, watched) != before:
            changed.append(concept)
    in_use = {concept.pk for concept in found.values()}
    left_out = [row for row in by_code.values() if row.pk not in in_use and not row.retired]
    for concept in left_out:  # left out of this version, or its ESCO twin has taken its place
        concept.retired, concept.code = True, ""
    model._default_manager.bulk_create(new)
    model._default_manager.bulk_update([*changed, *left_out], [*watched, "label_sources"], batch_size=200)
    if model is Occupation:
        _keep_as_titles(lost)
    return found


def _keep_as_titles(lost: list[tuple[C, str, str]]) -> None:
    """Keep the names that gave way as other titles, so that people still find the occupation by them."""
    OccupationTitle.objects.bulk_create(
        [
            OccupationTitle(occupation_id=concept.pk, language=language, title=name, source="esco")
            for concept, language, name in lost
            if name
        ],
        ignore_conflicts=True,
    )


def _groups() -> dict[str, SkillGroup]:
    """Load the shelves of the starter set."""
    return _concepts(SkillGroup, (), [dict(row) for row in starter.rows("skill_groups")])


def _skills(groups: dict[str, SkillGroup]) -> dict[str, Skill]:
    """Load the skills, each on its shelf."""
    rows = [
        {**row, "group_id": groups[row["group"]].pk, "transversal": row["transversal"] == "1"}
        for row in starter.rows("skills")
    ]
    skills = _concepts(Skill, ("group_id", "transversal"), rows)
    Skill.groups.through.objects.bulk_create(
        [Skill.groups.through(skill_id=skill.pk, skillgroup_id=skill.group_id) for skill in skills.values()],
        ignore_conflicts=True,
    )
    return skills


def _occupations() -> dict[str, Occupation]:
    """Load the occupations, each with its ISCO group and sector."""
    rows = [{**vars(row), "sector_id": row.sector} for row in starter.occupations()]
    return _concepts(Occupation, ("isco", "sector_id"), rows)


def _titles(occupations: dict[str, Occupation]) -> None:
    """Load the other names of occupations."""
    OccupationTitle.objects.bulk_create(
        [
            OccupationTitle(occupation=occupations[row.code], language=language, title=title, source=starter.SOURCE)
            for row in starter.occupations()
            for language, titles in (("nl", row.titles_nl), ("en", row.titles_en))
            for title in titles
        ],
        ignore_conflicts=True,
    )


def _entry_rules(occupations: dict[str, Occupation]) -> None:
    """Load gates and routes anew; nothing refers to them, so the list that ships is what holds."""
    rows = [
        EntryRule(
            occupation=occupations[code],
            kind=EntryRule.Kind[row["kind"].upper()],
            name_nl=row["name_nl"],
            name_en=row["name_en"],
            licence=row["licence"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["source"],
            checked_on=date.fromisoformat(row["checked_on"]) if row["checked_on"] else None,
        )
        for row in starter.rows("entry_rules")
        for code in row["occupations"].split("|")
    ]
    EntryRule.objects.all().delete()
    EntryRule.objects.bulk_create(rows)


def _asks(occupations: dict[str, Occupation], skills: dict[str, Skill]) -> None:
    """Load which skills the occupations ask; the reviewed choice of the starter set replaces that of ESCO."""
    rows = {
        (occupations[row.code].pk, skills[code].pk): OccupationSkill(
            occupation=occupations[row.code], skill=skills[code], essential=essential, source=starter.SOURCE
        )
        for row in starter.occupations()
        for essential, codes in ((True, row.essential), (False, row.optional))
        for code in codes
    }
    OccupationSkill.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["occupation", "skill"],
        update_fields=["essential", "source", "retired"],
        batch_size=1_000,
    )
    held = OccupationSkill.objects.filter(source__startswith=rules.STARTER, retired=False)
    dropped = [key for key, *pair in held.values_list("pk", "occupation_id", "skill_id") if tuple(pair) not in rows]
    OccupationSkill.objects.filter(pk__in=dropped).update(retired=True)
