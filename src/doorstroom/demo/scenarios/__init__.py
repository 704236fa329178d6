"""Scenarios: a real story as dated events per person, played through the real verbs. A file beside this holds each."""

from .player import SCENARIOS, Event, Scenario, read, replay

__all__ = ["SCENARIOS", "Event", "Scenario", "read", "replay"]
