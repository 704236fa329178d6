"""What this room adds to setting up an office: which words for work are loaded."""

from doorstroom.accounts.declarations import StepState, setup_step
from doorstroom.common.text import say
from doorstroom.core.actors import Actor

from ..models import Occupation, Skill, Vocabulary
from .words import vocabulary_state


def words_loaded(_actor: Actor) -> StepState:
    """Return whether any vocabulary is loaded, from which sources, and how much it holds."""
    facts = {"lines": vocabulary_state(), "occupations": Occupation.objects.count(), "skills": Skill.objects.count()}
    return StepState(Vocabulary.objects.exists(), facts)


setup_step(30, "words", say("Woorden voor werk"), "reference/panel_setup_words.html", words_loaded)
