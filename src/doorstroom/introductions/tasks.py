"""What this room hears: a vacancy that closed ends its introductions, and everybody is told."""

from doorstroom.common.dates import today
from doorstroom.core.actors import machine
from doorstroom.core.models import TrailEntry
from doorstroom.core.trail import on
from doorstroom.employers.choices import VacancyStatus
from doorstroom.employers.declarations import ENDED as VACANCY_ENDED
from doorstroom.employers.models import Vacancy

from .actions import vacancy_closed
from .models import LIVE, Introduction


@on(VACANCY_ENDED)
def close_introductions(entry: TrailEntry) -> None:
    """Close what still runs at a vacancy that closed; one that opened again meanwhile keeps what it has."""
    if Vacancy.objects.filter(pk=entry.about_id, status=VacancyStatus.OPEN).exists():
        return
    rows = Introduction.objects.select_for_update(of=("self",)).filter(vacancy=entry.about_id, status__in=LIVE)
    for introduction in rows.order_by("pk"):
        vacancy_closed(by=machine("sluiten van vacatures"), introduction=introduction, today=today())
