"""Splits Dutch compounds into words that the vocabulary itself uses: vrachtwagenchauffeur, vrachtwagen + chauffeur."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log
from typing import Self

SHORTEST_PART = 3
SHORTEST_WORD = 7
_LINKS = ("", "s", "en", "n", "e", "er")


class Splitter:
    """Knows how often each word stands in a vocabulary, and cuts a compound where its parts are known best."""

    def __init__(self, texts: Iterable[list[str]]) -> None:
        """Count the words of a vocabulary, given as lists of normalised words."""
        counts: Counter[str] = Counter()
        for words in texts:
            counts.update(word for word in words if len(word) >= SHORTEST_PART and word.isalpha())
        self._know(dict(counts))

    @classmethod
    def known(cls, counts: dict[str, int]) -> Self:
        """Return a splitter that counted these words before."""
        splitter = cls([])
        splitter._know(counts)
        return splitter

    def _know(self, counts: dict[str, int]) -> None:
        self.counts = counts
        self.parts = lru_cache(maxsize=20_000)(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word; a word that is no compound of known words is its own only part."""
        if len(word) < SHORTEST_WORD or not word.isalpha():
            return (word,)
        best: tuple[float, str, str] | None = None
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            tail = word[cut:]
            right = self._worth(tail)
            if not right:
                continue
            for link in _LINKS:
                if not word[:cut].endswith(link) or cut - len(link) < SHORTEST_PART:
                    continue
                head = word[: cut - len(link)]
                left = self._worth(head)
                if left:
                    score = min(left, right) + 0.5 * (left + right) - 0.4 * len(link)
                    if best is None or score > best[0]:
                        best = score, head, tail
        if best is None:
            return (word,)
        return (*self._parts(best[1]), *self._parts(best[2]))

    def _worth(self, part: str) -> float:
        """Return how much a part is trusted: known words that are long and frequent most, unknown ones not at all."""
        count = self.counts.get(part, 0)
        if not count or (len(part) < 4 and count < 5):
            return 0.0
        return log(1 + count) + 1.2 * min(len(part), 9)
