"""What loading the starter set and loading ESCO have in common: naming a concept, writing what changed."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model

from .. import rules
from ..gateways import starter
from ..models import ConceptLabel, IscoGroup, Named, Sector, Vocabulary

NAME_FIELDS = {"nl": "name_nl", "en": "name_en"}
ISCO_SOURCE = "isco 08"
Row = TypeVar("Row", bound=Model)


def name_it(concept: Named, language: str, text: str, source: str) -> str:
    """Name a concept in Dutch or English where this source may; return the name that lost, old or new."""
    field = NAME_FIELDS[language]
    current: str = getattr(concept, field)
    if not rules.takes_over(source, concept.label_sources.get(language, "")):
        return text if text.casefold() != current.casefold() else ""
    setattr(concept, field, text)
    concept.label_sources = {**concept.label_sources, language: source}
    return current if text.casefold() != current.casefold() else ""


def state_of(row: Model, fields: Iterable[str]) -> tuple[object, ...]:
    """Return the values of some fields, to see afterwards whether anything changed."""
    return tuple(getattr(row, field) for field in fields)


def rewrite(rows: Sequence[Row], fields: Sequence[str]) -> None:
    """Write some fields of rows that stand already, thousands at once.

    As an insert that meets its own key: `bulk_update` builds a case for each row and field, with which all of ESCO took
    a third longer.
    """
    for model in {type(row) for row in rows}:
        model._default_manager.bulk_create(
            [row for row in rows if type(row) is model],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=fields,
            batch_size=2_000,
        )


def write_labels(labels: Sequence[ConceptLabel]) -> None:
    """Write names in other languages; a stronger source stays."""
    known = {
        (row.uri, row.language): row.source
        for row in ConceptLabel.objects.filter(language__in={label.language for label in labels})
    }
    unique = {(label.uri, label.language): label for label in labels}
    ConceptLabel.objects.bulk_create(
        [row for key, row in unique.items() if rules.takes_over(row.source, known.get(key, ""))],
        update_conflicts=True,
        unique_fields=["uri", "language"],
        update_fields=["text", "source"],
        batch_size=2_000,
    )


def note_release(name: str, version: str, language: str, source: str) -> None:
    """Remember that a release was loaded; this also tells every search to look again."""
    Vocabulary.objects.update_or_create(name=name, version=version, language=language, defaults={"source": source})


def load_sectors_and_isco() -> None:
    """Write the sectors and the unit groups of ISCO-08, each with the sector that its occupations belong to."""
    Sector.objects.bulk_create(
        [Sector(**row) for row in starter.rows("sectors")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name_nl", "name_en", "sbi"],
    )
    known = {group.code: group for group in IscoGroup.objects.all()}
    new, changed = [], []
    for row in starter.rows("isco_unit_groups"):
        group = known.get(row["code"]) or IscoGroup(code=row["code"])
        before = state_of(group, ("name_nl", "name_en", "sector_id"))
        for language, field in NAME_FIELDS.items():
            name_it(group, language, row[field], ISCO_SOURCE)
        group.sector_id = row["sector"]
        if row["code"] not in known:
            new.append(group)
        elif state_of(group, ("name_nl", "name_en", "sector_id")) != before:
            changed.append(group)
    IscoGroup.objects.bulk_create(new)
    rewrite(changed, ["name_nl", "name_en", "label_sources", "sector"])
