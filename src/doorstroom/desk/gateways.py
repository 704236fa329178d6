"""What the running system knows of itself: its packages and their licences, its jobs, its mail."""

import functools
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution

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
        found.append(Package(held.metadata["Name"], held.version, _licence(held.metadata)))
    return tuple(found)


def _licence(said: PackageMetadata) -> str:
    if "License-Expression" in said:
        return said["License-Expression"]
    classes = [line for line in said.get_all("Classifier") or [] if line.startswith("License ::")]
    words: str = classes[0].rsplit(" :: ", 1)[-1] if classes else said["License"].splitlines()[0]
    return words[:80]
