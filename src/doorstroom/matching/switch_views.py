"""Pages of other work: for the seeker, and for the case worker who looks along."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page
from doorstroom.people.models import Person

from .declarations import OPEN_GROUP, SEE_JOBS
from .queries.switch import other_work


def _people(request: HttpRequest) -> QuerySet[Person]:
    return SEE_JOBS.visible(actor_of(request)).select_related("profile", "controller")


@require_GET
@page(SEE_JOBS)
def switch(request: HttpRequest) -> HttpResponse:
    """Other work for the seeker; who has no profile yet is shown the way to it."""
    person = _people(request).filter(user_id=actor_of(request).user_id).first()
    if person is None:
        return render(request, "matching/no_profile.html")
    return _page(request, person, guide=False)


@require_GET
@page(OPEN_GROUP)
def switch_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Other work for somebody whom the case worker guides, as that person sees it."""
    person = _people(request).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return _page(request, person, guide=True)


def _page(request: HttpRequest, person: Person, *, guide: bool) -> HttpResponse:
    everything = request.GET.get("alles") == "ja"
    found = other_work(person, today(), everything=everything)
    context = {"person": person, "found": found, "guide": guide, "everything": everything}
    return render(request, "matching/switch.html", context)
