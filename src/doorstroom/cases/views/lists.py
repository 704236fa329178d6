"""The lists: the own caseload and the intake, with the caseload as a file."""

import csv

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from doorstroom.cases import queries
from doorstroom.cases.actions import register
from doorstroom.cases.declarations import OPEN_CASELOAD, OPEN_INTAKE
from doorstroom.cases.forms import FilterForm, RegisterForm
from doorstroom.common.dates import today
from doorstroom.core.pages import actor_of, page, sentence
from doorstroom.core.tables import neutral
from doorstroom.core.verbs import Refusal
from doorstroom.people.models import Person

ON_A_PAGE = 20


@page(OPEN_CASELOAD)
def caseload(request: HttpRequest) -> HttpResponse:
    """Show the people one guides, the earliest promise first."""
    form = FilterForm(request.GET, places=queries.places())
    people = queries.caseload(actor_of(request), form.filters(), today())
    return _list(request, people, {"form": form, "intake": False})


@page(OPEN_INTAKE)
def intake(request: HttpRequest) -> HttpResponse:
    """Show the people at one's intake who have no case worker yet."""
    form = FilterForm(request.GET, places=queries.places())
    people = queries.intake(actor_of(request), form.filters(), today())
    context = {"form": form, "intake": True, "today_lines": queries.intake_today(actor_of(request), today())}
    return _list(request, people, context)


def _list(request: HttpRequest, people: QuerySet[Person], context: dict[str, object]) -> HttpResponse:
    shown = Paginator(people, ON_A_PAGE).get_page(request.GET.get("page"))
    lines = queries.lines(shown.object_list, actor_of(request), today())
    narrowed = any(request.GET.get(name) for name in ("naam", "plaats", "situatie", "wacht"))
    filters = request.GET.copy()
    filters.pop("page", None)
    context |= {"page": shown, "lines": lines, "narrowed": narrowed, "query": filters.urlencode()}
    return render(request, "cases/caseload.html", context)


@page(OPEN_CASELOAD)
def export(request: HttpRequest) -> HttpResponse:
    """Give the caseload, as it is filtered, as a file for a spreadsheet."""
    form = FilterForm(request.GET, places=queries.places())
    people = queries.caseload(actor_of(request), form.filters(), today())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="kandidaten-{today().isoformat()}.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response, delimiter=";")
    heads = ("Naam", "Woonplaats", "Situatie", "Volgende stap", "Datum", "Te laat", "Wacht op", "Ingeschreven op")
    sheet.writerow(heads)
    for line in queries.lines(people, actor_of(request), today()):
        due = line.due.isoformat() if line.due else ""
        late = gettext("ja") if line.late else ""
        cells = (line.name, line.place, line.situation, line.step, due, late, line.waits_words)
        sheet.writerow([neutral(str(cell)) for cell in (*cells, line.registered_on.isoformat())])
    return response


@page(OPEN_CASELOAD)
def register_by_hand(request: HttpRequest) -> HttpResponse:
    """Register somebody with the least that is needed."""
    form = RegisterForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                to_me = form.cleaned_data["guide"] == "me"
                person = register(actor=actor_of(request), given=form.registration(), to_me=to_me)
            except Refusal as refusal:
                form.add_error(None, sentence(refusal))
                status = 409
            else:
                return redirect("cases_person", person.pk) if to_me else redirect("cases_caseload")
    return render(request, "cases/register.html", {"form": form}, status=status)
