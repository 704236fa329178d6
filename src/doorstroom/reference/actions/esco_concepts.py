"""The ESCO tables that hold concepts: ISCO groups, skill groups, skills, occupations, and lists of labels."""

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Generic, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from .. import rules
from ..gateways.esco import EscoTable
from ..models import Concept, ConceptLabel, IscoGroup, Occupation, OccupationTitle, Skill, SkillGroup, SkillName
from .concepts import NAME_FIELDS, name_it, rewrite, state_of, write_labels
from .esco_loader import Loader, Row

C = TypeVar("C", bound=Concept)
NAMES = ("name_nl", "name_en", "label_sources")
_SEPARATORS = re.compile(r"\n| \| ")


class Concepts(Loader, Generic[C]):
    """Takes in a table with one concept a row."""

    model: type[C]
    concept_type: ClassVar[str]
    fields: ClassVar[tuple[str, ...]] = ()  # beside names and release
    own: ClassVar[Q] = Q(code__gt="")  # what the starter set answers for

    def __init__(self, esco: EscoTable) -> None:
        """Know what is there already."""
        super().__init__(esco)
        self.known: dict[str, C] = {row.uri: row for row in self.model._default_manager.all()}
        self.seen: set[str] = set()

    def pass_over(self, rows: list[Row]) -> None:
        """Remember which concepts the file named before."""
        self.seen.update(row["concepturi"] for row in rows)

    def take(self, rows: list[Row]) -> None:
        """Make or refresh the concepts of a batch."""
        watched = (*NAMES, "release", *self.fields)
        new: list[C] = []
        changed: list[C] = []
        labels: list[ConceptLabel] = []
        lost: list[tuple[C, str]] = []
        for row in rows:
            label = self._accept(row)
            if not label:
                continue
            concept = self.known.get(row["concepturi"]) or self.model(uri=row["concepturi"])
            before = state_of(concept, watched)
            if not self.fill(concept, row):
                continue
            if self.esco.language in NAME_FIELDS:
                lost.append((concept, name_it(concept, self.esco.language, label, self.esco.source)))
            else:
                labels.append(
                    ConceptLabel(uri=concept.uri, language=self.esco.language, text=label, source=self.esco.source)
                )
            if rules.version_key(self.esco.version) > rules.version_key(concept.release):
                concept.release = self.esco.version
            if concept.pk is None:
                new.append(concept)
                self.known[concept.uri] = concept
            elif state_of(concept, watched) != before:
                changed.append(concept)
        self.model._default_manager.bulk_create(new, batch_size=1_000)
        rewrite(changed, watched)
        write_labels(labels)
        self.keep_other_names(self._other_names(rows, lost))

    def _accept(self, row: Row) -> str:
        """Return the label of a row that can be taken in, or drop it."""
        uri = self.good_uri(row, "concepturi")
        if not uri:
            return ""
        if row["concepttype"] != self.concept_type:
            self.drop(row.number, _("een ander soort begrip: %(kind)s") % {"kind": row["concepttype"][:60] or "-"})
            return ""
        if row["status"] not in {"released", ""}:
            self.drop(row.number, _("de status is %(status)s") % {"status": row["status"][:60]})
            return ""
        if uri in self.seen:
            self.drop(row.number, _("dit begrip staat al eerder in het bestand: %(uri)s") % {"uri": uri})
            return ""
        self.seen.add(uri)
        return self.good_label(row, "preferredlabel")

    def fill(self, concept: C, row: Row) -> bool:
        """Fill what only this kind has; False when the row was dropped."""
        return True

    def keep_other_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Keep further names, each with the key of its concept, where this kind has room for them."""

    def _other_names(self, rows: list[Row], lost: list[tuple[C, str]]) -> Iterator[tuple[int, str]]:
        """Yield the other names of a batch, and names that gave way to a reviewed one."""
        own = NAME_FIELDS.get(self.esco.language, "")
        for concept, name in lost:
            if name and name.casefold() != getattr(concept, own, "").casefold():
                yield concept.pk, name
        for row in rows:
            known = self.known.get(row["concepturi"])
            if known is None or known.pk is None:
                continue
            for part in _SEPARATORS.split(row["altlabels"]):
                name = " ".join(part.split())
                if len(name) > 255:
                    self.drop(row.number, _("een andere naam is langer dan 255 tekens en is weggelaten"))
                elif name and name.casefold() != getattr(known, own, "").casefold():
                    yield known.pk, name

    def finish(self) -> None:
        """Mark what the newest release left out; our own reviewed concepts stay in use."""
        releases = set(self.model._default_manager.exclude(release="").values_list("release", flat=True))
        if not releases:
            return
        newest = max(releases, key=rules.version_key)
        released = self.model._default_manager.exclude(release="").exclude(self.own)
        released.filter(release=newest, retired=True).update(retired=False)
        released.exclude(release=newest).filter(retired=False).update(retired=True)


class SkillGroups(Concepts[SkillGroup]):
    """skillGroups_<language>.csv."""

    model = SkillGroup
    concept_type = "SkillGroup"
    fields = ("code",)
    own = Q(uri__startswith="urn:")

    def fill(self, concept: SkillGroup, row: Row) -> bool:
        """Keep the code by which ESCO orders its shelves."""
        concept.code = row["code"][:60]
        return True


class Skills(Concepts[Skill]):
    """skills_<language>.csv."""

    model = Skill
    concept_type = "KnowledgeSkillCompetence"
    fields = ("transversal",)

    def fill(self, concept: Skill, row: Row) -> bool:
        """Keep whether the skill is of use in any work; the starter set decides for its own skills."""
        if not concept.code:
            concept.transversal = row["reuselevel"] == "transversal"
        return True

    def keep_other_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Keep further names of skills."""
        language, source = self.esco.language, self.esco.source
        made = [
            SkillName(skill_id=key, language=language, name=name, source=source) for key, name in dict.fromkeys(names)
        ]
        SkillName.objects.bulk_create(made, ignore_conflicts=True, batch_size=5_000)


class Occupations(Concepts[Occupation]):
    """occupations_<language>.csv."""

    model = Occupation
    concept_type = "Occupation"
    fields = ("isco", "sector_id")

    def __init__(self, esco: EscoTable) -> None:
        """Know to which sector each ISCO unit group belongs."""
        super().__init__(esco)
        self.sector_of = dict(IscoGroup.objects.exclude(sector=None).values_list("code", "sector_id"))

    def fill(self, concept: Occupation, row: Row) -> bool:
        """Keep the ISCO group, and the sector that follows from it where none was chosen."""
        if row["iscogroup"] not in self.sector_of:
            self.drop(row.number, _("onbekende ISCO-groep: %(code)s") % {"code": row["iscogroup"][:20] or "-"})
            return False
        concept.isco = row["iscogroup"]
        concept.sector_id = concept.sector_id or self.sector_of[row["iscogroup"]]
        return True

    def keep_other_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Keep further titles of occupations."""
        language, source = self.esco.language, self.esco.source
        made = [
            OccupationTitle(occupation_id=key, language=language, title=name, source=source)
            for key, name in dict.fromkeys(names)
        ]
        OccupationTitle.objects.bulk_create(made, ignore_conflicts=True, batch_size=5_000)


class IscoGroups(Loader):
    """ISCOGroups_<language>.csv; groups are known by their code."""

    def take(self, rows: list[Row]) -> None:
        """Make or refresh the groups of a batch."""
        known = {group.code: group for group in IscoGroup.objects.all()}
        new: list[IscoGroup] = []
        changed: list[IscoGroup] = []
        labels: list[ConceptLabel] = []
        for row in rows:
            uri, label = self.good_uri(row, "concepturi"), row["preferredlabel"]
            if not uri:
                continue
            if not re.fullmatch(r"\d{1,4}", row["code"]):
                self.drop(row.number, _("onbekende ISCO-groep: %(code)s") % {"code": row["code"][:20] or "-"})
                continue
            if not (label := self.good_label(row, "preferredlabel")):
                continue
            group = known.get(row["code"])
            if group is None:
                group = known[row["code"]] = IscoGroup(code=row["code"])
                new.append(group)
            elif group not in new:
                changed.append(group)
            if self.esco.language in NAME_FIELDS:
                name_it(group, self.esco.language, label, self.esco.source)
            else:
                labels.append(ConceptLabel(uri=uri, language=self.esco.language, text=label, source=self.esco.source))
        IscoGroup.objects.bulk_create(sorted(new, key=lambda group: len(group.code)))
        rewrite(changed, NAMES)
        write_labels(labels)

    def finish(self) -> None:
        """Hang every group under the one with a digit less."""
        groups = {group.code: group for group in IscoGroup.objects.all()}
        orphans = [group for code, group in groups.items() if group.parent_id is None and code[:-1] in groups]
        for group in orphans:
            group.parent = groups[group.code[:-1]]
        rewrite(orphans, ["parent"])


class Labels(Loader):
    """A plain list of URIs with a label: fills names that are missing, never replaces a released one."""

    def __init__(self, esco: EscoTable) -> None:
        """Know every concept that could be named."""
        super().__init__(esco)
        self.known: dict[str, Concept] = {}
        for model in (SkillGroup, Skill, Occupation):
            self.known.update({row.uri: row for row in model._default_manager.all()})

    def take(self, rows: list[Row]) -> None:
        """Name the concepts of a batch."""
        language = self.esco.language
        changed: list[Concept] = []
        labels: list[ConceptLabel] = []
        for row in rows:
            uri = self.good_uri(row, "concepturi")
            if not uri or not (label := self.good_label(row, f"label_{language}")):
                continue
            concept = self.known.get(uri)
            if concept is None:
                self.drop(row.number, _("dit begrip kennen wij niet: %(uri)s") % {"uri": uri})
            elif language not in NAME_FIELDS:
                labels.append(ConceptLabel(uri=uri, language=language, text=label, source=self.esco.source))
            else:
                before = state_of(concept, NAMES)
                name_it(concept, language, label, self.esco.source)
                if state_of(concept, NAMES) != before:
                    changed.append(concept)
        rewrite(changed, NAMES)
        write_labels(labels)
