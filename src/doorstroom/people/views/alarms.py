"""What the functional administrator sees of the vault: who used more numbers in a minute than work asks."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.core.pages import actor_of, page
from doorstroom.people.declarations import SEE_BSN_ALARMS
from doorstroom.people.queries import organisation_names

ON_A_PAGE = 25


@page(SEE_BSN_ALARMS)
def bsn_alarms(request: HttpRequest) -> HttpResponse:
    """Show the alarms of the region, the latest first; no number and no person stands in them."""
    rows = SEE_BSN_ALARMS.visible(actor_of(request)).order_by("-at", "id")
    shown = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    names = organisation_names(row.by_organisation for row in shown)
    lines = [{"at": row.at, "who": row.by_name, "place": names.get(row.by_organisation, "")} for row in shown]
    return render(request, "people/bsn_alarms.html", {"page": shown, "lines": lines})
