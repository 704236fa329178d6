"""What a person presses, and short marks beside it."""

from typing import Any

from django.template import Context
from django.utils.safestring import SafeString

from doorstroom.ui.components.icons import ICONS
from doorstroom.ui.components.show import one_of, show, told

KINDS = ("primary", "secondary", "subtle", "danger")
TONES = ("neutral", "ok", "info", "warning", "danger")


def button(
    label: str,
    kind: str = "primary",
    name: str = "",
    value: str = "",
    icon: str = "",
    type: str = "submit",
    disabled: bool = False,
    form: str = "",
    formaction: str = "",
    context: str = "",
    id: str = "",
    hx_get: str = "",
    hx_post: str = "",
    hx_target: str = "",
    hx_swap: str = "",
) -> SafeString:
    """A button that sends a form, or asks htmx for a part of the page."""
    told("button", "label", label)
    one_of("button", "kind", kind, KINDS)
    one_of("button", "type", type, ("submit", "button", "reset"))
    one_of("button", "icon", icon, ("", *ICONS))
    attributes = {
        "id": id,
        "name": name,
        "value": value,
        "form": form,
        "formaction": formaction,
        "hx-get": hx_get,
        "hx-post": hx_post,
        "hx-target": hx_target,
        "hx-swap": hx_swap,
    }
    return show(
        "button",
        label=label,
        kind=kind,
        icon=icon,
        type=type,
        disabled=disabled,
        context=context,
        attributes=_given(attributes),
    )


def link_button(
    label: str,
    href: str,
    kind: str = "secondary",
    icon: str = "",
    context: str = "",
    download: bool = False,
    hx_get: str = "",
    hx_target: str = "",
    hx_swap: str = "",
) -> SafeString:
    """A link that looks like a button, for going somewhere."""
    told("link_button", "label", label)
    told("link_button", "href", href)
    one_of("link_button", "kind", kind, KINDS)
    one_of("link_button", "icon", icon, ("", *ICONS))
    attributes = {"hx-get": hx_get, "hx-target": hx_target, "hx-swap": hx_swap}
    return show(
        "link_button",
        label=label,
        href=href,
        kind=kind,
        icon=icon,
        context=context,
        download=download,
        attributes=_given(attributes),
    )


def badge(label: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A word or two that says how something stands; the word counts, the colour only helps."""
    told("badge", "label", label)
    one_of("badge", "tone", tone, TONES)
    one_of("badge", "icon", icon, ("", *ICONS))
    return show("badge", label=label, tone=tone, icon=icon)


def undo_bar(context: Context, message: str, action_url: str, name: str = "", value: str = "") -> SafeString:
    """Say what was done, with a button that takes it back."""
    told("undo_bar", "message", message)
    told("undo_bar", "action_url", action_url)
    token = context.get("csrf_token")
    return show("undo_bar", message=message, action_url=action_url, name=name, value=value, csrf_token=token)


def copyable(value: str, label: str = "") -> SafeString:
    """Text that a person takes elsewhere, with a copy button where scripts run."""
    told("copyable", "value", value)
    return show("copyable", value=value, label=label)


def _given(attributes: dict[str, Any]) -> dict[str, Any]:
    """Leave out attributes without a value."""
    return {name: value for name, value in attributes.items() if value not in ("", None)}
