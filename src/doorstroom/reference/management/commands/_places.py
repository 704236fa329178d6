"""How an import of places is shown."""

from django.core.management.base import OutputWrapper
from django.utils.translation import gettext as _

from doorstroom.reference.actions import PlacesReport


def show(out: OutputWrapper, name: str, report: PlacesReport) -> None:
    """Write every row that was left out with its reason, and the counts."""
    for row in report.dropped:
        out.write("  " + _("regel %(line)d overgeslagen: %(reason)s") % {"line": row.line, "reason": row.reason})
    out.write(
        _("%(name)s: %(made)d nieuw, %(changed)d aangepast, %(same)d gelijk, %(dropped)d overgeslagen.")
        % {
            "name": name,
            "made": report.made,
            "changed": report.changed,
            "same": report.same,
            "dropped": len(report.dropped),
        }
    )
