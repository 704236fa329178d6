"""Jobs of this room; loading it makes the vault known to the rotation of keys and to the sign-in by DigiD."""

from datetime import time, timedelta

from django.utils import timezone

from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.models import PersonKey
from doorstroom.core.permissions import OWN_DATA

from . import arrivals  # noqa: F401
from .models import SealedBsn

LONGEST_WAIT = timedelta(days=30)


@recurring("people.forget_waiting_numbers", say("Burgerservicenummers wissen die niemand gebruikt"), at=time(3, 45))
@works_for(OWN_DATA)
def forget_waiting_numbers() -> str:
    """Forget the BSN of whoever came in by DigiD and made no dossier in thirty days, with its key."""
    late = SealedBsn.objects.filter(waits_for__isnull=False, kept_at__lt=timezone.now() - LONGEST_WAIT)
    keys = list(late.values_list("pk", flat=True))
    PersonKey.objects.filter(pk__in=keys).delete()
    SealedBsn.objects.filter(pk__in=keys).delete()
    return f"{len(keys)} forgotten"
