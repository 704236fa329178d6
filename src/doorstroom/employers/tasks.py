"""The clock of this room: a vacancy closes after the last day that its publisher chose."""

from datetime import time

from django.db import transaction
from django.utils import timezone

from doorstroom.common.dates import today
from doorstroom.common.text import say
from doorstroom.core.actors import machine
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import SERVICE
from doorstroom.core.trail import record_all

from .choices import VacancyStatus
from .declarations import ENDED
from .models import Vacancy


@recurring("employers.close_due", say("Vacatures sluiten die over hun datum zijn"), at=time(0, 10))
@works_for(SERVICE)
def close_due() -> str:
    """Close what is past its closing day, so that everybody who still waits hears it."""
    with transaction.atomic():
        due = Vacancy.objects.filter(status=VacancyStatus.OPEN, closes_on__lt=today()).select_for_update(of=("self",))
        rows = list(due.order_by("pk"))
        for row in rows:
            row.status, row.changed_at = VacancyStatus.WITHDRAWN, timezone.now()
        Vacancy.objects.bulk_update(rows, ["status", "changed_at"], batch_size=500)
        facts = [(row, {"number": row.number, "status": str(row.status)}) for row in rows]
        record_all(ENDED, by=machine("sluitingsdatum"), about=facts)
    return f"{len(rows)} closed"
