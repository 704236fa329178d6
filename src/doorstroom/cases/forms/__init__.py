"""What is filled in about guidance."""

from .intake import DecideForm, IntakeForm
from .people import AssignForm, FilterForm, NotYetForm, RegisterForm
from .policy import DeskForm, ExtraForm, RuleForm, RungForm

__all__ = [
    "AssignForm",
    "DecideForm",
    "DeskForm",
    "ExtraForm",
    "FilterForm",
    "IntakeForm",
    "NotYetForm",
    "RegisterForm",
    "RuleForm",
    "RungForm",
]
