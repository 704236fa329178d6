"""What stops the start: a view, an operation, a job or a column about a person that nobody spoke for."""

import sys
from collections.abc import Iterator
from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver
from django_tasks.base import Task

from .jobs import JOBS
from .pages import policies_of
from .personal import undeclared
from .policies import personal_tables, through


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
            hint=f"Put @page(PERMISSION) on {where(view)}.",
            id="core.E001",
        )
        for path, name, view in routes()
        if not policies_of(view, name)
    ]


@register("policy")
def every_operation_has_a_permission(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while an operation of an API says nothing about who may call it."""
    return [
        Error(
            f"The operation {' '.join(operation.methods)} {path} says nothing about who may call it.",
            hint=f"Put @allowed(PERMISSION) on {where(operation.view_func)}.",
            id="core.E003",
        )
        for path, operation in operations()
        if not getattr(operation.view_func, "policies", ())
    ]


@register("policy")
def every_job_has_a_purpose(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while a job or a recurring task says nothing about why it may read people."""
    return [
        Error(
            f"The job {work.__qualname__} says nothing about the purpose for which it may read people.",
            hint=f"Put @works_for(PURPOSE) of core.jobs on {where(work)}, under @task or @recurring.",
            id="core.E004",
        )
        for work in jobs()
        if not hasattr(work, "purpose")
    ]


def jobs() -> Iterator[Any]:
    """Walk the functions behind every recurring job and every task of our rooms."""
    yield from (job.run for job in JOBS.values())
    for name, module in sorted(sys.modules.items()):
        if name.startswith("doorstroom."):
            yield from (held.func for held in vars(module).values() if isinstance(held, Task))


def operations() -> Iterator[tuple[str, Any]]:
    """Walk the operations of every NinjaAPI among the routes, as (path, operation)."""
    found = [api for _path, _name, view in routes() if (api := getattr(view, "keywords", {}).get("api"))]
    for api in {id(api): api for api in found}.values():
        for prefix, router in api._routers:
            for path, view in router.path_operations.items():
                yield from ((f"{prefix}{path}", operation) for operation in view.operations)


def where(function: Any) -> str:
    """Return the file and the name of a function, as somebody who must edit it looks for it."""
    module, name = getattr(function, "__module__", "?"), getattr(function, "__qualname__", function)
    return f"{name} in src/{module.replace('.', '/')}.py"


def declarations_of(model: Any) -> str:
    """Return the file in which a model's room declares, as somebody who must edit it looks for it."""
    return f"{model.__module__.rpartition('.')[0].replace('.', '/')}/declarations.py"


@register("personal")
def every_column_about_a_person_is_declared(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while a table that holds people has a column without a privacy class and a term."""
    return [
        Error(
            f"{model._meta.label} holds people, and the registry does not fit its columns: {', '.join(names)}.",
            hint=(
                f"In {declarations_of(model)} write or complete "
                f'personal({model.__name__}, say("..."), path="person_id", kept=GUIDANCE_FILE, '
                f'fields={{"{names[0]}": WORK(say("...")), ...}}): a privacy class of core.personal for every column.'
            ),
            id="core.E002",
        )
        for model, names in undeclared()
    ]


@register("personal")
def every_policy_leans_on_a_fenced_table(app_configs: Any, **_kwargs: Any) -> list[Error]:
    """Refuse to start while rows are open through rows of a table that is open to everybody."""
    fenced = personal_tables()
    return [
        Error(
            f"Rows of {model._meta.label} are open to whom {leans[1]._meta.label} opens them, and that has no policy.",
            hint=(
                f"In {declarations_of(leans[1])} write belongs({leans[1].__name__}, ...): to whom its rows are open."
            ),
            id="core.E005",
        )
        for model in fenced
        if (leans := through(model)) and leans[1] not in fenced
    ]
