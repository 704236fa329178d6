"""Verbs: loading the starter vocabulary, ESCO, places and the calendar. All may be repeated without harm."""

from .calendar import load_free_days
from .care import map_title, open_title_again, set_title_aside
from .esco import Outcome, import_esco
from .linking import Trained, train_linker
from .places import PlacesReport, import_memberships, import_postcodes, import_region_borders, load_places
from .starter import load_starter
from .unknown import note_unknown

__all__ = [
    "Outcome",
    "PlacesReport",
    "Trained",
    "import_esco",
    "import_memberships",
    "import_postcodes",
    "import_region_borders",
    "load_free_days",
    "load_places",
    "load_starter",
    "map_title",
    "note_unknown",
    "open_title_again",
    "set_title_aside",
    "train_linker",
]
