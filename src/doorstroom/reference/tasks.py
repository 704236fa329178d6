"""The night's work of this room."""

from datetime import time

from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import UPKEEP

from . import actions


@recurring("reference.train_linker", say("Nieuwe woorden leren"), at=time(3, 10))
@works_for(UPKEEP)
def train_linker() -> str:
    """Learn the words that were loaded since yesterday; most nights there is nothing to learn."""
    done = actions.train_linker()
    return f"{done.texts} texts, {done.seconds:.0f} seconds" if done.fresh else "nothing changed"
