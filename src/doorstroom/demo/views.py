"""The demo's own pages: one click on a role signs in."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from doorstroom.accounts.queries import demo_doors
from doorstroom.core.pages import DEMO_ONLY, page, place_on_this_site


@page(DEMO_ONLY)
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo user behind one of the buttons."""
    chosen = request.POST.get("membership", "")
    membership = next((door for door in demo_doors() if str(door.pk) == chosen), None)
    if membership is None:
        raise Http404
    login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["demo"] = True
    request.session["membership"] = str(membership.pk)
    return redirect(place_on_this_site(request))
