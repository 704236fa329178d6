"""The linker itself: labels in, titles understood, with a score, a band and the words that carried it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .compounds import Splitter
from .features import Word
from .lexical import LexicalIndex
from .normalise import normalise
from .overrides import Override, overrides

Floats = npt.NDArray[np.float32]
PREFERRED = 0.08  # what a concept's own name counts more than its other names, so that it wins a tie


LEAST = 0.05  # below this a candidate has nothing to do with the title
AT_ONCE = 16  # titles compared in one go; more at once only takes memory


class Band(StrEnum):
    """How sure the linker is; the bounds are measured on development data, see docs/explanation/linking.md."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Label:
    """A text under which a concept is known; `key` is the concept's URI."""

    key: str
    text: str
    language: str = "nl"
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of the title and the share of the score that it carried; the shares of all words sum to the score."""

    word: str
    share: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a title may mean: the label that fitted best, how well (0 to 1), how sure, and why."""

    key: str
    label: str
    score: float
    band: Band
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """What became of a title: candidates, best first; `band` is that of the first, UNSURE means: ask the person."""

    text: str
    candidates: tuple[Candidate, ...]
    band: Band

    @property
    def best(self) -> Candidate | None:
        """Return the first candidate when it is sure or likely enough to put forward as the answer."""
        return self.candidates[0] if self.candidates and self.band is not Band.UNSURE else None


@dataclass(frozen=True, slots=True)
class Bounds:
    """From which score a link is sure, and from which it is likely."""

    sure: float
    likely: float

    def band(self, score: float) -> Band:
        """Return the band of a score."""
        return Band.SURE if score >= self.sure else Band.LIKELY if score >= self.likely else Band.UNSURE


class Index(Protocol):
    """What finds texts: the lexical index, or the encoder's."""

    def words(self, text: str) -> list[Word]:
        """Return the telling words of a text with their features."""

    def likeness(self, titles: Sequence[Sequence[Word]]) -> Floats:
        """Return how like each text each title is (titles x texts)."""

    def shares(self, words: Sequence[Word], numbers: Sequence[int]) -> Floats:
        """Return what each word adds to the likeness of the chosen texts."""


LEXICAL_BOUNDS = Bounds(sure=0.85, likely=0.55)
ENCODER_BOUNDS = Bounds(sure=0.85, likely=0.7)  # 84 and 51 of 100 right on the titles they were chosen on


def reviewed(labels: Iterable[Label], corrections: Iterable[Override]) -> list[Label]:
    """Return the labels after review: wrong ones left out, right ones added; concepts that are absent stay absent."""
    kept = list(labels)
    present = {label.key for label in kept}
    wrong = {(row.wrong, " ".join(normalise(row.title))) for row in corrections if row.wrong}
    kept = [label for label in kept if label.preferred or (label.key, " ".join(normalise(label.text))) not in wrong]
    return kept + [Label(row.right, row.title) for row in corrections if row.right in present]


class Linker:
    """Titles to concepts over a set of labels; immutable after building."""

    def __init__(
        self,
        labels: Iterable[Label],
        index: Index | None = None,
        bounds: Bounds = LEXICAL_BOUNDS,
        preferred: float = PREFERRED,
    ) -> None:
        """Index the labels, lexically unless an index over the same labels is given."""
        self.labels = tuple(labels)
        self.index = index or LexicalIndex(
            [label.text for label in self.labels], Splitter(normalise(label.text) for label in self.labels)
        )
        self.bounds = bounds
        self.keys = list(dict.fromkeys(label.key for label in self.labels))
        place = {key: number for number, key in enumerate(self.keys)}
        self.concepts = np.array([place[label.key] for label in self.labels], np.int32)
        self.preferred = np.array([preferred if label.preferred else 0.0 for label in self.labels], np.float32)
        self.exact: dict[str, tuple[int, ...]] = {}  # the same words in any order: the first such label of each concept
        for number, label in enumerate(self.labels):
            words = " ".join(sorted(normalise(label.text)))
            held = self.exact.get(words, ())
            if all(self.concepts[other] != self.concepts[number] for other in held):
                self.exact[words] = (*held, number)

    def link(self, text: str, limit: int = 5) -> Linked:
        """Return the concepts that a title may mean, best first; a title without any known part gives none."""
        return self.link_many([text], limit)[0]

    def link_many(self, texts: Sequence[str], limit: int = 5) -> list[Linked]:
        """Return the same for many titles at once, which costs less per title."""
        titles = [self.index.words(text) for text in texts]
        found: list[Linked] = []
        for start in range(0, len(texts), AT_ONCE):
            part = titles[start : start + AT_ONCE]
            for text, words, scores in zip(texts[start:], part, self.scores(part), strict=False):
                found.append(self._linked(text, words, scores, limit))
        return found

    def scores(self, titles: Sequence[Sequence[Word]]) -> Floats:
        """Return by what the labels are ranked: likeness, the concept's own name, and being the very same words."""
        if not self.labels:
            return np.zeros((len(titles), 0), np.float32)
        scores = self.index.likeness(titles)
        scores += self.preferred
        for row, words in zip(scores, titles, strict=True):
            for number in self.exact.get(" ".join(sorted(word.text for word in words)), ()):
                row[number] += 1.0
        return scores

    def ranked(self, scores: Floats, limit: int) -> dict[int, int]:
        """Return the best concepts by their number, best first, each with the number of its best label."""
        best: dict[int, int] = {}
        most = min(len(scores), limit * 40)
        top = np.argpartition(-scores, most - 1)[:most]
        for number in top[np.lexsort((top, -scores[top]))]:
            best.setdefault(int(self.concepts[number]), int(number))
            if len(best) == limit:
                break
        return best

    def _linked(self, text: str, words: Sequence[Word], scores: Floats, limit: int) -> Linked:
        """Return a title with its candidates, their bands and reasons."""
        if not words or not len(scores) or limit < 1:
            return Linked(text, (), Band.UNSURE)
        numbers = list(self.ranked(scores, limit).values())
        shares = self.index.shares(words, numbers)
        made = (self._candidate(number, words, shares[:, column]) for column, number in enumerate(numbers))
        found = tuple(candidate for candidate in made if candidate.score > LEAST)
        return Linked(text, found, found[0].band if found else Band.UNSURE)

    def _candidate(self, number: int, words: Sequence[Word], shares: Floats) -> Candidate:
        """Return a concept with its score and the words that carried it, strongest first."""
        label, score = self.labels[number], float(shares.sum())
        reasons = sorted(
            (Reason(word.text, float(share)) for word, share in zip(words, shares, strict=True)),
            key=lambda reason: -reason.share,
        )
        return Candidate(label.key, label.text, min(1.0, max(0.0, score)), self.bounds.band(score), tuple(reasons))


def lexical_linker(labels: Iterable[Label]) -> Linker:
    """Return a linker that needs no training, over labels after review."""
    return Linker(reviewed(labels, overrides()))
