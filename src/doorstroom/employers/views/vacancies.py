"""Pages of vacancies: the own list, one on a page, its form with suggestions and preview, exports."""

import csv
import io
import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from doorstroom.accounts.declarations import AGENCY_CONSULTANT
from doorstroom.core.pages import actor_of, asks_a_part, htmx_or_page, page, sentence
from doorstroom.core.tables import neutral
from doorstroom.core.verbs import UNCHANGED, Refusal

from .. import actions, gateways, queries
from ..choices import VacancyStatus
from ..declarations import PUBLISH_VACANCY, SEE_VACANCY
from ..forms import AdvertForm, VacancyFilter, VacancyForm, blank, filled
from ..models import Vacancy
from .adverts import told_rows, wording_rows

TONES = {"open": "ok", "draft": "info", "filled": "neutral", "withdrawn": "neutral"}
SELECTED = ("employer", "organisation", "occupation")


@page(PUBLISH_VACANCY)
@require_safe
def vacancies(request: HttpRequest) -> HttpResponse:
    """The vacancies of the own organisation, with counts, filter and search."""
    actor = actor_of(request)
    form = VacancyFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    rows = queries.own_vacancies(actor, status=given.get("status", ""), text=given.get("q", ""))
    shown = Paginator(rows, 25).get_page(request.GET.get("page"))
    lines = [{"vacancy": row, "tone": TONES[row.status], "firm": row.employer.name} for row in shown]
    counts = queries.counts_by_status(actor)
    context = {
        "form": form,
        "page": shown,
        "lines": lines,
        "counts": [(status, VacancyStatus(status).label, counts[status]) for status in VacancyStatus.values],
        "agency": actor.role == AGENCY_CONSULTANT,
    }
    return htmx_or_page(request, "employers/vacancies.html", "list", context)


@page(SEE_VACANCY)
@require_safe
def vacancy(request: HttpRequest, number: int) -> HttpResponse:
    """One vacancy, for who works on it and for who may react; a hidden hirer stays hidden."""
    actor = actor_of(request)
    row = SEE_VACANCY.visible(actor).select_related(*SELECTED).filter(number=number).first()
    if row is None:
        return _closed(request, number)
    return render(request, "employers/vacancy.html", _shown(request, row))


def _shown(request: HttpRequest, row: Vacancy) -> dict[str, Any]:
    actor = actor_of(request)
    own = bool(PUBLISH_VACANCY.held_by(actor)) and row.organisation_id == actor.organisation_id
    return {
        "vacancy": row,
        "card": queries.vacancy_card(row, actor.organisation_id),
        "own": own,
        "status": row.get_status_display(),
        "tone": TONES[row.status],
        "closed": row.status in {VacancyStatus.FILLED, VacancyStatus.WITHDRAWN},
        "contact": own or not row.hirer_hidden,
        "positions": queries.positions_words(row.positions),
        "wording": wording_rows(f"{row.title}\n{row.text}") if own else [],
    }


def _closed(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a vacancy closed to who could see it before; a draft and no vacancy at all look the same."""
    gone = (VacancyStatus.FILLED, VacancyStatus.WITHDRAWN)
    if not Vacancy.objects.filter(number=number, status__in=gone).exists():
        raise Http404
    return render(request, "employers/vacancy_closed.html", {"number": number}, status=410)


@page(PUBLISH_VACANCY)
def vacancy_new(request: HttpRequest) -> HttpResponse:
    """Put a vacancy on, on one page."""
    actor = actor_of(request)
    if request.method != "POST":
        form = VacancyForm(actor, initial=blank(actor, request.GET.get("bedrijf", "")))
        return _form(request, form)
    if request.POST.get("step") == "read":
        return _read(request)
    return _posted(request, VacancyForm(actor, request.POST, initial=blank(actor)))


def _read(request: HttpRequest) -> HttpResponse:
    """Fill the form with what a pasted text tells; nothing is kept yet."""
    actor, pasted = actor_of(request), AdvertForm(request.POST)
    if not pasted.is_valid():
        return _form(request, VacancyForm(actor, initial=blank(actor)), status=400, advert=pasted)
    read = queries.read_advert(pasted.cleaned_data["advert"])
    return _form(request, VacancyForm(actor, initial=blank(actor) | read.initial), told=told_rows(read.told))


@page(PUBLISH_VACANCY)
def vacancy_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change a vacancy on the same page as it was put on."""
    actor, row = actor_of(request), _own(request, number)
    if request.method != "POST":
        return _form(request, VacancyForm(actor, initial=filled(row, actions.stamp(row)), vacancy=row))
    return _posted(request, VacancyForm(actor, request.POST, initial=blank(actor), vacancy=row))


def _own(request: HttpRequest, number: int) -> Vacancy:
    rows = PUBLISH_VACANCY.visible(actor_of(request)).select_related(*SELECTED)
    row = rows.filter(number=number).first()
    if row is None:
        raise Http404
    return row  # type: ignore[no-any-return]


def _posted(request: HttpRequest, form: VacancyForm) -> HttpResponse:
    step = request.POST.get("step", "publish")
    if step == "suggest":
        return _form(request, form.unchecked())
    if not form.is_valid():
        return _form(request, form, status=400)
    if step == "preview":
        return _form(request, form, preview=_preview(form))
    try:
        number = _keep(request, form, publish=step != "draft")
    except Refusal as refused:
        return _form(request, form, status=409, trouble=sentence(refused), stale=refused.code == "changed_meanwhile")
    return redirect("employers_vacancy", number=number)


def _keep(request: HttpRequest, form: VacancyForm, *, publish: bool) -> int:
    actor, given = actor_of(request), form.draft(publish=publish)
    if form.vacancy is None:
        if actor.organisation_id is None:
            raise Http404
        kept = actions.publish_vacancy(actor=actor, organisation_id=actor.organisation_id, given=given)
        if not isinstance(kept, Vacancy):  # a double click: it is on already
            return Vacancy.objects.get(pk=form.cleaned_data["id"]).number
        messages.success(
            request, gettext("De vacature is geplaatst.") if publish else gettext("Het concept is bewaard.")
        )
        return kept.number
    version = form.cleaned_data["version"]
    if actions.change_vacancy(actor=actor, vacancy=form.vacancy, given=given, version=version) is not UNCHANGED:
        messages.success(request, gettext("De vacature is aangepast."))
    return form.vacancy.number


def _preview(form: VacancyForm) -> dict[str, Any]:
    given = form.draft()
    names = dict(queries.skill_names(queries.skills_by_id(each.skill_id for each in given.skills)))
    return {
        "given": given,
        "hours": queries.hours_words(given.hours_min, given.hours_max),
        "pay": queries.pay_words(given.pay_min, given.pay_max),
        "must": sorted(names[each.skill_id] for each in given.skills if each.must),
        "nice": sorted(names[each.skill_id] for each in given.skills if not each.must),
    }


def _form(request: HttpRequest, form: VacancyForm, *, status: int = 200, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "vacancy": form.vacancy, "skills": form.skill_rows(), "version": ""}
    written = "\n".join(str(form[name].value() or "") for name in ("title", "text"))
    context |= {"advert": AdvertForm(), "wording": wording_rows(written)}
    if more.pop("stale", False) and form.vacancy is not None:
        fresh = Vacancy.objects.get(pk=form.vacancy.pk)
        context |= {"fresh": fresh, "version": actions.stamp(fresh)}
    if asks_a_part(request) and request.POST.get("step") == "suggest":
        return render(request, "employers/vacancy_form.html#suggestions", context | more)
    return render(request, "employers/vacancy_form.html", context | more, status=status)


@page(PUBLISH_VACANCY)
@require_POST
def vacancy_end(request: HttpRequest, number: int) -> HttpResponse:
    """Close a vacancy as filled or withdrawn, or open it again."""
    row = _own(request, number)
    step = request.POST.get("status", "")
    try:
        if step == VacancyStatus.OPEN:
            done = actions.reopen_vacancy(actor=actor_of(request), vacancy=row)
        else:
            done = actions.end_vacancy(actor=actor_of(request), vacancy=row, status=step)
    except Refusal as refused:
        context = _shown(request, _own(request, number)) | {"trouble": sentence(refused)}
        return render(request, "employers/vacancy.html", context, status=409)
    if done is not UNCHANGED:
        words = gettext("De vacature staat weer open.") if step == "open" else gettext("De vacature is gesloten.")
        messages.success(request, words)
    return redirect("employers_vacancy", number=number)


@page(PUBLISH_VACANCY)
@require_safe
def vacancies_export(request: HttpRequest) -> HttpResponse:
    """Give the own vacancies as a file with the same columns as the upload, so that it can be brought back."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(gateways.HEADINGS)
    for line in gateways.lines(queries.own_vacancies(actor_of(request)).select_related("occupation")):
        writer.writerow([neutral(cell) for cell in line])
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="vacatures.csv"'
    return response


@page(SEE_VACANCY)
@require_safe
def vacancy_posting(request: HttpRequest, number: int) -> HttpResponse:
    """Give an open vacancy as schema.org JobPosting, for machines and for other systems."""
    rows = SEE_VACANCY.visible(actor_of(request)).select_related(*SELECTED)
    row = rows.filter(number=number, status=VacancyStatus.OPEN).first()
    if row is None:
        raise Http404
    posting = gateways.posting(row, queries.vacancy_card(row))
    content = json.dumps(posting, ensure_ascii=False, indent=2)
    return HttpResponse(content, content_type="application/ld+json")
