"""What every host must remember together, such as how often somebody tried to sign in: a cache in the database.

The sign-in library counts in the default cache. On PostgreSQL a request is one transaction, and a count must stay when
that fails: so entries go over a connection of their own, where each statement stands at once (settings.production).
A key names an address or an account, so only its keyed digest is kept.
"""

from datetime import UTC, datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .models import SharedEntry


class SharedCache(BaseCache):
    """A small cache in the database; LOCATION is the connection it uses. Values are JSON and always run out."""

    def __init__(self, connection: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.connection = connection

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return what is remembered and did not run out."""
        held = self._rows().filter(pk=self._digest(key, version), until__gt=timezone.now())
        return next(iter(held.values_list("value", flat=True)), default)

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Remember, in the place of what was remembered."""
        row = SharedEntry(pk=self._digest(key, version), value=value, until=self._until(timeout))
        self._rows().bulk_create(
            [row], update_conflicts=True, unique_fields=["digest"], update_fields=["value", "until"]
        )

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Remember unless something is remembered; of two that do so at once, one hears that it did."""
        digest = self._digest(key, version)
        self._rows().filter(pk=digest, until__lte=timezone.now()).delete()
        try:
            with transaction.atomic(using=self.connection):
                self._rows().create(pk=digest, value=value, until=self._until(timeout))
        except IntegrityError:
            return False
        return True

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget."""
        return bool(self._rows().filter(pk=self._digest(key, version)).delete()[0])

    def clear(self) -> None:
        """Forget everything."""
        self._rows().delete()

    def _rows(self) -> QuerySet[SharedEntry]:
        return SharedEntry.objects.using(self.connection).all()

    def _digest(self, key: str, version: int | None) -> str:
        return salted_hmac("doorstroom.core.shared", self.make_key(key, version), algorithm="sha256").hexdigest()

    def _until(self, timeout: float | None) -> datetime:
        until = self.get_backend_timeout(timeout)
        if until is None:
            raise ValueError("what all hosts remember must run out")
        return datetime.fromtimestamp(until, tz=UTC)
