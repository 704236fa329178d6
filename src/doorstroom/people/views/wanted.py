"""The step that asks which work somebody wants: at most three occupations, the dearest first."""

from typing import Any

from django.http import HttpResponse

from doorstroom.core.pages import sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people import rules
from doorstroom.people.actions import MOST_WANTED, set_wanted
from doorstroom.people.choices import KindOfWork
from doorstroom.people.queries import label
from doorstroom.reference.models import Occupation

from .place import Place
from .search import Found, find_occupations

ICONS = {
    KindOfWork.TACKLE: "hand-stop",
    KindOfWork.HELP: "heart-handshake",
    KindOfWork.MAKE: "tools",
    KindOfWork.SELL: "currency-euro",
    KindOfWork.DRIVE: "truck",
}


def wanted(place: Place) -> HttpResponse:
    """Show the chosen occupations, and choose, order or drop one at a press."""
    keys = [row.occupation_id for row in place.dossier.wanted]
    do, _, key = place.request.POST.get("do", "").partition(":")
    if do == "search":
        return _show(place, found=find_occupations(place.request.POST.get("q", "")))
    if place.request.method != "POST":
        return _show(place)
    if do == "next":
        return place.go_on()
    try:
        set_wanted(actor=place.actor, person=place.person, occupations=_moved(keys, do, key))
    except Refusal as refusal:
        return _show(place, refused=sentence(refusal), status=409)
    return place.again()


def _moved(keys: list[int], do: str, key: str) -> list[int]:
    """Return the order after one press: add, drop, or up."""
    number = int(key) if key.isdecimal() and len(key) < 12 else 0
    if do == "add":
        return [*keys, number]
    if do == "drop":
        return [each for each in keys if each != number]
    if do == "up" and number in keys[1:]:
        at = keys.index(number)
        return [*keys[: at - 1], number, keys[at - 1], *keys[at + 1 :]]
    return keys


def _show(place: Place, *, found: list[Found] | None = None, refused: str = "", status: int = 200) -> HttpResponse:
    kind = place.request.GET.get("soort", "")
    context: dict[str, Any] = {
        "rows": [Found(row.occupation_id, label(row.occupation)) for row in place.dossier.wanted],
        "full": len(place.dossier.wanted) >= MOST_WANTED,
        "done_before": _did(place),
        "found": found,
        "asked": place.request.POST.get("q", ""),
        "refused": refused,
        "kinds": [{"code": each.value, "label": each.label, "icon": ICONS[each]} for each in KindOfWork],
        "kind": kind if kind in KindOfWork.values else "",
        "of_this_kind": _of_kind(place, kind) if kind in KindOfWork.values else [],
    }
    return place.show("willen", context, status)


def _did(place: Place) -> list[Found]:
    """Return the occupations the person did and has not chosen."""
    chosen = {row.occupation_id for row in place.dossier.wanted}
    rows = {row.occupation_id: row.occupation for row in place.dossier.experiences if row.occupation}
    return [Found(key, label(row)) for key, row in rows.items() if key not in chosen and key is not None][:3]


def _of_kind(place: Place, kind: str) -> list[Found]:
    chosen = {row.occupation_id for row in place.dossier.wanted}
    starts = rules.isco_of(kind)
    rows = Occupation.objects.filter(retired=False, isco__regex=rf"^({'|'.join(starts)})").order_by("name_nl")
    fitting = [row for row in rows[:200] if row.pk not in chosen]
    return sorted((Found(row.pk, label(row)) for row in fitting), key=lambda hit: hit.name.casefold())[:40]
