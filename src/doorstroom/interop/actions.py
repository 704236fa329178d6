"""Making and revoking keys for programs."""

import secrets
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from doorstroom.core.actors import Actor
from doorstroom.core.trail import record
from doorstroom.core.verbs import UNCHANGED, Unchanged, verb

from .declarations import KEEP_TOKENS, TOKEN_MADE, TOKEN_REVOKED
from .models import ApiToken, digest_of

LIFETIME = timedelta(days=365)


@verb(KEEP_TOKENS)
def make_token(*, actor: Actor, membership_id: UUID, name: str, today: date) -> str:
    """Make a token and return it; this is the only time that anybody can read it."""
    token = f"dst_{secrets.token_urlsafe(32)}"
    row = ApiToken.objects.create(
        membership_id=membership_id, name=name, digest=digest_of(token), expires_on=today + LIFETIME
    )
    record(TOKEN_MADE, by=actor, about=row, name=name)
    return token


@verb(token=KEEP_TOKENS)
def revoke_token(*, actor: Actor, token: ApiToken) -> ApiToken | Unchanged:
    """End a token; the next call with it is refused."""
    if token.revoked_at is not None:
        return UNCHANGED
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record(TOKEN_REVOKED, by=actor, about=token, name=token.name)
    return token
