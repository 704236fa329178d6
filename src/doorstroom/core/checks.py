"""What stops the start: a view nobody spoke for, and a column about a person nobody spoke for."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from .pages import policies_of
from .personal import undeclared


def routes(resolver: URLResolver | None = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Walk every route as (path, full name, view)."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield path, f"{space}{entry.name or ''}", entry.callback
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from routes(entry, path, inner)


@register("policy")
def every_view_has_a_policy(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while a view says nothing about who may open it."""
    return [
        Error(
            f"The view of /{path} says nothing about who may open it.",
            hint=f"Put @page(PERMISSION) on {getattr(view, '__module__', '?')}.{getattr(view, '__qualname__', view)}.",
            id="core.E001",
        )
        for path, name, view in routes()
        if not policies_of(view, name)
    ]


@register("personal")
def every_column_about_a_person_is_declared(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while a table that holds people has a column without a privacy class and a term."""
    return [
        Error(
            f"{model._meta.label} holds people, and the registry does not fit its columns: {', '.join(names)}.",
            hint=(
                f"In {model.__module__.rpartition('.')[0].replace('.', '/')}/declarations.py write or complete "
                f'personal({model.__name__}, say("..."), path="person_id", kept=GUIDANCE_FILE, '
                f'fields={{"{names[0]}": WORK(say("...")), ...}}): a privacy class of core.personal for every column.'
            ),
            id="core.E002",
        )
        for model, names in undeclared()
    ]
