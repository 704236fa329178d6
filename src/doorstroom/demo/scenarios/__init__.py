"""Scenarios: a real story as dated events per person, played through the real verbs. A file beside this holds each."""

from . import keep_the_job, sector_deal  # noqa: F401  (each story adds itself)
from .player import SCENARIOS, Event, Scenario, read, replay

__all__ = ["SCENARIOS", "Event", "Scenario", "read", "replay"]
