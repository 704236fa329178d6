"""Imports the official ESCO downloads: joins on URI, keeps origins, deletes nothing, goes on where it stopped."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..gateways.esco import ORDER, EscoTable, recognise
from ..gateways.tables import BadFile, read_tables
from ..models import ImportStep
from ..rules import ESCO, version_key
from .concepts import load_sectors_and_isco, note_release
from .esco_concepts import IscoGroups, Labels, Occupations, SkillGroups, Skills
from .esco_loader import Loader, Row
from .esco_relations import BroaderOccupations, BroaderSkills, OccupationSkills, SkillsHierarchy, SkillSkills

LOADERS: dict[str, type[Loader]] = {
    "isco_groups": IscoGroups,
    "skill_groups": SkillGroups,
    "skills": Skills,
    "occupations": Occupations,
    "skills_hierarchy": SkillsHierarchy,
    "broader_occupations": BroaderOccupations,
    "broader_skills": BroaderSkills,
    "occupation_skills": OccupationSkills,
    "skill_skills": SkillSkills,
    "labels": Labels,
}
ROWS_AT_ONCE = 5_000
Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What became of one table."""

    name: str
    kind: str
    rows: int = 0
    skipped: bool = False
    dropped: list[tuple[int, str]] = field(default_factory=list)  # line and Dutch reason
    seconds: float = 0.0


def import_esco(
    paths: Sequence[Path],
    *,
    version: str = "",
    language: str = "",
    tell: Tell = lambda sentence: None,
) -> list[Outcome]:
    """Load ESCO tables in the order in which they refer to each other; an unreadable file stops before any row."""
    found: list[EscoTable] = []
    for path in paths:
        for table in read_tables(path):
            esco = recognise(table, version, language)
            if esco is None:
                tell(_("%(name)s: niet nodig, overgeslagen.") % {"name": table.name})
                continue
            for note in table.notes:
                tell(f"{table.name}: {note}")
            found.append(esco)
    if not found:
        raise BadFile(_("Er is geen bestand van ESCO gevonden."))
    found.sort(key=lambda one: (ORDER.index(one.kind), version_key(one.version), one.language))
    with transaction.atomic():
        load_sectors_and_isco()
    outcomes = [_load(esco, tell) for esco in found]
    _let_the_database_count()
    return outcomes


def _let_the_database_count() -> None:
    """Have PostgreSQL count the filled tables now, and not when its housekeeping comes by.

    Until then it takes them for nearly empty: reading all words with their concept ran into its limit of 10 s.
    """
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in apps.get_app_config("reference").get_models()]
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE " + ", ".join(map(connection.ops.quote_name, tables)))


def _load(esco: EscoTable, tell: Tell) -> Outcome:
    """Load one table, batch by batch; each batch and its progress are saved together."""
    started = time.monotonic()
    name = f"{esco.table.name} ({' '.join(part for part in (esco.version, esco.language) if part) or 'lijst'})"
    outcome = Outcome(name, esco.kind)
    step = _step(esco)
    if step.finished_at:
        outcome.skipped, outcome.rows = True, step.rows_done
        tell(_("%(name)s: was al ingelezen, %(rows)d rijen.") % {"name": name, "rows": step.rows_done})
        return outcome
    if step.rows_done:
        tell(_("%(name)s: gaat verder na rij %(rows)d.") % {"name": name, "rows": step.rows_done})
    loader = LOADERS[esco.kind](esco)
    lines = _rows(esco, loader)
    loader.pass_over(list(islice(lines, step.rows_done)))
    loader.dropped.clear()
    last_told = started
    while True:
        batch = list(islice(lines, ROWS_AT_ONCE))
        if not batch:
            break
        with transaction.atomic():
            loader.take([row for row in batch if row.cells])
            step.rows_done += len(batch)
            step.rows_dropped += len(loader.dropped) - len(outcome.dropped)
            step.save(update_fields=["rows_done", "rows_dropped"])
        for line, reason in loader.dropped[len(outcome.dropped) :]:
            tell("  " + _("regel %(line)d overgeslagen: %(reason)s") % {"line": line, "reason": reason})
            outcome.dropped.append((line, reason))
        if time.monotonic() - last_told > 1:
            last_told = time.monotonic()
            tell(_("%(name)s: %(rows)d rijen…") % {"name": name, "rows": step.rows_done})
    with transaction.atomic():
        loader.finish()
        step.finished_at = timezone.now()
        step.save(update_fields=["finished_at"])
        release = (ESCO, esco.version) if esco.version else (esco.source[:40], "1")
        note_release(*release, esco.language, _source_sentence(esco))
    outcome.rows, outcome.seconds = step.rows_done, time.monotonic() - started
    tell(
        _("%(name)s: %(rows)d rijen, %(dropped)d overgeslagen, %(seconds).1f seconden.")
        % {"name": name, "rows": step.rows_done, "dropped": step.rows_dropped, "seconds": outcome.seconds}
    )
    return outcome


def _step(esco: EscoTable) -> ImportStep:
    """Return the progress of a table; one that dropped rows starts again, since what they missed may be there now."""
    step, _made = ImportStep.objects.get_or_create(
        fingerprint=esco.fingerprint,
        defaults={
            "name": esco.table.name[:200],
            "kind": esco.kind,
            "version": esco.version,
            "language": esco.language,
        },
    )
    if step.finished_at and step.rows_dropped:
        step.finished_at, step.rows_done, step.rows_dropped = None, 0, 0
    return step


def _rows(esco: EscoTable, loader: Loader) -> Iterator[Row]:
    """Yield the records with their columns by name; one with too few or too many columns comes empty and is dropped."""
    names = [name.lower() for name in esco.table.header]
    for line in esco.table.lines():
        if len(line.cells) != len(names) and not (loader.ragged and len(line.cells) <= len(names)):
            loader.drop(
                line.number,
                _("de rij heeft %(found)d kolommen in plaats van %(needed)d")
                % {"found": len(line.cells), "needed": len(names)},
            )
            yield Row(line.number, {})
        else:
            yield Row(line.number, {name: cell.strip() for name, cell in zip(names, line.cells, strict=False)})


def _source_sentence(esco: EscoTable) -> str:
    """Return the origin as the about page names it."""
    if esco.version:
        return f"ESCO {esco.version}, Europese Commissie"
    return f"Lijst met namen: {esco.table.name}"[:300]
