"""What the running system knows of itself: its packages and their licences, its jobs, its mail."""

import functools
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution

# The packages that the product itself asks for; what those need in turn stands in requirements/base.txt.
ASKED = (
    "django",
    "django-allauth",
    "django-csp",
    "django-htmx",
    "django-ninja",
    "django-tasks",
    "django-tasks-db",
    "django-template-partials",
    "argon2-cffi",
    "babel",
    "cryptography",
    "defusedxml",
    "gunicorn",
    "numba",
    "numpy",
    "openpyxl",
    "psycopg",
    "rapidfuzz",
    "whitenoise",
)


@dataclass(frozen=True)
class Package:
    """A library in use."""

    name: str
    version: str
    licence: str


@functools.cache
def packages() -> tuple[Package, ...]:
    """Return every library the product asks for, with the licence it declares."""
    found = []
    for name in ASKED:
        try:
            held = distribution(name)
        except PackageNotFoundError:
            continue
        said = held.metadata.get("License-Expression") or ""
        if not said:
            classes = [line for line in held.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
            said = classes[0].rsplit(" :: ", 1)[-1] if classes else (held.metadata.get("License") or "").splitlines()[0]
        found.append(Package(held.metadata["Name"], held.version, said[:80]))
    return tuple(found)
