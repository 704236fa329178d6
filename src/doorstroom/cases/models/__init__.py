"""The tables of guidance."""

from .guidance import CaseAssignment, DoubleDossier, KeyRequest
from .lanes import ExtraStaff, Intake, LaneDesk, LanePlace, LaneRule, Rung

__all__ = [
    "CaseAssignment",
    "DoubleDossier",
    "ExtraStaff",
    "Intake",
    "KeyRequest",
    "LaneDesk",
    "LanePlace",
    "LaneRule",
    "Rung",
]
