"""What this room adds to setting up an office: which words for work are loaded."""

from doorstroom.accounts.declarations import StepState, setup_step
from doorstroom.common.text import say
from doorstroom.core.actors import Actor

from ..models import Occupation, Skill, Vocabulary


def words_loaded(_actor: Actor) -> StepState:
    """Return whether any vocabulary is loaded, which ones, and how much they hold."""
    loaded = list(Vocabulary.objects.order_by("name", "version", "language"))
    facts = {"loaded": loaded, "occupations": Occupation.objects.count(), "skills": Skill.objects.count()}
    return StepState(bool(loaded), facts)


setup_step(30, "words", say("Woorden voor werk"), "reference/panel_setup_words.html", words_loaded)
