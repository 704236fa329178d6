"""What every page's frame shows: who acts, where they can go, which region this is."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from doorstroom.core.actors import NOBODY
from doorstroom.core.navigation import navigation


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's own variables."""
    actor = getattr(request, "actor", NOBODY)
    membership = getattr(request, "membership", None)
    return {
        "actor": actor if actor.user_id else None,
        "membership": membership,
        "navigation": navigation(actor, request.path),
        "region_name": settings.REGION_NAME,
        "theme": settings.REGION_CODE,
        "demo": settings.DEMO,
    }
