"""Where somebody is in the guided path, whose profile it is, and where the path goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from doorstroom.core.actors import Actor
from doorstroom.core.pages import actor_of
from doorstroom.people.choices import Step
from doorstroom.people.declarations import CHANGE_PROFILE
from doorstroom.people.models import Person, Profile
from doorstroom.people.queries import Dossier, dossier, my_person

FROM_PROFILE = "profiel"  # ?van=profiel: somebody changes one part and goes back to the whole
STEPS = list(Step)
PICTURES = {
    Step.WORK: "briefcase",
    Step.SKILLS: "thumb-up",
    Step.WANTED: "star",
    Step.HOURS: "clock",
    Step.TRAVEL: "bike",
    Step.LANGUAGE: "message",
    Step.PAPERS: "license",
    Step.SCHOOL: "school",
    Step.START: "calendar",
    Step.CONTACT: "phone",
}


def whose(actor: Actor, person: UUID | None) -> Person | None:
    """Return the person of this page: the one named in the address, else the actor's own."""
    return CHANGE_PROFILE.open(actor, person) if person else my_person(actor)


def step_url(step: str, person: Person, *, own: bool) -> str:
    """Return the address of a step in somebody's profile."""
    return reverse("people_step", args=[step]) if own else reverse("people_step_of", args=[person.pk, step])


def profile_url(person: Person, *, own: bool) -> str:
    """Return the address of somebody's profile."""
    return reverse("people_profile") if own else reverse("people_profile_of", args=[person.pk])


def first_open(profile: Profile) -> Step | None:
    """Return the first step that was not answered yet."""
    return next((step for step in STEPS if step not in profile.steps_done), None)


@dataclass(frozen=True)
class Place:
    """One step of one person's path, as this request sees it."""

    request: HttpRequest
    person: Person
    step: Step
    own: bool

    @property
    def actor(self) -> Actor:
        """Return who fills this in."""
        return actor_of(self.request)

    @property
    def plain(self) -> bool:
        """Tell whether this page shows pictures and few words: the person's choice, on the person's own pages."""
        return self.person.plain and self.own

    @property
    def picture(self) -> str:
        """Return the icon that stands for this step."""
        return PICTURES[self.step]

    @cached_property
    def profile(self) -> Profile:
        """Return the profile that is filled in."""
        return Profile.objects.get(pk=self.person.pk)

    @cached_property
    def dossier(self) -> Dossier:
        """Return everything that is known."""
        return dossier(self.person)

    def unless_default(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what a form shows at first: no level that nobody chose, so that the person does."""
        levels = ("dutch", "education") if self.step not in self.profile.steps_done else ()
        untouched = Profile()
        defaults = {name: getattr(untouched, name) for name in levels}
        return {name: value for name, value in values.items() if name not in defaults or value != defaults[name]}

    @property
    def back_to_profile(self) -> bool:
        """Tell whether this step was opened from the profile page."""
        return self.request.GET.get("van") == FROM_PROFILE

    @property
    def here(self) -> str:
        """Return the address of this step, with the way back kept."""
        query = f"?van={FROM_PROFILE}" if self.back_to_profile else ""
        return step_url(self.step, self.person, own=self.own) + query

    @property
    def onward(self) -> str:
        """Return where the path goes after this step."""
        whole = profile_url(self.person, own=self.own)
        if self.back_to_profile:
            return whole
        if self.step == STEPS[-1]:
            return reverse("people_summary") if self.own else whole
        return step_url(STEPS[STEPS.index(self.step) + 1], self.person, own=self.own)

    @property
    def backward(self) -> str:
        """Return where the path came from; nothing at the first step."""
        if self.back_to_profile or self.step == STEPS[0]:
            return ""
        return step_url(STEPS[STEPS.index(self.step) - 1], self.person, own=self.own)

    def go_on(self) -> HttpResponse:
        """Go to the next step."""
        return redirect(self.onward)

    def again(self) -> HttpResponse:
        """Show this step afresh."""
        return redirect(self.here)

    def show(self, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """Draw this step inside the frame of the path."""
        return render(self.request, f"people/step_{template}.html", self.frame() | context, status=status)

    def frame(self) -> dict[str, Any]:
        """Return what the frame of the path shows."""
        labels: Sequence[str] = [str(step.label) for step in STEPS]
        return {
            "place": self,
            "person": self.person,
            "plain": self.plain,
            "number": STEPS.index(self.step) + 1,
            "total": len(STEPS),
            "labels": labels,
            "profile_url": profile_url(self.person, own=self.own),
            "onward_value": "",
        }
