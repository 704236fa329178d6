"""A word index over labels that forgives typing errors; pure, built once and searched often."""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

Floats = npt.NDArray[np.float64]
LONGEST_QUERY = 100
MOST_WORDS = 8
LEAST_LIKENESS = 0.7
NAMES_OF_ONE = 50  # no thing has more names among the best
SMALLEST = 1e-9
LAST_LETTER = "\x7f"  # after every letter, digit and sign of a plain word
_WORD = re.compile(r"[a-z0-9+#]+")


def words_of(text: str) -> list[str]:
    """Return the plain lower-case words of a text: without accents, hyphens or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))


@dataclass(frozen=True, slots=True)
class Label:
    """A text under which one thing can be found; `weight` lowers second names a little."""

    key: int
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing found, the label that matched and how well (0 to 1)."""

    key: int
    text: str
    score: float


class LabelIndex:
    """Labels by their words; immutable after building."""

    def __init__(self, labels: Iterable[Label]) -> None:
        """Index every word of every label."""
        self.labels: Sequence[Label] = tuple(labels)
        seen: dict[str, int] = {}  # each word with its number, in the order in which they came
        words, holders = array("i"), array("i")  # which word stands in which label; small, since there are many
        lengths: list[int] = []
        for number, label in enumerate(self.labels):
            found = words_of(label.text)
            lengths.append(max(1, sum(map(len, found))))
            for word in dict.fromkeys(found):
                words.append(seen.setdefault(word, len(seen)))
                holders.append(number)
        self.words: list[str] = sorted(seen)
        self.places = {word: place for place, word in enumerate(self.words)}
        # The labels of a word stand in one row, words in order: those of all words with one beginning are one slice.
        rows = np.array([self.places[word] for word in seen], np.int32)[np.array(words, np.int32)]
        self.numbers = np.array(holders, np.int32)[np.argsort(rows, kind="stable")]
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=len(self.words)))])
        self.text = "\n".join(["", *self.words, ""])
        self.ends = np.cumsum([len(word) + 1 for word in self.words])
        self.lengths = np.array(lengths, np.float64)
        self.weights = np.array([label.weight for label in self.labels], np.float64)

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best things for a text, best first, each once."""
        query = words_of(text[:LONGEST_QUERY])[:MOST_WORDS]
        if not query or limit < 1 or not self.labels:
            return []
        found = np.zeros(len(self.labels))
        covered = np.zeros(len(self.labels))
        total = sum(map(len, query))
        for place, wanted in enumerate(query):
            best = np.zeros(len(self.labels))
            for likeness, first, last in sorted(self._alike(wanted, unfinished=place == len(query) - 1)):
                best[self.numbers[self.starts[first] : self.starts[last]]] = likeness  # the most like comes last
            found += best * (len(wanted) / total)
            covered += (best > 0) * len(wanted)
        return self._ranked(found, covered, limit)

    def _alike(self, wanted: str, *, unfinished: bool) -> Iterable[tuple[float, int, int]]:
        """Yield rows of known words like a wanted one: the same, beginning with it, holding it, a typing error away."""
        same = self.places.get(wanted)
        if same is not None:
            yield (1.0 if len(wanted) > 1 else 0.5), same, same + 1
        if len(wanted) < 3 and not unfinished:
            return
        first = bisect_left(self.words, wanted) + (same is not None)
        yield 0.95 if unfinished else 0.9, first, bisect_left(self.words, wanted + LAST_LETTER, first)
        if len(wanted) < 4:
            return
        for place in self._holding(wanted):
            yield 0.85 if self.words[place].endswith(wanted) else 0.75, place, place + 1
        for size in range(5, len(wanted)):
            for start in range(len(wanted) - size + 1):
                part = self.places.get(wanted[start : start + size])
                if part is not None:  # a part of a Dutch compound
                    yield 0.4 + 0.4 * size / len(wanted), part, part + 1
        for word, likeness, place in process.extract(
            wanted, self.words, scorer=OSA.normalized_similarity, score_cutoff=LEAST_LIKENESS, limit=40
        ):
            if word[0] == wanted[0] or likeness > 0.85:
                yield likeness * 0.9, place, place + 1
        begin = bisect_left(self.words, wanted[0])
        end = bisect_left(self.words, wanted[0] + LAST_LETTER, begin)
        beginnings = [word[: len(wanted) + 1] if len(word) > len(wanted) + 2 else "" for word in self.words[begin:end]]
        for _, likeness, place in process.extract(  # a typing error in the first part of a longer word
            wanted, beginnings, scorer=OSA.normalized_similarity, score_cutoff=0.8, limit=40
        ):
            yield likeness * 0.8, begin + place, begin + place + 1

    def _holding(self, wanted: str) -> Iterable[int]:
        """Yield the words that hold a wanted one after their beginning."""
        at = self.text.find(wanted)
        while at >= 0:
            place = int(np.searchsorted(self.ends, at, side="left"))
            if self.text[at - 1] != "\n":
                yield place
            at = self.text.find(wanted, int(self.ends[place]))

    def _ranked(self, found: Floats, covered: Floats, limit: int) -> list[Hit]:
        """Order labels by how much of the query they hold, then by how little else they say."""
        focus = np.minimum(1.0, covered / self.lengths)
        scores = np.where(found > 0, (found * 0.75 + focus * 0.25) * self.weights, 0.0)
        most = min(len(scores), limit * NAMES_OF_ONE)
        least = np.partition(scores, -most)[-most]
        best: dict[int, Hit] = {}
        for number in np.flatnonzero(scores >= max(least, SMALLEST))[: most * 2].tolist():
            label = self.labels[number]
            hit = Hit(label.key, label.text, float(scores[number]))
            if label.key not in best or hit.score > best[label.key].score:
                best[label.key] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.text), hit.text))[:limit]
