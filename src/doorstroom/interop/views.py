"""The page on which a member makes and ends keys for programs."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from doorstroom.core.pages import actor_of, page

from .actions import make_token, revoke_token
from .declarations import KEEP_TOKENS


class TokenForm(forms.Form):
    """The name under which a key is known."""

    name = forms.CharField(label=_("Voor welk programma is de sleutel?"), max_length=60)


@page(KEEP_TOKENS)
@sensitive_variables("token")
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the own keys; make a new one, which is shown once."""
    actor, token = actor_of(request), ""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        membership = request.membership  # type: ignore[attr-defined]
        token = make_token(actor=actor, membership_id=membership.pk, name=form.cleaned_data["name"])
        form = TokenForm()
    rows = KEEP_TOKENS.visible(actor).order_by("-made_at", "pk")
    context = {"form": form, "token": token, "tokens": rows, "description": reverse("api-1:openapi-json")}
    return render(request, "interop/tokens.html", context, status=400 if form.errors else 200)


@page(KEEP_TOKENS)
@require_POST
def revoke(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a key."""
    revoke_token(actor=actor_of(request), token=key)
    messages.success(request, gettext("De sleutel werkt niet meer."))
    return redirect("interop_tokens")
