"""Looking up occupations and skills while somebody types; the same pages work with a button."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.core.pages import page
from doorstroom.people.declarations import CHANGE_PROFILE
from doorstroom.people.forms.skills import SkillsForm
from doorstroom.people.queries import label
from doorstroom.reference.queries import find_occupations as search_occupations
from doorstroom.reference.queries import find_skills as search_skills

LEAST_LETTERS = 2
MOST_FOUND = 8


@dataclass(frozen=True)
class Found:
    """Something from the vocabulary that answers to what was typed."""

    key: int
    name: str
    exact: bool = False  # the text is one of its names


def find_occupations(text: str) -> list[Found]:
    """Return the occupations that answer to a text, best first."""
    hits = search_occupations(text, MOST_FOUND) if len(text.strip()) >= LEAST_LETTERS else []
    return [Found(hit.concept.pk, label(hit.concept), _same(hit.matched, text)) for hit in hits]


def find_skills(text: str) -> list[Found]:
    """Return the skills that answer to a text, best first."""
    hits = search_skills(text, MOST_FOUND) if len(text.strip()) >= LEAST_LETTERS else []
    return [Found(hit.concept.pk, label(hit.concept), _same(hit.matched, text)) for hit in hits]


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


@page(CHANGE_PROFILE)
def occupations(request: HttpRequest) -> HttpResponse:
    """Answer the search while typing: occupations to point at, as radios or as buttons."""
    text = request.GET.get("title") or request.GET.get("q", "")
    part = "choices" if "title" in request.GET else "buttons"
    context = {"found": find_occupations(text), "chosen": "", "asked": text, "full": False}
    return render(request, f"people/found_occupations.html#{part}", context)


@page(CHANGE_PROFILE)
def skills(request: HttpRequest) -> HttpResponse:
    """Answer the search while typing: skills to tick."""
    text = request.GET.get("q", "")
    form = SkillsForm(shown=[(hit.key, hit.name) for hit in find_skills(text)], held={})
    return render(request, "people/skill_rows.html", {"form": form, "levels": True, "asked": text})
