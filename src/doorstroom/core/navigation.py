"""The main menu: every room declares its own entries, each shown to the roles that may open the page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from .actors import Actor, Role


@dataclass(frozen=True)
class Entry:
    """A place in the menu."""

    order: int
    label: str
    route: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Shown:
    """A menu entry as the frame draws it."""

    label: str
    href: str
    current: bool


ENTRIES: list[Entry] = []


def menu(order: int, label: str, route: str, *roles: Role) -> None:
    """Declare a menu entry (Dutch source label) for these roles."""
    ENTRIES.append(Entry(order, label, route, frozenset(roles)))


def navigation(actor: Actor, path: str) -> list[Shown]:
    """Return the menu of this actor; the entry with the longest fitting address is the current one."""
    entries = sorted((entry for entry in ENTRIES if actor.role in entry.roles), key=lambda entry: entry.order)
    places = [(gettext(entry.label), reverse(entry.route)) for entry in entries]
    fitting = [href for _, href in places if path == href or (href != "/" and path.startswith(href))]
    here = max(fitting, key=len, default="")
    return [Shown(label, href, href == here) for label, href in places]
