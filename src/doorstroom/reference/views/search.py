"""Suggestions of occupations and skills while somebody types, for the one combobox of the design system."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from doorstroom.core.pages import SIGNED_IN, page

from ..queries import find_occupations, find_skills, labels

LEAST_LETTERS = 2
MOST = 8


def _answer(text: str, found: list[Any]) -> HttpResponse:
    """Return what was found as the combobox reads it, with the sentence that a screen reader says."""
    names = labels([hit.concept for hit in found], get_language() or "nl")
    options = [
        {"key": hit.concept.pk, "name": name, "also": hit.matched if hit.matched.casefold() != name.casefold() else ""}
        for hit, (name, _fallback) in zip(found, names, strict=True)
    ]
    told = ngettext("{count} voorstel", "{count} voorstellen", len(options)).format(count=len(options))
    if len(text) < LEAST_LETTERS:
        told = ""
    elif not options:
        told = gettext("Niets gevonden. Probeer een ander woord.")
    return JsonResponse({"options": options, "told": told})


@page(SIGNED_IN)
@require_safe
def occupations(request: HttpRequest) -> HttpResponse:
    """Give the occupations that answer to what was typed."""
    text = request.GET.get("q", "").strip()
    return _answer(text, find_occupations(text, MOST) if len(text) >= LEAST_LETTERS else [])


@page(SIGNED_IN)
@require_safe
def skills(request: HttpRequest) -> HttpResponse:
    """Give the skills that answer to what was typed."""
    text = request.GET.get("q", "").strip()
    return _answer(text, find_skills(text, MOST) if len(text) >= LEAST_LETTERS else [])
