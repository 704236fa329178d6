"""Pages of the functional administrator: users, access, organisations, teams, and setting up the office."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.fence import machine_scope
from doorstroom.core.pages import actor_of, page

from . import actions
from .declarations import (
    MANAGE_MEMBERSHIPS,
    MANAGE_ORGANISATIONS,
    MANAGE_USERS,
    RESET_LOST_FACTOR,
    ROLES,
    SET_UP,
    SETUP_STEPS,
)
from .forms import (
    AccessForm,
    AddressForm,
    InviteForm,
    MunicipalitiesForm,
    OrganisationForm,
    OrganisationSearchForm,
    RegionForm,
    SearchForm,
    TeamForm,
)
from .models import Installation, Organisation
from .queries import missing_municipalities, running
from .views import carried_out, shown

PER_PAGE = 25


def trail(here: str, *way: tuple[str, str]) -> list[dict[str, str]]:
    """Return the way to a page, for the breadcrumb: (label, address) pairs, then the page itself."""
    return [*({"label": label, "href": href} for label, href in way), {"label": here, "href": ""}]


@page(MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """List who has access, with search."""
    form = SearchForm(request.GET)
    rows = MANAGE_MEMBERSHIPS.visible(actor_of(request)).select_related("user", "organisation")
    if form.is_valid():
        words, role = form.cleaned_data["q"], form.cleaned_data["role"]
        if words:
            rows = rows.filter(
                Q(user__name__icontains=words)
                | Q(user__email__icontains=words)
                | Q(organisation__name__icontains=words)
            )
        if role:
            rows = rows.filter(role=role)
    rows = rows.order_by("user__name", "pk")
    shown_page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": shown_page, "form": form, "today": today(), "roles": ROLES}
    return render(request, "accounts/users.html", context)


@page(MANAGE_USERS)
def user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one user with the roles; take away a lost second factor, close the account or open it again."""
    actor = actor_of(request)
    row = MANAGE_USERS.open(actor, user_id)
    if request.method == "POST":
        done = request.POST.get("do", "")
        verb, words = USER_VERBS.get(done, USER_VERBS["reset"])
        verb(actor=actor, user=row)
        messages.success(request, gettext(words))
        return redirect("accounts_user", user_id=user_id)
    with machine_scope("accounts.second_factor"):  # whether there is one, of an account whose door was opened above
        second_factor = is_mfa_enabled(row)
    memberships = MANAGE_MEMBERSHIPS.visible(actor).filter(user=row).select_related("organisation")
    context = {
        "person": row,
        "trail": trail(row.name, (gettext("Gebruikers"), reverse("accounts_users"))),
        "memberships": memberships.prefetch_related("teams").order_by("since", "pk"),
        "second_factor": second_factor,
        "roles": ROLES,
        "today": today(),
    }
    return render(request, "accounts/user.html", context)


USER_VERBS: dict[str, tuple[Callable[..., Any], str]] = {
    "reset": (
        actions.reset_second_factor,
        say("De tweede stap is gewist. Een nieuwe is nodig bij het inloggen."),
    ),
    "close": (actions.close_account, say("Het account is afgesloten.")),
    "reopen": (actions.reopen_account, say("Het account is weer open. Geef nu een rol.")),
}


@page(RESET_LOST_FACTOR)
def lost_factor(request: HttpRequest) -> HttpResponse:
    """Take away the second factor of a job seeker who called; the answer does not tell whether there is an account."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {"actor": actor_of(request), "email": form.cleaned_data["email"]}
        if carried_out(form, actions.reset_lost_factor, **given):
            messages.success(request, gettext("Had dit account een tweede stap? Dan is die nu gewist."))
            return redirect("accounts_lost_factor")
    way = (gettext("Gebruikers"), reverse("accounts_users"))
    return shown(request, "accounts/lost_factor.html", form, trail=trail(gettext("Tweede stap kwijt"), way))


@page(MANAGE_MEMBERSHIPS)
def membership(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Change the role and teams of somebody, end the access, or send the invitation again."""
    actor = actor_of(request)
    row = MANAGE_MEMBERSHIPS.open(actor, membership_id)
    if row.organisation is None:
        return redirect("accounts_user", user_id=row.user_id)
    form = AccessForm(request.POST or None, organisation=row.organisation, membership=row)
    if request.method == "POST" and _change_access(request, form, row):
        return redirect("accounts_user", user_id=row.user_id)
    way = (row.user.name, reverse("accounts_user", args=[row.user_id]))
    context = {
        "trail": trail(row.organisation.name, way),
        "membership": row,
        "ended": row.until is not None and row.until <= today(),
    }
    return shown(request, "accounts/membership.html", form, **context)


def _change_access(request: HttpRequest, form: AccessForm, row: Any) -> bool:
    given: dict[str, Any] = {"actor": actor_of(request), "membership": row}
    if "end" in request.POST:
        form = AccessForm(None, organisation=row.organisation, membership=row)
        actions.end_membership(**given)
        messages.success(request, gettext("De toegang is beëindigd."))
        return True
    if "invite" in request.POST:
        actions.invite_again(**given)
        messages.success(request, gettext("De uitnodiging is opnieuw verstuurd."))
        return True
    if not form.is_valid():
        return False
    given |= {"role": form.cleaned_data["role"], "team_ids": form.cleaned_data.get("teams", [])}
    if not carried_out(form, actions.change_membership, **given):
        return False
    messages.success(request, gettext("De toegang is aangepast."))
    return True


@page(MANAGE_USERS)
def invite(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give somebody access for an organisation."""
    actor = actor_of(request)
    place = MANAGE_ORGANISATIONS.open(actor, organisation_id)
    form = InviteForm(request.POST or None, organisation=place)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["team_ids"] = given.pop("teams", [])
        if carried_out(form, actions.invite, actor=actor, organisation=place, **given):
            messages.success(request, gettext("De uitnodiging is onderweg."))
            return redirect("accounts_organisation", organisation_id=organisation_id)
    way = (place.name, reverse("accounts_organisation", args=[place.pk]))
    context = {"organisation": place, "trail": trail(gettext("Iemand uitnodigen"), way)}
    return shown(request, "accounts/invite.html", form, **context)


@page(MANAGE_ORGANISATIONS)
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations of the region, with search."""
    form = OrganisationSearchForm(request.GET)
    rows = MANAGE_ORGANISATIONS.visible(actor_of(request))
    if form.is_valid():
        if form.cleaned_data["q"]:
            rows = rows.filter(name__icontains=form.cleaned_data["q"])
        if form.cleaned_data["kind"]:
            rows = rows.filter(kind=form.cleaned_data["kind"])
    rows = rows.annotate(users=Count("memberships", filter=_running_members(), distinct=True)).order_by("name", "pk")
    shown_page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/organisations.html", {"page": shown_page, "form": form})


def _running_members() -> Q:
    return Q(memberships__until__isnull=True) | Q(memberships__until__gt=today())


@page(MANAGE_ORGANISATIONS)
def new_organisation(request: HttpRequest) -> HttpResponse:
    """Add an organisation."""
    form = OrganisationForm(request.POST or None, initial={"active": True})
    valid = request.method == "POST" and form.is_valid()
    if valid and carried_out(form, actions.add_organisation, actor=actor_of(request), **form.given()):
        messages.success(request, gettext("De organisatie is toegevoegd."))
        return redirect("accounts_organisations")
    way = (gettext("Organisaties"), reverse("accounts_organisations"))
    return shown(request, "accounts/new_organisation.html", form, trail=trail(gettext("Organisatie toevoegen"), way))


@page(MANAGE_ORGANISATIONS)
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show and change an organisation, its teams and who works there."""
    actor = actor_of(request)
    row = MANAGE_ORGANISATIONS.open(actor, organisation_id)
    adds_team = "team" in request.POST
    form = OrganisationForm(None if adds_team else request.POST or None, instance=_copy(row))
    team_form = TeamForm(request.POST if adds_team else None, prefix="team")
    if request.method == "POST" and (team_form if adds_team else form).is_valid():
        given = {"actor": actor, "organisation": row}
        if adds_team:
            done = carried_out(team_form, actions.add_team, **given, **team_form.cleaned_data)
        else:
            done = carried_out(form, actions.change_organisation, **given, **form.given())
        if done:
            messages.success(request, gettext("De organisatie is opgeslagen."))
            return redirect("accounts_organisation", organisation_id=organisation_id)
    people = row.memberships.filter(running()).select_related("user").order_by("user__name")[:PER_PAGE]
    context = {"form": form, "team_form": team_form, "organisation": row, "people": people, "roles": ROLES}
    context["trail"] = trail(row.name, (gettext("Organisaties"), reverse("accounts_organisations")))
    context["teams"] = row.teams.annotate(size=Count("members")).order_by("name")
    return render(
        request, "accounts/organisation.html", context, status=400 if form.errors or team_form.errors else 200
    )


def _copy(row: Organisation) -> Organisation:
    """Return a row that a form may write on, so that a verb still sees what was."""
    return Organisation(**{field.attname: getattr(row, field.attname) for field in Organisation._meta.concrete_fields})


@page(SET_UP)
def setup(request: HttpRequest) -> HttpResponse:
    """Walk through what a new office needs, each step done or to do."""
    actor = actor_of(request)
    steps = [
        {"step": step, "state": step.state(actor)} for step in sorted(SETUP_STEPS.values(), key=lambda each: each.order)
    ]
    done = sum(each["state"].done for each in steps)  # type: ignore[attr-defined]
    return render(request, "accounts/setup.html", {"steps": steps, "done": done, "total": len(steps)})


@page(SET_UP)
def setup_region(request: HttpRequest) -> HttpResponse:
    """Choose the region, the name and the colours of this office."""
    now = Installation.objects.first()
    initial = {"region": now.region_id, "name": now.name, "theme": now.theme} if now else {}
    form = RegionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = {"region_code": given["region"].pk, "name": given["name"], "theme": given["theme"]}
        if carried_out(form, actions.install, actor=actor_of(request), **chosen):
            return redirect("accounts_setup")
    way = (gettext("Kantoor inrichten"), reverse("accounts_setup"))
    return shown(request, "accounts/setup_region.html", form, trail=trail(gettext("Uw regio"), way))


@page(SET_UP)
def setup_organisations(request: HttpRequest) -> HttpResponse:
    """Tick which municipalities of the region take part."""
    actor = actor_of(request)
    choices = missing_municipalities(actor.region_code)
    ticked = [code for code, _name in choices]
    form = MunicipalitiesForm(request.POST or None, choices=choices, initial={"municipalities": ticked})
    valid = request.method == "POST" and form.is_valid()
    given = {"actor": actor, "names": dict(choices)}
    if valid and carried_out(form, actions.add_municipalities, **given, **form.cleaned_data):
        return redirect("accounts_setup")
    way = (gettext("Kantoor inrichten"), reverse("accounts_setup"))
    context = {"anything": bool(choices), "trail": trail(gettext("Gemeenten kiezen"), way)}
    return shown(request, "accounts/setup_organisations.html", form, **context)
