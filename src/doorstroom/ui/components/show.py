"""How every component reaches its template, and how a wrong value is refused."""

from collections.abc import Collection, Mapping
from typing import Any

from django.template import TemplateSyntaxError
from django.template.loader import get_template
from django.utils.safestring import SafeString


def show(component: str, **data: Any) -> SafeString:
    """Render `ui/<component>.html` with this data and nothing of the page around it."""
    return SafeString(get_template(f"ui/{component}.html").render(data).strip())


def one_of(tag: str, attribute: str, value: object, allowed: Collection[object]) -> None:
    """Refuse a value that the component does not know, naming those it does."""
    if value not in allowed:
        known = ", ".join(str(each) for each in allowed)
        raise TemplateSyntaxError(f"{{% {tag} %}}: {attribute}={value!r} is not one of: {known}")


def told(tag: str, attribute: str, value: object) -> None:
    """Refuse an empty text where a person needs words."""
    if value is None or not str(value).strip():
        raise TemplateSyntaxError(f"{{% {tag} %}}: {attribute} is empty")


def part(item: object, name: str, default: Any = "") -> Any:
    """Read one part of a list item that is a mapping or an object."""
    value = item.get(name, default) if isinstance(item, Mapping) else getattr(item, name, default)
    return default if value is None else value
