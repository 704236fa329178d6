"""The clock of the promises."""

from datetime import time

from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import GUIDANCE

from .actions import mark_overdue, send_digest


@recurring("promises.mark_overdue", say("Beloften aanwijzen die te laat zijn"), minutes=30)
@works_for(GUIDANCE)
def mark() -> str:
    """Mark overdue promises; every half hour, so that a late start of the worker loses nothing."""
    return f"{mark_overdue(today())} overdue"


@recurring("promises.digest", say("De dagelijkse e-mail sturen"), at=time(7, 30))
@works_for(GUIDANCE)
def digest() -> str:
    """Send each professional who asked for it one mail with how much waits."""
    return f"{send_digest(today())} sent"
