"""Keys for programs: a token acts as the membership it belongs to."""

import hashlib
import uuid

from django.db import models
from django.utils import timezone


class ApiToken(models.Model):
    """A token that a member made for a program of the organisation; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_on = models.DateField()
    last_used_on = models.DateField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


def digest_of(token: str) -> str:
    """Return what is kept of a token; its 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
