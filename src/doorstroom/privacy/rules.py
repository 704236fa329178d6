"""Values as an overview keeps them: what a program can read and a person can understand."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

NAMES = ("name_nl", "name", "title")


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it; another row becomes its name."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return next((str(getattr(value, name)) for name in NAMES if getattr(value, name, "")), "")
