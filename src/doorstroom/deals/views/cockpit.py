"""Where a deal stands: target against actual, the funnel, what is stuck, the forecast; every number can be opened."""

import csv
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from doorstroom.accounts.queries import office
from doorstroom.common.dates import today
from doorstroom.core.pages import PUBLIC, actor_of, page
from doorstroom.core.tables import neutral
from doorstroom.people.declarations import SEE

from .. import rules
from ..choices import FunnelStep, WhyLeft, WhyReturned
from ..declarations import SEE_ROWS, SEE_STAND
from ..models import Reached
from ..queries import cockpit
from .agreements import frame, opened
from .charts import bars_of_weeks


@require_GET
@page(SEE_STAND)
def stand(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show the cockpit of a deal."""
    deal = opened(request, key, SEE_STAND)
    figures = cockpit.cockpit(deal, today())
    labels = {str(step): step.label for step in FunnelStep}
    most = max(figures.reached["enrolled"], 1)
    context = frame(request, deal, "deals_deal") | {
        "figures": figures,
        "funnel": [
            {"step": step, "label": labels[step], "count": figures.reached[step], "beside": figures.beside[step],
             "share": round(100 * figures.reached[step] / most), "median": figures.medians[step]}
            for step in labels
        ],
        "where": [(_(cockpit.PLACE_WORDS[place]), figures.where[str(place)]) for place in cockpit.PLACES],
        "returned": _named(figures.returned, WhyReturned),
        "left": _named(figures.left, WhyLeft),
        "chart": bars_of_weeks(figures.weekly),
        "own": [(labels[row.step], row) for row in cockpit.compared(figures, actor_of(request).organisation_id)],
        "others_needed": rules.ENOUGH_OTHERS,
    }  # fmt: skip
    return render(request, "deals/cockpit.html", context)


def _named(counts: Any, choices: Any) -> list[tuple[str, int]]:
    return [
        (str(choices(code).label), count) for code, count in sorted(counts.items(), key=lambda pair: -pair[1]) if count
    ]


@require_GET
@page(SEE_STAND)
def figure(request: HttpRequest, key: UUID, figure: str) -> HttpResponse:
    """Open one figure: what it counts, from which rows, on which day, per partner, and the rows one may see."""
    deal, actor = opened(request, key, SEE_STAND), actor_of(request)
    if figure not in cockpit.DEFINITIONS:
        raise Http404
    chosen, per = cockpit.behind(deal, figure), cockpit.per_partner(deal, figure)
    mine = SEE_ROWS.visible(actor).filter(**chosen) if SEE_ROWS.held_by(actor) else Reached.objects.none()
    mine = mine.select_related("partner__organisation", "group")
    shown = Paginator(mine.order_by("-on", "pk"), 25).get_page(request.GET.get("page"))
    held = list(shown.object_list)
    names = {row.pk: row.name for row in SEE.visible(actor).filter(pk__in=[row.person_id for row in held])}
    context = frame(request, deal, "deals_deal") | {
        "label": _("Buiten het doel") if figure == "beside" else chosen["step"].label,
        "definition": _(cockpit.DEFINITIONS[figure]),
        "day": today(),
        "count": sum(count for _name, count in per),
        "per": [(name or _("Nog geen partner"), count) for name, count in per],
        "page": shown,
        "rows": [(row, names.get(row.person_id, "")) for row in held],
    }
    return render(request, "deals/figure.html", context)


@require_GET
@page(SEE_STAND)
def export(request: HttpRequest, key: UUID) -> HttpResponse:
    """Give the figures as a file, CSV or (with ?vorm=xlsx) a workbook; no row tells of one person."""
    deal = opened(request, key, SEE_STAND)
    rows = _table(cockpit.cockpit(deal, today()))
    name = f"sectordeal-{today().isoformat()}"
    if request.GET.get("vorm") == "xlsx":
        book = Workbook(write_only=True)
        sheet = book.create_sheet("sectordeal")
        for row in rows:
            sheet.append(list(row))
        held = BytesIO()
        book.save(held)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(held.getvalue(), content_type=kind)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write("\ufeff")
    csv.writer(response, delimiter=";").writerows(rows)
    return response


def _table(figures: cockpit.Cockpit) -> list[tuple[Any, ...]]:
    day = figures.day.isoformat()
    rows: list[tuple[Any, ...]] = [("datum", "onderdeel", "partner", "stap", "aantal", "mediaan_dagen")]
    rows.append((day, "doel", "", "baan", figures.deal.target, ""))
    rows += [
        (day, "bereikt", "", step, count, _blank(figures.medians[step])) for step, count in figures.reached.items()
    ]
    rows += [(day, "buiten het doel", "", step, count, "") for step, count in figures.beside.items()]
    rows += [(day, "staat nu", "", place, count, "") for place, count in figures.where.items()]
    for share in figures.shares:
        name = neutral(share.name)
        rows += [
            (day, "verwijzingen", name, step, share.steps[step], _blank(share.medians[step]))
            for step in FunnelStep.values[2:]
        ]
        counts = {"open": share.open, "te laat": share.late, "teruggegeven": share.returned}
        rows += [(day, "verwijzingen", name, word, count, "") for word, count in counts.items()]
    rows += [(day, "teruggegeven om", "", reason, count, "") for reason, count in figures.returned.items()]
    rows += [(day, "gestopt om", "", reason, count, "") for reason, count in figures.left.items()]
    return rows


def _blank(value: float | None) -> Any:
    return "" if value is None else value


@require_GET
@page(PUBLIC)
def open_figures(request: HttpRequest) -> HttpResponse:
    """Show anybody what the region's signed deals bring; figures that could tell of a few people are left out."""
    labels = {str(step): step.label for step in FunnelStep}
    rows = cockpit.open_deals(office().region_code)
    context = {
        "rows": rows,
        "heads": [labels[str(step)] for step in cockpit.OPEN_STEPS],
        "share_heads": [labels[str(step)] for step in cockpit.SHARE_STEPS],
        "smallest": rules.SMALLEST,
    }
    return render(request, "deals/open.html", context | {"day": today()})
