"""Amounts that a person compares: bars, progress, tiles, and what happened when."""

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from doorstroom.ui.components.layout import ALERTS
from doorstroom.ui.components.show import one_of, part, show, told
from doorstroom.ui.components.words import moment, number

MOMENT_TONES = ("neutral", "ok", "warning", "error")


def meter(label: str, value: float, maximum: float = 100, words: str = "", layout: str = "beside") -> SafeString:
    """A bar that shows how much of the whole there is, always with the words that say the same."""
    told("meter", "label", label)
    one_of("meter", "layout", layout, ("beside", "stacked"))
    spoken = words or _("%(value)s van %(maximum)s") % {"value": number(value), "maximum": number(maximum)}
    return show("meter", label=label, width=percent(value, maximum), words=spoken, layout=layout)


def progress(value: int, maximum: int, label: str, url: str = "", every: int = 2) -> SafeString:
    """How far a long job is; with `url` htmx fetches the replacement every so many seconds."""
    told("progress", "label", label)
    return show(
        "progress",
        value=str(value),
        maximum=str(max(maximum, 1)),
        percent=percent(value, maximum),
        label=label,
        url=url,
        every=f"every {every}s",
    )


def figure_tile(label: str, value: object, note: str = "", href: str = "") -> SafeString:
    """One large figure with what it counts."""
    told("figure_tile", "label", label)
    shown = number(value) if isinstance(value, int | float) else value
    return show("figure_tile", label=label, value=shown, note=note, href=href)


def timeline(items: Iterable[object], contest: str = "") -> SafeString:
    """What happened, and when, in the order given; with `contest`, the page where the reader says it is not right."""
    return show("timeline", items=[_line(item) for item in items], contest=contest)


def percent(value: float, maximum: float) -> str:
    """Return the share of the maximum as an attribute value between 0% and 100%."""
    share = 0.0 if maximum <= 0 else min(max(value / maximum, 0.0), 1.0)
    return f"{share * 100:.0f}%"


def _line(item: object) -> dict[str, Any]:
    """Read one event of a timeline."""
    tone = part(item, "tone", "neutral")
    one_of("timeline", "tone", tone, MOMENT_TONES)
    told("timeline", "title", part(item, "title"))
    return {
        "when": moment(part(item, "when")),
        "title": part(item, "title"),
        "text": part(item, "text"),
        "href": part(item, "href"),
        "contest": part(item, "contest"),
        "tone": tone,
        "icon": ALERTS.get(tone, ""),
    }
