"""What this room hears from the sign-in library, and its part in the rotation of keys."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from doorstroom.common.text import say
from doorstroom.core import keys
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import SERVICE
from doorstroom.core.rotation import BATCH, moves

from .actions import forget_sessions
from .adapters import SecondFactorAdapter


@recurring("accounts.forget_sessions", say("Afmelden wie te lang niets deed"), minutes=60)
@works_for(SERVICE)
def forget() -> str:
    """Remove the sessions that are over."""
    return f"{forget_sessions()} removed"


@receiver(authenticator_added)
def count_a_new_factor_at_once(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    """Let somebody who just proved a new second factor go on, without signing in anew."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@moves("accounts.second_factors")
def move_second_factors() -> int:
    """Seal the secrets of second factors anew; a secret reads "key:sealed", passkeys hold none."""
    current, _held = keys.ring()
    adapter, moved = SecondFactorAdapter(), 0
    with transaction.atomic():
        secret = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).select_for_update().order_by("pk")
        for row in secret.iterator(chunk_size=BATCH):
            old = {name: row.data[name] for name in ("secret", "seed") if name in row.data}
            if all(words.startswith(f"{current}:") for words in old.values()):
                continue
            row.data |= {name: adapter.encrypt(adapter.decrypt(words)) for name, words in old.items()}
            row.save(update_fields=["data"])
            moved += 1
    return moved
