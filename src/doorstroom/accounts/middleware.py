"""From a signed-in user to an actor: one membership at a time, and no professional without a second factor."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils import timezone, translation

from doorstroom.core.actors import NOBODY, Actor

from .declarations import ROLES
from .models import Membership

View = Callable[[HttpRequest], HttpResponse]
OPEN_WITHOUT_SECOND_FACTOR = ("mfa_", "account_", "set_language", "demo_")


def language_of_the_user(get_response: View) -> View:
    """Speak the language the person chose, never the one the browser prefers."""

    def handle(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

    return handle


def acting_user(get_response: View) -> View:
    """Put `request.actor` on every request; send a professional without a second factor to get one."""

    def handle(request: HttpRequest) -> HttpResponse:
        membership = current_membership(request)
        request.actor = actor(membership) if membership else signed_in_without_role(request)  # type: ignore[attr-defined]
        request.membership = membership  # type: ignore[attr-defined]
        if membership and ROLES[membership.role].professional and not has_second_factor(request):
            try:
                route = resolve(request.path_info).view_name or ""
            except Resolver404:
                route = ""
            if not route.startswith(OPEN_WITHOUT_SECOND_FACTOR):
                return redirect("mfa_index")
        return get_response(request)

    return handle


def current_membership(request: HttpRequest) -> Membership | None:
    """Return the membership under which this user acts now: the chosen one, else the oldest that runs."""
    if not request.user.is_authenticated:
        return None
    today = timezone.localdate()
    running = (
        Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=today), user_id=request.user.pk)
        .filter(Q(organisation__isnull=True) | Q(organisation__active=True))
        .select_related("user", "organisation")
        .prefetch_related("teams")
        .order_by("since", "pk")
    )
    memberships = [membership for membership in running if membership.role in ROLES]
    chosen = request.session.get("membership")
    for membership in memberships:
        if str(membership.pk) == chosen:
            return membership
    return memberships[0] if memberships else None


def actor(membership: Membership) -> Actor:
    """Return the actor of a membership."""
    organisation = membership.organisation
    return Actor(
        role=ROLES[membership.role],
        name=membership.user.name,
        user_id=membership.user_id,
        organisation_id=membership.organisation_id,
        team_ids=frozenset(team.pk for team in membership.teams.all()),
        region_code=organisation.region_id if organisation else settings.REGION_CODE,
    )


def signed_in_without_role(request: HttpRequest) -> Actor:
    """Return the actor of a user whose memberships have all ended: somebody who may do nothing."""
    if not request.user.is_authenticated:
        return NOBODY
    return Actor(NOBODY.role, request.user.name, user_id=request.user.pk)


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened with a second factor, or through the demo's own door."""
    if settings.DEMO and request.session.get("demo"):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request))
