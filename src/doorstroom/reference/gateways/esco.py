"""Recognises the official ESCO tables by their columns, whatever the download is called."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from .tables import BadFile, Table

# In the order in which they have to be loaded: what is referred to comes first.
ORDER = (
    "isco_groups",
    "skill_groups",
    "skills",
    "occupations",
    "skills_hierarchy",
    "broader_occupations",
    "broader_skills",
    "occupation_skills",
    "skill_skills",
    "labels",
)
_COLUMNS: dict[str, set[str]] = {
    "occupations": {"concepturi", "iscogroup", "preferredlabel"},
    "skills": {"concepturi", "skilltype", "reuselevel", "preferredlabel", "inscheme"},
    "occupation_skills": {"occupationuri", "relationtype", "skilluri"},
    "skill_skills": {"originalskilluri", "relationtype", "relatedskilluri"},
    "skills_hierarchy": {"level 0 uri", "level 1 uri", "level 2 uri", "level 3 uri"},
}
_WITHOUT_LANGUAGE = {"occupation_skills", "skill_skills", "broader_occupations", "broader_skills"}
# Parts of the official download that repeat other tables or that Doorstroom has no place for.
_NOT_NEEDED = re.compile(r"collection|conceptscheme|dictionary|greenshare|readme|licen[cs]e", re.IGNORECASE)
_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d])", re.IGNORECASE)
_LANGUAGE = re.compile(r"[_\- ]([a-z]{2})(?=[_\-. ])", re.IGNORECASE)
# The languages in which ESCO is published, and Turkish for lists of labels.
LANGUAGES = frozenset({
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt",
    "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "uk",
})  # fmt: skip


@dataclass(frozen=True)
class EscoTable:
    """A table with its place in ESCO: what it holds, which version, which language."""

    table: Table
    kind: str
    version: str  # empty for a list of labels
    language: str  # empty for relations

    @property
    def source(self) -> str:
        """Return what is kept with each label or relation as its origin."""
        return f"esco {self.version}" if self.version else Path(self.table.name).stem[:60]

    @property
    def fingerprint(self) -> str:
        """Return what makes this reading of this content one of its kind."""
        return f"{self.table.sha256[:40]}:{self.kind[:12]}:{self.version}:{self.language}"[:64]


def recognise(table: Table, version: str = "", language: str = "") -> EscoTable | None:
    """Return what a table is, or None when Doorstroom does not need it; an unknown file is a BadFile."""
    kind = _kind(table)
    if kind is None:
        return None
    if kind == "labels":
        column = next(name for name in table.header if name.lower().startswith("label_"))
        return EscoTable(table, kind, "", column.lower().removeprefix("label_")[:8])
    found_version = version or _first(_VERSION, table.name) or _first(_VERSION, table.archive)
    if not found_version:
        raise BadFile(
            _("Wij zien niet welke versie van ESCO %(name)s is. Geef die op, bijvoorbeeld: --release 1.2.0")
            % {"name": table.name}
        )
    if kind in _WITHOUT_LANGUAGE:
        return EscoTable(table, kind, found_version, "")
    found_language = language or _language(table.name) or _language(table.archive)
    if not found_language:
        raise BadFile(
            _("Wij zien niet in welke taal %(name)s is. Geef die op, bijvoorbeeld: --language nl")
            % {"name": table.name}
        )
    return EscoTable(table, kind, found_version, found_language)


def _kind(table: Table) -> str | None:
    """Return what a table holds, by its columns and the kind of concept in its first row."""
    columns = {name.lower() for name in table.header}
    if columns >= {"concepttype", "concepturi", "broadertype", "broaderuri"}:
        types = {cells[0] for cells in (line.cells for line in table.lines())}
        return "broader_occupations" if types & {"Occupation", "ISCOGroup"} else "broader_skills"
    if _NOT_NEEDED.search(table.name) or "broaderconcepturi" in columns:
        return None
    for kind, needed in _COLUMNS.items():
        if needed <= columns:
            return kind
    if columns >= {"concepttype", "concepturi", "code", "preferredlabel"}:
        place = [name.lower() for name in table.header].index("concepttype")
        first = next(table.lines(), None)
        found = first.cells[place] if first and len(first.cells) > place else ""
        known = {"ISCOGroup": "isco_groups", "SkillGroup": "skill_groups"}
        if found in known:
            return known[found]
    elif "concepturi" in columns and len([name for name in columns if name.startswith("label_")]) == 1:
        return "labels"
    _unknown(table)
    return None


def _unknown(table: Table) -> None:
    """Refuse a table of which the columns say nothing; in an archive it may be a part that newer versions added."""
    if table.archive:
        return
    raise BadFile(
        _("Wij herkennen %(name)s niet als bestand van ESCO. De kolommen zijn: %(columns)s")
        % {"name": table.name, "columns": ", ".join(table.header)[:300]}
    )


def _first(pattern: re.Pattern[str], text: str) -> str:
    """Return the first thing a pattern finds, or nothing."""
    found = pattern.search(text)
    return found.group(1) if found else ""


def _language(name: str) -> str:
    """Return the last language code in a file name."""
    codes = [code.lower() for code in _LANGUAGE.findall(name) if code.lower() in LANGUAGES]
    return codes[-1] if codes else ""
