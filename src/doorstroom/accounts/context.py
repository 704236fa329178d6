"""What every page's frame shows: who acts, where they can go, which region this is."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from doorstroom.core.actors import NOBODY
from doorstroom.core.navigation import navigation

from . import queries
from .declarations import ROLE_TASKS, ROLES
from .gateways import doors


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's own variables."""
    actor = getattr(request, "actor", NOBODY)
    office = getattr(request, "office", None) or SimpleLazyObject(queries.office)
    return {
        "actor": actor if actor.user_id else None,
        "membership": getattr(request, "membership", None),
        "navigation": navigation(actor, request.path),
        "region_name": office.name,
        "theme": office.theme,
        "demo": settings.DEMO,
        "demo_doors": demo_doors,
        "doors": lambda: list(doors().values()),
    }


def demo_doors() -> list[dict[str, Any]]:
    """Return the demo's one-click roles, each with what it can do and the people who play it."""
    order = list(ROLES)
    rows = sorted(queries.demo_doors(), key=lambda row: (order.index(row.role), row.user.name))
    return [
        {"label": ROLES[role].label, "task": ROLE_TASKS[role], "players": list(players)}
        for role, players in groupby(rows, key=lambda row: row.role)
    ]
