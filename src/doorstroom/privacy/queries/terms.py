"""How long what is kept, by the dated rows."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext, ngettext

from doorstroom.core.personal import Term
from doorstroom.privacy.models import RetentionTerm


def term_on(term: Term, day: date) -> RetentionTerm:
    """Return the row that says how long something is kept on a day."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return RetentionTerm.objects.filter(running, term=term.code, valid_from__lte=day).latest("valid_from")


def terms_on(day: date) -> dict[str, RetentionTerm]:
    """Return every term that holds on a day, by its code."""
    running = Q(valid_to__isnull=True) | Q(valid_to__gt=day)
    return {row.term: row for row in RetentionTerm.objects.filter(running, valid_from__lte=day).order_by("valid_from")}


def days_kept(term: Term, day: date) -> int:
    """Return a term in days; a month counts as thirty."""
    row = term_on(term, day)
    return row.months * 30 + row.days


def term_words(row: RetentionTerm) -> str:
    """Return a term as a person reads it: "24 maanden nadat uw begeleiding is gestopt"."""
    if row.months:
        length = ngettext("{count} maand", "{count} maanden", row.months).format(count=row.months)
    else:
        length = ngettext("{count} dag", "{count} dagen", row.days).format(count=row.days)
    return f"{length} {gettext(row.counted_from)}"
