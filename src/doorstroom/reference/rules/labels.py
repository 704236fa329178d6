"""Which of two labels for the same thing to keep, and how releases are compared."""

import re

STARTER = "starter"
ESCO = "esco"
OWN = "own"  # what the office added itself


def version_key(version: str) -> tuple[int, ...]:
    """Return a version such as 1.1.1 as numbers that compare as people expect."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


def rank_of_source(source: str) -> tuple[int, tuple[int, ...]]:
    """Return how strongly a source counts: reviewed starter words, then ESCO by version, then a list of labels."""
    name, _, version = source.partition(" ")
    if name == STARTER:
        return 3, version_key(version)
    if name == ESCO:
        return 2, version_key(version)
    return (1, ()) if source else (0, ())


def takes_over(new: str, current: str) -> bool:
    """Tell whether a label from the source `new` may replace one from the source `current`."""
    return rank_of_source(new) >= rank_of_source(current)


def best_label(names: dict[str, str], language: str) -> tuple[str, bool]:
    """Return the name in a language, else the English one, else any; and whether it is such a fall-back."""
    if names.get(language):
        return names[language], False
    if names.get("en"):
        return names["en"], True
    return next((name for name in names.values() if name), ""), True
