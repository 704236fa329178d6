"""Pure functions on values: travel estimates, free days, precedence of labels, and tolerant search."""

from .free_days import free_days, source_of_free_day
from .labels import ESCO, OWN, STARTER, best_label, rank_of_source, takes_over, version_key
from .search import Hit, Label, LabelIndex, words_of
from .travel import STATEMENT, TRAVEL, TravelParameters, distance_metres, travel_minutes, travel_parameters

__all__ = [
    "ESCO",
    "OWN",
    "STARTER",
    "STATEMENT",
    "TRAVEL",
    "Hit",
    "Label",
    "LabelIndex",
    "TravelParameters",
    "best_label",
    "distance_metres",
    "free_days",
    "rank_of_source",
    "source_of_free_day",
    "takes_over",
    "travel_minutes",
    "travel_parameters",
    "version_key",
    "words_of",
]
