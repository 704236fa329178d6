"""Verbs of the care for words: map a title once for all, set it aside, take either back."""

from doorstroom.common.text import say
from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Refusal, Unchanged, verb

from .. import rules
from ..declarations import CARE, TITLE_MAPPED, TITLE_OPENED_AGAIN, TITLE_SET_ASIDE
from ..models import Occupation, OccupationTitle, Skill, UnknownTitle
from .concepts import note_release

DESCRIPTION = "Eigen woorden, gekoppeld door de functioneel beheerder"


@verb(title=CARE)
def map_title(*, actor: Actor, title: UnknownTitle, concept: int) -> UnknownTitle | Unchanged:
    """Say which occupation or skill a title means; from then on search and linker know it by that name."""
    model: type[Occupation] | type[Skill] = Occupation if title.kind == UnknownTitle.Kind.OCCUPATION else Skill
    found = model._default_manager.filter(pk=concept, retired=False).first()
    if found is None:
        raise Refusal("gone", say("Dit staat niet meer in de woordenlijst. Kies iets anders."))
    held = title.occupation_id or title.skill_id
    if held == found.pk:
        return UNCHANGED
    _forget(title)
    if isinstance(found, Occupation):
        title.occupation = found
        OccupationTitle.objects.get_or_create(
            occupation=found, language="nl", title=title.text, defaults={"source": rules.OWN}
        )
    else:
        title.skill = found
    title.set_aside = False
    _save(title)
    record(TITLE_MAPPED, by=actor, about=title, title=title.text, concept=found.name_nl or found.name_en)
    return title


@verb(title=CARE)
def set_title_aside(*, actor: Actor, title: UnknownTitle) -> UnknownTitle | Unchanged:
    """Say that a text is no title; it stays counted, out of the way."""
    if title.set_aside:
        return UNCHANGED
    _forget(title)
    title.set_aside = True
    _save(title)
    record(TITLE_SET_ASIDE, by=actor, about=title, title=title.text)
    return title


@verb(title=CARE)
def open_title_again(*, actor: Actor, title: UnknownTitle) -> UnknownTitle | Unchanged:
    """Take back what was decided about a title; search and linker forget it again."""
    if not (title.set_aside or title.occupation_id or title.skill_id):
        return UNCHANGED
    _forget(title)
    title.set_aside = False
    _save(title)
    record(TITLE_OPENED_AGAIN, by=actor, about=title, title=title.text)
    return title


def _forget(title: UnknownTitle) -> None:
    """Take the name that this title became out of the vocabulary; a name from another source stays."""
    if title.occupation_id:
        OccupationTitle.objects.filter(occupation=title.occupation_id, title=title.text, source=rules.OWN).delete()
    title.occupation = title.skill = None


def _save(title: UnknownTitle) -> None:
    title.save(update_fields=["occupation", "skill", "set_aside"])
    note_release(rules.OWN, "1", "", DESCRIPTION)  # tells every search to look again
