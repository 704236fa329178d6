"""The steps that are a list to which people add: work and schools."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse

from doorstroom.core.pages import sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people import rules
from doorstroom.people.actions import (
    change_profile,
    pass_step,
    remove_education,
    remove_experience,
    save_education,
    save_experience,
    step_values,
)
from doorstroom.people.forms.steps import SchoolForm, in_plain
from doorstroom.people.forms.work import CourseForm, WorkForm
from doorstroom.people.models import Education, Experience

from .place import Place
from .search import find_occupations


def work(place: Place) -> HttpResponse:
    """Show the work that was done, and add to it, change it or take it out."""
    do, key = asked(place.request)
    editing = chosen(place, Experience, key if do in {"save", "search"} else place.request.GET.get("werk"))
    form: forms.Form = WorkForm(initial=WorkForm.initial_of(editing) if editing else {})
    found, status = [], 200
    if do == "next":
        pass_step(actor=place.actor, person=place.person, step=place.step)
        return place.go_on()
    if do == "drop" and key:
        remove_experience(actor=place.actor, person=place.person, experience_id=key)
        return place.again()
    if do == "search":
        form = WorkForm(initial=place.request.POST.dict())
        found = find_occupations(place.request.POST.get("title", ""))
    elif place.request.method == "POST":
        form, status = WorkForm(place.request.POST), 400
        if form.is_valid() and (status := _save_work(place, form, editing)) == 200:
            return place.again()
        found = find_occupations(place.request.POST.get("title", ""))
    chosen_one = str(form["occupation"].value() or "")
    rows = place.dossier.experiences
    context = {"form": form, "rows": rows, "editing": editing, "found": found, "chosen": chosen_one}
    return place.show("werk", context, status)


def _save_work(place: Place, form: WorkForm, editing: Experience | None) -> int:
    """Save one job; on a refusal put its words on the form and return the status of the page."""
    given = form.work()
    key = asked(place.request)[1]
    if place.plain and editing is not None:  # the pages with pictures do not ask these two
        given = replace(given, employer=editing.employer, what=editing.what)
    if given.occupation_id is None:
        same = [hit for hit in find_occupations(given.title) if hit.exact]
        given = replace(given, occupation_id=same[0].key if same else None)
    try:
        save_experience(actor=place.actor, person=place.person, given=given, experience_id=key)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return 409
    return 200


def school(place: Place) -> HttpResponse:
    """Show the highest school and the list of courses."""
    do, key = asked(place.request)
    values = step_values(place.profile, place.person, place.step)
    editing = chosen(place, Education, key if do == "course" else place.request.GET.get("cursus"))
    form: forms.Form = SchoolForm(initial=place.unless_default(values))
    if place.plain:
        form = in_plain(form)
    course: forms.Form = CourseForm(initial=CourseForm.initial_of(editing) if editing else {})
    status = 200
    if do == "drop" and key:
        remove_education(actor=place.actor, person=place.person, education_id=key)
        return place.again()
    if do == "course":
        course, status = CourseForm(place.request.POST), 400
        if course.is_valid() and (status := _save_course(place, course, key)) == 200:
            return place.again()
    elif place.request.method == "POST":
        form, status = SchoolForm(place.request.POST, initial=values), 400
        if form.is_valid() and (status := _save_level(place, form)) == 200:
            return place.go_on()
    context: dict[str, Any] = {"form": form, "course": course, "rows": place.dossier.educations, "editing": editing}
    return place.show("school", context | {"seen": rules.stamp(values)}, status)


def _save_course(place: Place, form: CourseForm, key: UUID | None) -> int:
    try:
        save_education(actor=place.actor, person=place.person, given=form.school(), education_id=key)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return 409
    return 200


def _save_level(place: Place, form: forms.Form) -> int:
    seen = place.request.POST.get("seen", "")
    try:
        change_profile(actor=place.actor, person=place.person, step=place.step, given=form.cleaned_data, seen=seen)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return 409
    return 200


def asked(request: HttpRequest) -> tuple[str, UUID | None]:
    """Read the button that was pressed: what to do, and with which row of the list."""
    do, _, key = request.POST.get("do", "").partition(":")
    return do, _uuid(key)


def chosen(place: Place, model: Any, key: UUID | str | None) -> Any:
    """Return the row of this person that is being changed, if there is one."""
    key = _uuid(str(key)) if key else None
    return model.objects.filter(person=place.person, pk=key).first() if key else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
