"""Reading for the pages of this room and for those above it."""

from .dossiers import (
    arrivals,
    both,
    glass_lines,
    glass_of,
    latest_glass,
    likely_doubles,
    merges,
    municipalities_for,
    offer_of,
    opened_for_me,
    what_moves,
)
from .overviews import Overview, is_over, lines, overview, overviews_of
from .own_account import own_account, own_account_file
from .register import document, what_is_kept, who_may_see_what
from .terms import days_kept, term_on, term_words, terms_on

__all__ = [
    "Overview",
    "arrivals",
    "both",
    "days_kept",
    "document",
    "glass_lines",
    "glass_of",
    "is_over",
    "latest_glass",
    "likely_doubles",
    "lines",
    "merges",
    "municipalities_for",
    "offer_of",
    "opened_for_me",
    "overview",
    "overviews_of",
    "own_account",
    "own_account_file",
    "term_on",
    "term_words",
    "terms_on",
    "what_is_kept",
    "what_moves",
    "who_may_see_what",
]
