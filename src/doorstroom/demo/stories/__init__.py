"""What happened in the region before today, played with the real verbs."""

from ..region import Region


def tell_stories(region: Region) -> None:
    """Play every story of the region."""
