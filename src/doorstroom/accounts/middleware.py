"""From a signed-in user to an actor: one membership at a time, and no professional without a second factor."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode
from django.utils.translation import gettext
from django_htmx.http import HttpResponseClientRedirect

from doorstroom.core.actors import NOBODY, Actor
from doorstroom.core.fence import machine_scope

from .declarations import FUNCTIONAL_ADMIN, ROLES
from .models import Membership
from .queries import acting_as, memberships_of, office

View = Callable[[HttpRequest], HttpResponse]

# All that a professional can reach before the second factor: getting one, leaving, or reading what holds no people.
TO_READ = {"help", "accessibility", "privacy", "contact", "about"}
TO_LEAVE = TO_READ | {"account_login", "account_logout", "set_language", "accounts_switch", "demo_sign_in"}
TO_ENROL = TO_LEAVE | {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
}
TO_CONFIRM = TO_LEAVE | {"mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
# Where an account is looked for by its address, a link, a passkey or a proof, or is made: who comes in is nobody yet.
# An address that somebody adds is compared with those of all others.
ENTRANCE = {
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "accounts_door_back",
    "demo_sign_in",
}
ENTRANCES_LIE_UNDER = ("/toegang/", "/demo/")  # finding a route by its address takes up to half a millisecond


def language_of_the_user(get_response: View) -> View:
    """Speak the language the person chose, never the one the browser prefers."""

    def handle(request: HttpRequest) -> HttpResponse:
        return speaking(request, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""), get_response)

    return handle


def acting_user(get_response: View) -> View:
    """Put `request.actor` on every request; send a professional without a second factor to get one."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.office = SimpleLazyObject(office)  # type: ignore[attr-defined]
        here = request.office  # type: ignore[attr-defined]
        with machine_scope("accounts.session"):  # whose session this is, before that user acts
            membership = current_membership(request)
            actor = acting_as(membership, here) if membership else signed_in_without_role(request)
        request.membership, request.actor = membership, actor  # type: ignore[attr-defined]

        def answer(request: HttpRequest) -> HttpResponse:
            response = second_factor_first(request, membership) or set_up_first(request)
            if response is None:
                with at_the_entrance(request):
                    response = get_response(request)
            return with_honest_status(request, response)

        language = request.user.language if request.user.is_authenticated else request.LANGUAGE_CODE
        return speaking(request, language, answer)

    return handle


def at_the_entrance(request: HttpRequest) -> AbstractContextManager[None]:
    """Open a machine scope on the routes by which somebody comes in, and on no other page."""
    if request.path_info.startswith(ENTRANCES_LIE_UNDER) and route_of(request) in ENTRANCE:
        return machine_scope("accounts.entrance")
    return nullcontext()


def speaking(request: HttpRequest, language: str, answer: View) -> HttpResponse:
    """Answer a request in a language, or in Dutch when we do not speak it."""
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(language):
        request.LANGUAGE_CODE = language
        response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response


def current_membership(request: HttpRequest) -> Membership | None:
    """Return the membership under which this user acts now: the chosen one, else the oldest that runs."""
    if not request.user.is_authenticated:
        return None
    memberships = memberships_of(request.user)
    only = request.session.get("vouched_for")  # a municipality's sign-in service vouches for that municipality only
    if only is not None:
        memberships = [row for row in memberships if str(row.organisation_id) == only]
    chosen = request.session.get("membership")
    for membership in memberships:
        if str(membership.pk) == chosen:
            return membership
    return memberships[0] if memberships else None


def signed_in_without_role(request: HttpRequest) -> Actor:
    """Return the actor of a user whose memberships have all ended: somebody who may do nothing."""
    if not request.user.is_authenticated:
        return NOBODY
    return Actor(NOBODY.role, request.user.name, user_id=request.user.pk)


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether this session was opened with a second factor, or through the demo's own door."""
    if settings.DEMO and request.session.get("demo"):
        return True
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def second_factor_first(request: HttpRequest, membership: Membership | None) -> HttpResponse | None:
    """Stop a professional who showed one factor only, in the way that the caller understands."""
    if membership is None or not ROLES[membership.role].professional or has_second_factor(request):
        return None
    with machine_scope("accounts.session"):
        enrolled = is_mfa_enabled(request.user)
    if route_of(request) in (TO_CONFIRM if enrolled else TO_ENROL):
        return None
    if request.path_info.startswith("/api/"):
        words = gettext("Log in met een tweede stap. Daarna kunt u verder.")
        problem = {"type": "about:blank", "title": "Second factor needed", "status": 403, "detail": words}
        return JsonResponse(problem, status=403, content_type="application/problem+json")
    place = reverse("mfa_reauthenticate" if enrolled else "mfa_index")
    if enrolled and request.method == "GET":
        place = f"{place}?{urlencode({'next': request.get_full_path()})}"
    return HttpResponseClientRedirect(place) if getattr(request, "htmx", False) else redirect(place)


def set_up_first(request: HttpRequest) -> HttpResponse | None:
    """Lead the administrator of a new office from the home page to the set-up page."""
    if request.path_info != "/" or request.actor.role != FUNCTIONAL_ADMIN or settings.DEMO:  # type: ignore[attr-defined]
        return None
    return None if request.office.set_up else redirect("accounts_setup")  # type: ignore[attr-defined]


def with_honest_status(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say 400 or 429 where the library shows its form again with errors and says that all is well."""
    form = (getattr(response, "context_data", None) or {}).get("form")
    if request.method == "POST" and response.status_code == 200 and form is not None and form.errors:
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        response.status_code = 429 if codes & {"too_many_login_attempts", "rate_limited"} else 400
    return response


def route_of(request: HttpRequest) -> str:
    """Return the name of the route, which middleware meets before Django resolved it."""
    try:
        return resolve(request.path_info).view_name or ""
    except Resolver404:
        return ""
