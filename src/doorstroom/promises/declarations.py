"""Who is called when a promise is overdue, and the event that says so."""

from uuid import UUID

from doorstroom.common.text import say
from doorstroom.core.models import Tie
from doorstroom.core.permissions import Ground, live_ties
from doorstroom.core.trail import EventType

# Grounds whose holder answers for a person when a promise about that person is overdue, the first live one wins.
# The room that owns the relation adds itself here.
ANSWERING: list[Ground] = []


def who_guides(person_id: UUID) -> UUID | None:
    """Return the party that guides a person now: a case worker before a team; None when nobody does."""
    order = [ground.code for ground in ANSWERING]
    ties = Tie.objects.filter(live_ties(), person_id=person_id, ground__in=order)
    found = min(ties, key=lambda tie: (order.index(tie.ground), tie.since), default=None)
    return found.party if found else None


OVERDUE = EventType("promises.overdue", say("Een stap is te laat: {step}."), facts=("step", "due"))
