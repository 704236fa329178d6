"""Pages of sign-in by a service of another party: go there, come back, and our public keys."""

import logging
import time
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET

from doorstroom.core.pages import PUBLIC, page

from .arrivals import Arrival, arrive
from .choices import Refused
from .declarations import JOB_SEEKER
from .gateways import Door, DoorRefused, begin, complete, doors, public_keys
from .models import Membership
from .queries import running

log = logging.getLogger("doorstroom.sign_in")
PENDING = "accounts.oidc"  # where a session keeps the one attempt that is under way
LONGEST = 600  # seconds that an attempt may take
VOUCHED_FOR = "vouched_for"  # in the session: the only organisation for which this session works


def _door(code: str) -> Door:
    door = doors().get(code)
    if door is None:
        raise Http404
    return door


def _back(door: Door) -> str:
    return f"{settings.SITE_ADDRESS}{reverse('accounts_door_back', args=[door.code])}"


@page(PUBLIC)
@require_GET
def go(request: HttpRequest, door: str) -> HttpResponse:
    """Send somebody to a sign-in service."""
    chosen = _door(door)
    try:
        address, pending = begin(chosen, _back(chosen))
    except DoorRefused as refused:
        return _refused(request, chosen, refused, 503)
    place = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    request.session[PENDING] = {**pending, "next": place if safe and place.startswith("/") else ""}
    return redirect(address)


@sensitive_variables()
@page(PUBLIC)
@require_GET
def back(request: HttpRequest, door: str) -> HttpResponse:
    """Let in who comes back with proof; an attempt counts once, whatever comes of it."""
    chosen = _door(door)
    pending = request.session.pop(PENDING, None) or {}
    try:
        fresh = time.time() - pending.get("at", 0) <= LONGEST
        known = pending.get("door") == chosen.code and pending.get("state") == request.GET.get("state")
        if not (pending and fresh and known):
            raise DoorRefused(Refused.STATE, "old" if pending and known else "state")
        claims = complete(chosen, pending, request.GET.dict(), _back(chosen))
        arrival = arrive(chosen, claims, getattr(request, "LANGUAGE_CODE", "nl"))
    except DoorRefused as refused:
        return _refused(request, chosen, refused)
    return _let_in(request, chosen, arrival, pending.get("next", ""))


def _let_in(request: HttpRequest, door: Door, arrival: Arrival, place: str) -> HttpResponse:
    """Open a session; without a second factor seen by the service, our own is asked as behind every other door."""
    if request.user.is_authenticated:
        logout(request)
    user, organisation = arrival.user, arrival.organisation_id
    rows = Membership.objects.filter(running(), user=user, organisation=organisation).order_by("since", "pk")
    if organisation is None:  # DigiD says who a job seeker is, not for whom somebody works
        rows = rows.filter(role=JOB_SEEKER.code)
    else:
        request.session[VOUCHED_FOR] = str(organisation)
    request.session["membership"] = str(rows.values_list("pk", flat=True).first())
    if not arrival.second_factor:
        record_authentication(request, user, "oidc", door=door.code)
        answer: HttpResponse = perform_login(request, Login(user=user, redirect_url=place or None))
        return answer
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "oidc", door=door.code)
    record_authentication(request, user, "mfa", type="oidc")
    return redirect(place or settings.LOGIN_REDIRECT_URL)


def _refused(request: HttpRequest, door: Door, refused: DoorRefused, status: int = 403) -> HttpResponse:
    log.warning("sign-in through %s refused: %s", door.code, refused)
    context: dict[str, Any] = {"words": refused.reason.label, "door": door}
    return render(request, "accounts/door_refused.html", context, status=status)


@page(PUBLIC)
@require_GET
def keys(request: HttpRequest) -> JsonResponse:
    """Give the public keys by which a sign-in service checks that it is us."""
    return JsonResponse(public_keys())
