"""Who is called when a promise is overdue, and the event that says so."""

from doorstroom.common.text import say
from doorstroom.core.permissions import Ground
from doorstroom.core.trail import EventType

# Grounds whose holder answers for a person when a promise about that person is overdue, the first live one wins.
# The room that owns the relation adds itself here.
ANSWERING: list[Ground] = []

OVERDUE = EventType("promises.overdue", say("Een stap is te laat: {step}."), facts=("step", "due"))
