"""Files that agencies bring: answers to referrals, and places per week."""

from .answers import ANSWERS
from .places import PLACES

__all__ = ["ANSWERS", "PLACES"]
