"""A page of a ranked list, by offset: every line can be reached."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Slice:
    """Where a page stands in its list."""

    total: int
    offset: int
    limit: int

    @property
    def order(self) -> str:
        """Return what the address of the next page must say of the order, or "" for the usual one."""
        return ""

    @property
    def first(self) -> int:
        """Return the number of the first line."""
        return self.offset + 1

    @property
    def last(self) -> int:
        """Return the number of the last line."""
        return min(self.total, self.offset + self.limit)

    @property
    def next_text(self) -> str:
        """Return where the next page starts, or "" on the last."""
        return str(self.last) if self.last < self.total else ""

    @property
    def previous_text(self) -> str:
        """Return where the page before starts, or "" on the first."""
        return str(max(0, self.offset - self.limit)) if self.offset else ""
