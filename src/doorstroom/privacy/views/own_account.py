"""What is kept of somebody who works here, given on request to that colleague alone."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from doorstroom.accounts.models import User
from doorstroom.core.pages import SIGNED_IN, actor_of, page
from doorstroom.privacy import queries
from doorstroom.privacy.declarations import SEE_OWN_ACCOUNT


def _me(request: HttpRequest) -> User:
    """Return the own account; a job seeker has another page, which gives the dossier too."""
    actor = actor_of(request)
    me: User = get_object_or_404(SEE_OWN_ACCOUNT.visible(actor), pk=actor.user_id)
    return me


@page(SIGNED_IN)
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Show it part by part."""
    shown = queries.own_account(_me(request), request.GET.get("deel", ""), request.GET.get("page", "1"))
    return render(request, "privacy/own_account.html", {"shown": shown, "page": shown.page})


@page(SIGNED_IN)
@require_safe
def own_account_json(request: HttpRequest) -> HttpResponse:
    """Give it as a file for a program."""
    said: dict[str, Any] = queries.own_account_file(_me(request))
    response = JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-account.json"'
    return response
