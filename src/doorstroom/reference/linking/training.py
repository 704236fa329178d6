"""Trains the encoder: names of one concept are drawn together, names of different concepts apart; seeded, same bits."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from .compounds import Splitter
from .encoder import LONGEST, SHORTEST, WORD_WEIGHT, Encoder, Profiles
from .features import bucket, grams
from .normalise import normalise

Floats = npt.NDArray[np.float32]
Longs = npt.NDArray[np.int64]
MOST_WORDS = 60  # of one text
AT_ONCE = 4096  # texts summed in one go
# What each kind of text counts in the profile of a concept: own names, foreign names, description, what it asks.
IN_PROFILE = (0.2, 0.4, 0.2, 0.4)


class Kind(StrEnum):
    """What a text is to its concept."""

    LABEL = "label"
    DESCRIPTION = "description"
    PART = "part"  # a skill that the occupation asks


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a concept to learn from."""

    key: str
    text: str
    language: str = "nl"
    kind: Kind = Kind.LABEL


@dataclass(frozen=True)
class Recipe:
    """How to train; part of the hash of the inputs."""

    seed: int = 1
    dims: int = 192
    buckets: int = 1 << 17
    batch: int = 1024
    steps: int = 1000
    rate: float = 0.05
    temperature: float = 0.06
    language: str = "nl"  # of the titles to understand
    foreign_anchors: float = 0.0  # share of the drawn titles that are in another language
    own: float = 0.6  # how often the partner of a title is in its own language
    descriptions: float = 0.05
    parts: float = 0.05


def hash_of_inputs(texts: Sequence[Text], recipe: Recipe) -> str:
    """Return a hash of everything that the weights follow from."""
    digest = hashlib.sha256(repr(sorted(asdict(recipe).items())).encode())
    for text in texts:
        digest.update(f"{text.key}\t{text.text}\t{text.language}\t{text.kind}\n".encode())
    return digest.hexdigest()


def train(
    texts: Sequence[Text], recipe: Recipe | None = None, tell: Callable[[str], None] = lambda line: None
) -> Encoder:
    """Return an encoder trained on the texts; progress is told about every two seconds."""
    recipe = recipe or Recipe()
    inputs = hash_of_inputs(texts, recipe)
    splitter = Splitter(normalise(text.text) for text in texts if text.language == recipe.language)
    sparse = Sparse(texts, splitter, recipe.buckets)
    tell(f"{len(texts)} texts, {sparse.distinct} features")
    pairs = Pairs(texts, recipe)
    table = _table(recipe)
    if pairs.usable:
        _descend(table, sparse, pairs, recipe, tell)
    profiles = _profiles(table, sparse, pairs, texts)
    rows = np.empty(table.shape, np.int8)
    scales = np.empty(len(table), np.float32)
    for start in range(0, len(table), AT_ONCE):  # never a second table in memory
        part = table[start : start + AT_ONCE] * sparse.rarity[start : start + AT_ONCE, None]
        most = scales[start : start + AT_ONCE] = np.abs(part).max(axis=1) / np.float32(127) + np.float32(1e-12)
        rows[start : start + AT_ONCE] = np.rint(part / most[:, None])
    return Encoder(rows, scales, splitter, profiles, inputs, recipe.seed)


def _profiles(table: Floats, sparse: "Sparse", pairs: "Pairs", texts: Sequence[Text]) -> Profiles:
    """Return a vector per concept: the middle of its names, of its description and of what it asks, weighed."""
    from . import kernels

    sums = np.zeros((len(pairs.keys), len(IN_PROFILE), table.shape[1]), np.float32)
    for start in range(0, len(texts), AT_ONCE):
        chosen = np.arange(start, min(start + AT_ONCE, len(texts)))
        vectors = np.empty((len(chosen), table.shape[1]), np.float32)
        kernels.gather(table, sparse.starts, sparse.places, sparse.weights, chosen, vectors)
        np.add.at(sums, (pairs.concepts[chosen], pairs.kinds[chosen]), _unit(vectors))
    middle = np.empty((len(pairs.keys), table.shape[1]), np.float16)
    for start in range(0, len(middle), AT_ONCE):
        part = _unit(sums[start : start + AT_ONCE])
        middle[start : start + AT_ONCE] = _unit(np.einsum("ckd,k->cd", part, np.array(IN_PROFILE, np.float32)))
    return Profiles(pairs.keys, middle)


def _unit(vectors: Floats) -> Floats:
    """Return vectors brought to length one; zeros stay zeros."""
    found: Floats = vectors / (np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True)) + np.float32(1e-9))
    return found


def _table(recipe: Recipe) -> Floats:
    """Return the vectors to start from: at random, so that likeness starts as shared letter runs."""
    random = np.random.default_rng(recipe.seed)
    table: Floats = random.standard_normal((recipe.buckets, recipe.dims), np.float32)
    table /= np.float32(recipe.dims**0.5)
    return table


def _descend(table: Floats, sparse: "Sparse", pairs: "Pairs", recipe: Recipe, tell: Callable[[str], None]) -> None:
    """Draw pairs and move the vectors, step by step."""
    from . import kernels  # only here: its compiler takes 100 MB of every process that loads it

    random = np.random.default_rng(recipe.seed + 1)
    slopes = np.zeros(table.shape, np.float32)  # filled from the first row on: only what a batch touches takes memory
    history = np.full(len(table), 1e-6, np.float32)
    touched = np.zeros(len(table), np.int32)
    slots = np.full(len(table), -1, np.int32)  # in which row of `slopes` a feature stands in this step
    mine = np.empty((recipe.batch, recipe.dims), np.float32)
    other = np.empty_like(mine)
    began = told = time.monotonic()
    for step in range(recipe.steps):
        left, right = pairs.draw(random, recipe.batch)
        kernels.gather(table, sparse.starts, sparse.places, sparse.weights, left, mine)
        kernels.gather(table, sparse.starts, sparse.places, sparse.weights, right, other)
        loss, down, across = contrast(mine, other, pairs.concepts[left], recipe.temperature)
        count = 0
        for chosen, slope in ((left, down), (right, across)):
            count = kernels.scatter(
                slopes, touched, count, slots, sparse.starts, sparse.places, sparse.weights, chosen, slope
            )
        rate = recipe.rate * (1 - 0.9 * step / recipe.steps)
        kernels.descend(table, slopes, history, touched, count, slots, rate)
        if time.monotonic() - told > 2:
            told = time.monotonic()
            left_over = (told - began) / (step + 1) * (recipe.steps - step - 1)
            tell(f"step {step + 1} of {recipe.steps}, loss {loss:.3f}, about {left_over:.0f} s to go")


def contrast(mine: Floats, other: Floats, concepts: Longs, temperature: float) -> tuple[float, Floats, Floats]:
    """Return the loss of a batch of pairs and its slopes: each finds its partner among all others, in both ways."""
    size = len(mine)
    mine_length = np.sqrt((mine * mine).sum(axis=1, keepdims=True)) + np.float32(1e-9)
    other_length = np.sqrt((other * other).sum(axis=1, keepdims=True)) + np.float32(1e-9)
    a, b = mine / mine_length, other / other_length
    logits = (a @ b.T) / np.float32(temperature)
    same = concepts[:, None] == concepts[None, :]
    np.fill_diagonal(same, False)
    logits[same] = -1e9  # names of the same concept are no wrong answers
    across = np.exp(logits - logits.max(axis=1, keepdims=True))
    across /= across.sum(axis=1, keepdims=True)
    down = np.exp(logits - logits.max(axis=0, keepdims=True))
    down /= down.sum(axis=0, keepdims=True)
    loss = float(-np.log(np.diag(across) + 1e-12).mean())
    slope = across + down
    slope[np.arange(size), np.arange(size)] -= 2
    slope /= np.float32(2 * temperature * size)
    return loss, _through(slope @ b, a, mine_length), _through(slope.T @ a, b, other_length)


def _through(slope: Floats, unit: Floats, length: Floats) -> Floats:
    """Return a slope as it was before a vector was brought to length one."""
    found: Floats = (slope - (slope * unit).sum(axis=1, keepdims=True) * unit) / length
    return np.ascontiguousarray(found, np.float32)


class Sparse:
    """All texts as rows of features with weights, brought to length one."""

    def __init__(self, texts: Sequence[Text], splitter: Splitter, buckets: int) -> None:
        """Find the features of every word once, and weigh them by how rare they are."""
        numbers: dict[str, int] = {}
        lines = [
            np.array([numbers.setdefault(word, len(numbers)) for word in normalise(text.text)[:MOST_WORDS]], np.int32)
            for text in texts
        ]
        words = [self._word(word, splitter, buckets) for word in numbers]
        found = np.zeros(buckets)
        self.starts = np.zeros(len(lines) + 1, np.int64)
        for row, line in enumerate(lines):
            places = np.concatenate([np.zeros(0, np.int32), *(words[word][0] for word in line)])
            self.starts[row + 1] = self.starts[row] + len(places)
            found[np.unique(places)] += 1
        self.distinct = int(np.count_nonzero(found))
        self.rarity = np.log((1 + len(texts)) / (1 + found)).astype(np.float32)
        self.places = np.empty(int(self.starts[-1]), np.int32)
        self.weights = np.empty(int(self.starts[-1]), np.float32)
        for row, line in enumerate(lines):
            if len(line):
                part = slice(self.starts[row], self.starts[row + 1])
                self.places[part], self.weights[part] = self._line([words[word] for word in line])

    @staticmethod
    def _word(word: str, splitter: Splitter, buckets: int) -> tuple[npt.NDArray[np.int32], Floats]:
        runs = [bucket(run, buckets) for run in grams(word, SHORTEST, LONGEST)]
        whole = [bucket(f"={part}", buckets) for part in dict.fromkeys((word, *splitter.parts(word)))]
        weights = [1.0] * len(runs) + [WORD_WEIGHT] * len(whole)
        return np.array(runs + whole, np.int32), np.array(weights, np.float32)

    def _line(self, words: Sequence[tuple[npt.NDArray[np.int32], Floats]]) -> tuple[npt.NDArray[np.int32], Floats]:
        places = np.concatenate([word[0] for word in words])
        weights = np.concatenate([word[1] for word in words]) * self.rarity[places]
        length = np.float32(np.sqrt((weights * weights).sum()) or 1)
        return places, (weights / length).astype(np.float32)


class Pairs:
    """Draws titles with a partner: another name of the same concept, its description, or a skill it asks."""

    def __init__(self, texts: Sequence[Text], recipe: Recipe) -> None:
        """Sort the texts by concept and kind."""
        self.recipe = recipe
        number = {key: place for place, key in enumerate(dict.fromkeys(text.key for text in texts))}
        self.keys = tuple(number)
        self.concepts = np.array([number[text.key] for text in texts], np.int64)
        kinds = self.kinds = np.array([self._kind(text) for text in texts], np.int64)
        order = np.lexsort((kinds, self.concepts))
        self.members = order.astype(np.int64)
        cells = self.concepts[order] * 4 + kinds[order]
        every = np.arange(len(number) * 4)
        self.first = np.searchsorted(cells, every).reshape(-1, 4)
        self.count = np.searchsorted(cells, every, side="right").reshape(-1, 4) - self.first
        self.place = np.empty(len(texts), np.int64)
        self.place[order] = np.arange(len(texts))
        alone = self.count.sum(axis=1) < 2
        share = np.zeros(len(texts))
        for kind, weight in ((0, 1 - recipe.foreign_anchors), (1, recipe.foreign_anchors)):
            chosen = (kinds == kind) & ~alone[self.concepts]
            each = chosen / np.sqrt(np.maximum(self.count[self.concepts, kind], 1))
            share += weight * each / max(each.sum(), 1e-9)
        self.usable = bool(share.sum() > 0)
        self.bounds = np.cumsum(share) / max(share.sum(), 1e-9)

    def _kind(self, text: Text) -> int:
        if text.kind is Kind.LABEL:
            return 0 if text.language == self.recipe.language else 1
        return 2 if text.kind is Kind.DESCRIPTION else 3

    def draw(self, random: np.random.Generator, size: int) -> tuple[Longs, Longs]:
        """Return titles and their partners as numbers of texts."""
        left = np.searchsorted(self.bounds, random.random(size), side="right")
        left = np.minimum(left, len(self.bounds) - 1)
        concept = self.concepts[left]
        place = self.place[left]
        count = self.count[concept].copy()
        own = (place[:, None] >= self.first[concept]) & (place[:, None] < self.first[concept] + count)
        count -= own  # a title is no partner of itself
        rates = np.array(
            [self.recipe.own, 1 - self.recipe.own - self.recipe.descriptions - self.recipe.parts,
             self.recipe.descriptions, self.recipe.parts]
        )  # fmt: skip
        chance = np.where(count > 0, rates + 1e-6, 0.0)
        chance = np.cumsum(chance / chance.sum(axis=1, keepdims=True), axis=1)
        kind = np.minimum((random.random(size)[:, None] > chance).sum(axis=1), 3)
        rows = np.arange(size)
        kind = np.where(count[rows, kind] > 0, kind, count.argmax(axis=1))
        chosen = (random.random(size) * count[rows, kind]).astype(np.int64)
        at = self.first[concept, kind] + chosen
        at += own[rows, kind] & (at >= place)
        return left.astype(np.int64), self.members[at]


def labels_to_learn(labels: Iterable[tuple[str, str, str]]) -> list[Text]:
    """Return texts to learn from for labels given as concept, text and language, each once and in a fixed order."""
    unique = dict.fromkeys(labels)
    return [Text(key, text, language) for key, text, language in unique]
