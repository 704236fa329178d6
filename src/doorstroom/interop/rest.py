"""The frame of the API by the Dutch API design rules: versions, problems, tokens, and a permission per operation."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from doorstroom.accounts.models import Membership
from doorstroom.accounts.queries import acting_as, running
from doorstroom.core.fence import act_as, machine_scope
from doorstroom.core.pages import actor_of, admitted, sentence
from doorstroom.core.permissions import Permission
from doorstroom.core.verbs import Refusal

from .models import ApiToken, digest_of

VERSION = "1.0.0"
Operation = Callable[..., Any]


class Token(HttpBearer):
    """`Authorization: Bearer dst_…`: the program acts as the member who made the token."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """Return the live token and put its actor on the request, or refuse."""
        today = timezone.localdate()
        with machine_scope("interop.token"):  # whose token this is, before that member acts
            row = (
                ApiToken.objects.filter(digest=digest_of(token), revoked_at__isnull=True, expires_on__gt=today)
                .filter(membership__in=Membership.objects.filter(running(today)))
                .select_related("membership__user", "membership__organisation")
                .first()
            )
            if row is None:
                return None
            actor = acting_as(row.membership)
        if row.last_used_on != today:
            ApiToken.objects.filter(pk=row.pk).update(last_used_on=today)
        request.actor = actor  # type: ignore[attr-defined]
        act_as(actor)
        return row


class DutchAPI(NinjaAPI):
    """NinjaAPI with `application/problem+json`, 400 for invalid input and the API-Version header."""

    described: Any = None

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the description of the API, which is the same for everybody: making it takes a tenth of a second."""
        if self.described is None:
            self.described = super().get_openapi_schema(**more)
        return self.described

    def create_response(self, request: HttpRequest, data: Any, **more: Any) -> HttpResponse:
        """Add the headers that every answer carries."""
        response: HttpResponse = super().create_response(request, data, **more)
        response.headers["API-Version"] = VERSION
        response.headers["Cache-Control"] = "no-store"
        return response

    def problem(self, request: HttpRequest, status: int, title: str, detail: str, **more: Any) -> HttpResponse:
        """Answer with a problem (RFC 9457)."""
        body = {"status": status, "title": title, "detail": detail, **more}
        response = self.create_response(request, body, status=status)
        response.headers["Content-Type"] = "application/problem+json"
        return response


api = DutchAPI(
    title="Doorstroom",
    version=VERSION,
    description="Vacatures, woordenlijsten, verwijzingen en sectordeals van de arbeidsmarktregio.",
    openapi_url="openapi.json",
    docs_url=None,
    auth=Token(),
    urls_namespace="api-1",
)


def allowed(permission: Permission) -> Callable[[Operation], Operation]:
    """Say which permission an operation needs; without it the operation does not exist for the caller."""

    def declare(operation: Operation) -> Operation:
        @functools.wraps(operation)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not admitted(actor_of(request), (permission,)):
                raise Http404
            return operation(request, *args, **kwargs)

        run.policies = (permission,)  # type: ignore[attr-defined]
        return run

    return declare


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, trouble: ValidationError) -> HttpResponse:
    """Report every fault of the input together."""
    faults = [
        {"field": ".".join(str(part) for part in fault["loc"]), "detail": fault["msg"]} for fault in trouble.errors
    ]
    return api.problem(request, 400, "Ongeldige invoer", "De invoer klopt niet. Zie 'faults'.", faults=faults)


class Faulty(Exception):
    """The input is well-formed but cannot be right: every fault, with its field."""

    def __init__(self, faults: list[dict[str, str]]) -> None:
        super().__init__("faulty input")
        self.faults = faults


@api.exception_handler(Faulty)
def faulty(request: HttpRequest, trouble: Faulty) -> HttpResponse:
    """Report every fault of the content together."""
    detail = "De invoer klopt niet. Zie 'faults'."
    return api.problem(request, 400, "Ongeldige invoer", detail, faults=trouble.faults)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _trouble: AuthenticationError) -> HttpResponse:
    """Ask for a token."""
    response = api.problem(
        request, 401, "Geen geldige sleutel", "Stuur een geldige sleutel mee (Authorization: Bearer)."
    )
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(Http404)
def absent(request: HttpRequest, _trouble: Http404) -> HttpResponse:
    """Refused and non-existent look the same."""
    return api.problem(request, 404, "Niet gevonden", "Dit bestaat niet, of u mag het niet zien.")


@api.exception_handler(HttpError)
def wrong(request: HttpRequest, trouble: HttpError) -> HttpResponse:
    """Answer a malformed request."""
    return api.problem(request, trouble.status_code, "Verzoek niet begrepen", str(trouble))


@api.exception_handler(Refusal)
def refused(request: HttpRequest, trouble: Refusal) -> HttpResponse:
    """Answer what the platform cannot do, in words."""
    return api.problem(request, 409, "Dit kan niet", sentence(trouble), code=trouble.code)
