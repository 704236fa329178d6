"""Pages of the care for words: what was not understood, most often first, and one title to decide about."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.verbs import Refusal

from ..actions.care import map_title, open_title_again, set_title_aside
from ..declarations import CARE
from ..models import UnknownTitle
from ..queries import find_occupations, find_skills, labels

STATES = {
    "open": Q(set_aside=False, occupation=None, skill=None),
    "gekoppeld": Q(occupation__isnull=False) | Q(skill__isnull=False),
    "weggelegd": Q(set_aside=True),
}
MOST = 6


@page(CARE)
@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    """Show the words that were not understood, most often first."""
    state = request.GET.get("stand", "open")
    state = state if state in STATES else "open"
    rows = CARE.visible(actor_of(request))
    words = {"open": gettext("Nog te doen"), "gekoppeld": gettext("Gekoppeld"), "weggelegd": gettext("Weggelegd")}
    shown = rows.filter(STATES[state]).select_related("occupation", "skill").order_by("-times", "text", "pk")
    context = {
        "page": Paginator(shown, 25).get_page(request.GET.get("page")),
        "tabs": [
            {
                "label": words[code],
                "href": f"?stand={code}",
                "current": code == state,
                "count": rows.filter(where).count(),
            }
            for code, where in STATES.items()
        ],
        "state": state,
    }
    return render(request, "reference/unknown.html", context)


@page(CARE)
def unknown_title(request: HttpRequest, title: int) -> HttpResponse:
    """Show one title with suggestions, and map it, set it aside or take that back."""
    row = CARE.open(actor_of(request), title)
    if request.method == "POST":
        do, _, key = request.POST.get("do", "").partition(":")
        try:
            if _do(request, row, do, key):
                return redirect("reference_unknown_title", title=row.pk)
        except Refusal as refusal:
            return render(request, "reference/unknown_title.html", _shown(request, row, sentence(refusal)), status=409)
    return render(request, "reference/unknown_title.html", _shown(request, row))


def _do(request: HttpRequest, row: UnknownTitle, do: str, key: str) -> bool:
    """Do what one button says; tell whether that was something to do."""
    actor = actor_of(request)
    if do == "map" and key.isdecimal() and len(key) < 12:
        map_title(actor=actor, title=row, concept=int(key))
        messages.success(request, gettext("Gekoppeld. Vanaf nu begrijpen wij dit woord."))
    elif do == "aside":
        set_title_aside(actor=actor, title=row)
    elif do == "again":
        open_title_again(actor=actor, title=row)
    else:
        return False
    return True


def _shown(request: HttpRequest, row: UnknownTitle, refused: str = "") -> dict[str, Any]:
    occupation = row.kind == UnknownTitle.Kind.OCCUPATION
    asked = request.POST.get("q", "").strip() or row.text
    found: list[Any] = [*find_occupations(asked, MOST)] if occupation else [*find_skills(asked, MOST)]
    language = get_language() or "nl"
    names = labels([hit.concept for hit in found], language)
    held = row.occupation or row.skill
    return {
        "title": row,
        "occupation": occupation,
        "asked": request.POST.get("q", ""),
        "found": [{"key": hit.concept.pk, "name": name} for hit, (name, _fall) in zip(found, names, strict=True)],
        "held": labels([held], language)[0][0] if held else "",
        "look_up": reverse("reference_find_occupations" if occupation else "reference_find_skills"),
        "sources": [(_source(code), times) for code, times in sorted(row.sources.items())],
        "refused": refused,
    }


def _source(code: str) -> str:
    names = {
        "cv": gettext("cv's"),
        "vacancy": gettext("vacatures"),
        "search": gettext("zoeken"),
        "import": gettext("bestanden"),
    }
    return names.get(code, code)
