"""The trained encoder: words to vectors, titles to their sum; linear, so that a likeness splits exactly over words."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .compounds import Splitter
from .features import Word, bucket, features_of, word_of
from .linker import ENCODER_BOUNDS, Label, Linker
from .normalise import normalise

Floats = npt.NDArray[np.float32]
SHORTEST, LONGEST = 2, 5  # letters in a run
WORD_WEIGHT = 1.5  # how much a whole word or compound part counts beside a run of letters
PROFILE = 1.5  # how much what a concept is like counts beside one of its names
PREFERRED = 0.05  # what a concept's own name counts more than its other names
FORMAT = 2


class WrongWeights(Exception):
    """A file of weights cannot be used; the text says why."""


@dataclass(frozen=True)
class Profiles:
    """What each concept is like, over all its names in every language, its description and what it asks."""

    keys: tuple[str, ...]
    vectors: npt.NDArray[np.float16]  # keys x dims, each of length one

    @cached_property
    def places(self) -> dict[str, int]:
        """Return the row of each concept."""
        return {key: place for place, key in enumerate(self.keys)}


@dataclass(frozen=True)
class Encoder:
    """One row of whole numbers per feature with a scale; `splitter` cuts compounds as in training."""

    rows: npt.NDArray[np.int8]  # buckets x dims
    scales: Floats  # one per row
    splitter: Splitter
    profiles: Profiles
    inputs: str  # hash of what it was trained on
    seed: int

    def words(self, text: str) -> list[Word]:
        """Return the telling words of a text with their features."""
        return features_of(text, self.splitter, SHORTEST, LONGEST)

    def parts(self, words: Sequence[Word]) -> Floats:
        """Return a vector per word (words x dims); the vector of a text is their sum."""
        found = np.zeros((len(words), self.rows.shape[1]), np.float32)
        for row, word in zip(found, words, strict=True):
            places = [bucket(name, len(self.rows)) for name in word.features]
            weights = np.array([WORD_WEIGHT if name[0] == "=" else 1.0 for name in word.features], np.float32)
            row += (weights * self.scales[places]) @ self.rows[places].astype(np.float32)
        return found

    def encode(self, texts: Iterable[str]) -> Floats:
        """Return a vector of length one per text; a text without words gives zeros."""
        lines = [normalise(text) for text in texts]
        places = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(lines)))}
        vectors = np.empty((len(places), self.rows.shape[1]), np.float32)  # in one piece: what is freed goes back
        for word, place in places.items():
            vectors[place] = self.parts([word_of(word, self.splitter, SHORTEST, LONGEST)])[0]
        found = np.zeros((len(lines), self.rows.shape[1]), np.float32)
        for row, line in zip(found, lines, strict=True):
            for word in line:
                row += vectors[places[word]]
            row /= np.float32(max(float(np.linalg.norm(row)), 1e-9))
        return found

    @cached_property
    def fingerprint(self) -> str:
        """Return a hash of the weights themselves."""
        digest = hashlib.sha256(self.rows.tobytes())
        digest.update(self.scales.tobytes())
        digest.update(_json(self.splitter.counts))
        digest.update(_json(self.profiles.keys))
        digest.update(self.profiles.vectors.tobytes())
        return digest.hexdigest()

    def save(self, path: Path) -> None:
        """Write the weights with what they came from; readers never see half a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        about = {"format": FORMAT, "inputs": self.inputs, "seed": self.seed, "fingerprint": self.fingerprint}
        being_written = path.with_suffix(".part.npz")
        np.savez(
            being_written,
            rows=self.rows,
            scales=self.scales,
            profiles=self.profiles.vectors,
            concepts=np.frombuffer(_json(self.profiles.keys), np.uint8),
            words=np.frombuffer(_json(self.splitter.counts), np.uint8),
            about=np.frombuffer(_json(about), np.uint8),
        )
        being_written.replace(path)


def load(path: Path) -> Encoder:
    """Read weights; a file that is broken or of another format is refused."""
    try:
        with np.load(path, allow_pickle=False) as file:
            about: dict[str, Any] = json.loads(file["about"].tobytes())
            splitter = Splitter.known(json.loads(file["words"].tobytes()))
            profiles = Profiles(tuple(json.loads(file["concepts"].tobytes())), file["profiles"])
            encoder = Encoder(file["rows"], file["scales"], splitter, profiles, about["inputs"], about["seed"])
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise WrongWeights(f"{path.name}: {error}") from error
    if about["format"] != FORMAT or about["fingerprint"] != encoder.fingerprint:
        raise WrongWeights(f"{path.name}: another format, or changed after training")
    return encoder


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False).encode()


class EncoderIndex:
    """Labels as vectors; answers how like each label a title is, and what each word adds to that."""

    def __init__(self, encoder: Encoder, labels: Sequence[Label]) -> None:
        """Encode every label once, and put what its concept is like beside it."""
        self.encoder = encoder
        self.vectors = encoder.encode(label.text for label in labels)
        known = encoder.profiles.places
        for vector, label in zip(self.vectors, labels, strict=True):
            place = known.get(label.key)
            like = vector if place is None else encoder.profiles.vectors[place].astype(np.float32)
            vector += np.float32(PROFILE) * like
            vector /= np.float32(1 + PROFILE)

    def words(self, text: str) -> list[Word]:
        """Return the telling words of a text with their features."""
        return self.encoder.words(text)

    def likeness(self, titles: Sequence[Sequence[Word]]) -> Floats:
        """Return how like each label each title is, at most 1 (titles x labels)."""
        totals = np.stack([self.encoder.parts(words).sum(axis=0) for words in titles])
        totals /= np.sqrt((totals * totals).sum(axis=1, keepdims=True)) + np.float32(1e-9)
        found: Floats = totals @ self.vectors.T
        return found

    def shares(self, words: Sequence[Word], numbers: Sequence[int]) -> Floats:
        """Return what each word adds to the likeness of the chosen labels (words x labels)."""
        parts = self.encoder.parts(words)
        parts /= np.float32(max(float(np.linalg.norm(parts.sum(axis=0))), 1e-9))
        found: Floats = parts @ self.vectors[list(numbers)].T
        return found


def encoder_linker(labels: Sequence[Label], encoder: Encoder) -> Linker:
    """Return a linker that compares labels by the trained encoder."""
    return Linker(labels, EncoderIndex(encoder, labels), ENCODER_BOUNDS, PREFERRED)
