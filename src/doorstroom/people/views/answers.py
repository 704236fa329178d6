"""The steps that are a handful of answers in one form."""

from django.http import HttpResponse

from doorstroom.core.pages import sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people import rules
from doorstroom.people.actions import change_profile, step_values
from doorstroom.people.forms.steps import FORMS, in_plain

from .place import Place


def answers(place: Place) -> HttpResponse:
    """Show one form; save it and go on."""
    values = step_values(place.profile, place.person, place.step)
    seen, status = rules.stamp(values), 200
    form = FORMS[place.step](place.request.POST or None, initial=place.unless_default(values))
    if place.plain:
        form = in_plain(form)
    if place.request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                change_profile(
                    actor=place.actor,
                    person=place.person,
                    step=place.step,
                    given={name: value for name, value in form.cleaned_data.items() if name in values},
                    seen=place.request.POST.get("seen", ""),
                )
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return place.go_on()
    return place.show("answers", {"form": form, "seen": seen}, status)
