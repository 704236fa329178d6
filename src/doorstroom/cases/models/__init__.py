"""The tables of guidance."""

from .guidance import CaseAssignment, DoubleDossier, KeyRequest
from .lanes import ExtraStaff, Intake, LaneDesk, LanePlace, LaneRule, Rung
from .plan import Appointment, Goal, HandOver, Note, OrderRule, PlanStep, PostIt, Together, TogetherRow

__all__ = [
    "Appointment",
    "CaseAssignment",
    "DoubleDossier",
    "ExtraStaff",
    "Goal",
    "HandOver",
    "Intake",
    "KeyRequest",
    "LaneDesk",
    "LanePlace",
    "LaneRule",
    "Note",
    "OrderRule",
    "PlanStep",
    "PostIt",
    "Rung",
    "Together",
    "TogetherRow",
]
