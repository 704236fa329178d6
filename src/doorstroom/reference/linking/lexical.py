"""Lexical look-up over letter runs and compound parts: TF-IDF with cosine, and BM25 over whole words."""

from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
import numpy.typing as npt

from .compounds import Splitter
from .features import Word, features_of

Floats = npt.NDArray[np.float32]
WORD_WEIGHT = 1.5  # how much a whole word or compound part counts beside a run of letters
SHORTEST, LONGEST = 2, 4


class LexicalIndex:
    """Labels by their letter runs, compound parts and words, weighed by how rare each is."""

    def __init__(self, texts: Sequence[str], splitter: Splitter) -> None:
        """Index every text; its place in the sequence is its number."""
        self.splitter = splitter
        rows = [Counter(self._flat(self.words(text))) for text in texts]
        seen: Counter[str] = Counter()
        for row in rows:
            seen.update(row.keys())
        self.size = len(texts)
        self.weights = {
            name: (log((1 + self.size) / (1 + count)) + 1) * (WORD_WEIGHT if name[0] == "=" else 1.0)
            for name, count in seen.items()
        }
        self.unknown = log(1 + self.size) + 1
        self.places = {name: place for place, name in enumerate(self.weights)}
        norms = [self._norm(row) for row in rows]
        self.starts, self.numbers, self.values = self._postings(rows, norms, seen)

    def words(self, text: str) -> list[Word]:
        """Return the telling words of a text with the features this index knows them by."""
        return features_of(text, self.splitter, SHORTEST, LONGEST)

    def likeness(self, titles: Sequence[Sequence[Word]]) -> Floats:
        """Return how like each text each title is, from 0 to 1 (titles x texts)."""
        found = np.zeros((len(titles), self.size), np.float32)
        for row, words in zip(found, titles, strict=True):
            norm = self._norm(Counter(self._flat(words)))
            for word in words:
                row += self._one(word, norm)
        return found

    def shares(self, words: Sequence[Word], numbers: Sequence[int]) -> Floats:
        """Return what each word adds to the likeness of the chosen texts (words x texts)."""
        norm = self._norm(Counter(self._flat(words)))
        found = [self._one(word, norm)[list(numbers)] for word in words]
        return np.array(found, np.float32).reshape(len(words), len(numbers))

    def _one(self, word: Word, norm: float) -> Floats:
        """Return what one word adds to the likeness of every text."""
        row = np.zeros(self.size, np.float32)
        for name in word.features:
            place = self.places.get(name)
            if place is not None and norm:
                part = slice(self.starts[place], self.starts[place + 1])
                row[self.numbers[part]] += self.values[part] * np.float32(self.weights[name] / norm)
        return row

    def _flat(self, words: Sequence[Word]) -> list[str]:
        """Return the features of all words."""
        return [name for word in words for name in word.features]

    def _norm(self, row: Counter[str]) -> float:
        """Return the length of a text's vector; what the index never saw counts as rare."""
        total = sum((count * self.weights.get(name, self.unknown)) ** 2 for name, count in row.items())
        return float(total**0.5)

    def _postings(
        self, rows: Sequence[Counter[str]], norms: Sequence[float], seen: Counter[str]
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32], Floats]:
        """Return for each feature the texts that hold it, with their weights, as one long table."""
        starts = np.zeros(len(seen) + 1, np.int64)
        np.cumsum(list(seen.values()), out=starts[1:])
        numbers = np.zeros(int(starts[-1]), np.int32)
        values = np.zeros(int(starts[-1]), np.float32)
        ends = starts[:-1].copy()
        for number, row in enumerate(rows):
            for name, count in row.items():
                place = self.places[name]
                numbers[ends[place]] = number
                values[ends[place]] = count * self.weights[name] / norms[number]
                ends[place] += 1
        return starts, numbers, values
