"""The step that asks what somebody can do."""

from django.http import HttpResponse

from doorstroom.core.pages import sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.actions import set_skills
from doorstroom.people.forms.skills import SkillsForm
from doorstroom.people.queries import label, suggested_skills
from doorstroom.reference.models import Skill

from .place import Place
from .search import find_skills


def whole(text: str) -> int:
    """Return the key in a button's value, or 0 when it is none."""
    return int(text) if text.isdecimal() and len(text) < 12 else 0


FEW = 12  # in the pages with pictures


def skills(place: Place) -> HttpResponse:
    """Show skills that go with the person's work, and more on request; save them all at once."""
    if place.request.method == "POST":
        return _post(place)
    return _show(place, _form(place))


def _post(place: Place) -> HttpResponse:
    data = place.request.POST
    keys = [int(key) for key in data.getlist("shown") if key.isdecimal() and len(key) < 12]
    known = {row.pk: row for row in Skill.objects.filter(pk__in=keys)}
    shown = [(key, label(known[key])) for key in dict.fromkeys(keys) if key in known]
    held = {row.skill_id: row.level for row in place.dossier.skills}
    do, _, added = data.get("do", "").partition(":")
    if do in {"search", "add"}:
        ticked = [key for key, _name in shown if data.get(f"has_{key}")]
        if do == "add":  # chosen from the suggestions: on top, and ticked
            hits = [(row.pk, label(row)) for row in Skill.objects.filter(pk=whole(added)) if row.pk not in known]
            ticked += [whole(added)]
        else:
            hits = [(hit.key, hit.name) for hit in find_skills(data.get("q", "")) if hit.key not in known]
        asked = data.get("q", "") if do == "search" else ""
        return _show(place, SkillsForm(shown=[*hits, *shown], held=held, ticked=ticked), asked=asked)
    form = SkillsForm(data, shown=shown, held=held)
    if not form.is_valid():
        return _show(place, form, status=400)
    try:
        set_skills(actor=place.actor, person=place.person, shown=form.keys(), levels=form.levels())
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return _show(place, form, status=409)
    return place.again() if data.get("do") == "keep" else place.go_on()


def _form(place: Place) -> SkillsForm:
    plain = place.plain
    held = {row.skill_id: row.level for row in place.dossier.skills}
    shown = [(row.skill_id, label(row.skill)) for row in place.dossier.skills]
    more = suggested_skills(place.dossier, optional=not plain, most=FEW if plain else 24)
    shown += [(skill.pk, label(skill)) for skill in more if skill.pk not in held]
    return SkillsForm(shown=shown, held=held)


def _show(place: Place, form: SkillsForm, *, asked: str = "", status: int = 200) -> HttpResponse:
    context = {"form": form, "asked": asked, "levels": not place.plain}
    return place.show("kunnen", context, status)
