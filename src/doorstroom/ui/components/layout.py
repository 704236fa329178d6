"""What holds other content: cards, panels, alerts, tables and rows."""

from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString

from doorstroom.ui.components.icons import ICONS
from doorstroom.ui.components.show import one_of, show, told

LEVELS = (2, 3, 4)
CARD_TONES = ("plain", "muted", "tint", "accent")
PANEL_TONES = ("muted", "tint", "plain")
ALERTS = {"info": "info-circle", "ok": "circle-check", "warning": "alert-triangle", "error": "alert-circle"}
WEIGHTS = ("1-1", "3-2", "2-1", "1-2", "2-3")
SIZES = ("medium", "small", "large")


def page_header(title: str, lead: str = "", kicker: str = "") -> SafeString:
    """The heading of a page, with one sentence that says what it is for."""
    told("page_header", "title", title)
    return show("page_header", title=title, lead=lead, kicker=kicker)


def card(
    content: SafeString, title: str = "", href: str = "", tone: str = "plain", level: int = 2, id: str = ""
) -> SafeString:
    """One thing among equals, such as a job in a list; with `href` its title is the link."""
    one_of("card", "tone", tone, CARD_TONES)
    one_of("card", "level", level, LEVELS)
    if href:
        told("card", "title", title)
    return show("card", content=content, title=title, href=href, tone=tone, level=level, id=id)


def panel(content: SafeString, title: str = "", tone: str = "muted", level: int = 2, id: str = "") -> SafeString:
    """A quiet box beside or inside the main content."""
    one_of("panel", "tone", tone, PANEL_TONES)
    one_of("panel", "level", level, LEVELS)
    return show("panel", content=content, title=title, tone=tone, level=level, id=id)


def alert(content: SafeString, kind: str, title: str = "", live: bool = False) -> SafeString:
    """A message that must not be missed; `live` when it appears without a new page."""
    one_of("alert", "kind", kind, ALERTS)
    role = ("alert" if kind == "error" else "status") if live else ""
    return show("alert", content=content, kind=kind, icon=ALERTS[kind], title=title, role=role)


def details(content: SafeString, summary: str, open: bool = False) -> SafeString:
    """Something extra that a person may open."""
    told("details", "summary", summary)
    return show("details", content=content, summary=summary, open=open)


def button_row(content: SafeString) -> SafeString:
    """Buttons beside each other, below each other where there is no room."""
    return show("button_row", content=content)


def columns(content: SafeString, weights: str = "1-1") -> SafeString:
    """Two children beside each other on a wide screen."""
    one_of("columns", "weights", weights, WEIGHTS)
    return show("columns", content=content, weights=weights)


def grid(content: SafeString, size: str = "medium") -> SafeString:
    """As many children in a row as fit."""
    one_of("grid", "size", size, SIZES)
    return show("grid", content=content, size=size)


def stack(content: SafeString, gap: str = "medium") -> SafeString:
    """Children below each other with even room between them."""
    one_of("stack", "gap", gap, SIZES)
    return show("stack", content=content, gap=gap)


def empty_state(content: SafeString, title: str, icon: str = "search") -> SafeString:
    """What a list shows when it is empty: why, and what to do now."""
    told("empty_state", "title", title)
    one_of("empty_state", "icon", icon, ICONS)
    return show("empty_state", content=content, title=title, icon=icon)


def table(content: SafeString, caption: str, mode: str = "cards", caption_hidden: bool = False) -> SafeString:
    """A table that never makes the page scroll sideways: rows become cards, or the table scrolls inside."""
    told("table", "caption", caption)
    one_of("table", "mode", mode, ("cards", "scroll"))
    if mode == "cards" and content.count("<td") > content.count("data-label="):
        raise TemplateSyntaxError("{% table %}: each <td> needs data-label, or choose mode='scroll'")
    return show("table", content=content, caption=caption, mode=mode, caption_hidden=caption_hidden)


def facts(content: SafeString) -> SafeString:
    """A list of short facts, each with its icon."""
    return show("facts", content=content)


def fact(icon: str, text: str, label: str = "") -> SafeString:
    """One line in `facts`; the label is for who cannot see the icon."""
    one_of("fact", "icon", icon, ICONS)
    return show("fact", icon=icon, text=text, label=label)


def picture(icon: str, label: str, href: str = "") -> SafeString:
    """One large picture with a word under it, for who rather points than reads; with `href` it is a choice."""
    told("picture", "label", label)
    one_of("picture", "icon", icon, ICONS)
    return show("picture", icon=icon, label=label, href=href)


def description_list(content: SafeString) -> SafeString:
    """A list of words with their meaning or value."""
    return show("description_list", content=content)


def term(label: str, value: object) -> SafeString:
    """One line in `description_list`; nothing is shown as a dash that is read aloud as "niet ingevuld"."""
    told("term", "label", label)
    return show("term", label=label, value=value, empty=value is None or value == "")
