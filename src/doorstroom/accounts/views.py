"""Pages for everybody: language, own settings, choosing a role."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from doorstroom.core.pages import PUBLIC, SIGNED_IN, actor_of, page, place_on_this_site, sentence
from doorstroom.core.verbs import Refusal

from . import actions
from .forms import MeForm
from .models import User
from .queries import memberships_of, open_sessions


def carried_out(form: forms.BaseForm, verb: Callable[..., Any], **given: Any) -> bool:
    """Carry out a verb; show on the form why it could not be done."""
    try:
        verb(**given)
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


def shown(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    """Show a page with its form, as a bad request when the form holds errors."""
    return render(request, template, {"form": form, **context}, status=400 if form.errors else 200)


@page(PUBLIC)
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: on this device, and for a user everywhere."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    actor = actor_of(request)
    if actor.user_id is not None:
        actions.change_settings(actor=actor, user=actor.user_id, language=language)
    response = redirect(place_on_this_site(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@page(SIGNED_IN)
def me(request: HttpRequest) -> HttpResponse:
    """Show and change one's own settings."""
    user = request.user
    assert isinstance(user, User)
    form = MeForm(request.POST or None, initial={part: getattr(user, part) for part in ("name", "phone", "language")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if carried_out(form, actions.change_settings, actor=actor_of(request), user=user, **given):
            messages.success(request, gettext("Uw gegevens zijn opgeslagen."))
            return redirect("accounts_me")
    others = open_sessions(user).exclude(session_key=request.session.session_key).count()
    return shown(request, "accounts/me.html", form, memberships=memberships_of(user), others=others)


@page(SIGNED_IN)
@require_POST
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    user = request.user
    assert isinstance(user, User)
    changed = actions.sign_out_elsewhere(actor=actor_of(request), user=user, here=request.session.session_key or "")
    changed.refresh_from_db()
    update_session_auth_hash(request, changed)
    messages.success(request, gettext("U bent overal uitgelogd, behalve hier."))
    return redirect("accounts_me")


@page(SIGNED_IN)
def switch(request: HttpRequest) -> HttpResponse:
    """Choose the role to work in; the session gets a new key, so nothing of the old role stays in it."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST":
        chosen = actions.choose_role(actor=actor_of(request), membership=request.POST.get("membership", ""))
        keep = {name: request.session[name] for name in KEPT_AT_SWITCH if name in request.session}
        request.session.clear()
        request.session.update({**keep, "membership": str(chosen.pk)})
        update_session_auth_hash(request, user)
        return redirect("/")
    return render(request, "accounts/switch.html", {"memberships": memberships_of(user)})


# Who signed in and how; everything else in a session belongs to the role that is left.
KEPT_AT_SWITCH = (
    "_auth_user_id",
    "_auth_user_backend",
    "_auth_user_hash",
    "account_authentication_methods",
    "account_authentication_methods_user",
    "demo",
    "vouched_for",
)
