"""What every ESCO table needs: rows by column name, dropped rows with their reason, progress in batches."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..gateways.esco import EscoTable


@dataclass(frozen=True)
class Row:
    """A record by lower-case column name; without cells when it was dropped already."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell; an absent column reads as empty."""
        return self.cells.get(column, "")


class Loader:
    """Takes the rows of one table in; each kind of table has its own."""

    ragged = False  # rows may end early

    def __init__(self, esco: EscoTable) -> None:
        """Start with nothing dropped."""
        self.esco = esco
        self.dropped: list[tuple[int, str]] = []

    def drop(self, line: int, reason: str) -> None:
        """Leave a row out and say why."""
        self.dropped.append((line, reason))

    def pass_over(self, rows: list[Row]) -> None:
        """See the rows that an earlier, broken run took in already."""

    def take(self, rows: list[Row]) -> None:
        """Take a batch of rows in."""
        raise NotImplementedError

    def finish(self) -> None:
        """Do what needs the whole table."""

    def good_uri(self, row: Row, column: str) -> str:
        """Return the URI in a column, or drop the row and return nothing."""
        uri = row[column]
        if uri.startswith(("http://", "https://", "urn:")) and len(uri) <= 200 and " " not in uri:
            return uri
        self.drop(row.number, _("geen geldige URI: %(uri)s") % {"uri": uri[:80] or "-"})
        return ""

    def good_label(self, row: Row, column: str) -> str:
        """Return the label in a column on one line, or drop the row and return nothing."""
        label = " ".join(row[column].split())
        if not label:
            self.drop(row.number, _("de naam is leeg"))
        elif len(label) > 255:
            self.drop(row.number, _("de naam is langer dan 255 tekens"))
            return ""
        return label
