"""Counting words that the vocabulary does not know: no person beside them, and nothing personal in them."""

import re
from collections.abc import Iterable

from django.db import transaction

from .. import rules
from ..models import UnknownTitle

MOST_WORDS = 5
MOST_LETTERS = 60
# A number, an address or a link may point to somebody; such a text is not counted at all.
PERSONAL = re.compile(r"\d{3,}|@|https?:|www\.")


def note_unknown(found: Iterable[tuple[str, str]], *, source: str) -> int:
    """Count texts as (kind, text) that could not be understood; return how many were fit to be counted."""
    counted = 0
    for kind, text in found:
        words = rules.words_of(text)
        key = " ".join(words)
        if not 1 <= len(words) <= MOST_WORDS or not 3 <= len(key) <= MOST_LETTERS or PERSONAL.search(text):
            continue
        with transaction.atomic():
            row, _ = UnknownTitle.objects.select_for_update().get_or_create(
                kind=kind, key=key, defaults={"text": " ".join(text.split())[:80]}
            )
            row.times += 1
            row.sources = {**row.sources, source: row.sources.get(source, 0) + 1}
            row.save(update_fields=["times", "sources", "last_seen"])
        counted += 1
    return counted
