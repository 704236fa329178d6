"""Names of concepts with visible fall-back, the skills of an occupation, and where all words come from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, When
from django.utils.translation import gettext as _

from .. import rules
from ..gateways import starter
from ..gateways.starter import StarterOccupation
from ..models import (
    Concept,
    ConceptLabel,
    IscoGroup,
    Named,
    Occupation,
    OccupationSkill,
    Postcode,
    RegionMembership,
    Skill,
    SkillGroup,
    Vocabulary,
)


@dataclass(frozen=True)
class StateLine:
    """One source as the about page shows it."""

    name: str
    version: str
    language: str
    source: str


def label(thing: Named, language: str) -> tuple[str, bool]:
    """Return the name of a concept in a language, and whether it is a fall-back from another one."""
    return labels([thing], language)[0]


def labels(things: Sequence[Named], language: str) -> list[tuple[str, bool]]:
    """Return the names of concepts in a language, in their order, with at most one query for all of them."""
    others: dict[str, str] = {}
    if language not in {"nl", "en"}:
        uris = [_uri(thing) for thing in things]
        rows = ConceptLabel.objects.filter(uri__in=uris, language=language)
        others = dict(rows.values_list("uri", "text"))
    found = []
    for thing in things:
        names = {"en": thing.name_en, "nl": thing.name_nl}
        if others.get(_uri(thing)):
            names[language] = others[_uri(thing)]
        found.append(rules.best_label(names, language))
    return found


def _uri(thing: Named) -> str:
    """Return the URI under which names in other languages are kept."""
    if isinstance(thing, Concept):
        return thing.uri
    if isinstance(thing, IscoGroup):
        return f"http://data.europa.eu/esco/isco/C{thing.code}"
    raise TypeError(f"{type(thing).__name__} has no URI")


def skills_for(occupation: Occupation) -> QuerySet[OccupationSkill]:
    """Return what an occupation asks, each with its skill: reviewed first, essential first, Dutch names first."""
    imported = Case(When(source__startswith=rules.STARTER, then=0), default=1, output_field=IntegerField())
    untranslated = Case(When(skill__name_nl="", then=1), default=0, output_field=IntegerField())
    return (
        OccupationSkill.objects.filter(occupation=occupation, retired=False, skill__retired=False)
        .select_related("skill")
        .order_by(imported, "-essential", untranslated, "skill__name_nl", "skill__name_en", "skill_id")
    )


def skill_groups(skill: Skill) -> list[SkillGroup]:
    """Return the shelves a skill stands on, the main one first."""
    groups = {group.pk: group for group in skill.groups.order_by("uri")}
    if skill.group is not None:
        groups.pop(skill.group.pk, None)
        return [skill.group, *groups.values()]
    return list(groups.values())


def starter_occupations() -> tuple[StarterOccupation, ...]:
    """Return the starter occupations with what vacancies for them usually ask and pay; `code` joins Occupation."""
    return starter.occupations()


def vocabulary_state() -> list[StateLine]:
    """Return every source of words and places with its version, for the about page."""
    rows: Iterable[Vocabulary] = Vocabulary.objects.order_by("name", "version", "language")
    lines = [StateLine(_vocabulary_name(row.name), row.version, row.language, _sentence(row)) for row in rows]
    memberships = RegionMembership.objects.order_by("source").values_list("source", flat=True).distinct()
    for source in sorted({text.partition(";")[0] for text in memberships}):
        lines.append(StateLine(_("Arbeidsmarktregio's en gemeenten"), "", "", source))
    for source in Postcode.objects.order_by("source").values_list("source", flat=True).distinct():
        lines.append(StateLine(_("Postcodegebieden"), "", "", source))
    lines.append(StateLine(_("Reistijden"), "", "", f"{_(rules.TRAVEL[0].source)}. {_(rules.STATEMENT)}"))
    return lines


def _vocabulary_name(name: str) -> str:
    """Return what people call a vocabulary."""
    return {rules.STARTER: _("Startwoordenlijst"), rules.ESCO: "ESCO", rules.OWN: _("Eigen woorden")}.get(name, name)


def _sentence(row: Vocabulary) -> str:
    """Return the source; ESCO asks for a fixed sentence."""
    if row.name == rules.ESCO:
        sentence = _("Deze dienst gebruikt de ESCO-classificatie van de Europese Commissie.")
        return f"{row.source}. {sentence}"
    return row.source
