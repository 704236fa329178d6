"""Keeps sessions with the name of their user beside them, so that somebody's own are found without opening all."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db

from .models import Session


class SessionStore(db.SessionStore):
    """Django's store over our own table."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """Write down whose session this is, as soon as somebody signed in."""
        row: Any = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row
