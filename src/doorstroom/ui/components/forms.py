"""Forms: a field with its label, help and error, and the summary of what went wrong."""

import copy
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import DateTimeBaseInput
from django.template import TemplateSyntaxError
from django.utils.safestring import SafeString

from doorstroom.ui.components.show import one_of, show, told

WIDTHS = ("full", "short", "medium")
# In Django a group of checkboxes is a kind of RadioSelect, so it comes first.
GROUPS = {forms.CheckboxSelectMultiple: "checkbox", forms.RadioSelect: "radio"}


# The browser's own calendar and clock, which want ISO.
PICKERS: dict[type[DateTimeBaseInput], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
}


def form_section(content: SafeString, legend: str, help: str = "") -> SafeString:
    """Fields that belong together under one question."""
    told("form_section", "legend", legend)
    return show("form_section", content=content, legend=legend, help=help)


def filter_bar(content: SafeString, label: str, action: str = "") -> SafeString:
    """A form in a grey bar that narrows the list below it; it changes nothing, so it is a GET."""
    told("filter_bar", "label", label)
    return show("filter_bar", content=content, label=label, action=action)


def field(boundfield: BoundField, hide_label: bool = False, width: str = "full") -> SafeString:
    """One field with its label, help text, error and the right control."""
    if not isinstance(boundfield, BoundField):
        raise TemplateSyntaxError(f"{{% field %}} needs a field of a form, not {boundfield!r}")
    one_of("field", "width", width, WIDTHS)
    if boundfield.is_hidden:
        return SafeString(str(boundfield))
    kind = _kind(boundfield.field.widget)
    base = boundfield.auto_id or boundfield.html_name
    described = [f"{base}-help"] if boundfield.help_text else []
    described += [f"{base}-error"] if boundfield.errors else []
    data: dict[str, Any] = {
        "id": base,
        "label": boundfield.label,
        "help": boundfield.help_text,
        "errors": boundfield.errors,
        "optional": not boundfield.field.required,
        "disabled": boundfield.field.disabled,
        "described": " ".join(described),
        "hide_label": hide_label,
        "width": width,
        "kind": kind,
    }
    if kind in GROUPS.values():
        return show("field_group", **data, options=_options(boundfield))
    data["control"] = _control(boundfield, kind, data["described"])
    return show("field_single" if kind == "tick" else "field", **data, target=boundfield.id_for_label)


def combobox(
    label: str,
    name: str,
    url: str,
    value: str = "",
    id: str = "",
    help: str = "",
    into: str = "",
    key_name: str = "",
    send: str = "",
    press: str = "",
    errors: Any = None,
    required: bool = True,
) -> SafeString:
    """A text field with suggestions from an address; without scripts an ordinary field beside a search button.

    What a choice does besides filling in the name: `into` puts a hidden field `key_name` with the key in that element,
    `send` sends the form with "name=value" in which KEY becomes the key, `press` presses the button with that id.
    """
    told("combobox", "label", label)
    told("combobox", "name", name)
    told("combobox", "url", url)
    base = id or f"id_{name}"
    described = " ".join(part for part in (help and f"{base}-help", errors and f"{base}-error") if part)
    extra = {"into": into, "name": key_name, "send": send, "press": press}
    return show(
        "combobox",
        label=label,
        name=name,
        url=url,
        value=value or "",
        id=base,
        target=base,
        help=help,
        errors=errors or [],
        described=described,
        optional=not required,
        extra={key: text for key, text in extra.items() if text},
    )


def form_fields(form: forms.BaseForm) -> SafeString:
    """All fields of a form in order, the hidden ones first."""
    hidden = [SafeString(str(each)) for each in form.hidden_fields()]
    return show("form_fields", hidden=hidden, fields=[field(each) for each in form.visible_fields()])


def form_errors(form: forms.BaseForm) -> SafeString:
    """What is wrong in a form, each with a link to the field; empty when nothing is."""
    if not form.errors:
        return SafeString("")
    wrong = [
        {"text": text, "label": bound.label, "question": bound.label.endswith("?"), "href": f"#{_first_control(bound)}"}
        for bound in form.visible_fields()
        for text in bound.errors
    ]
    hidden = [{"text": text} for bound in form.hidden_fields() for text in bound.errors]
    return show("form_errors", items=[*({"text": text} for text in form.non_field_errors()), *hidden, *wrong])


def _kind(widget: forms.Widget) -> str:
    """Name the sort of control, which chooses its template and classes."""
    for group, name in GROUPS.items():
        if isinstance(widget, group):
            return name
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.Textarea):
        return "textarea"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "text"


CLASSES = {
    "tick": ("utrecht-checkbox utrecht-checkbox--html-input ds-tick", ""),
    "select": ("utrecht-select utrecht-select--html-select", "utrecht-select--invalid"),
    "textarea": ("utrecht-textarea utrecht-textarea--html-textarea", "utrecht-textarea--invalid"),
    "text": ("utrecht-textbox utrecht-textbox--html-input", "utrecht-textbox--invalid"),
    "file": ("ds-file", "ds-file--invalid"),
}


def _control(boundfield: BoundField, kind: str, described: str) -> SafeString:
    """Render the control itself with the classes and the words that belong to it."""
    normal, invalid = CLASSES[kind]
    widget = boundfield.field.widget
    if isinstance(widget, DateTimeBaseInput) and widget.input_type == "text":
        widget = copy.copy(widget)
        widget.input_type, widget.format = next(how for kind, how in PICKERS.items() if isinstance(widget, kind))
    classes = [widget.attrs.get("class", ""), normal, invalid if boundfield.errors else ""]
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described:
        attributes["aria-describedby"] = described
    if boundfield.errors:
        attributes["aria-invalid"] = "true"
    return boundfield.as_widget(widget=widget, attrs=attributes)


def _options(boundfield: BoundField) -> list[dict[str, Any]]:
    """Read the choices of a group as plain data, so that the template draws them."""
    return [
        {
            "id": option.id_for_label,
            "name": option.data["name"],
            "value": str(option.data["value"]),
            "label": option.choice_label,
            "checked": option.data["selected"],
            "disabled": bool(option.data["attrs"].get("disabled")) or boundfield.field.disabled,
            "required": bool(option.data["attrs"].get("required")),
        }
        for option in boundfield.subwidgets
    ]


def _first_control(boundfield: BoundField) -> str:
    """Return the id where the focus should land for this field."""
    if _kind(boundfield.field.widget) in GROUPS.values():
        options = _options(boundfield)
        return str(options[0]["id"]) if options else str(boundfield.auto_id)
    return boundfield.id_for_label
