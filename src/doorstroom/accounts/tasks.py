"""What this room hears from the sign-in library."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.dispatch import receiver
from django.http import HttpRequest


@receiver(authenticator_added)
def count_a_new_factor_at_once(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Let somebody who just proved a new second factor go on, without signing in anew."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
