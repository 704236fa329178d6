"""The night's work of this room."""

from datetime import time

from doorstroom.accounts.queries import office
from doorstroom.common.text import say
from doorstroom.core.jobs import recurring, works_for
from doorstroom.core.permissions import MEDIATION

from . import batch


@recurring("matching.match_region", say("Iedereen opnieuw met de vacatures vergelijken"), at=time(5, 0))
@works_for(MEDIATION)
def match_region() -> str:
    """Match the office's region at five in the morning, Dutch time."""
    outcome = batch.run(office().region_code)
    return f"{outcome.words}: {outcome.persons} persons, {outcome.vacancies} vacancies"
