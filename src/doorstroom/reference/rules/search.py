"""A word index over labels that forgives typing errors; pure, built once and searched often."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, Prefix

LONGEST_QUERY = 100
MOST_WORDS = 8
LEAST_LIKENESS = 0.7
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
        by_word: dict[str, set[int]] = defaultdict(set)
        self.lengths: list[int] = []
        for number, label in enumerate(self.labels):
            words = words_of(label.text)
            self.lengths.append(max(1, sum(map(len, words))))
            for word in words:
                by_word[word].add(number)
        self.words: list[str] = sorted(by_word)
        self.by_word: dict[str, set[int]] = dict(by_word)

    def search(self, text: str, limit: int) -> list[Hit]:
        """Return the best things for a text, best first, each once."""
        query = words_of(text[:LONGEST_QUERY])[:MOST_WORDS]
        if not query or limit < 1:
            return []
        found: dict[int, float] = defaultdict(float)
        covered: dict[int, float] = defaultdict(float)
        total = sum(map(len, query))
        for place, wanted in enumerate(query):
            best: dict[int, float] = {}
            for word, likeness in self._alike(wanted, unfinished=place == len(query) - 1):
                for number in self.by_word[word]:
                    if likeness > best.get(number, 0.0):
                        best[number] = likeness
            for number, likeness in best.items():
                found[number] += likeness * len(wanted) / total
                covered[number] += len(wanted)
        return self._ranked(found, covered, limit)

    def _alike(self, wanted: str, *, unfinished: bool) -> Iterable[tuple[str, float]]:
        """Yield the known words like a wanted one: the same, beginning with it, holding it, or a typing error away."""
        if wanted in self.by_word:
            yield wanted, 1.0 if len(wanted) > 1 else 0.5
        if len(wanted) < 3 and not unfinished:
            return
        start = bisect_left(self.words, wanted)
        while start < len(self.words) and self.words[start].startswith(wanted):
            if self.words[start] != wanted:
                yield self.words[start], 0.95 if unfinished else 0.9
            start += 1
        if len(wanted) < 4:
            return
        for word in self.words:
            if wanted in word and not word.startswith(wanted):
                yield word, 0.85 if word.endswith(wanted) else 0.75
            elif len(word) > 4 and word in wanted and word != wanted:  # a part of a Dutch compound
                yield word, 0.4 + 0.4 * len(word) / len(wanted)
        for word, likeness, _ in process.extract(
            wanted,
            self.words,
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=LEAST_LIKENESS,
            limit=40,
        ):
            if Prefix.similarity(wanted, word) >= 1 or likeness > 0.85:
                yield word, likeness * 0.9
        longer = [word for word in self.words if len(word) > len(wanted) + 2]
        for _, likeness, place in process.extract(
            wanted,
            [word[: len(wanted) + 1] for word in longer],  # a typing error in the first part of a longer word
            scorer=DamerauLevenshtein.normalized_similarity,
            score_cutoff=0.8,
            limit=40,
        ):
            yield longer[place], likeness * 0.8

    def _ranked(self, found: dict[int, float], covered: dict[int, float], limit: int) -> list[Hit]:
        """Order labels by how much of the query they hold, then by how little else they say."""
        best: dict[int, Hit] = {}
        for number, score in found.items():
            label = self.labels[number]
            focus = min(1.0, covered[number] / self.lengths[number])
            hit = Hit(label.key, label.text, (score * 0.75 + focus * 0.25) * label.weight)
            if label.key not in best or hit.score > best[label.key].score:
                best[label.key] = hit
        return sorted(best.values(), key=lambda hit: (-hit.score, len(hit.text), hit.text))[:limit]
