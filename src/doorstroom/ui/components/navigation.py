"""Ways to another page: page numbers, the trail of a page, tabs, and the steps of a form."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.template import Context, TemplateSyntaxError
from django.utils.safestring import SafeString

from doorstroom.ui.components.show import part, show, told

PARAMETER = "page"


def pagination(context: Context, page: "Page[Any]", hx_target: str = "") -> SafeString:
    """The numbers of the pages of a list; nothing when one page holds all."""
    if not isinstance(page, Page):
        raise TemplateSyntaxError("{% pagination %} needs a Django Page")
    if page.paginator.num_pages < 2:
        return SafeString("")
    request = context.get("request")
    query = request.GET.copy() if request else QueryDict(mutable=True)

    def address(number: int) -> str:
        query[PARAMETER] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"label": str(n), "href": address(n), "current": n == page.number} if isinstance(n, int) else {"gap": True}
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    return show(
        "pagination",
        numbers=numbers,
        hx_target=hx_target,
        here=str(page.number),
        last=str(page.paginator.num_pages),
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        next=address(page.next_page_number()) if page.has_next() else "",
    )


def breadcrumb(items: Iterable[object]) -> SafeString:
    """The way from home to this page; the last item is the page itself."""
    return show("breadcrumb", items=_links("breadcrumb", items))


def tabs(items: Iterable[object], label: str) -> SafeString:
    """Navigation between the parts of one thing."""
    told("tabs", "label", label)
    return show("tabs", items=_links("tabs", items), label=label)


def steps(current: int, total: int, labels: Sequence[str] = ()) -> SafeString:
    """Where a person is in a form of several pages, counted from 1."""
    if not 1 <= current <= total:
        raise TemplateSyntaxError(f"{{% steps %}}: step {current} of {total} does not exist")
    if labels and len(labels) != total:
        raise TemplateSyntaxError(f"{{% steps %}}: {len(labels)} labels for {total} steps")
    marks = [
        {
            "state": "done" if n < current else "current" if n == current else "todo",
            "number": str(n),
            "label": labels[n - 1] if labels else "",
        }
        for n in range(1, total + 1)
    ]
    return show("steps", marks=marks, current=str(current), total=str(total), name=marks[current - 1]["label"])


def _links(tag: str, items: Iterable[object]) -> list[dict[str, Any]]:
    """Read links from mappings or objects, refusing one without words."""
    links = [{name: part(item, name) for name in ("label", "href", "current", "count")} for item in items]
    for link in links:
        told(tag, "label", link["label"])
    return links
