"""Pages of firms: the region's file, one firm with what was said, and the own firm."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from doorstroom.accounts.models import Organisation
from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, htmx_or_page, page, sentence
from doorstroom.core.verbs import UNCHANGED, Refusal

from .. import actions, queries
from ..declarations import OWN_FIRM, SERVE_EMPLOYER
from ..forms import ContactForm, EmployerFilter, EmployerForm
from ..models import Employer


@page(SERVE_EMPLOYER)
@require_safe
def employer_file(request: HttpRequest) -> HttpResponse:
    """The firms of the region, with search and filter, and the next steps that are due."""
    actor = actor_of(request)
    form = EmployerFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.employer_file(
        actor, text=given.get("q", ""), manager=given.get("manager", ""), sector=given.get("sector", "")
    )
    shown = Paginator(rows, 25).get_page(request.GET.get("page"))
    english = get_language() == "en"
    lines = [
        {"firm": row, "sector": (row.sector.name_en if english else row.sector.name_nl) if row.sector else ""}
        for row in shown
    ]
    due = queries.steps_due(actor, today())[:5]
    context = {"form": form, "page": shown, "lines": lines, "due": due, "total": shown.paginator.count}
    return htmx_or_page(request, "employers/file.html", "list", context)


def _serve(request: HttpRequest, employer: UUID) -> Employer:
    row = SERVE_EMPLOYER.visible(actor_of(request)).select_related("sector", "organisation").filter(pk=employer).first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]


@page(SERVE_EMPLOYER)
@require_safe
def employer(request: HttpRequest, employer: UUID) -> HttpResponse:
    """One firm: its data, what was said with it, its vacancies, its account manager."""
    return _firm_page(request, _serve(request, employer), ContactForm())


def _firm_page(
    request: HttpRequest, row: Employer, contact: ContactForm, *, status: int = 200, trouble: str = ""
) -> HttpResponse:
    actor = actor_of(request)
    moments = row.contact_moments.order_by("-on", "-pk")
    managers = [(str(each.user_id), each.user.name) for each in actions.account_managers(row.region_id)]
    context = {
        "firm": row,
        "sector": (row.sector.name_en if get_language() == "en" else row.sector.name_nl) if row.sector else "",
        "moments": Paginator(moments, 10).get_page(request.GET.get("page")),
        "vacancies": queries.vacancies_at(row, actor.organisation_id)[:20],
        "managers": managers,
        "manager": queries.user_name(row.account_manager_id),
        "contact": contact,
        "trouble": trouble,
        "organisation_id": actor.organisation_id,
    }
    return render(request, "employers/employer.html", context, status=status)


@page(SERVE_EMPLOYER)
@require_POST
def contact_new(request: HttpRequest, employer: UUID) -> HttpResponse:
    """Note a contact moment."""
    row, form = _serve(request, employer), ContactForm(request.POST)
    if not form.is_valid():
        return _firm_page(request, row, form, status=400)
    try:
        done = actions.note_contact(actor=actor_of(request), employer=row, given=form.cleaned_data)
    except Refusal as refused:
        form.add_error(refused.code if refused.code in form.fields else None, sentence(refused))
        return _firm_page(request, row, form, status=400)
    if done is not UNCHANGED:
        messages.success(request, gettext("Het contactmoment is genoteerd."))
    return redirect("employers_employer", employer=row.pk)


@page(SERVE_EMPLOYER)
@require_POST
def name_manager(request: HttpRequest, employer: UUID) -> HttpResponse:
    """Name the account manager of a firm."""
    row = _serve(request, employer)
    try:
        user_id = UUID(request.POST.get("manager", ""))
        actions.name_account_manager(actor=actor_of(request), employer=row, user_id=user_id)
    except ValueError:
        return _firm_page(request, row, ContactForm(), status=400, trouble=gettext("Kies een accountmanager."))
    except Refusal as refused:
        return _firm_page(request, row, ContactForm(), status=409, trouble=sentence(refused))
    return redirect("employers_employer", employer=row.pk)


@page(SERVE_EMPLOYER)
def employer_new(request: HttpRequest) -> HttpResponse:
    """Add a firm to the file."""
    form = EmployerForm(request.POST or None)
    if request.method != "POST":
        return render(request, "employers/employer_form.html", {"form": form})
    known: Employer | None = None
    if form.is_valid():
        try:
            row = actions.add_employer(actor=actor_of(request), given=form.cleaned_data)
            messages.success(request, gettext("Het bedrijf staat in het bestand."))
            return redirect("employers_employer", employer=row.pk)
        except Refusal as refused:
            form.add_error("kvk", sentence(refused))
            known = SERVE_EMPLOYER.visible(actor_of(request)).filter(kvk=refused.facts["kvk"]).first()
    return render(request, "employers/employer_form.html", {"form": form, "known": known}, status=400)


@page(SERVE_EMPLOYER)
def employer_edit(request: HttpRequest, employer: UUID) -> HttpResponse:
    """Change what the file says of a firm."""
    row = _serve(request, employer)
    return _edit(request, row, actions.change_employer, "employers_employer", employer=row.pk)


@page(OWN_FIRM)
@require_safe
def firm(request: HttpRequest) -> HttpResponse:
    """The own firm as the region knows it, with the person to call."""
    row = _own_firm(request)
    context = {"firm": row, "manager": queries.user_name(row.account_manager_id)}
    return render(request, "employers/firm.html", context)


@page(OWN_FIRM)
def firm_edit(request: HttpRequest) -> HttpResponse:
    """Change what the region knows of the own firm."""
    return _edit(request, _own_firm(request), actions.change_own_firm, "employers_firm")


def _own_firm(request: HttpRequest) -> Employer:
    organisation_id = actor_of(request).organisation_id
    if organisation_id is None:
        raise Http404
    return actions.own_firm(Organisation.objects.get(pk=organisation_id))


def _edit(request: HttpRequest, row: Employer, change: Any, back: str, **args: Any) -> HttpResponse:
    status, form = 200, EmployerForm(initial=_held(row))
    if request.method == "POST":
        status, form = 400, EmployerForm(request.POST)
        if form.is_valid():
            try:
                if change(actor=actor_of(request), employer=row, given=form.cleaned_data) is not UNCHANGED:
                    messages.success(request, gettext("De gegevens zijn bewaard."))
                return redirect(reverse(back, kwargs=args))
            except Refusal as refused:
                status = 409 if refused.code == "changed_meanwhile" else 400
                form.add_error("kvk" if refused.code == "known_employer" else None, sentence(refused))
    return render(request, "employers/employer_form.html", {"form": form, "firm": row, "back": back}, status=status)


def _held(row: Employer) -> dict[str, Any]:
    held = {name: getattr(row, name) for name in EmployerForm.base_fields if name != "version"}
    return held | {"version": actions.stamp_of(row)}
