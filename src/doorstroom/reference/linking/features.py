"""The parts by which titles are compared: runs of letters, words and parts of compounds, each with its word."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from .compounds import Splitter
from .normalise import normalise


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title with the features it brings."""

    text: str
    features: tuple[str, ...]


def grams(word: str, shortest: int, longest: int) -> Iterator[str]:
    """Yield the runs of letters in a word, with its edges marked."""
    edged = f"<{word}>"
    for size in range(shortest, longest + 1):
        for start in range(len(edged) - size + 1):
            yield edged[start : start + size]


def features_of(text: str, splitter: Splitter, shortest: int, longest: int) -> list[Word]:
    """Return the telling words of a title with their features: letter runs, parts of compounds, the word itself."""
    return [word_of(word, splitter, shortest, longest) for word in normalise(text)]


def word_of(word: str, splitter: Splitter, shortest: int, longest: int) -> Word:
    """Return a normalised word with its features."""
    own = [f"={part}" for part in dict.fromkeys((word, *splitter.parts(word)))]
    return Word(word, (*grams(word, shortest, longest), *own))


def bucket(feature: str, buckets: int) -> int:
    """Return the row in which a feature is kept; the same on every machine and in every run."""
    return crc32(feature.encode()) % buckets
