"""Pages: every view says who may open it; the guard refuses the rest and writes the read log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from . import readlog
from .actors import NOBODY, Actor
from .fence import act_as
from .permissions import Permission
from .verbs import Refusal

View = Callable[..., HttpResponse]

# A refused or badly filled form is shown again on its page, with everybody who stands there.
SHOWN_AGAIN = (400, 409)


@dataclass(frozen=True)
class Policy:
    """A rule for pages that show no guarded rows."""

    code: str
    signed_in: bool


PUBLIC = Policy("public", signed_in=False)
SIGNED_IN = Policy("signed_in", signed_in=True)
DEMO_ONLY = Policy("demo_only", signed_in=False)

# Views of libraries and of rooms below this one, by the start of their route name.
FOREIGN: dict[str, Policy] = {"gallery": PUBLIC}  # the design system shows itself to anybody


def page(*policies: Permission | Policy) -> Callable[[View], View]:
    """Declare who may open a view: holders of any of these permissions, or a policy."""
    if not policies:
        raise TypeError("a page needs at least one permission or policy")

    def declare(view: View) -> View:
        view.policies = policies  # type: ignore[attr-defined]
        return view

    return declare


def policies_of(view: Any, route: str) -> tuple[Permission | Policy, ...]:
    """Return what a view declared, or what was declared for a library's route; empty when nobody spoke."""
    declared = getattr(view, "policies", None)
    if declared is not None:
        return tuple(declared)
    return tuple(policy for start, policy in FOREIGN.items() if route.startswith(start))[:1]


def admitted(actor: Actor, policies: tuple[Permission | Policy, ...]) -> bool:
    """Tell whether an actor may open a page with these policies."""
    for policy in policies:
        if isinstance(policy, Permission):
            if policy.held_by(actor):
                return True
        elif policy is DEMO_ONLY:
            return bool(settings.DEMO)
        elif not policy.signed_in or actor.user_id is not None:
            return True
    return False


def guard(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: admit or refuse (404, or the sign-in page for a stranger), then write who was read."""
    return Guard(get_response)


class Guard:
    """The one gate through which every request walks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        act_as(actor_of(request))
        with readlog.collecting() as reads:
            response = self.get_response(request)
            if reads.seen and (response.status_code < 400 or response.status_code in SHOWN_AGAIN):
                route = request.resolver_match.view_name if request.resolver_match else ""
                readlog.write(reads, actor_of(request), route)
        if getattr(request, "varies_by_part", False):
            patch_vary_headers(response, ["HX-Request"])
        if actor_of(request).user_id is not None and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        route = request.resolver_match.view_name if request.resolver_match else ""
        policies = policies_of(view, route)
        actor = actor_of(request)
        if admitted(actor, policies):
            return None
        if actor.user_id is None and not any(policy is DEMO_ONLY for policy in policies):
            return redirect_to_login(request.get_full_path())
        raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a refusal that no view caught on a page of its own, in the reader's language, as a 409."""
        if isinstance(exception, Refusal):
            words = sentence(exception)
            return render(request, "ui/refusal.html", {"sentence": words}, status=409)
        return None


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts in this request."""
    return getattr(request, "actor", NOBODY)


def sentence(refusal: Refusal) -> str:
    """Return a refusal in the reader's language."""
    return gettext(refusal.sentence).format(**refusal.facts)


def place_on_this_site(request: HttpRequest, otherwise: str = "/") -> str:
    """Return the address that a form names to go on to (`next`), if it is a path of this site."""
    place = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(place, {request.get_host()}, require_https=request.is_secure())
    return place if safe and place.startswith("/") else otherwise


def asks_a_part(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of the page; the answer says that it depends on that (`Vary`)."""
    request.varies_by_part = True  # type: ignore[attr-defined]
    return bool(getattr(request, "htmx", False))


def htmx_or_page(request: HttpRequest, template: str, partial: str, context: dict[str, Any]) -> HttpResponse:
    """Render a page, or only one partial of it when htmx asked."""
    return render(request, f"{template}#{partial}" if asks_a_part(request) else template, context)
