"""Reading for the pages of this room and for those above it."""

from .overviews import Overview, is_over, lines, overview, overviews_of
from .register import document, what_is_kept, who_may_see_what
from .terms import days_kept, term_on, term_words, terms_on

__all__ = [
    "Overview",
    "days_kept",
    "document",
    "is_over",
    "lines",
    "overview",
    "overviews_of",
    "term_on",
    "term_words",
    "terms_on",
    "what_is_kept",
    "who_may_see_what",
]
