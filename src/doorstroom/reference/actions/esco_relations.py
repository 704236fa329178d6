"""The ESCO tables that relate concepts: who asks which skill, what is broader than what."""

from django.db.models import Q
from django.utils.translation import gettext as _

from .. import rules
from ..gateways.esco import EscoTable
from ..models import Occupation, OccupationSkill, Skill, SkillGroup, SkillRelation
from .concepts import rewrite
from .esco_loader import Loader, Row

ISCED_F = "http://data.europa.eu/esco/isced-f/"  # fields of education; a shelf of skills is the better place


class Relations(Loader):
    """Finds both ends of a relation."""

    def __init__(self, esco: EscoTable) -> None:
        """Know all concepts by URI."""
        super().__init__(esco)
        self.skills = dict(Skill.objects.values_list("uri", "pk"))
        self.occupations = dict(Occupation.objects.values_list("uri", "pk"))
        self.groups = dict(SkillGroup.objects.values_list("uri", "pk"))

    def end(self, row: Row, column: str, known: dict[str, int], what: str) -> int | None:
        """Return the key of what a column points to, or drop the row."""
        key = known.get(row[column])
        if key is None:
            self.drop(row.number, _("%(what)s kennen wij niet: %(uri)s") % {"what": what, "uri": row[column][:200]})
        return key


class OccupationSkills(Relations):
    """occupationSkillRelations.csv: essential and optional skills; reviewed relations stay as they are."""

    def __init__(self, esco: EscoTable) -> None:
        """Know which relations come from a stronger source or a newer release."""
        super().__init__(esco)
        self.stronger: set[tuple[int, int]] = set()
        self.essential: set[tuple[int, int]] = set()
        self.retired = False
        for source in OccupationSkill.objects.values_list("source", flat=True).distinct().order_by("source"):
            if not rules.takes_over(esco.source, source):
                self.retired = self.retired or source.startswith(rules.ESCO)
                pairs = OccupationSkill.objects.filter(source=source).values_list("occupation_id", "skill_id")
                self.stronger.update(pairs)

    def pass_over(self, rows: list[Row]) -> None:
        """Remember which skills were called essential before."""
        for row in rows:
            if row["relationtype"] == "essential":
                self.essential.add((self.occupations.get(row["occupationuri"], 0), self.skills.get(row["skilluri"], 0)))

    def take(self, rows: list[Row]) -> None:
        """Write the relations of a batch; where a pair is both, essential wins."""
        found: dict[tuple[int, int], OccupationSkill] = {}
        for row in rows:
            if row["relationtype"] not in {"essential", "optional"}:
                self.drop(row.number, _("onbekende relatie: %(kind)s") % {"kind": row["relationtype"][:40] or "-"})
                continue
            occupation = self.end(row, "occupationuri", self.occupations, _("het beroep"))
            if occupation is None:
                continue
            skill = self.end(row, "skilluri", self.skills, _("de vaardigheid"))
            if skill is None or (occupation, skill) in self.stronger:
                continue
            if row["relationtype"] == "essential":
                self.essential.add((occupation, skill))
            found[(occupation, skill)] = OccupationSkill(
                occupation_id=occupation,
                skill_id=skill,
                essential=(occupation, skill) in self.essential,
                source=self.esco.source,
                retired=self.retired,
            )
        OccupationSkill.objects.bulk_create(
            found.values(),
            update_conflicts=True,
            unique_fields=["occupation", "skill"],
            update_fields=["essential", "source", "retired"],
            batch_size=5_000,
        )

    def finish(self) -> None:
        """Mark the relations that this release left out, unless it is not the newest."""
        if not self.retired:
            OccupationSkill.objects.exclude(
                Q(source=self.esco.source) | Q(source__startswith=rules.STARTER) | Q(retired=True)
            ).update(retired=True)


class SkillSkills(Relations):
    """skillSkillRelations.csv: a skill that another one needs."""

    def take(self, rows: list[Row]) -> None:
        """Write the relations of a batch."""
        found = []
        for row in rows:
            if row["relationtype"] not in {"essential", "optional"}:
                self.drop(row.number, _("onbekende relatie: %(kind)s") % {"kind": row["relationtype"][:40] or "-"})
                continue
            skill = self.end(row, "originalskilluri", self.skills, _("de vaardigheid"))
            related = skill and self.end(row, "relatedskilluri", self.skills, _("de vaardigheid"))
            if skill and related:
                found.append(
                    SkillRelation(skill_id=skill, related_id=related, kind=row["relationtype"], source=self.esco.source)
                )
        SkillRelation.objects.bulk_create(found, ignore_conflicts=True, batch_size=5_000)


class BroaderSkills(Relations):
    """broaderRelationsSkillPillar.csv: shelves in shelves, skills on shelves, special cases of skills."""

    def take(self, rows: list[Row]) -> None:
        """Write the relations of a batch."""
        on_shelf, special, parents = [], [], {}
        for row in rows:
            match (row["concepttype"], row["broadertype"]):
                case ("SkillGroup", "SkillGroup"):
                    child = self.end(row, "concepturi", self.groups, _("de groep"))
                    parent = child and self.end(row, "broaderuri", self.groups, _("de groep"))
                    if child and parent:
                        parents[child] = parent
                case ("KnowledgeSkillCompetence", "SkillGroup"):
                    skill = self.end(row, "concepturi", self.skills, _("de vaardigheid"))
                    group = skill and self.end(row, "broaderuri", self.groups, _("de groep"))
                    if skill and group:
                        on_shelf.append(Skill.groups.through(skill_id=skill, skillgroup_id=group))
                case ("KnowledgeSkillCompetence", "KnowledgeSkillCompetence"):
                    skill = self.end(row, "concepturi", self.skills, _("de vaardigheid"))
                    broader = skill and self.end(row, "broaderuri", self.skills, _("de vaardigheid"))
                    if skill and broader:
                        special.append(
                            SkillRelation(
                                skill_id=skill,
                                related_id=broader,
                                kind=SkillRelation.Kind.BROADER,
                                source=self.esco.source,
                            )
                        )
                case (concept_type, broader_type):
                    self.drop(
                        row.number, _("onbekende relatie: %(kind)s") % {"kind": f"{concept_type} {broader_type}"[:80]}
                    )
        set_parents(parents)
        Skill.groups.through.objects.bulk_create(on_shelf, ignore_conflicts=True, batch_size=5_000)
        SkillRelation.objects.bulk_create(special, ignore_conflicts=True, batch_size=5_000)

    def finish(self) -> None:
        """Give every skill without one its main shelf: its own, or that of the broader skill."""
        shelf_of: dict[int, int] = {}
        pairs = Skill.groups.through.objects.values_list("skill_id", "skillgroup_id", "skillgroup__uri")
        for skill, group, _uri in sorted(pairs, key=lambda pair: (pair[2].startswith(ISCED_F), pair[2])):
            shelf_of.setdefault(skill, group)
        broader = dict(
            SkillRelation.objects.filter(kind=SkillRelation.Kind.BROADER)
            .order_by("skill_id", "-related_id")
            .values_list("skill_id", "related_id")
        )
        homeless = list(Skill.objects.filter(group=None))
        for row in homeless:
            key, steps = row.pk, 0
            while key not in shelf_of and key in broader and steps < 20:
                key, steps = broader[key], steps + 1
            row.group_id = shelf_of.get(key)
        rewrite(homeless, ["group"])


class SkillsHierarchy(Relations):
    """skillsHierarchy_<language>.csv: the path from the root to a shelf; only the first columns are always there."""

    ragged = True

    def take(self, rows: list[Row]) -> None:
        """Hang each shelf under the one before it on its path."""
        parents: dict[int, int] = {}
        for row in rows:
            path = [(f"level {level} uri", row[f"level {level} uri"]) for level in range(4)]
            filled = [(column, uri) for column, uri in path if uri]
            if not filled:
                self.drop(row.number, _("de rij noemt geen groep"))
                continue
            keys = [self.end(row, column, self.groups, _("de groep")) for column, _uri in filled[-2:]]
            if len(keys) == 2 and keys[0] and keys[1]:
                parents[keys[1]] = keys[0]
        set_parents(parents)


class BroaderOccupations(Relations):
    """broaderRelationsOccPillar.csv: special cases of occupations; ISCO groups are clear from their codes."""

    def take(self, rows: list[Row]) -> None:
        """Write the broader occupations of a batch."""
        broader: dict[int, int] = {}
        for row in rows:
            if (row["concepttype"], row["broadertype"]) == ("Occupation", "Occupation"):
                occupation = self.end(row, "concepturi", self.occupations, _("het beroep"))
                target = occupation and self.end(row, "broaderuri", self.occupations, _("het beroep"))
                if occupation and target:
                    broader[occupation] = target
        changed = [
            occupation
            for occupation in Occupation.objects.filter(pk__in=broader)
            if occupation.broader_id != broader[occupation.pk]
        ]
        for one in changed:
            one.broader_id = broader[one.pk]
        rewrite(changed, ["broader"])


def set_parents(parents: dict[int, int]) -> None:
    """Hang shelves under other shelves."""
    groups = [group for group in SkillGroup.objects.filter(pk__in=parents) if group.parent_id != parents[group.pk]]
    for group in groups:
        group.parent_id = parents[group.pk]
    rewrite(groups, ["parent"])
