"""Jobs of this room; loading it makes the vault known to the rotation of keys."""

from . import vault  # noqa: F401
