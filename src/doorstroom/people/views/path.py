"""The guided path: begin, one short page for each step, a summary to confirm, and the profile that comes of it."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from doorstroom.accounts.declarations import JOB_SEEKER
from doorstroom.core.pages import actor_of, page, place_on_this_site, sentence
from doorstroom.core.verbs import Refusal
from doorstroom.people.actions import Registration, confirm_profile, register_person, set_plain
from doorstroom.people.choices import Step
from doorstroom.people.declarations import CHANGE_PROFILE, SEE_PROFILE
from doorstroom.people.forms.steps import StartProfileForm
from doorstroom.people.models import Person
from doorstroom.people.queries import completeness, dossier, municipality_for, my_person

from . import answers, lists, skills, wanted
from .place import FROM_PROFILE, STEPS, Place, first_open, profile_url, step_url, whose

SHOW: dict[str, Callable[[Place], HttpResponse]] = {
    Step.WORK: lists.work,
    Step.SKILLS: skills.skills,
    Step.WANTED: wanted.wanted,
    Step.SCHOOL: lists.school,
}


@page(CHANGE_PROFILE)
def start(request: HttpRequest) -> HttpResponse:
    """Begin a profile, or go on where it was left."""
    person = my_person(actor_of(request))
    if person is not None:
        step = first_open(dossier(person).profile)
        return redirect(step_url(step, person, own=True) if step else "people_summary")
    if actor_of(request).role != JOB_SEEKER:
        raise Http404
    form = StartProfileForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return _begin(request, form)
            except Refusal as refusal:
                form.add_error("postcode", sentence(refusal))
    return render(request, "people/start.html", {"form": form, "total": len(STEPS)}, status=status)


def _begin(request: HttpRequest, form: StartProfileForm) -> HttpResponse:
    data = form.cleaned_data
    actor = actor_of(request)
    municipality = municipality_for(data["postcode"])
    given = Registration(
        first_name=data["first_name"],
        infix=data["infix"],
        last_name=data["last_name"],
        postcode=data["postcode"],
        user_id=actor.user_id,
        email=request.user.email if request.user.has_address else "",  # type: ignore[union-attr]
        plain=data["plain"] == "ja",
    )
    register_person(actor=actor, organisation_id=municipality.pk if municipality else None, given=given)
    return redirect("people_step", STEPS[0])


@page(CHANGE_PROFILE)
def step(request: HttpRequest, step: str, person: UUID | None = None) -> HttpResponse:
    """Show and save one step of the path, of one's own profile or of somebody one guides."""
    if step not in Step.values:
        raise Http404
    row = whose(actor_of(request), person)
    if row is None:
        return redirect("people_start")
    return SHOW.get(step, answers.answers)(Place(request, row, Step(step), own=person is None))


@page(CHANGE_PROFILE)
def summary(request: HttpRequest) -> HttpResponse:
    """Show the whole profile once more and ask whether it is right."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    if request.method == "POST":
        confirm_profile(actor=actor_of(request), person=person)
        return redirect("people_visibility")
    return render(request, "people/summary.html", profile_context(person, own=True) | {"back": STEPS[-1]})


@page(SEE_PROFILE)
def profile(request: HttpRequest, person: UUID | None = None) -> HttpResponse:
    """Show a profile with what is still open in it."""
    row = SEE_PROFILE.open(actor_of(request), person) if person else my_person(actor_of(request))
    if row is None:
        return redirect("people_start")
    return render(request, "people/profile.html", profile_context(row, own=person is None))


def profile_context(person: Person, *, own: bool) -> dict[str, object]:
    """Return what the pages that show a whole profile need."""
    shown = dossier(person)
    still_open = first_open(shown.profile)
    return {
        "dossier": shown,
        "own": own,
        "hints": [{"words": hint.sentence, "href": _change(hint.step, person, own)} for hint in completeness(shown)],
        "change": {step.name: _change(step, person, own) for step in STEPS},
        "answered": len(STEPS) - len(set(STEPS) - set(shown.profile.steps_done)),
        "total": len(STEPS),
        "go_on": step_url(still_open, person, own=own) if still_open else "",
    }


def _change(step: Step, person: Person, own: bool) -> str:
    return f"{step_url(step, person, own=own)}?van={FROM_PROFILE}"


@require_POST
@page(CHANGE_PROFILE)
def plain(request: HttpRequest) -> HttpResponse:
    """Change between pictures with few words and the ordinary pages."""
    person = my_person(actor_of(request))
    if person is None:
        return redirect("people_start")
    set_plain(actor=actor_of(request), person=person, plain=request.POST.get("plain") == "ja")
    return redirect(place_on_this_site(request, profile_url(person, own=True)))
